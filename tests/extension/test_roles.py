"""References in real, small builds: roles, scopes, titles, ambiguity, ``any``, other projects."""

from __future__ import annotations

import html
import re

import pytest

OBJECTS = """
T
=

.. rs:crate:: c

.. rs:struct:: Point

   .. rs:field:: len: usize
   .. rs:method:: fn len(&self) -> usize

.. rs:mod:: m

.. rs:struct:: Point
.. rs:fn:: helper()
.. rs:macro:: helper
.. rs:derive:: Area
.. rs:trait:: Area
.. rs:enum:: only::Once

"""


def links(site, name: str = "index.html") -> list[tuple[str, str]]:
    """Anchor and text of each reference by a role."""
    found = re.findall(r'href="[^"#]*#([^"]+)"[^>]*><code class="xref[^>]*>(.*?)</code>', site.text(name))
    return [(anchor, html.unescape(re.sub("<[^>]+>", "", text))) for anchor, text in found]


@pytest.mark.parametrize(
    ("written", "anchor", "title"),
    [
        (":rs:struct:`Point`", "struct.c.m.Point", "Point"),
        (":rs:struct:`crate::Point`", "struct.c.Point", "crate::Point"),
        (":rs:struct:`super::Point`", "struct.c.Point", "super::Point"),
        (":rs:struct:`~c::Point`", "struct.c.Point", "Point"),
        (":rs:struct:`a point <c::Point>`", "struct.c.Point", "a point"),
        (":rs:struct:`Einer der Punkte <c::Point>`", "struct.c.Point", "Einer der Punkte"),
        (":rs:struct:`点<c::Point>`", "struct.c.Point", "点"),
        (":rs:struct:`c::Point<T>`", "struct.c.Point", "c::Point<T>"),
        (":rs:struct:`~c::Point<'a, Vec<T>>`", "struct.c.Point", "Point<'a, Vec<T>>"),
        (":rs:obj:`struct@c::Point`", "struct.c.Point", "c::Point"),
        (":rs:obj:`Once`", "enum.c.m.only.Once", "Once"),
        (":rs:obj:`only::Once`", "enum.c.m.only.Once", "only::Once"),
        (":rs:fn:`helper`", "fn.c.m.helper", "helper()"),
        (":rs:fn:`helper()`", "fn.c.m.helper", "helper()"),
        (":rs:obj:`helper()`", "fn.c.m.helper", "helper()"),
        (":rs:macro:`helper`", "macro.c.m.helper", "helper!"),
        (":rs:obj:`helper!`", "macro.c.m.helper", "helper!"),
        (":rs:obj:`fn@helper`", "fn.c.m.helper", "helper"),
        (":rs:method:`c::Point::len`", "method.c.Point.len", "c::Point::len()"),
        (":rs:field:`c::Point::len`", "field.c.Point.len", "c::Point::len"),
        (":rs:obj:`c::Point::len`", "method.c.Point.len", "c::Point::len"),
        (":rs:obj:`Area`", "trait.c.m.Area", "Area"),
        (":rs:derive:`Area`", "derive.c.m.Area", "Area"),
        (":rs:mod:`self`", "mod.c.m", "self"),
        (":rs:crate:`c`", "crate.c", "c"),
        (":rs:mod:`c`", "crate.c", "c"),
        (":rs:type:`Area`", "trait.c.m.Area", "Area"),
        (":any:`c::Point`", "struct.c.Point", "c::Point"),
        (":any:`Once`", "enum.c.m.only.Once", "Once"),
    ],
)
def test_references(build, written: str, anchor: str, title: str) -> None:
    site = build({"index.rst": OBJECTS + written}, nitpicky=True)
    assert site.warnings == ""
    assert links(site) == [(anchor, title)]


@pytest.mark.parametrize(
    "written",
    [
        ":rs:struct:`only::Once`",  # an enum
        ":rs:obj:`crate::Once`",  # an anchored path means itself only
        ":rs:obj:`nce`",  # suffixes are whole segments
        ":rs:fn:`c::m::helper::x`",
        ":rs:obj:`super::super::super::Point`",
    ],
)
def test_references_to_nothing_are_reported_when_nitpicky(build, written: str) -> None:
    site = build({"index.rst": OBJECTS + written}, nitpicky=True)
    assert len(site.warnings.splitlines()) == 1
    assert "reference target not found" in site.warnings
    assert links(site) == []


def test_an_exclamation_mark_makes_no_reference(build) -> None:
    site = build({"index.rst": OBJECTS + ":rs:obj:`!nothing::Here`"}, nitpicky=True)
    assert site.warnings == ""
    assert "nothing::Here" in site.text("index.html")


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        (":rs:obj:`c::m::helper`", "fn@c::m::helper, macro@c::m::helper"),
        (":rs:struct:`Point`", "struct@c::Point, struct@c::m::Point"),
    ],
)
def test_ambiguous_references_list_what_they_may_be(build, written: str, candidates: str) -> None:
    page = f":orphan:\n\n{written}\n"
    site = build({"index.rst": OBJECTS, "other.rst": page})
    assert re.search(rf"other.rst:3: WARNING: reference to '.*' is ambiguous; it may be {candidates} \[plissken.ambiguous\]", site.warnings)
    assert len(links(site, "other.html")) == 1


def test_any_leaves_bare_names_to_other_domains(build) -> None:
    page = ":orphan:\n\n.. py:class:: Once\n\n:any:`Once`\n"
    site = build({"index.rst": OBJECTS, "other.rst": page})
    assert site.warnings == ""
    assert links(site, "other.html") == [("Once", "Once")]


def test_aliases_lead_to_the_object_and_never_warn(build) -> None:
    page = """
.. rs:crate:: c
.. rs:struct:: Point
   :alias: c::hidden::Point c::point::Point

   .. rs:method:: fn norm()

.. rs:fn:: f()
   :alias: c::Point

:rs:obj:`c::hidden::Point` :rs:obj:`c::point::Point::norm` :rs:obj:`c::Point`
"""
    site = build({"index.rst": page}, nitpicky=True)
    assert site.warnings == ""
    assert [anchor for anchor, _ in links(site)] == ["struct.c.Point", "method.c.Point.norm", "struct.c.Point"]
    assert site.rust_objects["struct"] == {
        "c::Point": "struct.c.Point",
        "c::hidden::Point": "struct.c.Point",
        "c::point::Point": "struct.c.Point",
    }


def test_self_is_what_the_text_is_about(build) -> None:
    page = """
.. rs:crate:: c
.. rs:struct:: A

   .. rs:impl:: Trait for A

      .. rs:method:: fn one(&self)

         :rs:obj:`Self::two` :rs:obj:`Self`

   .. rs:method:: fn two(&self)

      :rs:obj:`one`

.. rs:enum:: E

   .. rs:variant:: V

      :rs:obj:`Self::W`

   .. rs:variant:: W
"""
    site = build({"index.rst": page}, nitpicky=True)
    assert site.warnings == ""
    assert [anchor for anchor, _ in links(site)] == ["method.c.A.two", "struct.c.A", "method.c.A.impl-Trait-for-A.one", "variant.c.E.W"]


def test_parentheses_follow_the_configuration(build) -> None:
    site = build({"index.rst": OBJECTS + ":rs:fn:`helper()`"}, add_function_parentheses=False)
    assert links(site) == [("fn.c.m.helper", "helper")]


def test_roles_and_directives_in_markdown(build) -> None:
    page = """
# T

```{rs:crate} c
```

```{rs:struct} pub struct Point<T>
:deprecated: soon

Text: {rs:method}`Self::norm`, [a link](#c::Point), {any}`c::Point`.

:::{rs:method} pub fn norm(&self) -> T
:::
```
"""
    site = build(
        {"index.md": page},
        extensions=["myst_parser", "sphinx_plissken"],
        myst_enable_extensions=["colon_fence"],
        nitpicky=True,
    )
    assert site.warnings == ""
    assert site.rust_objects["method"] == {"c::Point::norm": "method.c.Point.norm"}
    assert links(site)[0] == ("method.c.Point.norm", "Self::norm()")


def test_another_project_refers_to_ours(build, tmp_path) -> None:
    first = build({"index.rst": OBJECTS})
    inventory = tmp_path / "first.inv"
    inventory.write_bytes(first.inventory)
    pages = {
        "index.rst": ":rs:struct:`c::Point` :external+first:rs:fn:`c::m::helper` :rs:obj:`c::m::only::Once` :any:`c::m::Point`\n",
    }
    site = build(
        pages,
        extensions=["sphinx.ext.intersphinx", "sphinx_plissken"],
        intersphinx_mapping={"first": ("https://example.org/", str(inventory))},
        nitpicky=True,
    )
    assert site.warnings == ""
    found = re.findall(r'href="https://example.org/index.html#([^"]+)"', site.text("index.html"))
    assert found == ["struct.c.Point", "fn.c.m.helper", "enum.c.m.only.Once", "struct.c.m.Point"]


def test_primitives_are_described_by_the_standard_library(build) -> None:
    site = build(
        {"index.rst": ".. rs:crate:: c\n.. rs:mod:: str\n\n:rs:obj:`prim@str` :rs:obj:`primitive@u8` :rs:obj:`str`\n"}, nitpicky=True
    )
    assert site.warnings == ""
    found = re.findall(
        r'href="(?:https://doc.rust-lang.org/stable/std/)?([^"]+)" title="[^"]*"><code[^>]*><span class="pre">', site.text("index.html")
    )
    assert found == ["primitive.str.html", "primitive.u8.html", "#mod.c.str"]
