"""What references mean, without Sphinx."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.domain.references import Scope, candidates, is_anchored, read_target, short_title_of, title_of

SCOPE = Scope(module="geometry::shapes", self_type="geometry::shapes::Point")


@pytest.mark.parametrize(
    ("text", "path", "objtypes"),
    [
        ("Point", "Point", ()),
        ("struct@a::Point", "a::Point", ("struct",)),
        ("fn@norm", "norm", ("fn", "method")),
        ("norm()", "norm", ("fn", "method")),
        ("vec!", "vec", ("macro", "attr", "derive")),
        ("vec![]", "vec", ("macro", "attr", "derive")),
        ("macro@vec!", "vec", ("macro", "attr", "derive")),
        ("odd@name", "odd@name", ()),
        ("a::Vec<b::T>::new", "a::Vec::new", ()),
        ("Box<dyn Fn(A) -> B>::new", "Box::new", ()),
        ("r#type::r#fn", "type::fn", ()),
        ("<a::Point as Display>::fmt", "a::Point::impl-Display-for-Point::fmt", ()),
        ("impl a::Display for b::Point<T>", "b::Point::impl-Display-for-Point<T>", ("impl",)),
        ("impl Point", "Point::impl-Point", ("impl",)),
    ],
)
def test_targets_are_read(text: str, path: str, objtypes: tuple[str, ...]) -> None:
    target = read_target(text)
    assert (target.path, target.objtypes) == (path, objtypes)


@pytest.mark.parametrize(
    ("path", "expected"),
    {
        "crate::Point": ["geometry::Point"],
        "self::Point": ["geometry::shapes::Point"],
        "super::Point": ["geometry::Point"],
        "super::super::Point": [],
        "self": ["geometry::shapes"],
        "super": ["geometry"],
        "Self": ["geometry::shapes::Point"],
        "Self::norm": ["geometry::shapes::Point::norm"],
        "::geometry::Point": ["geometry::Point"],
        "norm": ["geometry::shapes::Point::norm", "geometry::shapes::norm", "norm", "geometry::norm"],
    }.items(),
)
def test_candidates_follow_the_rules_of_paths(path: str, expected: list[str]) -> None:
    assert list(candidates(path, SCOPE)) == expected


def test_without_a_scope_anchored_paths_mean_nothing() -> None:
    assert list(candidates("Self::x", Scope())) == []
    assert list(candidates("crate::x", Scope())) == []
    assert list(candidates("a::x", Scope())) == ["a::x"]


def test_anchored_paths() -> None:
    assert is_anchored("crate::a")
    assert is_anchored("::a::b")
    assert not is_anchored("a::crate_b")


def test_titles() -> None:
    assert title_of("struct@a::B") == "a::B"
    assert title_of("x@y") == "x@y"
    assert short_title_of("a::b::C") == "C"
    assert short_title_of("a::Vec<b::T>") == "Vec<b::T>"
