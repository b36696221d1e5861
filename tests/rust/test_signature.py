"""Signatures as rustdoc prints them."""

import pytest
from rust_source import read, signatures

from sphinx_plissken.rust.documented import Reach
from sphinx_plissken.rust.signatures.signature import TokenKind, signature_of, text_of


def only(text: str, path: str, **options: object) -> str:
    return signatures(text, **options)[path]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("pub fn f()  {}", "pub fn f()"),
        ('pub const unsafe extern "C" fn f(x: u8,) -> () {}', 'pub const unsafe extern "C" fn f(x: u8)'),
        ("pub async fn f(mut x: &'_ str, _: u8, (a, b): (u8, u8)) {}", "pub async fn f(x: &str, _: u8, __arg2: (u8, u8))"),
        ("pub fn f(x: std::io::Result<()>) -> ! { loop {} }", "pub fn f(x: Result<()>) -> !"),
        (
            "pub fn f<'a, T: Copy + ?Sized + 'a, const N: usize>(x: &'a T) {}",
            "pub fn f<'a, T: Copy + ?Sized + 'a, const N: usize>(x: &'a T)",
        ),
        ("pub fn f(g: impl Fn(&u8) -> u8) -> Box<dyn Fn() + Send> { g }", "pub fn f(g: impl Fn(&u8) -> u8) -> Box<dyn Fn() + Send>"),
        ("pub fn f(g: &(dyn Fn() + Send), h: *const u8) {}", "pub fn f(g: &(dyn Fn() + Send), h: *const u8)"),
        ("pub fn f(g: for<'a> unsafe extern fn(x: &'a u8, ...)) {}", "pub fn f(g: for<'a> unsafe extern \"C\" fn(x: &'a u8, ...))"),
        ("pub fn f<T>(x: T) where T: Copy, Vec<T>: Clone {}", "pub fn f<T>(x: T)\nwhere\n    T: Copy,\n    Vec<T>: Clone,"),
        ("pub fn f<T: Copy>(x: T) where T: Clone + Copy {}", "pub fn f<T>(x: T)\nwhere\n    T: Clone + Copy,"),
        ("pub fn f(x: std::fmt::Formatter) {}", "pub fn f(x: Formatter<'_>)"),
        ("pub fn f(x: (u8,), y: [u8; 2 * 3]) {}", "pub fn f(x: (u8,), y: [u8; 6])"),
        ("pub fn f(x: <Vec<u8> as IntoIterator>::Item) {}", "pub fn f(x: <Vec<u8> as IntoIterator>::Item)"),
    ],
)
def test_function(written: str, printed: str) -> None:
    assert only(written, "c::f") == printed


def test_long_function_is_broken() -> None:
    head = "pub fn f(first_parameter: u8, second_parameter: u8, third: u8) -> Result<(), u"
    assert only(head + "8> {}", "c::f") == "pub fn f(first_parameter: u8, second_parameter: u8, third: u8) -> Result<(), u8>"
    printed = only(head + "16> {}", "c::f")
    assert printed == "pub fn f(\n    first_parameter: u8,\n    second_parameter: u8,\n    third: u8,\n) -> Result<(), u16>"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("&'a mut self", "&'a mut self"),
        ("mut self", "self"),
        ("self: &Self", "&self"),
        ("self: Self", "self"),
        ("self: Box<Self>", "self: Box<Self>"),
        ("self: std::pin::Pin<&mut Self>", "self: Pin<&mut Self>"),
    ],
)
def test_receiver(written: str, printed: str) -> None:
    assert only(f"pub struct S; impl S {{ pub fn f<'a>({written}) {{}} }}", "c::S::f") == f"pub fn f<'a>({printed})"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("pub struct S;", "pub struct S;"),
        ("pub struct S {}", "pub struct S {}"),
        ("pub struct S { a: u8 }", "pub struct S { /* private fields */ }"),
        ("pub struct S { pub a: u8, b: u8 }", "pub struct S {\n    pub a: u8,\n    /* private fields */\n}"),
        ("pub struct S { pub a: u8, #[doc(hidden)] pub b: u8 }", "pub struct S {\n    pub a: u8,\n    /* private fields */\n}"),
        ("pub struct S(pub u8, u16);", "pub struct S(pub u8, _);"),
        ("pub struct S(u8);", "pub struct S(/* private fields */);"),
        ("pub struct S<T = u8>(pub T) where T: Copy;", "pub struct S<T = u8>(pub T)\nwhere\n    T: Copy;"),
        ("pub struct S<T> where T: Copy { pub a: T }", "pub struct S<T>\nwhere\n    T: Copy,\n{\n    pub a: T,\n}"),
        ("#[non_exhaustive] #[repr(C)] pub struct S { pub a: u8 }", "#[non_exhaustive]\n#[repr(C)]\npub struct S {\n    pub a: u8,\n}"),
        ("#[repr(C)] pub struct S { a: u8 }", "pub struct S { /* private fields */ }"),
        ("#[must_use] #[derive(Clone)] pub struct S;", "pub struct S;"),
        ("pub union S { pub a: u8, b: u8 }", "pub union S {\n    pub a: u8,\n    /* private fields */\n}"),
    ],
)
def test_struct(written: str, printed: str) -> None:
    assert only(written, "c::S") == printed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("pub enum E {}", "pub enum E {}"),
        ("pub enum E { A, B(u8), C { x: u8 } }", "pub enum E {\n    A,\n    B(u8),\n    C {\n        x: u8,\n    },\n}"),
        ("pub enum E { A, B = 1 << 4, C }", "pub enum E {\n    A = 0,\n    B = 16,\n    C = 17,\n}"),
        ("#[repr(u8)] pub enum E { A, B }", "#[repr(u8)]\npub enum E {\n    A = 0,\n    B = 1,\n}"),
        ("pub enum E { A, #[doc(hidden)] B }", "pub enum E {\n    A,\n    // some variants omitted\n}"),
        ("pub enum E { #[non_exhaustive] A(u8) }", "pub enum E {\n    #[non_exhaustive]\n    A(u8),\n}"),
    ],
)
def test_enum(written: str, printed: str) -> None:
    assert only(written, "c::E") == printed


def test_variants_and_fields() -> None:
    found = signatures("pub enum E<T> { A = 4_096, B(T), C { x: T } } pub struct S<T> { pub a: Vec<T> }")
    assert found["c::E::A"] == "A = 4_096"
    assert found["c::E::B"] == "B(T)"
    assert found["c::E::C"] == "C"
    assert found["c::E::C::x"] == "x: T"
    assert found["c::S::a"] == "a: Vec<T>"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("pub const X: u8 = 0x0_f;", "pub const X: u8 = 0x0_f;"),
        ('pub const X: &str = "a";', 'pub const X: &str = "a";'),
        ("pub const X: &[u8] = &[1];", "pub const X: &[u8];"),
        ("pub const X: usize = 1 << 12;", "pub const X: usize = _; // 4_096usize"),
        ("pub const X: i32 = Y; pub const Y: i32 = -5;", "pub const X: i32 = Y; // -5i32"),
        ("pub const X: i32 = Y; pub const Y: i32 = X;", "pub const X: i32 = Y;"),
        ("pub const X: bool = 1 < 2 && !false;", "pub const X: bool = _; // true"),
        ("pub const X: u16 = u8::MAX as u16 + !0u8 as u16;", "pub const X: u16 = _; // 510u16"),
        ("pub const X: i8 = 200u8 as i8;", "pub const X: i8 = _; // -56i8"),
        ("pub const X: i8 = 200u8 as _;", "pub const X: i8 = _; // -56i8"),
        ("pub const X: u8 = 255 + 1;", "pub const X: u8 = _;"),
        ("type I = u32; pub const X: I = 7 / 2;", "pub const X: u32 = _; // 3u32"),
        ("const fn f() -> u8 { 1 } pub const X: u8 = f();", "pub const X: u8 = _;"),
        ("pub const X: Option<u8> = Some(3);", "pub const X: Option<u8>;"),
    ],
)
def test_constant(written: str, printed: str) -> None:
    assert only(written, "c::X") == printed


SHOWN_VALUES = {
    "0x1_0": "0x1_0",
    "-1": "-1",
    "(3)": "(3)",
    "'a'": "'a'",
    "()": "()",
    "m::K": "m::K",
    "None": "None",
    "Self::A": "Self::A",
    "{ m::K }": "{ m::K }",
    "unsafe { 3 }": "unsafe { 3 }",
    "<u8 as T>::A": "<u8 as T>::A",
    "<u64>::MAX": "u64::MAX",
    "G::<u8,T>::MAX": "G<u8, T>::MAX",
    "<G<T>>::MAX": "G<T>::MAX",
    "<[u8]>::MAX": "<[u8]>::MAX",
    "<u8 as Lot<T>>::A": "_",
    "Option::<u8>::None": "_",
    "f::<u8>": "_",
    "f()": "_",
    "{ f() }": "_",
    "1 + 2": "_",
    "Some(3)": "_",
    "[1]": "_",
    "!true": "_",
    "1 as u8": "_",
}


@pytest.mark.parametrize("value", SHOWN_VALUES)
def test_value_of_an_associated_constant(value: str) -> None:
    found = signatures(f"pub trait T {{ const A: u8 = {value}; }} pub struct S; impl S {{ pub const A: u8 = {value}; }}")
    shown = SHOWN_VALUES[value]
    assert found["c::T"] == f"pub trait T {{\n    const A: u8 = {shown};\n}}"
    assert found["c::T::A"] == f"const A: u8 = {shown}"
    assert found["c::S::A"] == ("pub const A: u8" if shown == "_" else f"pub const A: u8 = {shown}")


PATTERNS = {
    "mut x": "x",
    "ref x": "x",
    "_": "_",
    "(a, mut b)": "(a, b)",
    "(a, ..)": "(a)",
    "(a,)": "(a)",
    "(h)": "h",
    "()": "()",
    "((k, l), _)": "((k, l), _)",
    "&(s, ref t)": "(s, t)",
    "[x, .., y]": "[x, .._, y]",
    "[p, r @ ..]": "[p, ..r]",
    "m::B::<u8>(i, _)": "m::B",
    "S { x, .. }": "_",
    "(E::V(v) | E::W(v))": "E::V | E::W",
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_name_of_a_destructured_parameter(pattern: str) -> None:
    assert only(f"pub fn f({pattern}: T) {{}}", "c::f") == f"pub fn f({PATTERNS[pattern]}: T)"


def test_an_async_function_loses_its_patterns() -> None:
    found = signatures("pub struct S; impl S { pub async fn f(&self, mut a: u8, (b, c): T, _: u8, &d: &u8) {} }")
    assert found["c::S::f"] == "pub async fn f(&self, a: u8, __arg2: T, _: u8, __arg4: &u8)"


def test_other_items() -> None:
    found = signatures(
        """
        pub static mut S: u8 = 1;
        extern "C" { pub fn f(x: u8, ...); pub static T: u8; }
        pub type A<'a, T = u8> = &'a dyn Fn(T) -> Box<T>;
        #[macro_export] macro_rules! m { ($x:expr) => { 1 }; { a } => { 2 } }
        """
    )
    assert found["c::S"] == "pub static mut S: u8"
    assert found["c::f"] == 'pub unsafe extern "C" fn f(x: u8, ...)'
    assert found["c::T"] == "pub unsafe static T: u8"
    assert found["c::A"] == "pub type A<'a, T = u8> = &'a dyn Fn(T) -> Box<T>;"
    assert found["c::m"] == "macro_rules! m {\n    ($x:expr) => { ... };\n    { a } => { ... };\n}"


def test_trait() -> None:
    found = signatures(
        """
        pub unsafe trait T<A>: Clone + Send {
            const N: usize = 3;
            type Out: Copy;
            fn required(&self, x: A) -> Self::Out where A: Copy, Self: Sized;
            fn provided(self: Box<Self>) {}
            #[doc(hidden)] fn hidden();
        }
        pub trait Empty {}
        """
    )
    assert found["c::T"].splitlines() == [
        "pub unsafe trait T<A>: Clone + Send {",
        "    type Out: Copy;",
        "    const N: usize = 3;",
        "    // Required method",
        "    fn required(&self, x: A) -> Self::Out",
        "       where A: Copy,",
        "             Self: Sized;",
        "    // Provided method",
        "    fn provided(self: Box<Self>) { ... }",
        "}",
    ]
    assert found["c::T::required"] == "fn required(&self, x: A) -> Self::Out\nwhere\n    A: Copy,\n    Self: Sized,"
    assert found["c::T::Out"] == "type Out: Copy"
    assert found["c::Empty"] == "pub trait Empty { }"


def test_proc_macros() -> None:
    found = signatures(
        """
        #[proc_macro] pub fn call(x: TokenStream) -> TokenStream { x }
        #[proc_macro_attribute] pub fn mark(x: TokenStream, y: TokenStream) -> TokenStream { y }
        #[proc_macro_derive(Reader, attributes(reader))] pub fn derive(x: TokenStream) -> TokenStream { x }
        """
    )
    assert found["c::call"] == "call!() { /* proc-macro */ }"
    assert found["c::mark"] == "#[mark]"
    assert found["c::Reader"] == "#[derive(Reader)]\n{\n    // Attributes available to this derive:\n    #[reader]\n}"


def test_what_is_hidden_from_readers_is_looked_through() -> None:
    text = "mod p { pub type Hidden<T> = Result<T, u8>; pub type Shown = u8; } pub use p::Shown; pub fn f(x: Shown) -> p::Hidden<u16> {}"
    assert only(text, "c::f") == "pub fn f(x: Shown) -> Result<u16, u8>"


def test_bare_trait_objects_are_shown_with_dyn() -> None:
    assert only("pub trait T {} pub fn f(x: &T) {}", "c::f", edition="2015") == "pub fn f(x: &dyn T)"


def test_renamed_re_export_has_its_new_name() -> None:
    assert only("mod a { pub struct S<T>(T); } pub use a::S as R;", "c::R") == "pub struct R<T>(/* private fields */);"


def test_lifetimes_that_are_left_out() -> None:
    assert only("pub struct S<'a>(&'a u8); pub fn f(x: S) -> S { x }", "c::f") == "pub fn f(x: S<'_>) -> S<'_>"


def test_names_are_references_with_their_full_path() -> None:
    source = read("pub fn f<T>(x: std::io::Error, y: T, z: T::Item) -> crate::S where T: Iterator {} pub struct S;")
    (module,) = source.document()
    function = next(item for item in module.items if item.path == "c::f")
    tokens = signature_of(function, names=source.names)
    assert {token.text: token.path for token in tokens if token.kind is TokenKind.REFERENCE} == {
        "Error": "std::io::Error",
        "S": "crate::S",
        "Iterator": "Iterator",
    }
    assert [token.text for token in tokens if token.kind is TokenKind.NAME] == ["f"]
    assert {token.text for token in tokens if token.kind is TokenKind.GENERIC} == {"T", "Item"}


def test_generics_of_the_owner_are_no_references() -> None:
    source = read("pub struct S<T>(T); impl<T> S<T> { pub fn f(x: T) {} }")
    (module,) = source.document()
    (impl,) = module.items[0].impls
    tokens = signature_of(impl.members[0], names=source.names, owner=impl.impl)
    assert not any(token.kind is TokenKind.REFERENCE for token in tokens)


def test_visibility_of_private_items() -> None:
    source = read("fn a() {} pub(crate) fn b() {} mod m { pub(super) fn d() {} pub(crate) fn e() {} pub(in crate::m) fn f() {} }")
    modules = source.document(Reach.PRIVATE)
    printed = [text_of(signature_of(item, names=source.names)) for module in modules for item in module.items]
    assert printed == ["fn a()", "fn b()", "pub(super) fn d()", "pub(crate) fn e()", "pub(in crate::m) fn f()"]


def test_bindings_contract() -> None:
    text = """
        pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator> {}
        #[pymodule] fn hybrid_binary(m: &Bound<'_, PyModule>) -> PyResult<()> { Ok(()) }
    """
    source = read(text)
    (module,) = source.document(also=frozenset({"c::hybrid_binary"}))
    private, public = [text_of(signature_of(item, names=source.names)) for item in module.items]
    assert private == "fn hybrid_binary(m: &Bound<'_, PyModule>) -> PyResult<()>"
    assert public == "pub fn task(\n    runner: Py<PyRunner>,\n    kwargs: Option<&Bound<'_, PyDict>>,\n) -> PyResult<TaskDecorator>"


@pytest.mark.parametrize(
    ("written", "path", "printed"),
    [
        ("pub fn f(x: Long) -> self::Err {}", "c::f", "pub fn f(x: Duration) -> Error"),
        ("pub struct S(pub crate::Long);", "c::S::0", "0: Duration"),
        ("pub type A = Vec<Long>;", "c::A", "pub type A = Vec<Duration>;"),
        (
            "pub trait T: From<Long> { fn f(x: Long); }",
            "c::T",
            "pub trait T: From<Duration> {\n    // Required method\n    fn f(x: Long);\n}",
        ),
        ("pub struct S; impl S { pub fn f(x: Long) {} }", "c::S::f", "pub fn f(x: Long)"),
        ("pub mod m { use super::Long as Longer; pub fn f(x: Longer) {} }", "c::m::f", "pub fn f(x: Duration)"),
        ("pub mod m { use super::*; pub fn f(x: Long) {} }", "c::m::f", "pub fn f(x: Duration)"),
        ("pub fn f(x: &dyn Shown, y: impl Shown) {}", "c::f", "pub fn f(x: &dyn Shown, y: impl Shown)"),
        ("pub fn f(x: Public) {}", "c::f", "pub fn f(x: Public)"),
    ],
)
def test_private_imports_under_another_name(written: str, path: str, printed: str) -> None:
    imports = (
        "use std::time::Duration as Long; use std::io::Error as Err; use std::fmt::Display as Shown; pub use std::fmt::Error as Public;"
    )
    assert signatures(imports + written)[path] == printed


def test_an_impl_for_a_type_under_another_name() -> None:
    found = signatures("use std::time::Duration as Long; pub trait T {} pub struct S; impl PartialEq<S> for Long {}")
    assert "c::S: impl PartialEq<S> for Duration" in found


def test_a_traits_own_types_in_its_head() -> None:
    found = signatures("pub trait T: Into<<Self as T>::A> { type A; fn f() -> <Self as T>::A; }")
    assert found["c::T"].startswith("pub trait T: Into<Self::A> {")
    assert found["c::T::f"] == "fn f() -> <Self as T>::A"


@pytest.mark.parametrize(("trait", "printed"), [("Sum<S>", "Sum"), ("Product<S>", "Product"), ("From<std::os::raw::c_int>", "From<i32>")])
def test_what_rustc_knows_of_a_trait(trait: str, printed: str) -> None:
    assert f"c::S: impl {printed} for S" in signatures(f"use std::iter::{{Product, Sum}}; pub struct S; impl {trait} for S {{}}")


def test_parameters_on_condition() -> None:
    found = signatures("pub struct S<#[cfg(windows)] T, #[cfg(unix)] #[cfg(not(test))] T = u8>(pub T); pub type A<#[cfg(test)] X, Y> = Y;")
    assert found["c::S"] == "pub struct S<T = u8>(pub T);"
    assert found["c::A"] == "pub type A<Y> = Y;"


def test_an_associated_type_of_a_supertrait_of_the_standard_library() -> None:
    text = "use std::ops::{Deref, DerefMut}; pub trait To<X> {} pub struct S<L>(L); impl<L: DerefMut> To<L::Target> for S<L> {}"
    assert "c::S: impl<L: DerefMut> To<<L as Deref>::Target> for S<L>" in signatures(text)


def test_names_of_a_function_pointers_parameters() -> None:
    found = signatures("pub type A = fn(x: u8, &str); pub type B = fn(u8, &str);")
    assert found["c::A"] == "pub type A = fn(x: u8, _: &str);"
    assert found["c::B"] == "pub type B = fn(u8, &str);"


def test_the_default_argument_of_a_trait_is_left_out_where_it_is_written_as_self() -> None:
    found = signatures(
        """
        pub trait Same<T = Self> {}
        pub struct A<'a>(&'a u8);
        impl std::ops::Add<Self> for A<'_> {}
        impl std::ops::Sub<A<'_>> for A<'_> {}
        impl Same<Self> for A<'_> {}
        impl<'a> Same<A<'a>> for A<'a> {}
        impl Same<A<'_>> for A<'_> {}
        """
    )
    assert {line for line in found if "impl" in line and line.startswith("c::A")} == {
        "c::A: impl Add for A<'_>",
        "c::A: impl Sub<A<'_>> for A<'_>",
        "c::A: impl Same for A<'_>",
        "c::A: impl<'a> Same for A<'a>",
        "c::A: impl Same<A<'_>> for A<'_>",
    }
