"""Signatures as people write them."""

from __future__ import annotations

import re

import pytest

from sphinx_plissken.extension.domain.hand_written import read_declaration, read_written
from sphinx_plissken.rust.signatures.signature import text_of


@pytest.mark.parametrize(
    ("objtype", "text", "name", "shown"),
    [
        ("fn", "pub fn parse<T: Read>(input: &str) -> Result<T, Error>", "parse", "pub fn parse<T: Read>(input: &str) -> Result<T, Error>"),
        ("fn", "parse()", "parse", "fn parse()"),
        ("fn", "pub(crate) fn parse();", "parse", "pub(crate) fn parse()"),
        ("fn", 'unsafe extern "C" fn go(n: u8, ...)', "go", 'unsafe extern "C" fn go(n: u8, ...)'),
        ("fn", "fn f(a: A<{ N > 1 }>, b: B)", "f", "fn f(a: A<{ N > 1 }>, b: B)"),
        ("fn", "f", "f", "fn f"),
        ("fn", "r#move(x: u8)", "move", "fn move(x: u8)"),
        ("struct", "Foo<'a, T>", "Foo", "struct Foo<'a, T>"),
        ("struct", "pub struct Foo<T> where T: Copy", "Foo", "pub struct Foo<T> where T: Copy"),
        ("struct", "pub struct Pair(pub u8, u16);", "Pair", "pub struct Pair(pub u8, _)"),
        ("enum", "pub enum Shape<T>", "Shape", "pub enum Shape<T>"),
        ("trait", "Area: Clone", "Area", "trait Area: Clone"),
        ("traitalias", "trait Both = A + B", "Both", "trait Both = A + B"),
        ("traitalias", "pub trait Both = A + B", "Both", "pub trait Both = A + B"),
        ("union", "Bits", "Bits", "union Bits"),
        ("const", "pub const LIMIT: usize = 4", "LIMIT", "pub const LIMIT: usize = 4"),
        ("static", "COUNTER: u8", "COUNTER", "static COUNTER: u8"),
        ("static", "pub static mut COUNTER: u32 = 0", "COUNTER", "pub static mut COUNTER: u32 = 0"),
        ("const", "pub const HERE: Point = Point::at(0, 1)", "HERE", "pub const HERE: Point = Point::at(0, 1)"),
        ("assocconst", "const HERE: Self = Self::new(0)", "HERE", "const HERE: Self = Self::new(0)"),
        ("type", "Pair<T> = (T, T)", "Pair", "type Pair<T> = (T, T)"),
        ("variant", "Circle", "Circle", "Circle"),
        ("variant", "Square(f64)", "Square", "Square(f64)"),
        ("field", "pub x: Vec<u8>", "x", "pub x: Vec<u8>"),
        ("field", "pub(crate) 1: f64", "1", "pub(crate) 1: f64"),
        ("field", "0: f64", "0", "0: f64"),
        ("method", "pub fn norm(&self) -> f64", "norm", "pub fn norm(&self) -> f64"),
        ("method", "default() -> Self", "default", "fn default() -> Self"),
        ("assoctype", "type Item: Into<u8>", "Item", "type Item: Into<u8>"),
        ("assocconst", "const SIDES: usize", "SIDES", "const SIDES: usize"),
        ("macro", "vec!", "vec", "vec!"),
        ("macro", "vec![a, b]", "vec", "vec![a, b]"),
        ("attr", "#[measured(by = x)]", "measured", "#[measured(by = x)]"),
        ("derive", "#[derive(Area)]", "Area", "#[derive(Area)]"),
    ],
)
def test_signatures_are_read_as_rust(caplog: pytest.LogCaptureFixture, objtype: str, text: str, name: str, shown: str) -> None:
    declaration = read_declaration(text, objtype, location="here")
    assert declaration.name == name
    assert " ".join(text_of(declaration.signature).split()).rstrip(" ,;{}") == shown
    assert not caplog.records


@pytest.mark.parametrize(
    ("text", "name", "self_path", "is_trait_impl"),
    [
        ("Display for Foo", "impl-Display-for-Foo", "Foo", True),
        ("impl<T: Copy> a::From<T> for b::Foo<T> where T: X {}", "impl-From<T>-for-Foo<T>", "b::Foo", True),
        ("<T> Foo<T>", "impl-Foo<T>", "Foo", False),
        ("unsafe impl !Send for &'static mut c::Foo", "impl-!Send-for-&'static-mut-Foo", "c::Foo", True),
    ],
)
def test_impls_are_read(text: str, name: str, self_path: str, is_trait_impl: bool) -> None:
    declaration = read_declaration(text, "impl", location="here")
    assert (declaration.name, declaration.self_path, declaration.is_trait_impl) == (name, self_path, is_trait_impl)


@pytest.mark.parametrize(
    ("text", "path", "name"),
    [
        ("pub fn geometry::shapes::norm(x: f64)", "geometry::shapes::", "norm"),
        ("geometry :: Point<T>", "geometry :: ", "Point"),
        ("fn default()", "", "default"),
        ("pub union(a: u8)", "", "union"),
        ("#[must_use] pub fn f()", "", "f"),
        ("async fn f()", "", "f"),
    ],
)
def test_the_name_is_found(text: str, path: str, name: str) -> None:
    written = read_written(text, "fn")
    assert (written.path, written.name) == (path, name)


def test_attributes_of_hand_written_items_are_shown() -> None:
    assert read_declaration("#[pyfunction] #[inline] pub fn f()", "fn", location="here").attributes == ("#[pyfunction]",)


BROKEN = """
.. rs:crate:: c

.. rs:fn:: pub fn broken(a: [u8 -> {

   Text.

.. rs:impl:: for for

.. rs:struct:: ???

.. rs:fn:: fine(a: u8)

:rs:fn:`broken`
"""


def test_broken_signatures_still_show(build) -> None:
    site = build({"index.rst": BROKEN}, builder="text", nitpicky=True)
    text = site.text("index.txt")
    assert "pub fn broken(a: [u8 -> {\n\n   Text." in text
    assert "for for" in text
    assert "???" in text
    assert "fn fine(a: u8)" in text
    warnings = site.warnings.splitlines()
    assert len(warnings) == 2
    assert "index.rst:4: WARNING: signature 'pub fn broken(a: [u8 -> {' could not be read as Rust; it is shown as written" in warnings[0]
    assert all("[plissken.signature]" in warning for warning in warnings)


SCOPED = """
.. rs:crate:: c

.. rs:struct:: Point<T>

   .. rs:method:: fn to(&self, other: &Point<T>, by: Unknown, n: u8) -> Result<Self, m::Error>

.. rs:enum:: m::Error
"""


def test_names_in_signatures_are_links_where_they_name_something(build) -> None:
    site = build({"index.rst": SCOPED}, nitpicky=True)
    assert site.warnings == ""
    signature = site.text("index.html").partition('id="method.c.Point.to"')[2].partition("</dt>")[0]
    assert re.findall(r'href="#(\w+\.[\w.]+)" title="([^"]+)"', signature)[:2] == [
        ("struct.c.Point", "struct c::Point"),
        ("enum.c.m.Error", "enum c::m::Error"),
    ]


VARIANTS = """
.. rs:crate:: c

.. rs:enum:: E

   .. rs:variant:: Circle { radius: f64, center: Point }
   .. rs:variant:: Nothing {}
   .. rs:variant:: Empty = 3

.. rs:struct:: pub struct Point { pub x: f64 }
"""


def test_a_variant_shows_its_braces_and_a_struct_does_not(build) -> None:
    text = build({"index.rst": VARIANTS}, builder="text", nitpicky=True).text("index.txt")
    assert [line.strip() for line in text.splitlines() if line.strip()] == [
        "enum E",
        "Circle { radius: f64, center: Point }",
        "Nothing {}",
        "Empty = 3",
        "pub struct Point",
    ]
