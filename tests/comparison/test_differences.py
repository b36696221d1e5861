"""Where two accounts of one API differ."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_plissken.comparison.differences import What, compare, same_parameters

PLACE = {"file": "src/lib.rs", "line": 3}


def said(ours: dict[str, Any], theirs: dict[str, Any], **choices: bool) -> list[tuple[str, str, str]]:
    """The differences between two accounts of ``m.f``."""
    mine = {"kind": "function", "path": "m.f", **PLACE, **ours}
    other = {"kind": "function", "path": "m.f", **theirs}
    return [(str(found.what), found.ours, found.theirs) for found in compare([mine], [other], **choices)]


def test_what_only_one_has() -> None:
    ours = [{"kind": "class", "path": "m.Old", **PLACE}, {"kind": "special", "path": "m.C.__len__", **PLACE}]
    theirs = [{"kind": "function", "path": "m.new"}, {"kind": "special", "path": "m.C.__ne__"}]
    assert [(found.what, found.path) for found in compare(ours, theirs)] == [
        (What.EXTRA, "m.C.__len__"),
        (What.EXTRA, "m.Old"),
        (What.MISSING, "m.new"),
    ], "what CPython adds by itself is none"


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ({}, {"kind": "class"}, [("kind", "function", "class")]),
        ({"parameters": "(a)"}, {"parameters": "(a, b)"}, [("parameters", "(a)", "(a, b)")]),
        ({"parameters": "(a)"}, {"parameters": None}, []),
        ({}, {"parameters": "()"}, [("parameters", "", "()")]),
        ({"bases": ["pkg.Base"]}, {"bases": ["Base"]}, []),
        ({"bases": []}, {"bases": ["object"]}, []),
        ({"bases": ["Base"]}, {"bases": []}, [("bases", "['Base']", "[]")]),
        ({"writable": None}, {"writable": False}, []),
        ({"writable": True}, {"writable": False}, [("writable", "True", "False")]),
        ({"doc": "One.\n\n    Two."}, {"doc": "One. Two."}, []),
        ({"doc": "One."}, {"doc": None}, [("doc", "One.", "")]),
        ({"doc": "One."}, {}, []),
        ({"kind": "class", "parameters": "(a)"}, {"parameters": "(b)"}, [("kind", "class", "function")]),
    ],
)
def test_what_both_have(ours: dict[str, Any], theirs: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
    assert said(ours, theirs) == found


def test_docs_may_be_left_out() -> None:
    assert said({"doc": "One."}, {"doc": "Two."}, with_docs=False) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ("(a, b='x')", '(a, b="x")', True),
        ("(a=1.5)", "(a=1.50)", True),
        ("(a=compute())", "(a=...)", True),
        ("(a)", "(a=...)", False),
        ("(a=...)", "(a=1)", False),
        ("(a, /)", "(a)", False),
        ("(*, a)", "(a)", False),
        ("(*args, **kw)", "(*args, **kw)", True),
        ("(*args)", "(*rest)", False),
        ("(a, *, b=1)", "(a, *, b=2)", False),
        ("(a=Quay.NORTH)", "(a=Quay.NORTH)", True),
        ("(in)", "( in )", True),
        ("(in)", "(is)", False),
        ("(a: , b)", "(a:, b)", True),
        (None, "()", False),
    ],
)
def test_same_parameters(ours: str | None, theirs: str, same: bool) -> None:
    assert same_parameters(ours, theirs) is same


def test_lines() -> None:
    ours = [{"kind": "function", "path": "m.f", "parameters": "(a)", **PLACE}, {"kind": "class", "path": "m.Old", **PLACE}]
    theirs = [{"kind": "function", "path": "m.f", "parameters": "()"}, {"kind": "function", "path": "m.new"}]
    assert [str(found) for found in compare(ours, theirs)] == [
        "src/lib.rs:3: m.Old: class is in ours only",
        "src/lib.rs:3: m.f: parameters is (a) in ours, () in theirs",
        "m.new: function is missing in ours",
    ]
