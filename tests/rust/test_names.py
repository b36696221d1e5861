"""What a path means in a module: imports, globs, preludes, associated items."""

import pytest
from rust_source import read

from sphinx_plissken.rust.model import Namespace
from sphinx_plissken.rust.resolution.names import Definition, Foreign, Primitive
from sphinx_plissken.rust.text.type_reader import read_path, read_type

TYPE, VALUE, MACRO = Namespace.TYPE, Namespace.VALUE, Namespace.MACRO


def meaning(text: str, path: str, module: str = "c", namespace: Namespace = TYPE, **options: object) -> str | None:
    found = read(text, **options).names.resolve(path, module, namespace, self_type="")  # type: ignore[arg-type]
    return found.path if isinstance(found, Definition | Foreign) else found.name if isinstance(found, Primitive) else None


@pytest.mark.parametrize(
    ("text", "module", "path", "expected"),
    [
        pytest.param("mod a { pub struct S; }", "c", "a::S", "c::a::S", id="path"),
        pytest.param("mod a { pub struct S; } use a::S as T;", "c", "T", "c::a::S", id="renamed import"),
        pytest.param("mod a { pub struct S; } use a::S as T;", "c", "S", None, id="the old name of a renamed import"),
        pytest.param("struct S; mod a { mod b {} }", "c::a::b", "super::super::S", "c::S", id="super"),
        pytest.param("struct S; mod a { mod b {} }", "c::a::b", "crate::S", "c::S", id="crate"),
        pytest.param("struct S; mod a { use super::*; }", "c::a", "S", "c::S", id="glob of the parent sees private items"),
        pytest.param("mod a { struct S; } use a::*;", "c", "S", None, id="glob does not import private items"),
        pytest.param("mod a { pub(super) struct S; } use a::*;", "c", "S", "c::a::S", id="glob imports what can be seen"),
        pytest.param("mod a { pub struct S; } use a::*; struct S;", "c", "S", "c::S", id="declaration shadows glob"),
        pytest.param("mod a { pub struct S; } mod b { pub struct S; } use a::*; use b::S;", "c", "S", "c::b::S", id="import shadows glob"),
        pytest.param("mod a { pub struct Vec; } use a::*;", "c", "Vec", "c::a::Vec", id="glob shadows prelude"),
        pytest.param(
            "mod a { pub use super::b::*; } mod b { pub use super::a::*; pub struct S; }", "c", "a::S", "c::b::S", id="glob cycle"
        ),
        pytest.param("mod a { pub use super::b::*; } mod b { pub use super::a::*; }", "c", "a::S", None, id="glob cycle without the name"),
        pytest.param("use a::X as Y; mod a { pub use super::Y as X; }", "c", "Y", None, id="import cycle"),
        pytest.param("mod a { pub use super::E::*; } enum E { V }", "c", "a::V", "c::E::V", id="variants through a glob"),
        pytest.param("mod m { pub fn m() {} } use m::m;", "c", "m", "c::m", id="import in another namespace leaves the module"),
        pytest.param("extern crate alloc as a;", "c", "a::vec::Vec", "alloc::vec::Vec", id="extern crate"),
        pytest.param("extern crate self as me; struct S;", "c", "me::S", "c::S", id="extern crate self"),
        pytest.param("use std::fmt;", "c", "fmt::Debug", "std::fmt::Debug", id="item of another crate"),
        pytest.param("", "c", "Vec", "std::vec::Vec", id="prelude"),
        pytest.param("", "c", "TryFrom", "std::convert::TryFrom", id="prelude of the edition"),
        pytest.param("", "c", "u8", "u8", id="primitive"),
        pytest.param("struct u8;", "c", "u8", "c::u8", id="primitive shadowed"),
        pytest.param("", "c", "::serde::Serialize", "serde::Serialize", id="global path"),
        pytest.param("", "c", "unheard::of::Thing", None, id="no such crate"),
        pytest.param("type A = B; struct B; impl B { pub type T = u8; }", "c", "A::T", "c::B::T", id="through an alias"),
        pytest.param("use nowhere::Result;", "c", "Result", None, id="import of nothing is not the prelude's"),
        pytest.param("use serde::prelude::*;", "c", "Thing", "serde::prelude::Thing", id="the only glob that cannot be looked into"),
        pytest.param("use serde::a::*; use serde::b::*;", "c", "Thing", None, id="two globs that cannot be looked into"),
    ],
)
def test_types(text: str, module: str, path: str, expected: str | None) -> None:
    assert meaning(text, path, module) == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("struct S; impl S { fn f() {} }", "S::f", "c::S::f"),
        ("struct S; mod m { impl super::S { fn f() {} } }", "S::f", "c::S::f"),
        ("struct S; trait T { fn f() {} } impl T for S {}", "S::f", "c::T::f"),
        ("struct S; trait T { fn f(); } impl T for S { fn f() {} }", "S::f", "c::S::f"),
        ("trait T { const N: u8; }", "T::N", "c::T::N"),
        ("enum E { V(u8) } type A = E;", "A::V", "c::E::V"),
        ("struct S { f: u8 }", "S::f", "c::S::f"),
        ("struct S(u8);", "S", "c::S"),
        ("struct S { f: u8 }", "S", None),
        ('extern "C" { fn g(); }', "g", "c::g"),
    ],
)
def test_values(text: str, path: str, expected: str | None) -> None:
    assert meaning(text, path, namespace=VALUE) == expected


def test_namespaces_are_apart() -> None:
    text = "mod same {} fn same() {} #[macro_export] macro_rules! same { () => {} }"
    names = read(text).names
    items = [names.resolve("same", "c", namespace) for namespace in (TYPE, VALUE, MACRO)]
    assert [type(found.item).__name__ for found in items if isinstance(found, Definition)] == ["Module", "Function", "MacroRules"]


def test_exported_macro_is_at_the_root() -> None:
    assert meaning("mod a { #[macro_export] macro_rules! m { () => {} } } mod b {}", "crate::m", "c::b", MACRO) == "c::m"


def test_edition_2015_imports_start_at_the_root() -> None:
    text = "mod a { pub struct S; } mod b { mod a { pub struct T; } use a::S; }"
    assert meaning(text, "S", "c::b", edition="2015") == "c::a::S"


def test_other_crate_at_hand() -> None:
    text = "pub use other::inner::S as T;"
    assert meaning(text, "T", others={"other": "pub mod inner { pub struct S; }"}) == "other::inner::S"


def test_crate_under_another_name() -> None:
    assert meaning("use np::S;", "S", dependencies={"np": "numpy"}, others={"numpy": "pub struct S;"}) == "numpy::S"


@pytest.mark.parametrize(
    ("type", "expected"),
    [("&mut A", "c::S"), ("[S; 2]", "array"), ("()", "unit"), ("dyn T + Send", "c::T"), ("m!(x)", "c::S")],
)
def test_what_a_type_names(type: str, expected: str) -> None:
    text = "type A<'a> = &'a B; type B = S; struct S; trait T {} macro_rules! m { (x) => { S } }"
    found = read(text).names.resolve_type(read_type(type), "c")
    assert found is not None
    assert (found.path if isinstance(found, Definition | Foreign) else found.name) == expected


def test_associated_type_of_an_impl_is_looked_through() -> None:
    names = read("struct S; trait T { type Out; } impl T for S { type Out = u8; }").names
    assert names.resolve_type(read_type("<S as T>::Out"), "c") == Primitive(name="u8")


def test_self() -> None:
    names = read("enum E { V }").names
    found = names.resolve(read_path("Self::V"), "c", VALUE, self_type="c::E")
    assert isinstance(found, Definition)
    assert found.path == "c::E::V"


def test_impls_of_a_type_and_of_a_trait() -> None:
    text = "struct S; trait T {} mod m { use super::*; impl S {} impl T for &S {} impl<S> T for S {} }"
    names = read(text).names
    assert [(found.module, found.impl.trait is not None) for found in names.impls("c::S")] == [("c::m", False), ("c::m", True)]
    assert len(names.impls("c::T")) == 2


def test_definitions_are_in_source_order() -> None:
    text = "mod b { pub struct S; } fn f() {} mod a {} use b::S;"
    assert [found.path for found in read(text).names.definitions()] == ["c", "c::b", "c::f", "c::a", "c::b::S"]


def test_long_chains_of_globs_end() -> None:
    modules = "".join(f"pub mod m{place} {{ pub use super::m{place + 1}::*; }}" for place in range(1500))
    names = read(modules + "pub mod m1500 { pub struct S; }").names
    names.resolve("m0::S", "c", TYPE)
    found = names.resolve("m1500::S", "c", TYPE)
    assert isinstance(found, Definition)


def test_a_missing_name_is_looked_for_once_in_a_cycle_of_globs() -> None:
    size = 60
    text = "".join(f"pub mod m{place} {{ pub use super::*; }} pub use m{place}::*;" for place in range(size))
    names = read(text).names
    assert [names.resolve("Missing", f"c::m{place}", TYPE) for place in range(size)] == [None] * size


def test_macro_calls_expand_where_they_stand() -> None:
    names = read("macro_rules! pair { ($t:ty) => { ($t, $t) } } mod m {}").names
    assert names.expand(read_path("pair"), "(u8)", "c::m") == "(u8, u8)"
    assert names.expand(read_path("pair"), "(+)", "c::m") is None
    assert names.expand(read_path("unknown"), "()", "c::m") is None
