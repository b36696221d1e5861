import pytest

from sphinx_plissken.rust.macros.macro_rules import Expansion, ExpansionFailure, FailureReason, expand, read_rules


def expanded(rules: str, call: str, crate: str = "crate") -> str:
    found = expand(read_rules("{" + rules + "}"), "(" + call + ")", crate=crate)
    assert isinstance(found, Expansion), found
    return found.text


def failure(rules: str, call: str, *, depth: int = 0, deepest: int = 9, largest: int = 1000) -> FailureReason:
    found = expand(read_rules("{" + rules + "}"), "(" + call + ")", depth=depth, deepest=deepest, largest=largest)
    assert isinstance(found, ExpansionFailure), found
    return found.reason


def test_a_function_for_each_name() -> None:
    rules = """
        ($($(#[$meta:meta])* $name:ident => $type:ty),* $(,)?) => {
            $($(#[$meta])* pub fn $name(x: &$type) -> Option<$type> { x.get() })*
        };
    """
    call = """
        /// First.
        a => u8,
        #[inline] #[doc(hidden)]
        b => Vec<Vec<u8>>,
    """
    assert expanded(rules, call) == (
        '#[doc = " First."] pub fn a(x: &u8) -> Option<u8> { x.get() }'
        " #[inline] #[doc(hidden)] pub fn b(x: &Vec<Vec<u8>>) -> Option<Vec<Vec<u8>>> { x.get() }"
    )


MATCHES = {
    "ident": ["a", "r#fn", "self", "fn"],
    "lifetime": ["'a", "'static"],
    "literal": ["1", "-1", '"a"', "true", "b'x'", "-1.5e3"],
    "tt": ["a", "(a b)", "=>", ">>="],
    "path": ["a", "::a::b<u8>::c", "Fn(u8) -> Vec<u8>", "self::a", "a::<T>::b"],
    "ty": [
        "u8",
        "&'a mut [u8; 4]",
        "Vec<Vec<u8>>",
        "<T as A<B<C>>>::D",
        "dyn for<'a> Fn(&'a u8) -> u8 + Send + 'static",
        "impl A + ?Sized",
        'unsafe extern "C" fn(u8) -> u8',
        "(A, B)",
        "*const dyn A",
        "m!(a)",
        "A<{ N + 1 }>",
        "Box<dyn Fn() -> Vec<u8>>",
        "!",
        "_",
    ],
    "expr": [
        "1",
        "a + b * -c",
        "a.b(c)?.d::<E>()[0].await",
        "&mut *x as *mut u8",
        "S { a: 1, ..b }",
        "|x: u8, (y, z)| -> u8 { x }",
        "move || a",
        "if a { b } else if let Some(c) = d && e { f } else { g } + 1",
        "match a { _ => b }.c()",
        "'l: loop { break 'l 1 }",
        "unsafe { a }",
        "async move { a }",
        "return",
        "a..",
        "..=b",
        "a..b + 1",
        "Vec::<u8>::new()",
        "<T as A>::B",
        "vec![1, 2]",
        "a::b!{}",
        "while let A | B = c {}",
        "for x in 0..n {}",
        "a = b",
        "!a && b || c",
        "(1, 2).0",
        "x << 2 >= 3",
    ],
    "pat": [
        "_",
        "a",
        "ref mut a",
        "Some(x) | None",
        "A { b, .. }",
        "1..=2",
        "-1",
        "a::B",
        "&(a, b)",
        "x @ 1..",
        "..",
        "[a, ..]",
        "'a'..='z'",
        "m!()",
    ],
    "pat_param": ["Some(x)"],
    "block": ["{ a }"],
    "stmt": ["let a: HashMap<A, B> = b else { return }", "a.b()", "fn f() {}", "let x", "use a::b;"],
    "item": [
        "fn f<T>() -> Vec<T> where T: A { b }",
        "#[a] pub(crate) struct A<T>(T) where T: B;",
        "struct A;",
        "pub const A: u8 = { 1 };",
        "const fn a() {}",
        "impl<T> A<{ N }> for B { fn c() {} }",
        'unsafe extern "C" { fn a(); }',
        "use a::{b, c};",
        "m! { a }",
        "m!(a);",
        "macro_rules! m { () => {} }",
        "mod a;",
        "pub union U { a: u8 }",
        "unsafe impl A for B {}",
        "type A = B;",
        "extern crate a;",
        "async fn a() {}",
    ],
    "meta": ["a", "a::b(c)", 'doc = "x"', "unsafe(no_mangle)", 'doc = concat!("a", "b")', "derive(A, B)"],
    "vis": ["", "pub", "pub(crate)", "pub(in a::b)"],
}


@pytest.mark.parametrize(("specifier", "text"), [(specifier, text) for specifier, texts in MATCHES.items() for text in texts])
def test_a_fragment_takes_all_of_its_text(specifier: str, text: str) -> None:
    rules = f"($x:{specifier} ; $y:ident) => [ $x ; $y ]"
    assert expanded(rules, f"{text} ; end") == f"{text} ; end".lstrip()


@pytest.mark.parametrize(
    ("specifier", "text"),
    [
        ("ident", "_"),
        ("ident", "1"),
        ("ident", "'a"),
        ("lifetime", "a"),
        ("literal", "a"),
        ("literal", "(1)"),
        ("path", "1"),
        ("path", "fn"),
        ("ty", "1"),
        ("ty", "struct"),
        ("ty", "Vec<"),
        ("expr", "=>"),
        ("expr", "struct A;"),
        ("expr", "_"),
        ("expr", "a +"),
        ("block", "(a)"),
        ("item", "a + b"),
        ("item", "fn"),
        ("meta", "1"),
        ("pat", "="),
        ("unheard_of", "a"),
    ],
)
def test_other_text_is_no_such_fragment(specifier: str, text: str) -> None:
    assert failure(f"($x:{specifier}) => []", text) is FailureReason.NO_MATCH


def test_pub_before_a_tuple_field_is_not_its_scope() -> None:
    assert expanded("($v:vis $t:ty) => [ $t ]", "pub (A, B)") == "(A, B)"


@pytest.mark.parametrize(
    ("call", "text"),
    [("", "none"), ("a", "one a"), ("a, b", "more a (b)"), ("a, b, c", "more a (b, c)"), ("+ a", "plus a"), ("1 + 2", "any 1 + 2")],
)
def test_rules_are_tried_in_order(call: str, text: str) -> None:
    rules = """
        () => { none };
        ($a:ident) => { one $a };
        ($a:ident, $($b:ident),+) => { more $a ($($b),+) };
        (+ $a:ident) => { plus $a };
        ($($t:tt)*) => { any $($t)* }
    """
    assert expanded(rules, call) == text


@pytest.mark.parametrize(
    ("pattern", "call", "text"),
    [
        ("($($a:ident);*) => [ $($a)=>* ]", "a; b", "a => b"),
        ("($($a:ident)=>+) => [ $($a)* ]", "a => b", "a b"),
        ("($($k:ident: [$($v:expr),*]),*) => [ $($k($($v)|*))* ]", "a: [1, 2], b: []", "a(1 | 2) b()"),
        ("($($a:ident)++) => [ $($a)* ]", "a b +", "a b"),
        ("($($a:ident),* ; $($b:ident),*) => [ $(fn $a($b);)* ]", "a, b; c, d", "fn a(c); fn b(d);"),
        ("($(a)? $b:ident) => [ $b ]", "b", "b"),
        ("($(a)* a b) => [ yes ]", "a a a b", "yes"),
        ("($($x:expr),* $(,)?) => [ $($x),* ]", "a, b,", "a, b"),
        ("($t:ident $($a:ident),*) => [ $($t::$a)* ]", "t a, b", "t::a t::b"),
        ("($(#[$($m:tt)*])* $n:ident) => [ $(#[$($m)*])* $n ]", "#[a(b)] #[c = d] n", "#[a(b)] #[c = d] n"),
    ],
)
def test_repetitions(pattern: str, call: str, text: str) -> None:
    assert expanded(pattern, call) == text


def test_meta_expressions() -> None:
    rules = "($($x:ident),*) => [ ${count(x)} $( ${ignore($x)} [${index()} ${len()} ${concat(a_, $x)}] )* $$x ]"
    assert expanded(rules, "b, c") == "2 [0 2 a_b] [1 2 a_c] $x"


def test_dollar_crate() -> None:
    assert expanded("() => { use $crate::a; }", "") == "use crate::a;"
    assert expanded("() => { use $crate::a; }", "", crate="::other") == "use ::other::a;"


def test_a_macro_that_defines_a_macro() -> None:
    rules = "($name:ident) => { macro_rules! $name { ($$x:ident) => { $$x $y } } }"
    assert expanded(rules, "m") == "macro_rules! m { ($x:ident) => { $x $y } }"


def test_a_fragment_is_one_piece_for_the_next_macro() -> None:
    outer = read_rules("{ ($e:expr, $i:ident, $t:tt) => { inner!($e, $i, $t); } }")
    call = expand(outer, "(1 + 2, a, b)")
    assert isinstance(call, Expansion)
    argument = call.text.removeprefix("inner!").removesuffix(";")
    assert "1 + 2" in argument

    assert expand(read_rules("{ ($l:literal + 2, $($t:tt)*) => { } }"), argument) == ExpansionFailure(reason=FailureReason.NO_MATCH)
    assert expand(read_rules("{ ($e:tt, $i:ident, $($t:tt)*) => { $e; $i } }"), argument) == Expansion(text="1 + 2; a")
    assert expand(read_rules("{ ($e:expr, a, b) => { $e } }"), argument) == Expansion(text="1 + 2")


def test_a_forwarded_literal_is_a_literal() -> None:
    argument = expanded("($e:expr) => { inner!($e) }", "4").removeprefix("inner!")
    assert expand(read_rules("{ ($l:literal) => { $l } }"), argument) == Expansion(text="4")


def test_operands_stay_together() -> None:
    rules = "($a:expr, $b:expr) => { const A: u8 = $a * $b; const B: u8 = $a; }"
    assert expanded(rules, "1 + 2, 3") == "const A: u8 = (1 + 2) * 3; const B: u8 = 1 + 2;"


def test_docs() -> None:
    rules = "($(#[$m:meta])* $n:ident) => { $(#[$m])* /// More.\n struct $n; }"
    call = '/// A "b" \\ c\n/** d */ n'
    assert expanded(rules, call).split("\n") == ['#[doc = " A \\"b\\" \\\\ c"] #[doc = " d "] /// More.', "struct n;"]


def test_white_space_of_the_source_is_kept() -> None:
    text = "fn f<'a>(x: &'a u8) -> Vec<Vec<u8>> { x.y(0)?; a && b; [1, 2][0]; *p = -1; 'l: loop {} }"
    assert expanded("($($t:tt)*) => { $($t)* }", text).replace(" ", "") == text.replace(" ", "")
    assert expanded(f"() => {{ {text} }}", "") == text


def test_macros_2() -> None:
    assert expand(read_rules("($a:ident) { fn $a() {} }"), "(x)") == Expansion(text="fn x() {}")
    assert expand(read_rules("{ ($a:ident) => { fn $a() {} } }"), "[x]") == Expansion(text="fn x() {}")


BODIES = {
    "fn $n() -> u8 { 1 + f(|| { 2 }) } const C: u8 = { 3 };": "fn a() -> u8 {} const C: u8 = { 3 };",
    "impl T for $n { fn f(&self) { self.0 } type A = fn(); }": "impl T for a { fn f(&self) {} type A = fn(); }",
    "mod m { pub fn $n<const N: usize>(x: [u8; { N }]) -> A<{ 1 + 1 }> where B<{ 2 }, 3>: C { x } }": (
        "mod m { pub fn a<const N: usize>(x: [u8; { N }]) -> A<{ 1 + 1 }> where B<{ 2 }, 3>: C {} }"
    ),
    "struct S { f: fn(u8), g: u8 } enum E { A { b: fn() } }": "struct S { f: fn(u8), g: u8 } enum E { A { b: fn() } }",
    "m! { fn f() { 1 } } macro_rules! $n { () => { fn f() { 1 } } }": "m! { fn f() { 1 } } macro_rules! a { () => { fn f() { 1 } } }",
    "extern { fn g(); } fn $n() { 1 }": "extern { fn g(); } fn a() {}",
}


@pytest.mark.parametrize("template", BODIES)
def test_bodies_of_functions_can_be_left_out(template: str) -> None:
    rules = read_rules(f"{{ ($n:ident) => {{ {template} }} }}", with_bodies=False)
    assert expand(rules, "(a)") == Expansion(text=BODIES[template])


def test_a_repetition_whose_only_variable_is_in_a_body() -> None:
    rules = read_rules("{ ($($n:ident)*) => { $(impl A { fn f() { $n; } })* } }", with_bodies=False)
    assert expand(rules, "(a b)") == Expansion(text="impl A { fn f() {} } impl A { fn f() {} }")


def test_failures() -> None:
    assert failure("(a) => []", "b") is FailureReason.NO_MATCH
    assert failure("", "") is FailureReason.NO_MATCH
    assert failure("() => []", "", depth=3, deepest=2) is FailureReason.TOO_DEEP
    assert failure("($($a:tt)*) => [ $($a $a $a)* ]", "a b c d", largest=10) is FailureReason.TOO_LARGE
    assert failure("($($a:tt)*) => [ $a ]", "a b") is FailureReason.MISFIT
    assert failure("($a:tt) => [ $($a)* ]", "a") is FailureReason.MISFIT
    assert failure("($($a:ident)* / $($b:ident)*) => [ $($a $b)* ]", "a b / c") is FailureReason.MISFIT


def test_deep_nesting_is_no_trouble() -> None:
    call = "(" * 3000 + ")" * 3000
    assert expanded("($($t:tt)*) => [ $($t)* ]", call) == call
