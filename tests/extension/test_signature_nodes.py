"""Tokens of signatures as nodes."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinx_plissken.extension.signatures.signature_nodes import Layout, exact_link, links_from, render_signature
from sphinx_plissken.rust.signatures.signature import Signature, Token, TokenKind

KINDS = {
    "K": TokenKind.KEYWORD,
    "N": TokenKind.NAME,
    "P": TokenKind.PARAMETER,
    "G": TokenKind.GENERIC,
    "L": TokenKind.LIFETIME,
    "R": TokenKind.REFERENCE,
    "T": TokenKind.TEXT,
    "A": TokenKind.ATTRIBUTE,
}


PATHS = {"Known": "c::Known", "Outside": "https://example.org/Outside"}


def tokens(text: str) -> Signature:
    """``K:pub K:fn N:task (P:a:R:u8)``: a letter for the kind of a word, everything else is punctuation, ``|`` a line break."""
    made = []
    for match in re.finditer(
        r"(?P<kind>[A-Z]):(?P<word>#\[.*?\]|'?\w+|\"\w+\")|(?P<space> +)|(?P<line>\|(?P<indent>_*))|(?P<mark>.)", text
    ):
        if match["kind"]:
            made.append(Token(KINDS[match["kind"]], match["word"], PATHS.get(match["word"], "")))
        elif match["space"]:
            made.append(Token(TokenKind.SPACE, match["space"]))
        elif match["line"]:
            made.append(Token(TokenKind.BREAK, "\n" + " " * len(match["indent"])))
        else:
            made.append(Token(TokenKind.PUNCTUATION, match["mark"]))
    return tuple(made)


def rendered(text: str, objtype: str = "fn", **options: object) -> addnodes.desc_signature:
    link = options.pop("link", exact_link)
    children = render_signature(tokens(text), objtype=objtype, link=link, **options)  # type: ignore[arg-type]
    signode = addnodes.desc_signature("", "", *children)
    signode["is_multiline"] = isinstance(children[0], addnodes.desc_signature_line)
    return signode


def lines(signode: addnodes.desc_signature) -> list[str]:
    return [line.astext() for line in signode] if signode["is_multiline"] else [signode.astext()]


TASK = "K:pub K:fn N:task(P:kwargs: R:Option<&R:Bound<L:'_, R:PyDict>>, P:n: G:T) -> R:PyResult<R:Decorator>"


def test_a_function_has_the_nodes_that_sphinx_knows() -> None:
    signode = rendered(TASK)
    assert signode.astext() == "pub fn task(kwargs: Option<&Bound<'_, PyDict>>, n: T) -> PyResult<Decorator>"
    (name,) = signode.findall(addnodes.desc_name)
    assert name.astext() == "task"
    (qualifiers,) = signode.findall(addnodes.desc_annotation)
    assert [(type(node), node.astext()) for node in qualifiers] == [(addnodes.desc_sig_keyword, "pub fn ")]
    (parameters,) = signode.findall(addnodes.desc_parameterlist)
    assert [parameter.astext() for parameter in parameters] == ["kwargs: Option<&Bound<'_, PyDict>>", "n: T"]


def test_rustdoc_line_breaks_between_parameters_are_no_lines() -> None:
    broken = "K:fn N:f(|____P:a: R:A,|____P:b: R:B,|) -> R:C"
    assert lines(rendered(broken)) == ["fn f(a: A, b: B) -> C"]


@pytest.mark.parametrize(("maximum", "folds"), [(0, False), (15, True), (16, False)])
def test_parameters_fold_from_a_length_on(maximum: int, folds: bool) -> None:
    signode = rendered("K:fn N:f(P:a: R:A, P:b: R:B)", layout=Layout(maximum_length=maximum, has_trailing_comma=False))
    assert signode.astext() == "fn f(a: A, b: B)"
    (parameters,) = signode.findall(addnodes.desc_parameterlist)
    assert bool(parameters.get("multi_line_parameter_list")) is folds


def test_a_where_clause_has_its_own_lines() -> None:
    signode = rendered("K:pub K:fn N:f<G:T>(P:a: G:T)|K:where|____G:T: R:Copy,")
    assert lines(signode) == ["pub fn f<T>(a: T)", "where", "    T: Copy,"]
    assert [line["add_permalink"] for line in signode] == [True, False, False]


def test_attributes_stand_above() -> None:
    signode = rendered("A:#[non_exhaustive]|K:pub K:struct N:S", "struct", attributes=('#[pyclass(name = "X")]',))
    assert lines(signode) == ['#[pyclass(name = "X")]', "#[non_exhaustive]", "pub struct S"]
    assert [line["add_permalink"] for line in signode] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "objtype", "shown"),
    [
        ("K:pub K:struct N:S<G:T> {|____K:pub P:a: G:T,|}", "struct", ["pub struct S<T>"]),
        ("K:pub K:struct N:S<G:T>|K:where|____G:T: R:Copy,|{|____P:a: G:T,|}", "struct", ["pub struct S<T>", "where", "    T: Copy,"]),
        ("K:pub K:struct N:S(K:pub R:u8, P:_);", "struct", ["pub struct S(pub u8, _)"]),
        ("K:pub K:enum N:E {|____N:A,|}", "enum", ["pub enum E"]),
        ("K:pub K:const N:C: [R:u8; T:4];", "const", ["pub const C: [u8; 4]"]),
        ("K:macro_rules! N:m {|____(T:a) => { ... };|}", "macro", ["macro_rules! m {", "    (a) => { ... };", "}"]),
    ],
)
def test_a_declaration_shows_its_header_only(text: str, objtype: str, shown: list[str]) -> None:
    assert lines(rendered(text, objtype)) == shown


def test_names_become_links_to_what_they_are_known_to_name() -> None:
    signode = rendered("K:fn N:f(P:a: R:Known, P:b: R:Outside, P:c: R:Unknown)")
    (inside,) = signode.findall(addnodes.pending_xref)
    assert (inside["refdomain"], inside["reftarget"], inside["rs:exact"]) == ("rs", "c::Known", True)
    (outside,) = signode.findall(nodes.reference)
    assert outside["refuri"] == "https://example.org/Outside"
    assert signode.astext() == "fn f(a: Known, b: Outside, c: Unknown)"


def test_hand_written_names_take_their_place_along() -> None:
    signode = rendered("K:fn N:f(P:a: R:Known)", link=links_from({"rs:module": "c::m"}))
    (reference,) = signode.findall(addnodes.pending_xref)
    assert (reference["rs:module"], reference["rs:optional"], reference["reftarget"]) == ("c::m", True, "c::Known")
