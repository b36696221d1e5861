"""Doc comments in Markdown on pages in reStructuredText and in MyST."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown_it
import pytest
from docutils import nodes
from sphinx import addnodes

MANIFEST = '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n'
SETTINGS = {"plissken_project": "crate", "plissken_generate": False, "exclude_patterns": ["crate"]}
PAGES = {
    "rst": {"index.rst": "Demo\n====\n\n.. plissken-rust:: demo\n"},
    "myst": {"index.md": "# Demo\n\n```{plissken-rust} demo\n```\n"},
}


@pytest.fixture(params=PAGES)
def render(request: pytest.FixtureRequest, build: Callable[..., object]) -> Callable[..., nodes.document]:
    """Render a crate whose root has a doc comment and an item."""

    def render_text(text: str, items: str = "pub struct Point;\n", **settings: object) -> nodes.document:
        comment = "".join(f"//! {line}".rstrip() + "\n" for line in text.split("\n"))
        files = {"crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": comment + items, **PAGES[request.param]}
        extensions = ["sphinx_plissken"] if request.param == "rst" else ["myst_parser", "sphinx_plissken"]
        site = build(files, extensions=extensions, **{**SETTINGS, **settings})
        assert not site.warnings, site.warnings  # type: ignore[attr-defined]
        return site.doctree()  # type: ignore[attr-defined,no-any-return]

    return render_text


def test_links_to_items_and_what_names_none(render: Callable[..., nodes.document]) -> None:
    document = render("See [`Point`], [the point](Point), [struct@Point], [p][Point], a[0], [nothing] and [none](./none.html).")
    paragraph = next(iter(document.findall(nodes.paragraph)))
    references = [(node["reftarget"], node.astext()) for node in paragraph.findall(addnodes.pending_xref)]
    assert references == [("demo::Point", text) for text in ("Point", "the point", "Point", "p")]
    assert paragraph.astext() == "See Point, the point, Point, p, a[0], [nothing] and none."


def test_reference_definitions_count_in_every_section(render: Callable[..., nodes.document]) -> None:
    document = render("One [a].\n\n# Arguments\n\n* `x` - Two [a].\n\n[a]: Point")
    assert [node["reftarget"] for node in document.findall(addnodes.pending_xref) if node.astext() == "a"] == ["demo::Point"] * 2


def test_code_is_rust_without_its_hidden_lines(render: Callable[..., nodes.document]) -> None:
    document = render("```\n# hidden();\nshown();\n```\n\n    indented();\n\n```ebnf-like\nx\n```\n\n>>> f()\n1")
    blocks = [(block["language"], block.astext()) for block in document.findall(nodes.literal_block)][:4]
    assert blocks == [("rust", "shown();"), ("rust", "indented();"), ("none", "x"), ("pycon", ">>> f()\n1")]


def test_headings_are_rubrics_with_ids_that_links_find(render: Callable[..., nodes.document]) -> None:
    document = render("[There](#how-it-works).\n\n# How it works\n\n## How it works\n\n[Nowhere](#gone).")
    rubrics = [(rubric.astext(), rubric["ids"]) for rubric in document.findall(nodes.rubric) if rubric["ids"]]
    assert rubrics == [("How it works", ["how-it-works"]), ("How it works", ["how-it-works-1"])]
    assert [reference["refid"] for reference in document.findall(nodes.reference) if "refid" in reference] == ["how-it-works"]
    assert not list(document.findall(nodes.section))[1:]


def test_extras_of_rustdoc(render: Callable[..., nodes.document]) -> None:
    document = render(
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] open\n- [x] done\n\n~~gone~~ and <b>bold</b>[^1]\n\n"
        '<div class="warning">\n\nCareful *now*.\n\n</div>\n\n***\n\n[^1]: A note.'
    )
    assert [cell.astext() for cell in document.findall(nodes.entry)][:4] == ["a", "b", "1", "2"]
    boxes = '<input type="checkbox" disabled="disabled" /> ', '<input type="checkbox" disabled="disabled" checked="checked" /> '
    assert [item.astext() for item in document.findall(nodes.list_item)][:2] == [f"{boxes[0]}[ ] open", f"{boxes[1]}[x] done"]
    assert [only["expr"] for only in document.findall(addnodes.only)] == ["html", "not html"] * 2  # one of both, whatever the builder
    warning = next(iter(document.findall(nodes.warning)))
    assert warning.astext() == "Careful now."
    footnote = next(iter(document.findall(nodes.footnote)))
    assert footnote.astext().split() == ["1", "A", "note."]
    assert next(iter(document.findall(nodes.footnote_reference)))["refid"] in footnote["ids"]
    assert "<s>" in [raw.astext() for raw in document.findall(nodes.raw)]


def test_nodes_know_the_line_of_the_source(render: Callable[..., nodes.document]) -> None:
    document = render("First.\n\nSecond,\non two lines.\n\n* third")
    places = {node.astext().split()[0]: (str(node.source)[-10:], node.line) for node in document.findall(nodes.paragraph)}
    assert places["Second,"] == ("src/lib.rs", 3)
    assert places["third"] == ("src/lib.rs", 6)


def test_void_elements_are_closed_for_epub(render: Callable[..., nodes.document]) -> None:
    document = render("a<br>b <img src='x'> ![text](https://example.org/a.png)")
    raw = "".join(node.astext() for node in document.findall(nodes.raw))
    assert re.findall(r"<(?:br|img)[^>]*[^/]>", raw) == []
    assert 'alt="text"' in raw


def test_footnotes_of_two_items_stay_apart(render: Callable[..., nodes.document]) -> None:
    items = "/// One[^n].\n///\n/// [^n]: First.\npub fn a() {}\n/// Two[^n].\n///\n/// [^n]: Second.\npub fn b() {}\n"
    document = render("Root.", items)
    notes = {footnote["ids"][0]: footnote.astext().split()[-1] for footnote in document.findall(nodes.footnote)}
    assert [notes[reference["refid"]] for reference in document.findall(nodes.footnote_reference)] == ["First.", "Second."]


def test_roles_that_bindings_carry_over_are_literals(render: Callable[..., nodes.document]) -> None:
    document = render("Takes :obj:`int` or :py:class:`str`.")
    assert next(iter(document.findall(nodes.paragraph))).astext() == "Takes int or str."


KNOWS_SINGLE_TILDES = tuple(int(part) for part in markdown_it.__version__.split(".")[:2]) >= (4, 1)
SINGLE_TILDES = pytest.mark.skipif(not KNOWS_SINGLE_TILDES, reason="markdown-it-py strikes by single tildes since 4.1")


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("H~2~O", []),
        pytest.param("~one~", ["one"], marks=SINGLE_TILDES),
        ("~~two~~", ["two"]),
        ("a~b", []),
        pytest.param("x ~y z~ w", ["y z"], marks=SINGLE_TILDES),
    ],
)
def test_a_tilde_inside_of_a_word_strikes_nothing(build: Callable[..., Any], text: str, struck: list[str]) -> None:
    files = {"crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": f"//! {text}\n", **PAGES["rst"]}
    assert re.findall(r"<s>(.*?)</s>", build(files, **SETTINGS).text("index.html")) == struck


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.mark.parametrize("address", ["pictures/one.png", "../pictures/one.png", "/pictures/one.png", "pictures/one.png#gh-light-mode-only"])
@pytest.mark.parametrize("markup", ["![A picture]({})", '<img src="{}" alt="A picture" width="50">'])
def test_images_of_the_project_are_copied(build: Callable[..., Any], tmp_path: Path, address: str, markup: str) -> None:
    """As written from the source file, or from the folder of Cargo.toml, where a README is."""
    picture = tmp_path / "source" / "crate" / "pictures" / "one.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(PNG)
    files = {"crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": f"//! See {markup.format(address)}.\n", **PAGES["rst"]}
    site = build(files, **SETTINGS)
    assert not site.warnings
    image = re.search(r"<img [^>]*>", site.text("index.html"))
    assert image is not None
    assert 'src="_images/one.png"' in image[0]
    assert 'alt="A picture"' in image[0]
    assert (Path(site.app.outdir) / "_images" / "one.png").read_bytes() == PNG


def test_images_outside_of_the_project_are_text(build: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "secret.png").write_bytes(PNG)
    text = "//! ![Secret](../../secret.png) ![Gone](gone.png)\n"
    site = build({"crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": text, **PAGES["rst"]}, **SETTINGS)
    assert not site.warnings
    assert "<p>Secret Gone</p>" in site.text("index.html")


BROKEN = """//! Has [`Gone`], twice [`Gone`],
//! and [text](crate::gone::Thing).
//!
//! [`known::Thing::gone`] [`known::Thing::clone`] [`known::gone()`] [x] [gone] a[`0`] list[`gone`] [`Later`] [`known::later`] [`other::x`]
//! [`outer::Gone`] [`loose::Gone`]

pub mod known {
    #[derive(Clone)]
    pub struct Thing;
    /// Stands alone: [`Thing::gone`].
    pub fn first() {}
}
pub mod loose { pub use outer::*; }
/// [`Later`], [`known::later`], [`known::Thing::inner`].
#[cfg(feature = "later")] pub struct Later;
#[cfg(feature = "later")]
/// With documentation.
pub use later::{later, other};
"""


def test_links_that_are_surely_mistakes_are_reported_once_with_their_line(build: Callable[..., Any]) -> None:
    manifest = MANIFEST + '\n[dependencies]\nouter = "1"\n'
    page = PAGES["rst"]["index.rst"] + "\n.. plissken-rust:: demo::known::first\n" * 2
    site = build({"crate/Cargo.toml": manifest, "crate/src/lib.rs": BROKEN, "index.rst": page}, **SETTINGS)
    lines = [re.sub(r".*lib\.rs:", "", line) for line in site.warnings.splitlines() if "duplicate" not in line]
    assert lines == [
        "1: WARNING: unresolved link to `Gone`: no item named `Gone` in scope [plissken.link]",
        "2: WARNING: unresolved link to `crate::gone::Thing`: the module `demo` has nothing named `gone` [plissken.link]",
        "4: WARNING: unresolved link to `known::Thing::gone`: the struct `Thing` has nothing named `gone` [plissken.link]",
        "4: WARNING: unresolved link to `known::gone()`: the module `known` has nothing named `gone` [plissken.link]",
        "10: WARNING: unresolved link to `Thing::gone`: the struct `Thing` has nothing named `gone` [plissken.link]",
    ]


def test_links_lead_to_procedural_macros(build: Callable[..., Any]) -> None:
    manifest = MANIFEST + "\n[lib]\nproc-macro = true\n"
    text = "//! [`macro@trace`], [`trace!`], [`Shape`](derive@Shape)\n" + (
        "#[proc_macro_attribute] pub fn trace(a: TokenStream, b: TokenStream) -> TokenStream { b }\n"
        "#[proc_macro_derive(Shape)] pub fn shape(a: TokenStream) -> TokenStream { a }\n"
    )
    site = build({"crate/Cargo.toml": manifest, "crate/src/lib.rs": text, **PAGES["rst"]}, **SETTINGS)
    assert not site.warnings
    paragraph = next(part for part in re.findall(r"<p>.*?</p>", site.text("index.html"), re.DOTALL) if "trace" in part)
    assert re.findall(r'href="([^"]*)"', paragraph) == ["#attr.demo.trace", "#attr.demo.trace", "#derive.demo.Shape"]
