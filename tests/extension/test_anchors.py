"""Ids of objects, and the names that impls are given."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.domain.anchors import anchor, read_impl_header


@pytest.mark.parametrize(
    ("header", "name"),
    {
        "impl Point": "impl-Point",
        "impl<T> Point<T>": "impl-Point<T>",
        "impl<T: Into<f64>> From<Vec<T>> for Point<'a, T> where T: Copy": "impl-From<Vec<T>>-for-Point<'a,T>",
        "Display for Foo": "impl-Display-for-Foo",
        "unsafe impl !Send for &'a mut [T]": "impl-!Send-for-&'a-mut-[T]",
        "impl From<[u8; 4]> for Address": "impl-From<[u8;4]>-for-Address",
        "impl<F> Call for Box<dyn for<'a> Fn(&'a str) -> u8>": "impl-Call-for-Box<dyn-for<'a>-Fn(&'a-str)-->-u8>",
        "impl<F: Fn(u8) -> u8> Call for F": "impl-Call-for-F",
    }.items(),
)
def test_impls_are_named_without_spaces(header: str, name: str) -> None:
    assert read_impl_header(header).name == name


@pytest.mark.parametrize(
    ("objtype", "path", "expected"),
    [
        ("struct", "geometry::shapes::Point", "struct.geometry.shapes.Point"),
        ("method", "geometry::Point::r#move", "method.geometry.Point.move"),
        ("field", "geometry::Point::0", "field.geometry.Point.0"),
        ("impl", "c::X::impl-From<&[u8]>-for-X", "impl.c.X.impl-From-ref-slice-u8-for-X"),
        ("impl", "c::X::impl-Fn(A)-for-(A,B)", "impl.c.X.impl-Fn-A-for-tuple-A-B"),
        ("fn", "c::prüfe", "fn.c.prufe"),
        ("fn", "c::变", "fn.c.u53d8"),
    ],
)
def test_anchors_are_readable(objtype: str, path: str, expected: str) -> None:
    assert anchor(objtype, path) == expected


@pytest.mark.parametrize("types", [("T", "&T", "&mut T", "[T]", "(T,)", "*const T", "*mut T", "!", "()"), ("变量", "变数")])
def test_what_differs_in_signs_only_has_different_anchors(types: tuple[str, ...]) -> None:
    anchors = {anchor("impl", f"c::X::{read_impl_header(f'impl From<{type}> for X').name}") for type in types}
    assert len(anchors) == len(types)
