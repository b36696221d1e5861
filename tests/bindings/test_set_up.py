"""What the code of a module sets up: values from structs, attributes of classes, classes made by Python code."""

from __future__ import annotations

import pytest

from sphinx_plissken.inspection.python import rows

CLASSES = """
use pyo3::exceptions::PyException;
use pyo3::types::PyDict;
pyo3::create_exception!(m, Base, PyException);
/// Written.
#[pyclass] struct A;
#[pyclass] struct B;
"""


def module(*statements: str, before: str = CLASSES) -> str:
    return f"{before}#[pymodule] fn m(m: &Bound<'_, PyModule>) -> PyResult<()> {{ let py = m.py();\n{chr(10).join(statements)}\nOk(()) }}"


TYPES = """
struct Types { a: Py<PyType>, inner: Inner }
struct Inner { base: Py<PyType>, limit: i32 }
impl Inner { fn new(py: Python<'_>, limit: i32) -> Self { let base = py.get_type::<Base>().unbind(); Self { base, limit } } }
impl Types {
    fn new(py: Python<'_>) -> PyResult<Self> { Ok(Self { a: py.get_type::<A>().unbind(), inner: Inner::new(py, 7) }) }
    fn get(&self) -> i32 { 5 }
    fn attach(&self, m: &Bound<'_, PyModule>) -> PyResult<()> { m.add("attached", 1) }
    fn fill(&self, m: &Bound<'_, PyModule>) -> PyResult<()> { m.add("filled", self.inner.limit) }
}
static TYPES: PyOnceLock<Types> = PyOnceLock::new();
static LAZY: LazyLock<Inner> = LazyLock::new(|| Inner { limit: 3, ..Default::default() });
"""


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        ('let types = Types::new(py)?; m.add("X", types.a.bind(py))?;', "class m.X"),
        ('let types = TYPES.get_or_try_init(py, || Types::new(py))?; m.add("X", types.inner.base.bind(py))?;', "exception m.X"),
        ('m.add("X", LAZY.limit)?;', "constant m.X"),
        ("Types::new(py)?.fill(m)?;", "constant m.filled"),
        ("Types::new(py)?.attach(m)?;", "constant m.attached"),
        ('let types = Types::new(py)?; m.add("X", types.missing)?;', "constant m.X"),
        ('let inner = Inner { limit: 1 }; m.add("X", inner)?;', "constant m.X"),
    ],
)
def test_values_that_structs_carry(see, outline, statements, found):
    seen = see(module(statements, before=CLASSES + TYPES))
    assert outline(seen) == [found]
    assert seen.problems == ()


def test_the_value_of_a_field(see):
    seen = see(module('m.add("X", LAZY.limit)?; Types::new(py)?.fill(m)?;', before=CLASSES + TYPES))
    assert {name: seen.module[name].value for name in ("X", "filled")} == {"X": "3", "filled": "7"}


def test_attributes_that_code_sets_in_a_class(see, outline):
    seen = see(
        module(
            "let class = py.get_type::<A>();",
            'class.setattr("__doc__", "Set.")?; class.setattr("__module__", "elsewhere")?; class.setattr("LIMIT", 3)?;',
            'm.add("A", class)?;',
        )
    )
    assert outline(seen) == ["class m.A", "attribute m.A.LIMIT"]
    assert seen.module["A"].docstring.value == "Set."
    assert (seen.module["A.LIMIT"].value, seen.module["A.LIMIT"].lineno) == ("3", 10)


def test_classes_that_are_attributes_of_classes(see, outline):
    """One that only the attribute leads to is at home there; of one that the module has, it is another name."""
    methods = """
        #[pymethods] impl A {
            #[classattr] fn Inner(py: Python<'_>) -> Bound<'_, PyType> { B::type_object(py) }
            #[classattr] fn Error(py: Python<'_>) -> Py<PyType> { py.get_type::<Base>().unbind() }
            #[classattr] fn Unknown(py: Python<'_>) -> PyResult<Py<PyType>> { make(py) }
        }
        #[pymethods] impl B { fn run(&self) {} }
    """
    seen = see(module('m.add_class::<A>()?; m.add("Base", py.get_type::<Base>())?;', before=CLASSES + methods))
    assert outline(seen) == [
        "class m.A",
        "exception m.A.Error",
        "class m.A.Inner",
        "method m.A.Inner.run()",
        "attribute m.A.Unknown",
        "exception m.Base",
    ]
    assert seen.module["A.Error"].is_alias
    assert ("m.A.Inner.run", "m::B::run") in [(each.python, each.rust) for each in seen.counterparts]


@pytest.mark.parametrize(
    ("code", "found", "bases"),
    [
        ("type('E', (base, ValueError), {'__module__': 'm', '__doc__': 'Both.'})", "exception m.X", ["m.Base", "ValueError"]),
        ("type('E', (a,), {})", "class m.X", ["m.A"]),
        ("type('E', (), {})", "class m.X", []),
        ("base", "exception m.X", ["Exception"]),
        ("type('E', (elsewhere,), {})", "constant m.X", None),
        ("1 + 'a'(", "constant m.X", None),
    ],
)
def test_classes_that_python_code_makes(see, outline, code, found, bases):
    seen = see(
        module(
            'm.add_class::<A>()?; m.add("Base", py.get_type::<Base>())?;',
            'let known = PyDict::new(py); known.set_item("base", py.get_type::<Base>())?; known.set_item("a", py.get_type::<A>())?;',
            f'm.add("X", py.eval(c"{code}", None, Some(&known))?)?;',
        )
    )
    assert found in outline(seen)
    if bases is not None:
        assert list(map(str, seen.module["X"].bases)) == bases


@pytest.mark.parametrize(("code", "value"), [("'a'", "'a'"), ("-1", "-1"), ("[1, 2]", None)])
def test_values_that_python_code_gives(see, code, value):
    seen = see(module(f'm.add("X", py.eval(c"{code}", None, None)?)?;'))
    assert seen.module["X"].value == value


def test_panic_exception(see, outline):
    seen = see(module('m.add("PanicException", py.get_type::<pyo3::panic::PanicException>())?;'))
    assert outline(seen) == ["exception m.PanicException"]
    assert list(map(str, seen.module["PanicException"].bases)) == ["BaseException"]


def test_exceptions_of_elsewhere_have_no_rows(see):
    seen = see(module('m.add("ValueError", py.get_type::<pyo3::exceptions::PyValueError>())?; m.add("N", 1)?;'))
    assert [row["path"] for row in rows(seen)] == ["m", "m.N"]


@pytest.mark.parametrize(
    ("signature", "text_signature", "doc"),
    [
        ("(a)", "(a)", "Docs."),
        ("(a) -> int", None, "f(a) -> int\n--\n\nDocs."),
        ("(a", None, "f(a\n--\n\nDocs."),
        ("(a,\n  b=1)", "(a,\n  b=1)", "Docs."),
    ],
)
def test_hand_written_signatures_that_cpython_cannot_split_stay_in_the_docs(see, signature, text_signature, doc):
    """The reader sees the docs alone; ``__doc__`` begins with what is no signature."""
    written = signature.replace("\n", "\\n")
    option = f'#[pyo3(text_signature = "{written}")]'
    seen = see(
        f"#[pymodule] mod m {{ /** Docs.*/ #[pyfunction] {option} fn f(a: i32) {{}} /** Docs.*/ #[pyclass] struct f_;"
        f" #[pymethods] impl f_ {{ #[new] {option} fn new(a: i32) -> Self {{}} /** Docs.*/ {option} fn f(&self) {{}} }} }}"
    )
    by_path = {row["path"]: row for row in rows(seen)}
    assert [by_path[path]["doc"] for path in ("m.f", "m.f_.f", "m.f_")] == [doc, doc, doc.replace("f(", "f_(")]
    assert seen.module["f"].extra["plissken"]["text_signature"] == text_signature
    assert seen.module["f_"].extra["plissken"]["text_signature"] == text_signature
    assert seen.module["f"].docstring.value == "Docs."


def test_renamed_parameters_have_their_types_under_both_names(see):
    seen = see('#[pymodule] mod m { #[pyfunction] #[pyo3(text_signature = "(text)")] fn f(s: &str) {} }')
    (row,) = [row for row in rows(seen) if row["kind"] == "function"]
    assert (row["parameters"], row["annotations"]) == ("(text)", {"text": "str", "s": "str"})


@pytest.mark.parametrize(
    ("statement", "found", "doc"),
    [
        (
            'm.add("f", PyCFunction::new_closure(py, Some(c"g"), Some(c"Doc."), |args: &Bound<PyTuple>, kwargs| 1)?)?;',
            "function m.f(*args, **kwargs)",
            "Doc.",
        ),
        (
            'm.add_function(PyCFunction::new_closure_bound(py, Some("g"), None, |args, kwargs| 1)?)?;',
            "function m.g(*args, **kwargs)",
            None,
        ),
        ('m.add_function(PyCFunction::new(py, raw, c"g", c"Doc.", None)?)?;', "function m.g(*args)", "Doc."),
        ('m.add("f", PyCFunction::new_closure(py, None, None, work)?)?;', "function m.f(*args, **kwargs)", None),
    ],
)
def test_functions_that_are_made_at_run_time(see, outline, statement, found, doc):
    seen = see(module(statement))
    assert outline(seen) == [found]
    (function,) = seen.module.members.values()
    assert (function.docstring.value if function.docstring else None) == doc
    assert function.extra["plissken"]["text_signature"] is None


def test_submodules_that_a_loop_registers(see, outline):
    """What every submodule is called, and as what it can be imported."""
    register = """
        fn register(module: &Bound<'_, PyModule>, parent: &str) -> PyResult<()> {
            let modules = module.py().import("sys")?.getattr("modules")?;
            for name in module.index()? {
                let name: String = name.extract()?;
                let member = module.getattr(&name)?;
                if let Ok(submodule) = member.cast::<PyModule>() {
                    let whole = format!("{parent}.{name}");
                    submodule.setattr("__name__", &whole)?;
                    modules.set_item(&whole, submodule)?;
                    register(submodule, &whole)?;
                }
            }
            Ok(())
        }
        #[pymodule] fn shapes(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_class::<B>() }
    """
    statements = 'm.add_class::<A>()?; m.add_wrapped(wrap_pymodule!(shapes))?; register(m, "pkg")?;'
    seen = see(module(statements, before=CLASSES + register))
    assert outline(seen) == ["class m.A", "module m.shapes", "class m.shapes.B"]
    assert seen.module["shapes"].extra["plissken"]["imported_as"] == ("pkg.shapes",)
    assert seen.module["shapes"].extra["plissken"]["name"] == "pkg.shapes"
    assert seen.problems == ()


def test_names_that_a_macro_takes_apart(see, outline):
    macro = """
        macro_rules! add { ($m:ident, $t:ty) => { $m.add(stringify!($t), $m.py().get_type::<$t>())?; } }
    """
    assert outline(see(module("add!(m, Base);", before=CLASSES + macro))) == ["exception m.Base"]


def test_what_cargo_says_of_the_package_is_known(see):
    seen = see(module('m.add("__version__", env!("CARGO_PKG_VERSION"))?; m.add("__doc__", env!("CARGO_PKG_DESCRIPTION"))?;'))
    assert seen.module["__version__"].value == "'1.2.3'"
    assert seen.module.docstring.value == "Shapes of things."


@pytest.mark.parametrize(
    ("value", "annotation", "shown"),
    [
        ("vec![1, 2]", "list", "[1, 2]"),
        ('(1, "a", 2.5)', "tuple", "(1, 'a', 2.5)"),
        ("vec![1, compute()]", "list", None),
        ("PyList::new(py, [1, 2])?", "list", "[1, 2]"),
        ("PyTuple::empty(py)", "tuple", None),
        ("PyDict::new(py)", "dict", None),
        ("HashMap::from([(1, 2)])", "dict", None),
        ("std::collections::BTreeMap::<String, i32>::new()", "dict[str, int]", None),
        ("Py::new(py, A {})?", "m.A", None),
        ("Bound::new(py, A {})?", "m.A", None),
        ("BYTES", "bytes", None),
        ("NAMES", "list[str]", "['a', 'b']"),
        ("i64::from(7u8)", "int", "7"),
        ('String::from("x")', "str", "'x'"),
    ],
)
def test_types_of_constants(see, value, annotation, shown):
    before = f'{CLASSES} use std::collections::HashMap; const BYTES: [u8; 2] = [1, 2]; const NAMES: [&str; 2] = ["a", "b"];'
    seen = see(module("m.add_class::<A>()?;", f'm.add("X", {value})?;', before=before))
    constant = seen.module["X"]
    assert (str(constant.annotation), constant.value) == (annotation, shown)
