"""Signatures are text until their page is written, and nodes then."""

from __future__ import annotations

import pickle
import re

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.ext import linkcode

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
