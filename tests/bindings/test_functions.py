"""``#[pyfunction]``: names, parameters, defaults, text signatures."""

from __future__ import annotations

import pytest
from one_binding import Facts, outline, see

from sphinx_plissken.bindings.api import Counterpart
from sphinx_plissken.bindings.callables.parameters import last_name
from sphinx_plissken.bindings.context import Position


def signature(source: str, version: str = "0.29.2") -> tuple[str, str | None]:
    """What a reader sees, and what ``__text_signature__`` is."""
    seen = see(source, version=version)
    return outline(seen)[0], Facts(seen).text_signature


@pytest.mark.parametrize(
    ("source", "shown", "text_signature"),
    [
        ("#[pyfunction] fn ping() {}", "function ping()", "()"),
        ("#[pyfunction] fn scale(py: Python<'_>, by: f64) {}", "function scale(by)", "(by)"),
        ("#[pyfunction] fn late(first: u8, _py: pyo3::Python) {}", "function late(first)", "(first)"),
        ('#[pyfunction] #[pyo3(name = "public")] fn hidden() {}', "function public()", "()"),
        ('#[pyfunction(name = "class")] fn class_() {}', "function class()", "()"),
        ("#[pyfunction] fn r#yield(r#in: u8, mut n: u8) {}", "function yield(in, n)", "(in, n)"),
        ("#[pyo3::pyfunction] #[::pyo3::pyo3(signature = (a = 1))] fn f(a: u8) {}", "function f(a=1)", "(a=1)"),
        (
            "#[pyfunction] #[pyo3(pass_module)] fn f(module: &Bound<'_, PyModule>, x: u8) {}",
            "function f(x)",
            "($module, x)",
        ),
        ("#[pyfunction] async fn f(n: u8, #[pyo3(cancel_handle)] stop: CancelHandle) {}", "function f(n)", "(n)"),
        (
            "#[pyfunction] #[pyo3(signature = (a, /, b, *rest, c, d=None, **kw))] fn f(a: u8, b: u8, rest: X, c: u8, d: X, kw: X) {}",
            "function f(a, /, b, *rest, c, d=None, **kw)",
            "(a, /, b, *rest, c, d=None, **kw)",
        ),
        ("#[pyfunction(signature = (a, *, b))] fn f(a: u8, b: u8) {}", "function f(a, *, b)", "(a, *, b)"),
        ("#[pyfunction] #[pyo3(signature = (a, b, /))] fn f(a: u8, b: u8) {}", "function f(a, b, /)", "(a, b, /)"),
        ('#[pyfunction] #[pyo3(text_signature = "(x, y=0)")] fn f(a: u8, b: u8) {}', "function f(x, y=0)", "(x, y=0)"),
        ("#[pyfunction] #[pyo3(text_signature = None)] fn f(a: u8) {}", "function f(a)", None),
        ('#[pyfunction] #[pyo3(text_signature = "($module, a)")] fn f(a: u8) {}', "function f(a)", "($module, a)"),
    ],
)
def test_signatures(source: str, shown: str, text_signature: str | None) -> None:
    assert signature(source) == (shown, text_signature)


@pytest.mark.parametrize(
    ("default", "shown", "at_run_time"),
    [
        ("0xff", "255", "255"),
        ("1_000_u64", "1000", "1000"),
        ("1.50", "1.50", "1.50"),
        ("2.0_f32", "2.0", "2.0"),
        ("'c'", "'c'", "'c'"),
        ('"a\\"b"', '"a\\"b"', '"a\\"b"'),
        ('r"raw\\d"', 'r"raw\\d"', 'r"raw\\d"'),
        ('r#"a"b"#', "'a\"b'", 'r#"a"b"#'),
        ('"\\u{e9}"', "'é'", '"\\u{e9}"'),
        ("true", "True", "True"),
        ("None", "None", "None"),
        ("-1", "-1", "..."),
        ("-2.5_f64", "-2.5", "..."),
        ("(3)", "3", "..."),
        ("Some(3)", "3", "..."),
        ("Option::None", "None", "..."),
        ("None::<u8>", "None", "..."),
        ('"x".to_string()', '"x"', "..."),
        ('String::from("x")', '"x"', "..."),
        ("String::new()", '""', "..."),
        ("vec![]", "[]", "..."),
        ("Vec::new()", "[]", "..."),
        ("vec![1, 2]", "[1, 2]", "..."),
        ('(1, "a")', '(1, "a")', "..."),
        ("(1,)", "(1,)", "..."),
        ('b"raw"', 'b"raw"', "..."),
        ("b'a'", "97", "..."),
        ("std::collections::HashMap::new()", "{}", "..."),
        ("f64::INFINITY", 'float("inf")', "..."),
        ("i32::MAX", "2147483647", "..."),
        ("64 * KIB", "64 * 1024", "..."),
        ("1 << 20", "1 << 20", "..."),
        ("7 / 2", "...", "..."),
        ("LIMIT", "10", "..."),
        ("inner::NAME", '"deep"', "..."),
        ("Some(LIMIT as u8)", "10", "..."),
        ("ROUND", "...", "..."),
        ("compute()", "...", "..."),
        ("Mode::Fast", "Mode.FAST", "..."),
        ("Hidden::A", "...", "..."),
    ],
)
def test_defaults(default: str, shown: str, at_run_time: str) -> None:
    source = f"""
        const KIB: usize = 1024;
        const LIMIT: usize = 10;
        const ROUND: u8 = ROUND;
        mod inner {{ pub const NAME: &str = super::DEEP; }}
        static DEEP: &str = "deep";
        #[pyclass(name = "Mode")] enum Mode {{ #[pyo3(name = "FAST")] Fast }}
        #[pyclass] enum Hidden {{ A }}
        #[pyfunction] #[pyo3(signature = (x = {default}))] fn f(x: X) {{}}
    """
    seen = see(source, "f", class_names={"case::Mode": "pkg.Mode"})
    assert seen.object.parameters["x"].default == shown
    assert Facts(seen).text_signature == f"(x={at_run_time})"


OPTIONS = "#[pyfunction] fn f(a: u8, b: Option<u8>, c: std::option::Option<u8>) {}"


@pytest.mark.parametrize(
    ("version", "shown", "text_signature"),
    [
        ("0.29.2", "function f(a, b, c)", "(a, b, c)"),
        ("0.24.0", "function f(a, b, c)", "(a, b, c)"),
        ("0.23.5", "function f(a, b=None, c=None)", "(a, b=None, c=None)"),
        ("0.18.3", "function f(a, b=None, c=None)", "(a, b=..., c=...)"),
        ("0.17.3", "function f(a, b=None, c=None)", None),
    ],
)
def test_options_at_the_end(version: str, shown: str, text_signature: str | None) -> None:
    assert signature(OPTIONS, version) == (shown, text_signature)


def test_options_before_required_parameters_are_required() -> None:
    assert signature("#[pyfunction] fn f(a: Option<u8>, b: u8) {}", "0.19.2")[0] == "function f(a, b)"


@pytest.mark.parametrize(("version", "printed"), [("0.28.0", "3"), ("0.27.2", "...")])
def test_default_of_a_raw_identifier(version: str, printed: str) -> None:
    source = "#[pyfunction] #[pyo3(signature = (r#type = 3))] fn f(r#type: u8) {}"
    assert signature(source, version) == ("function f(type=3)", f"(type={printed})")


@pytest.mark.parametrize(
    "source",
    [
        '#[pyfunction] #[args(b = "2", "*", c = "None")] fn f(py: Python, a: u8, b: u8, c: Option<u8>) {}',
        '#[pyfunction(b = "2", "*", c = "None")] fn f(a: u8, b: u8, c: Option<u8>) {}',
    ],
)
def test_args(source: str) -> None:
    assert signature(source, "0.19.2") == ("function f(a, b=2, *, c=None)", "(a, b=2, *, c=None)")
    assert signature(source, "0.17.3") == ("function f(a, b=2, *, c=None)", None)


def test_signature_in_the_docs_of_old_versions() -> None:
    source = "/// f(x, /)\n/// --\n///\n/// Real text.\n#[pyfunction] fn f(a: u8) {}"
    assert signature(source, "0.17.3") == ("function f(x, /) -- Real text.", "(x, /)")
    assert signature(source, "0.18.0") == ("function f(a) -- f(x, /)\n--\n\nReal text.", "(a)")


def test_signature_in_the_docs_of_another_name_stays() -> None:
    source = "/// g(x)\n/// --\n///\n/// Text.\n#[pyfunction] #[pyo3(text_signature = None)] fn f(a: u8) {}"
    assert signature(source) == ("function f(a) -- g(x)\n--\n\nText.", None)


def test_text_signature_that_is_no_python() -> None:
    seen = see('#[pyfunction] #[pyo3(text_signature = "(a, / b)")] fn f(a: u8, b: u8) {}')
    assert outline(seen) == ["function f(a, b)"]
    assert Facts(seen).hand_written == "(a, / b)"
    assert [str(problem) for problem in seen.problems] == [
        "lib.rs:1: f: text_signature '(a, / b)' is no Python signature; shown is what the function takes"
    ]


def test_signature_with_an_unknown_parameter() -> None:
    seen = see("#[pyfunction] #[pyo3(signature = (a, b))] fn f(a: u8) {}")
    assert [problem.message for problem in seen.problems] == ["f: signature names b, which the function does not take"]


def test_types_and_where_they_stand() -> None:
    asked = []

    def annotate(type, module, position, self_type=""):  # type: ignore[no-untyped-def]
        asked.append((type.path.last.name, module, position, self_type))
        return type.path.last.name.lower()

    source = """mod inner {
        #[pyfunction] #[pyo3(signature = (a, b: "int | str" = 1, *rest, c) -> "bytes")]
        fn f(a: A, b: B, rest: R, #[pyo3(from_py_with = convert)] c: C) -> D { todo!() }
        #[pyfunction] fn g() -> D { todo!() }
    }"""
    function = see(source, "inner::f", annotate=annotate).object
    assert {parameter.name: parameter.annotation for parameter in function.parameters} == {
        "a": "a",
        "b": "int | str",
        "rest": None,
        "c": None,
    }
    assert function.returns == "bytes"
    assert asked == [("A", "case::inner", Position.ARGUMENT, "")]
    assert see(source, "inner::g", annotate=annotate).object.returns == "d"
    assert asked[-1] == ("D", "case::inner", Position.RETURN, "")
    assert see("#[pyfunction] fn f() {}").object.returns == "None"


def test_hand_written_signature_takes_types_by_name_or_by_place() -> None:
    source = '#[pyfunction] #[pyo3(text_signature = "(b, other, *, more=0)")] fn f(a: A, b: B, more: M) {}'
    function = see(source, annotate=lambda type, module, position, self_type="": type.path.last.name).object
    assert [(parameter.name, parameter.annotation) for parameter in function.parameters] == [("b", "B"), ("other", "B"), ("more", "M")]


def test_where_it_is() -> None:
    seen = see('\nmod inner {\n    /// Docs.\n    #[pyfunction(name = "public")]\n    pub fn f() {\n    }\n}', "inner::f")
    assert (seen.object.lineno, seen.object.endlineno, Facts(seen).file, Facts(seen).line) == (5, 6, "lib.rs", 5)
    assert seen.object.docstring.lineno == 3
    assert seen.counterparts == (Counterpart(python="public", rust="case::inner::f"),)
    assert Facts(seen).rust == "case::inner::f"


def test_async_and_another_name() -> None:
    seen = see("#[pyfunction] async fn f() -> u8 { 1 }")
    assert seen.object.labels == {"async"}


def test_parameters_that_a_hand_written_signature_renames() -> None:
    """The types go along by place, and the names that the function takes are still known."""
    options = '#[pyo3(signature = (s, *, n=1), text_signature = "(text, /, *, size=1)")]'
    seen = see(f"#[pyfunction] {options} fn f(s: &str, n: u8) {{}}", annotate=lambda type, *place: last_name(type))
    assert [(each.name, str(each.annotation)) for each in seen.object.parameters] == [("text", "str"), ("size", "u8")]
    assert seen.object.extra["plissken"]["renamed"] == {"text": "s", "size": "n"}
