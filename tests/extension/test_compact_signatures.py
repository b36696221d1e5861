"""Signatures are text until their page is written, and nodes then."""

from __future__ import annotations

import pickle
import re

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.ext import linkcode

from sphinx_plissken.extension.signatures import compact_signatures
from sphinx_plissken.extension.signatures.ready_signatures import ready_signature

SIGNATURE = "pub fn f<T>(a: Vec<T>, b: u8) -> X where T: Copy"
PAGE = f"T\n=\n\n.. rs:crate:: c\n.. rs:fn:: {SIGNATURE}\n.. rs:struct:: X\n"


def test_a_page_that_was_read_has_few_nodes(build) -> None:
    document = build({"index.rst": PAGE}).doctree()
    first = next(document.findall(addnodes.desc_signature))
    assert [type(node) for node in first] == [nodes.Text]
    assert first.astext() == "pub fn f<T>(a: Vec<T>, b: u8) -> X\nwhere\n    T: Copy,"
    assert len(pickle.dumps(first.attributes)) < 2000


def test_a_page_that_is_written_has_them_all(build) -> None:
    site = build({"index.rst": PAGE})
    document = site.app.env.get_and_resolve_doctree("index", site.app.builder)
    first = next(document.findall(addnodes.desc_signature))
    assert first["is_multiline"]
    assert [line.astext().rstrip() for line in first] == ["pub fn f<T>(a: Vec<T>, b: u8) -> X", "where", "    T: Copy,"]
    assert not [key for key in first.attributes if key.startswith("rs")]
    targets = [link.get("refid") or link["refuri"].rpartition("/")[2] for link in first.findall(nodes.reference)]
    assert targets == ["struct.Vec.html", "primitive.u8.html", "struct.c.X", "trait.Copy.html"]


@pytest.mark.skipif(not hasattr(linkcode, "add_linkcode_domain"), reason="linkcode knows further domains since Sphinx 8.2")
def test_what_others_add_stays_behind_the_main_line(build) -> None:
    site = build(
        {"index.rst": PAGE},
        extensions=["sphinx.ext.linkcode", "sphinx_plissken"],
        linkcode_resolve=lambda domain, info: "https://example.org/source",
    )
    signature = site.text("index.html").partition('<dt class="sig')[2].partition("</dt>")[0]
    first = re.sub(r"<[^>]+>", "", signature.partition("<br />")[0])
    assert "-&gt; X" in first
    assert "[source]" in first


def test_parameters_fold_as_the_configuration_says(build) -> None:
    page = f"{PAGE}\n.. rs:fn:: pub fn g(a: u8, b: u8)\n   :single-line-parameter-list:\n"
    site = build({"index.rst": page}, builder="text", rs_maximum_signature_line_length=10)
    text = site.text("index.txt")
    assert re.search(r"pub fn f<T>\(\s+a: Vec<T>,\s+b: u8,\s+\) -> X", text)
    assert "pub fn g(a: u8, b: u8)" in text
    plain = build({"index.rst": page}, builder="text", maximum_signature_line_length=10, rs_trailing_comma_in_multi_line_signatures=False)
    assert re.search(r"pub fn f<T>\(\s+a: Vec<T>,\s+b: u8,?\s+\) -> X", plain.text("index.txt"))


@pytest.mark.parametrize(
    ("builder", "file", "expected"),
    [
        ("html", "index.html", r"</span> <br />&#160;&#160;&#160; <span"),
        ("text", "index.txt", r"-> X\nwhere\n    T: Copy,\n"),
        ("latex", "projectnamenotset.tex", "{\N{NO-BREAK SPACE}{4}" + r"\\DUrole"),
        ("texinfo", "projectnamenotset.texi", r"> X\}? where     T: Copy|\} where     T: Copy"),
    ],
)
def test_lines_are_lines_in_every_format(build, builder: str, file: str, expected: str) -> None:
    assert re.search(expected, build({"index.rst": PAGE}, builder=builder).text(file))


CRATE = {
    "project/Cargo.toml": '[package]\nname = "c"\nversion = "1.0.0"\n',
    "project/src/lib.rs": """
//! A crate.
/// One.
pub struct One { one_hidden: u8 }
impl One {
    /// Joins.
    pub const fn join<'a, T>(&'a self, other: &One, names: Option<Vec<T>>) -> Result<&'a One, u8> { loop {} }
    /// Nothing.
    pub fn nothing() {}
}
/// Bounded.
pub fn bounded<T>(a: T) where T: Copy {}
/// Number.
pub const NUMBER: u8 = 1;
""",
    "index.rst": "T\n=\n\n.. toctree::\n\n   api/index\n",
}
PAGE_OF_CRATE = "api/rust/c"


@pytest.mark.parametrize("length", [None, 20])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_and_search_are_those_of_the_nodes(build, monkeypatch, builder: str, length: int | None) -> None:
    files = [f"{PAGE_OF_CRATE}.html" if builder == "html" else f"{PAGE_OF_CRATE}/index.html", "searchindex.js"]

    def built() -> list[str]:
        site = build(CRATE, builder=builder, fresh=True, plissken_project="project", rs_maximum_signature_line_length=length)
        return [site.text(file) for file in files]

    ready = built()
    monkeypatch.setattr(compact_signatures, "takes_ready_signatures", lambda builder: False)
    assert ready == built()
    assert "join" in ready[0]


def test_signatures_of_one_line_are_left_to_the_writer(build) -> None:
    site = build(CRATE, plissken_project="project")
    document = site.app.env.get_and_resolve_doctree(PAGE_OF_CRATE, site.app.builder)
    left = [node.astext() for node in document.findall(ready_signature)]
    assert "pub fn nothing()" in left
    assert "pub struct One" in left
    assert not [text for text in left if "bounded" in text]


def test_translators_are_asked_as_ever(build) -> None:
    conf = """
from sphinx.writers.html5 import HTML5Translator

class Translator(HTML5Translator):
    def visit_desc_name(self, node):
        self.body.append("<b>")

    def depart_desc_name(self, node):
        self.body.append("</b>")

def setup(app):
    app.set_translator("html", Translator)
"""
    site = build({**CRATE, "conf.py": conf}, plissken_project="project")
    assert '<b><span class="pre">nothing</span></b>' in site.text(f"{PAGE_OF_CRATE}.html")
