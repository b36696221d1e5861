import pytest

from sphinx_plissken.rust.cfg.configuration import configure
from sphinx_plissken.rust.macros.macro_rules import Expansion, expand, read_rules
from sphinx_plissken.rust.macros.well_known_macros import chosen_branch, well_known_macro

LINUX = configure(["std"])


def made(macro: str, call: str) -> str:
    model = well_known_macro(macro)
    assert model is not None
    text = model(call, LINUX)
    assert text is not None
    return " ".join(text.split())


CFG_IF = """{
    if #[cfg(windows)] { mod windows; }
    else if #[cfg(all(unix, feature = "std"))] {
        mod unix { fn a() {} }
    } else { mod other; }
}"""


def test_cfg_if_chooses_a_branch() -> None:
    assert made("cfg_if::cfg_if", CFG_IF) == "mod unix { fn a() {} }"
    assert made("cfg_if", CFG_IF.replace("unix,", "test,")) == "mod other;"
    assert made("cfg_if", "{ if #[cfg(windows)] { mod a; } }") == ""


def test_the_branch_stands_where_it_stands() -> None:
    branch = chosen_branch("cfg_if", CFG_IF, LINUX)
    assert branch is not None
    assert CFG_IF[: branch.start].endswith('"std"))] {')
    assert CFG_IF[branch.end :].startswith("} else")


def test_cfg_select() -> None:
    assert made("std::cfg_select", "{ windows => { mod a; } unix => { mod b; } _ => { mod c; } }") == "mod b;"
    assert made("cfg_select", "{ windows => { mod a; } _ => { mod c; } }") == "mod c;"


@pytest.mark.parametrize("macro", ["cfg_if", "cfg_select", "bitflags", "lazy_static", "pin_project"])
def test_another_argument_is_not_understood(macro: str) -> None:
    model = well_known_macro(macro)
    assert model is not None
    assert model("(a, b)", LINUX) is None


def test_unknown_macros_have_no_model() -> None:
    assert well_known_macro("a::b") is None


@pytest.mark.parametrize(
    ("pieces", "name"),
    [
        ("get_ Foo", "get_Foo"),
        ("get_ FooBar:snake", "get_foo_bar"),
        ("foo_bar:camel Error", "FooBarError"),
        ("A B:lower", "Ab"),
        ("foo_bar:camel:upper", "FOOBAR"),
        ('r#type _ 1 "a-b"', "type_1a_b"),
        ("HTTPServer:snake", "h_t_t_p_server"),
        ("foo_bar:lower_camel", "fooBar"),
    ],
)
def test_paste_makes_names(pieces: str, name: str) -> None:
    assert (
        made("paste::paste", f"{{ fn [<{pieces}>](x: [u8; 4]) {{ self.[<{pieces}>]() }} }}") == f"fn {name}(x: [u8; 4]) {{ self.{name}() }}"
    )


def test_paste_leaves_other_brackets_alone() -> None:
    assert made("paste", "{ fn f() -> [<T as A>::B; 1] { [<a +>] } }") == "fn f() -> [<T as A>::B; 1] { [<a +>] }"


def test_paste_puts_documentation_together() -> None:
    call = '{ #[doc = "The `" $name "` of \\"" Foo:lower "\\""] #[doc = "Plain."] fn f() {} }'
    assert made("paste", call.replace("$name", "bar")) == '#[doc = "The `bar` of \\"foo\\""] #[doc = "Plain."] fn f() {}'


def test_paste_puts_values_of_attributes_together() -> None:
    written = '{ #[pyo3(name = FooBar:snake, get, signature = (a = b + 1), text_signature = "(" x ")")] fn f() {} }'
    assert made("paste", written) == '#[pyo3(name = "foo_bar", get, signature = (a = b + 1), text_signature = "(x)")] fn f() {}'


def test_paste_of_what_a_macro_matched() -> None:
    rules = read_rules("{ ($n:ident, $t:ty) => { paste::paste! { fn [<get_ $n>]() -> $t { [<$n:camel>]::new() } } } }")
    call = expand(rules, "(foo_bar, Vec<u8>)")
    assert isinstance(call, Expansion)
    assert made("paste", call.text.removeprefix("paste::paste!").strip()) == "fn get_foo_bar() -> Vec<u8> { FooBar::new() }"


def test_lazy_static() -> None:
    text = made("lazy_static::lazy_static", "{ /// Docs.\n pub static ref A: Vec<u8> = f(); static ref B: u8 = 1; }")
    assert text.startswith('#[doc = " Docs."] pub struct A { __private_field: () } #[doc(hidden)] pub static A: A =')
    assert "impl ::core::ops::Deref for A { type Target = Vec<u8>;" in text
    assert "struct B {" in text


def test_thread_local() -> None:
    text = made("thread_local", "{ pub static A: Cell<u8> = const { Cell::new(1) }; static B: u8 = 1 }")
    assert text.startswith("pub const A: ::std::thread::LocalKey<Cell<u8>> =")
    assert "const B: ::std::thread::LocalKey<u8> =" in text


BITFLAGS = """{
    /// Flags.
    #[derive(DERIVES)]
    pub struct Flags: u32 {
        /// One.
        const A = 1;
        #[cfg(unix)]
        const B = Self::A.bits() << 1;
        const _ = !0;
    }
}"""


def test_bitflags_2() -> None:
    text = made("bitflags::bitflags", BITFLAGS.replace("DERIVES", "Debug, Clone"))
    assert text.startswith('#[doc = " Flags."] #[derive(Debug, Clone)] pub struct Flags(u32);')
    assert 'impl Flags { #[doc = " One."] pub const A: Self = Self::from_bits_retain(1); #[cfg(unix)] pub const B: Self' in text
    assert "pub const fn from_bits_retain(bits: u32) -> Self {}" in text
    assert "impl ::bitflags::Flags for Flags" in text
    assert "!0" not in text


def test_bitflags_1() -> None:
    text = made("bitflags", BITFLAGS.replace("DERIVES", "Default"))
    assert text.startswith('#[doc = " Flags."] #[derive(Default)] #[derive(Copy, PartialEq,')
    assert "pub struct Flags { bits: u32 }" in text
    assert "pub const unsafe fn from_bits_unchecked(bits: u32) -> Self {}" in text
    assert "from_bits_retain" not in text


def test_bitflags_for_a_type_from_elsewhere() -> None:
    text = made("bitflags", "{ impl Flags: u8 { const A = 1; } }")
    assert "struct" not in text
    assert "pub const A: Self" in text


def test_pin_project() -> None:
    call = """{
        /// Docs.
        #[project = Projection]
        #[derive(Debug)]
        pub struct S<'a, T: Clone = u8, const N: usize = 1> where T: Copy {
            #[pin]
            pub a: &'a [T; N],
        }
        impl<'a, T: Clone + Copy, const N: usize> PinnedDrop for S<'a, T, N> { fn drop(this: Pin<&mut Self>) {} }
    }"""
    assert made("pin_project_lite::pin_project", call) == (
        "#[doc = \" Docs.\"] #[derive(Debug)] pub struct S<'a, T: Clone = u8, const N: usize = 1> where T: Copy { pub a: &'a [T; N], }"
        " impl<'__pin, 'a, T: Clone, const N: usize> ::core::marker::Unpin for S<'a, T, N>"
        " where __Origin<'__pin, 'a, T, N>: ::core::marker::Unpin, T: Copy {}"
        " impl<'a, T: Clone + Copy, const N: usize> ::core::ops::Drop for S<'a, T, N> { fn drop(&mut self) {} }"
    )


def test_pin_project_of_a_plain_enum() -> None:
    assert made("pin_project", "{ #[project(!Unpin)] enum E { A { #[pin] a: u8 }, B } }") == "enum E { A { a: u8 }, B }"
    assert "impl<'__pin> ::core::marker::Unpin for E where __Origin<'__pin>: ::core::marker::Unpin {}" in made(
        "pin_project", "{ enum E { A } }"
    )
