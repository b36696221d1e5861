"""What is shown, and where: visibility and re-exports as rustdoc decides them."""

import pytest
from rust_source import headers, read, shown

from sphinx_plissken.rust.documented import Kind, Reach
from sphinx_plissken.rust.shown.pages import natural_order


def test_private_things_are_not_shown() -> None:
    text = "pub mod a { pub struct S; struct P; pub(crate) fn f() {} } mod b { pub struct Q; } pub fn g() {} fn h() {}"
    assert shown(text) == ["module c", "function c::g", "module c::a", "struct c::a::S"]


def test_hidden_things_are_not_shown() -> None:
    text = "#[doc(hidden)] pub mod a { pub struct S; } #[doc(hidden)] pub fn f() {} pub fn g() {}"
    assert shown(text) == ["module c", "function c::g"]


def test_item_of_a_private_module_is_shown_at_its_re_export() -> None:
    assert shown("mod a { pub struct S; } pub use a::S as T;") == ["module c", "struct c::T = c::a::S"]


def test_item_of_a_public_module_stays_a_line() -> None:
    text = "pub mod a { pub struct S; } pub use a::S;"
    assert shown(text) == ["module c", "pub use a::S;", "module c::a", "struct c::a::S"]


def test_asking_for_a_copy() -> None:
    text = "pub mod a { pub struct S; } #[doc(inline)] pub use a::S;"
    assert shown(text) == ["module c", "struct c::S = c::a::S (copy)", "module c::a", "struct c::a::S"]


def test_asking_for_a_line() -> None:
    assert shown("mod a { pub struct S; } #[doc(no_inline)] pub use a::S;") == ["module c", "pub use a::S;"]


def test_hidden_item_is_shown_only_on_demand() -> None:
    text = "mod a { #[doc(hidden)] pub struct S; } pub use a::S as Quiet; #[doc(inline)] pub use a::S as Loud;"
    assert shown(text) == ["module c", "struct c::Loud = c::a::S"]


def test_hidden_re_export() -> None:
    assert shown("mod a { pub struct S; } #[doc(hidden)] pub use a::S;") == ["module c"]


def test_chain_of_re_exports() -> None:
    """What the path names directly is public: a line, although the item itself is private."""
    text = "pub mod buf { mod imp { pub struct Buf; } pub use self::imp::Buf; } pub use crate::buf::Buf;"
    assert shown(text) == ["module c", "pub use crate::buf::Buf;", "module c::buf", "struct c::buf::Buf = c::buf::imp::Buf"]


def test_chain_through_a_private_module() -> None:
    text = "mod imp { pub struct S; } mod middle { pub use crate::imp::S; } pub use middle::S;"
    assert shown(text) == ["module c", "struct c::S = c::imp::S"]


def test_item_in_a_hidden_module_is_shown_at_its_re_export() -> None:
    assert shown("#[doc(hidden)] pub mod a { pub struct S; } pub use a::S;") == ["module c", "struct c::S = c::a::S"]


def test_glob_of_a_private_module() -> None:
    text = "mod a { pub struct S; struct P; #[doc(hidden)] pub struct H; pub mod m { pub fn f() {} } } pub use a::*;"
    assert shown(text) == ["module c", "struct c::S = c::a::S", "module c::m = c::a::m", "function c::m::f = c::a::m::f"]


def test_glob_of_a_public_module_and_of_an_enum_stay_lines() -> None:
    text = "pub mod a { pub struct S; } pub use a::*; enum E { V } pub use E::*;"
    assert shown(text)[:3] == ["module c", "pub use a::*;", "pub use E::*;"]


def test_what_is_declared_shadows_a_glob() -> None:
    text = "mod a { pub struct S; pub fn f() {} } pub use a::*; pub struct S { x: u8 }"
    assert shown(text) == ["module c", "struct c::S", "function c::f = c::a::f"]


def test_what_is_imported_shadows_a_glob() -> None:
    text = "mod a { pub struct S; } mod b { pub struct S; } pub use a::*; pub use b::S;"
    assert shown(text) == ["module c", "struct c::S = c::b::S"]


def test_globs_in_circles_end() -> None:
    text = "mod a { pub use super::b::*; pub struct A; } mod b { pub use super::a::*; pub struct B; } pub use a::*;"
    assert shown(text) == ["module c", "struct c::A = c::a::A", "struct c::B = c::b::B"]


def test_module_that_re_exports_itself_ends() -> None:
    assert shown("mod a { pub mod m { pub use super::m as again; } } pub use a::m;")[0] == "module c"


def test_one_item_at_several_places_has_one_home() -> None:
    text = "mod a { pub struct S; } pub use a::S as First; pub mod m { pub use crate::a::S as Second; }"
    assert shown(text) == ["module c", "struct c::First = c::a::S", "module c::m", "struct c::m::Second = c::a::S (copy)"]


def test_private_name_in_another_namespace_is_not_re_exported() -> None:
    text = "mod a { pub struct S { x: u8 } pub(crate) fn S() {} } pub use a::S;"
    assert shown(text) == ["module c", "struct c::S = c::a::S"]


def test_variants_and_crates_stay_lines() -> None:
    text = "pub extern crate alloc; enum E { V } pub use E::V; pub use std::fmt::Debug; pub use std;"
    assert shown(text) == [
        "module c",
        "pub extern crate alloc;",
        "pub use E::V;",
        "pub use std::fmt::Debug;",
        "pub use std;",
    ]


def test_lines_lead_to_the_home_of_what_they_name() -> None:
    text = (
        "mod p { pub struct S; pub enum E { V } } pub mod a { pub use crate::p::{E, S}; } pub use a::S; pub use a::E::V; pub use std::fmt;"
    )
    root = read(text).document()[0]
    assert [line.target for line in root.reexports] == ["c::a::S", "c::a::E::V", "std::fmt"]


def test_other_crate_at_hand_is_shown() -> None:
    others = {"other": "pub mod m { pub struct S; pub fn f() {} }"}
    assert shown("pub use other::m::S; pub use other;", others=others) == ["module c", "pub use other;", "struct c::S = other::m::S"]


def test_exported_macros_are_at_the_root() -> None:
    text = "mod a { #[macro_export] macro_rules! m { () => {} } macro_rules! n { () => {} } }"
    assert shown(text) == ["module c", "macro c::m"]


def test_sections_and_names_are_in_rustdocs_order() -> None:
    text = """
        pub union U { pub a: u8 } pub type A = u8; pub fn f() {} pub trait T {} pub static ST: u8 = 1; pub const C: u8 = 1;
        pub enum E {} pub struct b10; pub struct b9; pub struct _b; pub struct B; #[macro_export] macro_rules! m { () => {} }
    """
    assert [line.replace("c::", "") for line in shown(text)] == [
        "module c", "macro m", "struct B", "struct _b", "struct b9", "struct b10", "enum E", "constant C", "static ST", "trait T",
        "function f", "type_alias A", "union U",
    ]  # fmt: skip


def test_natural_order() -> None:
    assert sorted(["b10", "b9", "b", "_", "Z", "a"], key=natural_order) == ["Z", "_", "a", "b", "b9", "b10"]
    assert natural_order("b" + "9" * 5000) > natural_order("b10")
    assert sorted(["a1_", "a01b", "a1", "a_", "a0"], key=natural_order) == ["a0", "a1", "a1_", "a01b", "a_"]


def test_crate_reach_shows_what_is_not_kept_to_a_module() -> None:
    text = "mod a { pub struct S; pub(crate) fn f() {} fn g() {} #[doc(hidden)] pub fn h() {} } pub use a::S; fn k() {}"
    assert shown(text, reach=Reach.CRATE) == ["module c", "pub use a::S;", "module c::a", "struct c::a::S", "function c::a::f"]


def test_private_reach_shows_everything_but_what_is_hidden() -> None:
    text = "mod a { fn g() {} #[doc(hidden)] pub fn h() {} } use a::g; macro_rules! m { () => {} }"
    assert shown(text, reach=Reach.PRIVATE) == ["module c", "macro c::m", "module c::a", "function c::a::g"]


@pytest.mark.parametrize("reach", [Reach.PUBLIC, Reach.CRATE])
def test_what_is_asked_for_is_shown_with_its_modules(reach: Reach) -> None:
    text = "mod a { mod b { struct S { x: u8 } impl S { fn f() {} fn g() {} } fn h() {} } }"
    source = read(text)
    modules = source.document(reach, frozenset({"c::a::b::S", "c::a::b::S::f", "c::a::b::S::x"}))
    assert [module.path for module in modules] == ["c", "c::a", "c::a::b"]
    (item,) = modules[2].items
    assert [member.path for member in item.members] == ["c::a::b::S::x"]
    assert [member.path for impl in item.impls for member in impl.members] == ["c::a::b::S::f"]


def test_documentation_of_re_exports_comes_along() -> None:
    text = """
        mod a { /// Own.
        pub struct S; }
        mod b { /// Middle.
        pub use crate::a::S; }
        /// Outer.
        pub use b::S;
    """
    (module,) = read(text).document()
    assert [fragment.text for fragment in module.items[0].reexport_docs] == [" Outer.", " Middle."]


def test_features_of_items() -> None:
    text = """
        #[cfg(any(feature = "m", not(test)))] pub mod a {
            #[cfg(any(feature = "s", not(test)))] pub struct S { #[cfg(any(feature = "f", not(test)))] pub x: u8 }
            #[cfg(any(feature = "i", not(test)))] impl S { #[cfg(any(feature = "g", not(test)))] pub fn g() {} }
        }
    """
    module = read(text).document()[1]
    (item,) = module.items
    assert (module.features, item.features, item.members[0].features) == (("m",), ("m", "s"), ("m", "s", "f"))
    assert item.impls[0].members[0].features == ("m", "s", "i", "g")


# Impls


def test_inherent_impls_are_in_source_order_and_others_by_what_is_printed() -> None:
    text = """
        pub struct S; pub trait Z {} pub trait A<T> {}
        impl Z for S {} impl A<u8> for S {} impl S { pub fn b() {} }
        mod m { impl super::S { pub fn a() {} fn p() {} } impl super::S { fn q() {} } }
        impl !Send for S {} impl A<&str> for S {}
    """
    (module,) = read(text).document()
    item = next(item for item in module.items if item.kind is Kind.STRUCT)
    assert [member.path for impl in item.impls for member in impl.members] == ["c::S::b", "c::S::a"]
    assert headers(text, "c::S") == ["impl A<&str> for S", "impl A<u8> for S", "impl Z for S", "impl !Send for S"]
    assert headers(text, "c::Z") == ["impl Z for S"]


@pytest.mark.parametrize(
    ("impl", "pages"),
    [
        ("impl From<S> for u8 {}", ["c::S"]),
        ("impl From<&S> for R {}", ["c::R", "c::S"]),
        ("impl Clone for &S {}", ["c::S"]),
        ("impl Clone for Box<S> {}", ["c::S"]),
        ("impl Clone for Vec<S> {}", []),
        ("impl<S> Clone for S {}", []),
        ("impl<T> Of<S> for T {}", ["c::Of"]),
        ("impl<T> Of<S> for &T {}", ["c::S", "c::Of"]),
        ("impl<T> Of<Kept> for T {}", []),
        ("impl Private for S {}", []),
        ("impl From<Kept> for S {}", []),
        ("impl Public for u8 {}", ["c::Public"]),
        ("impl Public for Alias {}", ["c::Public"]),
        ("#[doc(hidden)] impl Public for S {}", []),
    ],
)
def test_where_an_impl_is_shown(impl: str, pages: list[str]) -> None:
    text = f"pub struct S; pub struct R; struct Kept; trait Private {{}} pub trait Public {{}} type Alias = u8; pub trait Of<X> {{}} {impl}"
    (module,) = read(text).document()
    assert [item.path for item in module.items if item.impls] == pages


def test_inherent_impl_of_an_alias_is_shown_on_the_types_page_and_its_own() -> None:
    (module,) = read("pub struct S<T>(T); pub type A = S<u8>; impl A { pub fn f() {} }").document()
    assert [(str(impl.impl.self_type.path), impl.members[0].path) for item in module.items for impl in item.impls] == [
        ("crate::S", "c::S::f"),
        ("A", "c::A::f"),
    ]


def test_inherent_impl_of_a_private_alias_is_shown_on_the_types_page() -> None:
    (module,) = read("pub struct S<T>(T); type A = S<u8>; impl A { pub fn f() {} }").document()
    assert [(item.path, impl.members[0].path) for item in module.items for impl in item.impls] == [("c::S", "c::S::f")]


def test_a_projection_among_the_arguments_is_about_its_own_type() -> None:
    text = (
        "pub trait T { type A; } pub struct S; pub struct R; impl T for S { type A = R; }pub trait To<X> {} impl To<<S as T>::A> for u8 {}"
    )
    (module,) = read(text).document()
    pages = [item.path for item in module.items for impl in item.impls if impl.impl.trait and impl.impl.trait.last.name == "To"]
    assert pages == ["c::S", "c::To"]


def test_exported_macros_are_shown_where_they_are_reexported() -> None:
    text = (
        "mod m { #[macro_export] macro_rules! a { () => {} } } #[macro_export] macro_rules! b { () => {} }"
        "pub mod prelude { pub use crate::{a, b}; } pub mod again { pub use super::prelude::a; }"
        "pub mod line { #[doc(no_inline)] pub use crate::a; }"
    )
    assert [line for line in shown(text) if not line.startswith("module")] == [
        "macro c::a",
        "macro c::b",
        "pub use super::prelude::a;",
        "pub use crate::a;",
        "macro c::prelude::a = c::a (copy)",
        "macro c::prelude::b = c::b (copy)",
    ]


@pytest.mark.parametrize(
    ("impl", "header"),
    [
        ("impl T1<u8> for S {}", "impl T1<u8> for S"),
        ("use std::error::Error as StdError; impl StdError for S {}", "impl Error for S"),
        ("type A<T> = Vec<T>; impl T1<A<u8>> for S {}", "impl T1<Vec<u8>> for S"),
        ("impl T1<std::num::NonZeroU8> for S {}", "impl T1<NonZero<u8>> for S"),
        ("impl T1<&Self> for S {}", "impl T1<&S> for S"),
        ("impl std::ops::Add<S> for S {}", "impl Add for S"),
        ("impl<'a> std::ops::Add<&'a S> for &'a S {}", "impl<'a> Add for &'a S"),
        ("impl std::ops::Add<&S> for &S {}", "impl Add<&S> for &S"),
        ("impl T2<u8> for S {}", "impl T2 for S"),
        ("impl<I: Iterator> T1<I::Item> for G<I> {}", "impl<I: Iterator> T1<<I as Iterator>::Item> for G<I>"),
        ("impl<I> T1<I::Out> for G<I> where I: Sub {}", "impl<I> T1<<I as Super>::Out> for G<I> where I: Sub,"),
        ("impl T1<Box<dyn Send + Fn() + Sync>> for S {}", "impl T1<Box<dyn Fn() + Sync + Send>> for S"),
        ("unsafe impl Send for S {}", "impl Send for S"),
        ("impl<T, const N: usize> T1<[T; N]> for S {}", "impl<T, const N: usize> T1<[T; N]> for S"),
    ],
)
def test_header_of_an_impl(impl: str, header: str) -> None:
    types = "pub struct S; pub struct G<T>(T);"
    traits = "pub trait T1<X> {} pub trait T2<X = u8> {} pub trait Super { type Out; } pub trait Sub: Super {}"
    page = "c::G" if "for G" in impl else "c::S"
    assert headers(types + traits + impl, page) == [header]


def test_one_type_in_a_module_means_what_the_impl_around_it_says() -> None:
    """A type is resolved once in a module, unless ``Self`` or the bounds of a parameter have a say in it."""
    text = """
        pub struct A<T>(T); pub struct B<T>(T); pub struct T;
        pub trait T1<X> {} pub trait T2 { type Item; }
        impl<I: Iterator> T1<A<I::Item>> for A<I> {}
        impl<I: T2> T1<A<I::Item>> for B<I> {}
        impl T1<Box<dyn PartialEq<A<u8>>>> for A<u8> {}
        impl T1<Box<dyn PartialEq<A<u8>>>> for B<u8> {}
        impl<T> T1<A<T>> for A<T> {}
        impl T1<A<T>> for B<T> {}
        impl T1<A<Self>> for A<A<u8>> {}
        impl T1<A<Self>> for B<B<u8>> {}
    """
    of_both = ["impl T1<A<B<B<u8>>>> for B<B<u8>>", "impl T1<A<T>> for B<T>", "impl<I: T2> T1<A<<I as T2>::Item>> for B<I>"]
    assert sorted(headers(text, "c::A")) == sorted(
        [
            *of_both,
            "impl T1<A<A<A<u8>>>> for A<A<u8>>",
            "impl T1<Box<dyn PartialEq>> for A<u8>",
            "impl<I: Iterator> T1<A<<I as Iterator>::Item>> for A<I>",
            "impl<T> T1<A<T>> for A<T>",
        ]
    )
    assert sorted(headers(text, "c::B")) == sorted([*of_both, "impl T1<Box<dyn PartialEq<A<u8>>>> for B<u8>"])


def test_implementors_with_one_name_are_told_apart() -> None:
    modules = "".join(f"pub mod {name} {{ pub struct S; impl super::T for S {{}} }}" for name in "ab")
    assert headers(f"pub trait T {{}} impl T for u8 {{}} {modules}", "c::T") == [
        "impl T for c::a::S",
        "impl T for c::b::S",
        "impl T for u8",
    ]


@pytest.mark.parametrize(
    ("block", "shown_impls"),
    [
        ("const _: () = { impl Default for S { fn default() -> S { S } } };", ["impl Default for S"]),
        ("const _: () = { use std::fmt::Debug as D; impl D for S {} };", ["impl Debug for S"]),
        ("#[cfg(unix)] const _: () = { impl Clone for S {} };", ["impl Clone for S"]),
        ("#[cfg(windows)] const _: () = { impl Clone for S {} };", []),
        ("const _: () = { struct Inner; impl From<Inner> for S {} impl Copy for Inner {} impl Copy for S {} };", ["impl Copy for S"]),
        ("const _: () = { assert!(true); };", []),
        ("const _: () = assert!(true);", []),
        ("const NAMED: () = { impl Clone for S {} };", ["impl Clone for S"]),
    ],
)
def test_impls_in_the_block_of_a_constant(block: str, shown_impls: list[str]) -> None:
    assert headers(f"pub struct S; {block}", "c::S") == shown_impls
