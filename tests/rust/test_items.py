from typing import TypeVar

import pytest

from sphinx_plissken.rust.model import (
    Attribute,
    Const,
    DocFragment,
    DocKind,
    Enum,
    ExternCrate,
    ForeignBlock,
    Function,
    Impl,
    Item,
    MacroCall,
    MacroRules,
    Module,
    Shape,
    Span,
    Static,
    Struct,
    Trait,
    TraitAlias,
    TypeAlias,
    Union,
    Use,
    Visibility,
)
from sphinx_plissken.rust.syntax.items import FileItems, read_file_items
from sphinx_plissken.rust.text.type_reader import read_bounds, read_generics, read_path, read_type

AnyItem = TypeVar("AnyItem", bound=Item)


def read(text: str) -> FileItems:
    return read_file_items(text, file="src/lib.rs")


def only(text: str, kind: type[AnyItem]) -> AnyItem:
    content = read(text)
    assert content.problems == ()
    (item,) = content.items
    assert isinstance(item, kind)
    return item


def test_a_function_with_everything() -> None:
    function = only(
        "pub const unsafe extern \"C\" fn f<'a, T: Clone>(mut x: &'a T, (a, b): (u8, u8), _: u8, r#type: u8) -> Option<T> "
        "where T: Send { x }",
        Function,
    )
    assert (function.name, function.visibility.is_public) == ("f", True)
    assert (function.is_const, function.is_unsafe, function.is_async, function.abi) == (True, True, False, "C")
    assert function.generics == read_generics("<'a, T: Clone>", "where T: Send")
    assert [(each.pattern, each.name) for each in function.parameters] == [
        ("mut x", "x"),
        ("(a, b)", ""),
        ("_", ""),
        ("r#type", "type"),
    ]
    assert function.parameters[0].type == read_type("&'a T")
    assert function.returns == read_type("Option<T>")
    assert (function.body, function.body_line) == ("{ x }", 1)


def test_a_raw_name_is_bare() -> None:
    assert only("fn r#match() {}", Function).name == "match"


@pytest.mark.parametrize(
    ("written", "is_reference", "lifetime", "is_mutable", "type_"),
    [
        ("self", False, "", False, None),
        ("mut self", False, "", True, None),
        ("&self", True, "", False, None),
        ("&'a mut self", True, "'a", True, None),
        ("self: Box<Self>", False, "", False, "Box<Self>"),
        ("mut self: Box<Self>", False, "", True, "Box<Self>"),
    ],
)
def test_receivers(written: str, is_reference: bool, lifetime: str, is_mutable: bool, type_: str | None) -> None:
    impl = only(f"impl A {{ fn f({written}, x: u8) {{}} }}", Impl)
    (function,) = impl.items
    assert isinstance(function, Function)
    receiver = function.self_parameter
    assert receiver is not None
    assert (receiver.is_reference, receiver.lifetime, receiver.is_mutable) == (is_reference, lifetime, is_mutable)
    assert receiver.type == (None if type_ is None else read_type(type_))
    assert [each.name for each in function.parameters] == ["x"]


def test_parameters_with_attributes_and_without_names() -> None:
    trait = only("trait T { fn f(u8, &str); fn g(#[cfg(x)] a: u8, b: u8, ...); }", Trait)
    first, second = trait.items
    assert isinstance(first, Function)
    assert isinstance(second, Function)
    assert [(each.pattern, each.type) for each in first.parameters] == [("", read_type("u8")), ("", read_type("&str"))]
    assert first.body is None
    assert [len(each.attributes) for each in second.parameters] == [1, 0]
    assert second.is_variadic


def test_structs_of_all_shapes() -> None:
    unit, tuple_, named = read(
        "struct A;\nstruct B(#[a] pub u8, /// doc\n pub(crate) T);\npub struct C<T> where T: D { /// doc\n pub x: T, y: u8 }"
    ).items
    assert isinstance(unit, Struct)
    assert (unit.shape, unit.fields) == (Shape.UNIT, ())
    assert isinstance(tuple_, Struct)
    assert tuple_.shape is Shape.TUPLE
    assert [(field.name, field.visibility.scope, field.type) for field in tuple_.fields] == [
        ("0", "", read_type("u8")),
        ("1", "crate", read_type("T")),
    ]
    assert [field.path for field in tuple_.fields[0].attributes] == ["a"]
    assert [doc.text for doc in tuple_.fields[1].docs] == [" doc"]
    assert isinstance(named, Struct)
    assert named.generics == read_generics("<T>", "where T: D")
    assert [(field.name, field.visibility.is_public, len(field.docs)) for field in named.fields] == [("x", True, 1), ("y", False, 0)]


def test_the_where_clause_of_a_unit_struct() -> None:
    assert only("struct A where B: C;", Struct).generics == read_generics("", "where B: C")


def test_enums() -> None:
    enum = only("enum E<T> { /// doc\n A = 1 + 2, B(T), #[b] C { x: u8 } , }", Enum)
    assert [(each.name, each.shape, each.discriminant) for each in enum.variants] == [
        ("A", Shape.UNIT, "1 + 2"),
        ("B", Shape.TUPLE, None),
        ("C", Shape.NAMED, None),
    ]
    assert [len(each.docs) + len(each.attributes) for each in enum.variants] == [1, 0, 1]
    assert enum.variants[2].fields[0].name == "x"


def test_unions() -> None:
    assert [field.name for field in only("union U { a: u8, b: f32 }", Union).fields] == ["a", "b"]


def test_traits() -> None:
    trait = only(
        "pub unsafe trait T<A>: B + 'static where A: C { const N: u8; const M: u8 = 1; type X<'a>: D where Self: 'a; type Y: E = u8; "
        "fn f(&self); fn g() {} }",
        Trait,
    )
    assert trait.is_unsafe
    assert not trait.is_auto
    assert trait.bounds == read_bounds("B + 'static")
    first, second, third, fourth, declared, provided = trait.items
    assert isinstance(first, Const)
    assert isinstance(second, Const)
    assert (first.value, second.value) == (None, "1")
    assert isinstance(third, TypeAlias)
    assert (third.bounds, third.generics) == (read_bounds("D"), read_generics("<'a>", "where Self: 'a"))
    assert isinstance(fourth, TypeAlias)
    assert (fourth.bounds, fourth.type) == (read_bounds("E"), read_type("u8"))
    assert isinstance(declared, Function)
    assert isinstance(provided, Function)
    assert (declared.body, provided.body) == (None, "{}")


def test_impls() -> None:
    inherent, of_trait, negative, unsafe = read(
        "impl<T> A<T> where T: B {}\nimpl<'a> C<'a> for &'a D {}\nimpl !Send for E {}\nunsafe impl Sync for E {}"
    ).items
    assert isinstance(inherent, Impl)
    assert (inherent.trait, inherent.self_type) == (None, read_type("A<T>"))
    assert inherent.generics == read_generics("<T>", "where T: B")
    assert isinstance(of_trait, Impl)
    assert (of_trait.trait, of_trait.self_type) == (read_path("C<'a>"), read_type("&'a D"))
    assert isinstance(negative, Impl)
    assert (negative.is_negative, negative.is_unsafe) == (True, False)
    assert isinstance(unsafe, Impl)
    assert (unsafe.is_negative, unsafe.is_unsafe) == (False, True)


def test_constants_statics_and_aliases() -> None:
    constant, unnamed, static, alias = read(
        "pub const A: u8 = 1 + 2;\nconst _: () = {};\nstatic mut B: T = f();\ntype C<T> = Vec<T>;"
    ).items
    assert isinstance(constant, Const)
    assert (constant.name, constant.type, constant.value) == ("A", read_type("u8"), "1 + 2")
    assert unnamed.name == "_"
    assert isinstance(static, Static)
    assert (static.is_mutable, static.value) == (True, "f()")
    assert isinstance(alias, TypeAlias)
    assert (alias.type, alias.generics) == (read_type("Vec<T>"), read_generics("<T>"))


def test_use_trees_become_leaves() -> None:
    uses = read("pub use a::{self, b as c, d::*, e as _};").items
    assert [(use.name, str(use.path), use.is_glob, use.visibility.is_public) for use in uses if isinstance(use, Use)] == [
        ("a", "a", False, True),
        ("c", "a::b", False, True),
        ("", "a::d", True, True),
        ("_", "a::e", False, True),
    ]


def test_extern_crates() -> None:
    plain, renamed = read("extern crate alloc;\n#[macro_use] pub extern crate self as me;").items
    assert isinstance(plain, ExternCrate)
    assert (plain.name, plain.crate_name) == ("alloc", "alloc")
    assert isinstance(renamed, ExternCrate)
    assert (renamed.name, renamed.crate_name, renamed.visibility.is_public) == ("me", "self", True)


def test_foreign_blocks() -> None:
    block = only(
        'unsafe extern "system" { pub type X; type Y; pub safe fn f(x: u8, ...); static mut Z: u8; safe static W: u8; m!{} }', ForeignBlock
    )
    assert (block.abi, block.is_unsafe) == ("system", True)
    hidden, plain, function, mutable, safe, call = block.items
    assert (type(hidden), hidden.name, hidden.visibility.is_public) == (TypeAlias, "X", True)
    assert (type(plain), plain.visibility.is_private) == (TypeAlias, True)
    assert isinstance(function, Function)
    assert (function.is_safe, function.is_variadic) == (True, True)
    assert isinstance(mutable, Static)
    assert (mutable.is_mutable, mutable.is_safe) == (True, False)
    assert isinstance(safe, Static)
    assert safe.is_safe
    assert isinstance(call, MacroCall)
    assert only("extern {}", ForeignBlock).abi == "C"


def test_modules_inline_and_not() -> None:
    declared, inline = read("pub mod a;\nmod b { //! inner\n fn f() {} }").items
    assert isinstance(declared, Module)
    assert (declared.items, declared.is_inline) == (None, False)
    assert isinstance(inline, Module)
    assert [item.name for item in inline.items or ()] == ["f"]
    assert inline.is_inline
    assert [doc.text for doc in inline.docs] == [" inner"]


def test_macros() -> None:
    rules, braces, statement, path = read("macro_rules! m { ($x:expr) => { $x + 1 }; }\nm! { a }\nm!(b);\na::b![];").items
    assert isinstance(rules, MacroRules)
    assert (rules.name, rules.body) == ("m", "{ ($x:expr) => { $x + 1 }; }")
    calls = [(str(call.path), call.tokens) for call in (braces, statement, path) if isinstance(call, MacroCall)]
    assert calls == [("m", "{ a }"), ("m", "(b)"), ("a::b", "[]")]


def test_macro_calls_in_impls_and_traits() -> None:
    impl, trait = read("impl A { m!{} n!(x); fn f() {} }\ntrait B { m!(); }").items
    assert isinstance(impl, Impl)
    assert [type(item) for item in impl.items] == [MacroCall, MacroCall, Function]
    assert isinstance(trait, Trait)
    assert [type(item) for item in trait.items] == [MacroCall]


def test_rust_that_the_grammar_does_not_know() -> None:
    content = read(
        "pub trait A<T> = B + C<T> where T: D;\n"
        "pub macro m($x:expr) { $x }\n"
        "pub(crate) macro n { (a) => { fn inner() {} } }\n"
        "pub auto trait F {}\n"
        "fn after() -> G<-1> { gen { yield 1 } }\n"
        "impl const H for I { default fn f() {} }\n"
    )
    assert content.problems == ()
    alias, macro, private, auto, after, impl = content.items
    assert isinstance(alias, TraitAlias)
    assert (alias.name, alias.bounds, alias.generics) == ("A", read_bounds("B + C<T>"), read_generics("<T>", "where T: D"))
    assert isinstance(macro, MacroRules)
    assert (macro.name, macro.body, macro.is_macro_2) == ("m", "($x:expr) { $x }", True)
    assert isinstance(private, MacroRules)
    assert (private.body, private.visibility) == ("{ (a) => { fn inner() {} } }", Visibility(scope="crate"))
    assert isinstance(auto, Trait)
    assert (auto.is_auto, auto.visibility.is_public) == (True, True)
    assert after.name == "after"
    assert isinstance(impl, Impl)
    assert isinstance(impl.items[0], Function)
    assert impl.items[0].is_default


def test_attributes_as_written() -> None:
    function = only(
        '#[inline]\n#[pyo3 :: signature = (a, /)]\n#[unsafe(no_mangle)]\n#[cfg( feature = "x" )]\n#[doc(hidden)]\nfn f() {}', Function
    )
    assert function.attributes == (
        Attribute(path="inline", line=1),
        Attribute(path="pyo3::signature", tokens="= (a, /)", line=2),
        Attribute(path="no_mangle", is_unsafe=True, line=3),
        Attribute(path="cfg", tokens='( feature = "x" )', line=4),
        Attribute(path="doc", tokens="(hidden)", line=5),
    )
    assert function.cfg == ('feature = "x"',)


def test_documentation_in_source_order() -> None:
    function = only(
        "/// one\n#[a]\n/** two\n * three */\n"
        '#[doc = "fo\\"ur"]\n//// no\n/*** no */\n// no\n#[doc = include_str!("x.md")]\nfn f() {\n    //! inner\n}',
        Function,
    )
    assert function.docs == (
        DocFragment(kind=DocKind.LINE, text=" one", line=1),
        DocFragment(kind=DocKind.BLOCK, text=" two\n * three ", line=3),
        DocFragment(kind=DocKind.ATTRIBUTE, text='fo"ur', line=5),
        DocFragment(kind=DocKind.EXPRESSION, text='include_str!("x.md")', line=9),
        DocFragment(kind=DocKind.LINE, text=" inner", line=11, is_inner=True),
    )


def test_the_attributes_of_the_file() -> None:
    content = read('#!/usr/bin/env rust\n//! one\n#![doc = "two"]\n#![allow(x)]\n/// of f\nfn f() {}\n')
    assert [doc.text for doc in content.written.docs] == [" one", "two"]
    assert [attribute.path for attribute in content.written.attributes] == ["allow"]
    assert [doc.text for doc in content.items[0].docs] == [" of f"]


def test_spans_begin_at_the_first_word_and_count_characters() -> None:
    content = read("/// doc\n#[a]\n  pub fn f() {\n  }\n/* für */ struct Ä { x: u8 }")
    assert [item.span for item in content.items] == [
        Span(file="src/lib.rs", line=3, column=3, end_line=4, end_column=4),
        Span(file="src/lib.rs", line=5, column=11, end_line=5, end_column=29),
    ]
