"""Doc comments as ``__doc__``."""

from __future__ import annotations

import pytest
from one_binding import names_of

from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring, split_signature
from sphinx_plissken.rust.model import Namespace


@pytest.mark.parametrize(
    ("comments", "text"),
    [
        ("/// First.\n///\n/// Second.", "First.\n\nSecond."),
        ("///   indented\n///not", "  indented\nnot"),
        ("///\ttab\n/// trailing  ", "\ttab\ntrailing  "),
        ("/** One line. */", "One line. "),
        ("/**\n * starred\n */", "\n * starred\n "),
        ('/// a\n#[doc = " b"]\n#[doc = "c"]', "a\nb\nc"),
        ('/// a\n#[doc = concat!(" b", "c")]', "a\n bc"),
        ("/// a\n#[doc(hidden)]\n/// b", "a\nb"),
        ('#[doc = "tab\\there"]', "tab\there"),
        ("// no docs", ""),
    ],
)
def test_text(comments: str, text: str) -> None:
    definition = names_of(f"{comments}\nfn f() {{}}").definition("case::f", Namespace.VALUE)
    assert definition is not None
    assert docstring_text(definition.item.docs) == text


def test_inner_docs_come_after_outer_ones() -> None:
    definition = names_of("/// Outer.\nfn f() {\n    //! Inner.\n}").definition("case::f", Namespace.VALUE)
    assert definition is not None
    assert docstring_text(definition.item.docs) == "Outer.\nInner."


def test_lines() -> None:
    definition = names_of("\n/// One.\n///\n/** Two\n\n three */\nfn f() {}").definition("case::f", Namespace.VALUE)
    assert definition is not None
    docs = definition.item.docs
    docstring = make_docstring(docstring_text(docs), docs)
    assert docstring is not None
    assert (docstring.lineno, docstring.endlineno) == (2, 6)
    assert make_docstring(" \n", docs) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("f(a, b=(1, 2))\n--\n\nText", ("(a, b=(1, 2))", "Text")),
        ("f()\n--\n\n", ("()", "")),
        ("g(a)\n--\n\nText", ("", "g(a)\n--\n\nText")),
        ("f(a)\n\n--\n\nText", ("", "f(a)\n\n--\n\nText")),
        ("f(a) text", ("", "f(a) text")),
        ("f (a)\n--\n\n", ("", "f (a)\n--\n\n")),
    ],
)
def test_signature_that_docs_begin_with(text: str, parts: tuple[str, str]) -> None:
    assert split_signature(text, "f") == parts
