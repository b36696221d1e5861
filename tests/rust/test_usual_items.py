from pathlib import Path

import pytest

from sphinx_plissken.rust.syntax.items import read_by_grammar
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.usual_items import read_usual_items

USUAL = [
    "",
    "//! Inner.\n#![allow(x)]\n",
    "// a comment\n/* another */ //// and another\nfn f() {}\n",
    '/// Line.\n/** Block. */\n#[doc = "x"]\n#[cfg(a)]\npub fn f() {}\n',
    "pub(crate) const unsafe extern \"C\" fn f<'a, T: Fn(&'a u8) -> u8, const N: usize>(mut a: [u8; N]) -> T where T: Copy, {}",
    "fn f((b, c): (T, T), &d: &u8, A { e, .. }: A, _: B::C) -> impl Fn(u8) -> u8 + 'a {}",
    "impl A { fn a(&self) {} fn b(&'a mut self, x: u8) {} fn c(self: Box<Self>) {} fn d(mut self: Self,) -> Self; }",
    'fn braces() { let x = \'}\'; let y = "}"; /* } */ // }\n let z = r#"}"#; let l: &\'static str = b"}"; if a { b } else { c } }',
    "fn characters() { ['(', '\\'', '\\u{1F600}', b'[', 'é']; }",
    "fn attributes(#[cfg(x)] a: u8, b: u8) {}",
    'extern "C" { fn printf(format: *const c_char, ...) -> c_int; static mut errno: c_int; }',
    'unsafe extern "system" { pub fn f(); }',
    "pub struct A;\nstruct B(pub u8, #[x] pub(crate) Vec<u8>);\nstruct C<T>(T) where T: Copy;",
    "struct D<'a, T = u8> where T: 'a { /// Doc.\n pub a: &'a T, b: [u8; 4], }",
    "struct E { callback: Option<unsafe extern fn(u8) -> u8>, }",
    "union U { a: u8, b: f32 }",
    "enum E<T> { A, /// B.\n B(T, u8), C { x: u8 }, D = 1 << 4, #[x] E = { 3 } }",
    "pub trait T<A>: Clone + for<'a> Fn(&'a A) where A: Copy { type Item: Clone; const N: usize; const M: u8 = 1; fn f(&self) { } m!{} }",
    "unsafe impl<T: ?Sized> !Send for A<T> where T: Copy {}",
    "impl<'a> Iterator for X<'a> { type Item = <Y as Z>::Item; }",
    "impl<F> From<F> for Box<dyn for<'a> Fn(&'a u8)> where F: 'static {}",
    "impl Add<[u8; 2]> for &(A, B) { const X: Self = Self(1, 2); }",
    "mod a;\npub mod b { //! Inner.\n use super::*; mod c { struct D; } }",
    "use a::{b as c, d::{self, e}, f::*};\npub use ::x::y as _;\nextern crate alloc as core2;\npub extern crate std;",
    'const _: () = assert!(1 < 2);\nstatic mut X: Mutex<Vec<u8>> = Mutex::new(vec![1, 2]);\npub const URL: &str = "http://x.y/;";',
    "type A<T> = B<T, { 1 }>;\ntype C = dyn Fn(u8) -> u8 + Send;",
    "macro_rules! m { ($x:ident) => { struct $x; }; }\nmacro_rules! n ( () => { } );\nm!(A);\nm! { B }\na::b![C];",
    "pub fn f() {};\n",
    "fn f() { (] }",
    "#[a]\n/// One.\n// plain\n/// Two.   \n\n#[b(c)] #[cfg(x)]\n//// no\n/** Block. */ pub fn f() {}\n//! Inner.\n//! More.",
    '/// One.\n///\n\n    /// Two.\n#[inline]\n#[doc = "Three."]\n#[doc = f!()]\nfn f() {}\n#[inline]\n\n#[cfg_attr(a, b)]\nfn g() {}',
    "use a::{ // why; why not\n b, /* c */ d };",
    'struct A { f: Option<extern "C" fn()>, n: [u8; N as usize / 2], }\nstruct B< // why\n T>(T);',
    "const A: B = f(/* why */ 1);\nconst C: D = 1 / 2;",
    'fn f<\'a,\'b>(x: &\'a u8) { r"}"; br#"}"#; cr"}"; bar("}"); for r in b\'}\' { } }',
    "impl A for (B, [C; 2]) where B: D, /* why */ C: E<F = G> + 'a {}\nimpl<const N: usize, T: A<{ N }>> A<N> for T {}",
    "/// Größe.\nstruct Size { x: [u8; 1] /* ö */, y: u8 }",
]


@pytest.mark.parametrize("text", USUAL)
def test_both_ways_of_reading_agree(text: str) -> None:
    source = Source(text, file="a.rs")
    usual, whole = read_usual_items(source), read_by_grammar(text, "a.rs")
    assert usual == (whole.items, whole.written)
    assert source.is_conditional == whole.is_conditional


UNUSUAL = [
    "fn f( {}",
    "fn später() {}",
    "fn f() {",
    "struct A { x: u8 y: u8 }",
    "struct A { x u8 }",
    "pub struct A",
    "impl A B {}",
    "enum E { A B }",
    "use a b;",
    "fn fn() {}",
    "safe fn f();",
    "auto trait A {}",
    "trait A = B + C;",
    "macro m($x:expr) { $x }",
    "type A: Clone = u8;",
    "fn f() -> A<{ 1 }> { }",
    "fn f() { //! Inner.\n }",
    "#!/usr/bin/env run\nfn main() {}",
    "let x = 1;",
    "const _: () = { impl A for B {} };",
    "a, b",
    "const A: B = /* why */ 1;",
    "const A: B = 1 /* why */;",
    "struct A { #![a] b: u8 }",
    "fn f() {} }",
    "m!(a) fn f() {}",
    "/* /* nested */ */ fn f() {}",
]


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_unusual_is_left_to_the_grammar(text: str) -> None:
    assert read_usual_items(Source(text, file="a.rs")) is None


SOURCES = sorted(Path(__file__).parent.parent.glob("projects/**/*.rs"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-3:]))
def test_whole_files_are_read_alike(path: Path) -> None:
    text = path.read_text()
    usual, whole = read_usual_items(Source(text, file="a.rs")), read_by_grammar(text, "a.rs")
    assert usual is None or usual == (whole.items, whole.written)


def test_items_of_a_macro_stand_where_their_call_does() -> None:
    call = Source("m!();", file="a.rs").span(0, 4)
    usual = read_usual_items(Source("/// Doc.\npub fn f() {\n}", file="a.rs", made_by="m", call=call))
    assert usual is not None
    (item,) = usual[0]
    assert (item.span, item.made_by, item.docs[0].line) == (call, "m", 1)
