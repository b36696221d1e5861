"""The ``rs`` domain in real, small builds: objects, anchors, inventory, indices, search, environment."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from sphinx.addnodes import desc, desc_signature
from sphinx.ext import linkcode

from sphinx_plissken.extension.domain.doc_fields import DOC_FIELDS
from sphinx_plissken.extension.domain.rust_domain import RustDomain

EVERY_TYPE = (Path(__file__).parent / "pages" / "every_object_type.rst").read_text(encoding="utf-8")
BUILDERS = ("html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml", "pseudoxml", "gettext", "linkcheck")


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_object_type_builds_without_a_warning(build, builder: str) -> None:
    settings = {"nitpicky": True, "version": "1", "copyright": "me", "man_pages": [("index", "geometry", "Shapes", "me", 3)]}
    settings["linkcheck_ignore"] = ["https://"]  # the standard library is elsewhere
    assert build({"index.rst": EVERY_TYPE}, builder=builder, **settings).warnings == ""


def test_every_object_has_its_anchor_once(build) -> None:
    site = build({"index.rst": EVERY_TYPE})
    ids = Counter(re.findall(r'\sid="([^"]+)"', site.text("index.html")))
    assert [each for each, count in ids.items() if count > 1] == []
    assert {anchor for entries in site.rust_objects.values() for anchor in entries.values()} <= set(ids)
    assert set(site.app.env.get_domain("rs").object_types) == set(site.rust_objects)


def test_one_name_in_three_namespaces_is_three_objects(build) -> None:
    site = build({"index.rst": ".. rs:crate:: c\n.. rs:fn:: same()\n.. rs:macro:: same\n.. rs:mod:: same\n"})
    assert site.warnings == ""
    assert [site.rust_objects[kind]["c::same"] for kind in ("fn", "macro", "mod")] == ["fn.c.same", "macro.c.same", "mod.c.same"]


OVERLOADS = """
.. rs:crate:: c
.. rs:struct:: X

   .. rs:impl:: From<A> for X

      .. rs:method:: fn from(a: A) -> Self

   .. rs:impl:: From<B> for X

      .. rs:method:: fn from(b: B) -> Self

   .. rs:impl:: From<B> for X

   .. rs:impl:: X

      .. rs:method:: fn from(c: C) -> Self

Over there: :rs:method:`X::from`, :rs:method:`X::impl-From<B>-for-X::from`, :rs:method:`<X as From<A>>::from`.
"""


def test_overloaded_paths_have_an_anchor_each(build) -> None:
    site = build({"index.rst": OVERLOADS}, nitpicky=True)
    assert site.warnings == ""
    assert site.rust_objects["method"] == {
        "c::X::from": "method.c.X.from",
        "c::X::impl-From<A>-for-X::from": "method.c.X.impl-From-A-for-X.from",
        "c::X::impl-From<B>-for-X::from": "method.c.X.impl-From-B-for-X.from",
    }
    assert set(site.rust_objects["impl"].values()) == {
        "impl.c.X.impl-From-A-for-X",
        "impl.c.X.impl-From-B-for-X",
        "impl.c.X.impl-From-B-for-X-1",
        "impl.c.X.impl-X",
    }
    links = re.findall(r'href="#([^"]+)"[^>]*><code class="xref', site.text("index.html"))
    assert links == ["method.c.X.from", "method.c.X.impl-From-B-for-X.from", "method.c.X.impl-From-A-for-X.from"]


def test_the_second_description_of_an_object_is_reported(build) -> None:
    site = build(
        {"index.rst": "A\n=\n\n.. rs:fn:: c::f()\n", "other.rst": ":orphan:\n\n.. rs:fn:: c::f()\n\n.. rs:fn:: c::f()\n   :no-index:\n"}
    )
    (warning,) = site.warnings.splitlines()
    assert re.search(
        r"other\.rst:3: WARNING: duplicate description of function c::f, other instance in index, .*\[plissken\.duplicate\]", warning
    )


def test_standard_options(build) -> None:
    page = """
.. rs:crate:: c
.. rs:fn:: a()
   :no-index:
.. rs:fn:: b()
   :noindex:
.. rs:fn:: d()
   :no-index-entry:
.. rs:fn:: e()
   :nocontentsentry:
.. rs:fn:: f()
   :no-typesetting:
"""
    site = build({"index.rst": f"T\n=\n{page}"})
    assert set(site.rust_objects["fn"]) == {"c::d", "c::e", "c::f"}
    assert re.findall(r">(\w) \(c function\)<", site.text("genindex.html")) == ["e", "f"]
    assert 'sig-name descname"><span class="pre">f<' not in site.text("index.html")
    assert 'id="fn.c.f"' in site.text("index.html")
    assert re.findall(r"<literal>(.*?)</literal>", str(site.app.env.tocs["index"])) == ["d()"]


NESTED = "T\n=\n\n.. rs:crate:: c\n.. rs:struct:: X\n\n   .. rs:field:: a: u8\n   .. rs:method:: fn m()\n.. rs:macro:: v\n.. rs:trait:: Z\n"


@pytest.mark.parametrize(
    ("parents", "expected"),
    [
        ("hide", ["X", "a", "m()", "v!", "Z"]),
        ("domain", ["X", "X::a", "X::m()", "v!", "Z"]),
        ("all", ["c::X", "c::X::a", "c::X::m()", "c::v!", "c::Z"]),
    ],
)
def test_tables_of_contents(build, parents: str, expected: list[str]) -> None:
    site = build({"index.rst": NESTED}, toc_object_entries_show_parents=parents)
    assert re.findall(r"<literal>(.*?)</literal>", str(site.app.env.tocs["index"])) == expected


def test_no_entries_in_tables_of_contents_where_sphinx_is_told_so(build) -> None:
    site = build({"index.rst": NESTED}, toc_object_entries=False)
    assert "<literal>" not in str(site.app.env.tocs["index"])


def test_search_names_object_types_and_knows_last_segments(build) -> None:
    site = build({"index.rst": EVERY_TYPE})
    index = json.loads(site.text("searchindex.js").removeprefix("Search.setIndex(").removesuffix(")"))
    assert "Rust struct" in {name[2] for name in index["objnames"].values()}
    found = {name: priority for names in index["objects"].values() for _, _, priority, name, _ in _entries(index, names)}
    assert found["geometry"] == 0
    assert found["geometry::Point"] == 1
    assert found["geometry::Point::fmt"] == 2
    assert not [name for name in found if "impl-" in name]


def _entries(index: dict, names: object) -> list[tuple]:
    entries = names.items() if isinstance(names, dict) else ((entry[4], entry) for entry in names)
    return [(entry[0], entry[1], entry[2], name, entry[3]) for name, entry in entries]


def test_the_module_index_groups_modules_by_crate(build) -> None:
    page = """
.. rs:crate:: b
.. rs:mod:: a
   :deprecated:
.. rs:crate:: apple
   :synopsis: Fruit.
.. rs:currentmod:: None
.. rs:mod:: other::m
"""
    site = build({"index.rst": page})
    ((_, index),) = [(name, content) for name, _, content, _ in site.app.builder.domain_indices if name == "rs-modindex"]
    assert [(letter, [(entry.name, entry.subtype) for entry in entries]) for letter, entries in index] == [
        ("a", [("apple", 0)]),
        ("b", [("b", 1), ("b::a", 2)]),
        ("o", [("other", 1), ("other::m", 2)]),
    ]


def test_modules_with_content_are_scopes_and_those_without_last(build) -> None:
    page = """
.. rs:crate:: my-crate

.. rs:mod:: a

   .. rs:fn:: inside()

.. rs:fn:: root()

.. rs:mod:: b
.. rs:fn:: below()
.. rs:mod:: my_crate::c::d
.. rs:fn:: deep()
.. rs:fn:: super::sibling()
.. rs:currentmod:: my_crate
.. rs:fn:: b::other()
"""
    site = build({"index.rst": page})
    assert set(site.rust_objects["fn"]) == {
        "my_crate::a::inside",
        "my_crate::root",
        "my_crate::b::below",
        "my_crate::c::d::deep",
        "my_crate::c::sibling",
        "my_crate::b::other",
    }


def test_deprecated_objects_say_so(build) -> None:
    site = build(
        {"index.rst": ".. rs:fn:: c::f()\n   :deprecated: use :rs:fn:`c::g`\n\n.. rs:fn:: c::g()\n   :deprecated:\n"}, builder="text"
    )
    assert site.text("index.txt").count("**Deprecated**") == 2
    assert '**Deprecated**: use "c::g()"' in site.text("index.txt")


PAGES = {
    "index.rst": "T\n=\n\n.. toctree::\n   :glob:\n\n   page*\n\n.. rs:crate:: c\n",
    **{f"page{n}.rst": f"P{n}\n==\n\n.. rs:fn:: c::f{n}()\n   :alias: c::old{n}\n\n:rs:fn:`c::old{(n + 1) % 12}`\n" for n in range(12)},
}


def test_parallel_reading_gives_the_same_inventory(build) -> None:
    serial = build(PAGES, nitpicky=True)
    bytes_of_serial = (Path(serial.app.outdir) / "objects.inv").read_bytes()
    html = serial.text("page3.html")
    parallel = build(PAGES, nitpicky=True, parallel=2, fresh=True)
    assert (serial.warnings, parallel.warnings) == ("", "")
    assert (Path(parallel.app.outdir) / "objects.inv").read_bytes() == bytes_of_serial
    assert parallel.text("page3.html") == html


def test_a_page_that_changes_or_goes_takes_its_objects_along(build) -> None:
    pages = {"index.rst": "T\n=\n\n.. rs:fn:: c::f()\n", "other.rst": ":orphan:\n\n.. rs:fn:: c::g()\n   :alias: c::h\n"}
    assert set(build(pages).rust_objects["fn"]) == {"c::f", "c::g", "c::h"}
    again = build({**pages, "other.rst": ":orphan:\n\n.. rs:fn:: c::k()\n"})
    assert set(again.rust_objects["fn"]) == {"c::f", "c::k"}
    (Path(again.app.srcdir) / "other.rst").unlink()
    assert set(build({"index.rst": f"{pages['index.rst']}\nMore.\n"}).rust_objects["fn"]) == {"c::f"}


@pytest.mark.skipif(not hasattr(linkcode, "add_linkcode_domain"), reason="linkcode knows further domains since Sphinx 8.2")
def test_linkcode_is_told_crate_and_path(build) -> None:
    asked = []
    build(
        {"index.rst": ".. rs:fn:: c::m::f()\n"},
        extensions=["sphinx.ext.linkcode", "sphinx_plissken"],
        linkcode_resolve=lambda domain, info: asked.append((domain, info)),
    )
    assert asked == [("rs", {"crate": "c", "path": "c::m::f", "file": "", "line": ""})]


def test_nodes_say_domain_and_type(build) -> None:
    doctree = build({"index.rst": ".. rs:fn:: c::f()\n"}).doctree()
    (node,) = doctree.findall(desc)
    assert (node["domain"], node["objtype"]) == ("rs", "fn")
    (signature,) = doctree.findall(desc_signature)
    assert (signature["path"], signature["crate"]) == ("c::f", "c")


def test_the_page_of_every_object_type_has_every_directive_option_role_and_field() -> None:
    """So that the test of all builders means what it says."""
    options = {name for directive in RustDomain.directives.values() for name in directive.option_spec}
    assert {name for name in options if f":{name}:" not in EVERY_TYPE} == set()
    assert {name for name in RustDomain.directives if f".. rs:{name}:: " not in EVERY_TYPE} == set()
    assert {name for name in RustDomain.roles if f":rs:{name}:`" not in EVERY_TYPE} == set()
    labels = {field.name: field.names for field in DOC_FIELDS}
    assert {label for label, names in labels.items() if not any(f":{name}" in EVERY_TYPE for name in names)} == set()
