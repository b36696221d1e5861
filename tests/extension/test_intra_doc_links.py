"""Intra-doc links: what is one, and what it means."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.docs.intra_doc_links import LinkScope, read_link, resolve_link
from sphinx_plissken.reference import read_reference
from sphinx_plissken.rust.resolution.meanings import Definition, Primitive
from sphinx_plissken.rust.resolution.names import Names


@pytest.mark.parametrize(
    ("text", "path", "shown"),
    [
        ("Foo", "Foo", "Foo"),
        ("`Foo`", "Foo", "Foo"),
        ("`Foo::bar()`", "Foo::bar", "Foo::bar()"),
        ("struct@Foo", "Foo", "Foo"),
        ("fn@a::b", "a::b", "a::b"),
        ("vec!", "vec", "vec!"),
        ("vec![]", "vec", "vec![]"),
        ("Vec<T>", "Vec", "Vec<T>"),
        ("Vec::<T>::push", "Vec::push", "Vec::<T>::push"),
        ("::krate::X", "::krate::X", "::krate::X"),
        ("std::fmt#syntax", "std::fmt", "std::fmt"),
        ("crate::r#type", "crate::type", "crate::type"),
    ],
)
def test_links(text: str, path: str, shown: str) -> None:
    link = read_link(text)
    assert link is not None
    assert (link.path, link.shown) == (path, shown)


@pytest.mark.parametrize("text", ["", " ", "0", "a/b", "http://x", "two words", "keyword@fn", "x.y", "[T]", "#fragment", "a-b"])
def test_what_is_no_link(text: str) -> None:
    assert read_link(text) is None


LIB = """
pub mod shapes {
    use std::fmt::Debug;
    use outer::prelude::*;
    pub struct Point { pub x: f32 }
    impl Point { pub fn norm(&self) -> f32 { 0.0 } }
    pub enum Kind { Round }
    pub enum Curve { Arc { radius: f32 } }
    impl Clone for Kind { fn clone(&self) -> Kind { Kind::Round } }
    impl Iterator for Point { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
    pub mod slice {}
    pub mod usize {}
    pub fn same() {}
    pub mod same {}
}
#[macro_export] macro_rules! area { () => {} }
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    folder = tmp_path_factory.mktemp("geometry")
    (folder / "src").mkdir()
    (folder / "Cargo.toml").write_text('[package]\nname = "geometry"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nouter = "1"\n')
    (folder / "src" / "lib.rs").write_text(LIB)
    return read_reference(folder).names


@pytest.mark.parametrize(
    ("text", "module", "meaning"),
    [
        ("Point", "geometry::shapes", "geometry::shapes::Point"),
        ("shapes::Point::norm()", "geometry", "geometry::shapes::Point::norm"),
        ("super::area!", "geometry::shapes", "geometry::area"),
        ("self::Kind::Round", "geometry::shapes", "geometry::shapes::Kind::Round"),
        ("Self::norm", "geometry::shapes", "geometry::shapes::Point::norm"),
        ("Point::x", "geometry::shapes", "geometry::shapes::Point::x"),
        ("mod@same", "geometry::shapes", "geometry::shapes::same"),
        ("`Debug`", "geometry::shapes", "std::fmt::Debug"),
        ("`Unseen`", "geometry::shapes", "outer::prelude::Unseen"),
        ("Unseen::member", "geometry::shapes", "outer::prelude::Unseen::member"),
        ("Curve::Arc::radius", "geometry::shapes", "geometry::shapes::Curve::Arc::radius"),
        ("field@Curve::Arc::radius", "geometry::shapes", "geometry::shapes::Curve::Arc::radius"),
        ("Kind::clone", "geometry::shapes", "geometry::shapes::Kind::clone"),
        ("Point::map", "geometry::shapes", "std::iter::Iterator::map"),
        ("slice::iter", "geometry::shapes", "slice::iter"),
        ("slice", "geometry::shapes", "geometry::shapes::slice"),
        ("u8::MAX", "geometry::shapes", "u8::MAX"),
        ("Point::nothing", "geometry::shapes", ""),
        ("unseen", "geometry::shapes", ""),
        ("Nothing", "geometry", ""),
    ],
)
def test_meanings(names: Names, text: str, module: str, meaning: str) -> None:
    link = read_link(text)
    assert link is not None
    found = resolve_link(link, LinkScope(names=names, module=module, self_type="geometry::shapes::Point"))
    assert getattr(found, "path", "") == meaning


def test_a_disambiguator_tells_a_function_from_a_module(names: Names) -> None:
    scope = LinkScope(names=names, module="geometry::shapes")
    kinds = []
    for text in ("fn@same", "mod@same", "same()"):
        link = read_link(text)
        assert link is not None
        found = resolve_link(link, scope)
        assert isinstance(found, Definition)
        kinds.append(type(found.item).__name__)
    assert kinds == ["Function", "Module", "Function"]


@pytest.mark.parametrize(("text", "name"), [("!", "never"), ("tuple", "tuple"), ("array", "array"), ("&str", "str"), ("prim@u8", "u8")])
def test_primitive_types_without_names(names: Names, text: str, name: str) -> None:
    link = read_link(text)
    assert link is not None
    assert resolve_link(link, LinkScope(names=names, module="geometry")) == Primitive(name=name)


def test_before_a_module_the_names_around_it_count(names: Names) -> None:
    link = read_link("shapes::Point")
    assert link is not None
    inside = LinkScope(names=names, module="geometry::shapes")
    outside = LinkScope(names=names, module="geometry::shapes", is_outside=True)
    assert getattr(resolve_link(link, inside), "path", "") != "geometry::shapes::Point"
    assert getattr(resolve_link(link, outside), "path", "") == "geometry::shapes::Point"


@pytest.mark.parametrize("text", ["usize", "prim@usize"])
def test_a_primitive_type_comes_before_a_module_of_its_name(names: Names, text: str) -> None:
    """rustdoc calls the bare name ambiguous and links to neither."""
    scope = LinkScope(names=names, module="geometry::shapes")
    link, module = read_link(text), read_link("mod@usize")
    assert link is not None
    assert module is not None
    assert resolve_link(link, scope) == Primitive(name="usize")
    assert getattr(resolve_link(module, scope), "path", "") == "geometry::shapes::usize"
