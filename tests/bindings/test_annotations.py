"""Rust types in Python: arguments, results, the project's own types."""

from __future__ import annotations

import pytest

OWN = """
    use numpy::{PyReadonlyArray1, PyArray2};
    use chrono::{DateTime, Utc, NaiveDate};
    use std::collections::*;
    use std::path::PathBuf;
    #[pyclass(name = "Point")] pub struct PyPoint;
    #[pyclass] pub struct Hidden;
    type Points = Vec<PyPoint>;
    type Table<T> = HashMap<String, T>;
    type MyResult<T, E = PyErr> = Result<T, E>;
    #[derive(FromPyObject)] pub struct Meters(f64);
    #[derive(FromPyObject, IntoPyObject)] pub enum Key { Text(String), Pair(i32, i32), Many(Vec<Key>) }
    #[derive(FromPyObject)] pub enum Odd { Text(String), #[pyo3(transparent)] Other { inner: i64 }, Attributes { a: i64, b: i64 } }
    #[derive(IntoPyObject)] pub struct Record { a: i32 }
    pub struct Written;
    impl<'py> IntoPyObject<'py> for Written { type Target = PyString; type Output = Bound<'py, PyString>; type Error = Infallible; }
    impl<'py> FromPyObject<'_, 'py> for Written { fn extract(o: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> { todo!() } }
    pub struct Plain;
    create_exception!(m, OwnError, pyo3::exceptions::PyException);
    #[pymodule] mod m {
        #[pymodule_export] use super::{f, PyPoint, OwnError};
    }
"""


def annotations(see, rust: str, pyo3: str = "0.29.2") -> tuple[str | None, str | None]:
    function = see(f"{OWN}\n#[pyfunction] pub fn f(x: {rust}) -> {rust} {{ todo!() }}", pyo3=pyo3).module["f"]
    annotation = function.parameters[0].annotation
    return annotation and str(annotation), function.returns and str(function.returns)


@pytest.mark.parametrize(
    ("rust", "argument", "result"),
    [
        ("i64", "int", "int"),
        ("f32", "float", "float"),
        ("&str", "str", "str"),
        ("Option<Option<u8>>", "int | None", "int | None"),
        ("Vec<String>", "collections.abc.Sequence[str]", "list[str]"),
        ("[f64; 3]", "collections.abc.Sequence[float]", "list[float]"),
        ("Vec<u8>", "collections.abc.Sequence[int]", "bytes"),
        ("&[u8]", "bytes", "bytes"),
        ("&[f64]", None, "list[float]"),
        ("(i32, &str)", "tuple[int, str]", "tuple[int, str]"),
        ("()", "tuple[()]", "None"),
        ("HashMap<String, Option<bool>>", "dict[str, bool | None]", "dict[str, bool | None]"),
        ("BTreeSet<i32>", "set[int]", "set[int]"),
        ("PathBuf", "str | os.PathLike[str]", "pathlib.Path"),
        ("std::borrow::Cow<'_, str>", "str", "str"),
        ("Bound<'py, PyAny>", "typing.Any", "typing.Any"),
        ("&Bound<'_, pyo3::types::PyDict>", "dict", "dict"),
        ("Py<pyo3::types::PyTuple>", "tuple", "tuple"),
        ("Bound<'_, pyo3::exceptions::PyValueError>", "ValueError", "ValueError"),
        ("DateTime<Utc>", "datetime.datetime", "datetime.datetime"),
        ("NaiveDate", "datetime.date", "datetime.date"),
        ("PyReadonlyArray1<'_, f64>", "numpy.typing.NDArray[numpy.float64]", "numpy.typing.NDArray[numpy.float64]"),
        ("Bound<'_, PyArray2<usize>>", "numpy.typing.NDArray[numpy.uintp]", "numpy.typing.NDArray[numpy.uintp]"),
        # the project's own
        ("PyRef<'_, PyPoint>", "m.Point", "m.Point"),
        ("Py<crate::PyPoint>", "m.Point", "m.Point"),
        ("Points", "collections.abc.Sequence[m.Point]", "list[m.Point]"),
        ("Table<PyPoint>", "dict[str, m.Point]", "dict[str, m.Point]"),
        ("MyResult<PyPoint>", "m.Point", "m.Point"),
        ("MyResult<()>", "tuple[()]", "None"),
        ("Hidden", "Hidden", "Hidden"),
        ("Bound<'_, OwnError>", "m.OwnError", "m.OwnError"),
        ("Meters", "float", None),
        (
            "Key",
            "str | tuple[int, int] | collections.abc.Sequence",
            "str | tuple[int, int] | list",
        ),
        ("Odd", "str | int | typing.Any", None),
        ("Record", None, "dict"),
        ("Written", None, "str"),
        ("Plain", None, None),
        ("Vec<Plain>", "collections.abc.Sequence", "list"),
        ("Option<Plain>", None, None),
        ("Nowhere", None, None),
        ("Box<dyn Fn(i32)>", None, None),
    ],
)
def test_types(see, rust, argument, result):
    assert annotations(see, rust) == (argument, result)


@pytest.mark.parametrize(
    ("rust", "pyo3", "result"),
    [
        ("Vec<u8>", "0.22.6", "list[int]"),
        ("Vec<u8>", "0.23.5", "bytes"),
        ("PathBuf", "0.23.5", "str"),
        ("PathBuf", "0.24.2", "pathlib.Path"),
    ],
)
def test_versions(see, rust, pyo3, result):
    assert annotations(see, rust, pyo3)[1] == result


def test_self_is_the_class(see):
    bindings = see(
        """
        #[pymethods] impl PyPoint {
            fn moved(&self, other: &Self) -> PyResult<Self> { todo!() }
            fn all(slf: PyRef<'_, Self>) -> Vec<Py<Self>> { todo!() }
        }
        #[pyfunction] fn f() {}
        """
        + OWN
    )
    moved, everything = bindings.module["Point.moved"], bindings.module["Point.all"]
    assert (str(moved.parameters["other"].annotation), str(moved.returns), str(everything.returns)) == (
        "m.Point",
        "m.Point",
        "list[m.Point]",
    )


HINTS = """
    pub struct Said; pub struct Aliased; pub struct Odd_; pub struct Both;
    impl FromPyObject<'_, '_> for Said { const INPUT_TYPE: PyStaticExpr = %s; fn extract(o: Borrowed<PyAny>) -> PyResult<Self> { todo!() } }
    impl<'py> IntoPyObject<'py> for Said { type Target = PyAny; const OUTPUT_TYPE: PyStaticExpr = %s; }
    impl pyo3_stub_gen::PyStubType for Aliased { fn type_output() -> TypeInfo { %s } }
    pyo3_stub_gen::impl_stub_type!(Both = PyPoint | Option<i64>);
"""


@pytest.mark.parametrize(
    ("expression", "annotation"),
    [
        ('"collections.abc.Buffer"', "collections.abc.Buffer"),
        ('type_hint_identifier!("builtins", "int")', "int"),
        ('type_hint_union!(type_hint_identifier!("decimal", "Decimal"), <f64 as FromPyObject>::INPUT_TYPE)', "decimal.Decimal | float"),
        ('type_hint_subscript!(type_hint_identifier!("builtins", "list"), i64::OUTPUT_TYPE)', "list[int]"),
        ("compute()", None),
    ],
)
def test_types_that_a_conversion_says(see, expression, annotation):
    source = HINTS % (expression, expression, "todo!()")
    function = see(f"{OWN}{source} #[pyfunction] pub fn f(x: Said) -> Said {{ todo!() }}").module["f"]
    assert function.parameters[0].annotation == annotation
    assert function.returns == (annotation or "typing.Any")


@pytest.mark.parametrize(
    ("expression", "annotation"),
    [
        ('TypeInfo::builtin("int")', "int"),
        ('TypeInfo::with_module("pathlib.Path", "pathlib".into())', "pathlib.Path"),
        ("TypeInfo::list_of::<PyPoint>()", "list[m.Point]"),
        ("TypeInfo::dict_of::<String, i64>()", "dict[str, int]"),
        ("i64::type_output() | <String as PyStubType>::type_output()", "int | str"),
        ('TypeInfo { name: "typing.Optional[builtins.int]".to_string(), import: HashSet::new() }', "int | None"),
        ("TypeInfo::none()", "None"),
        ("let x = 1; unknown(x)", None),
    ],
)
def test_types_that_pyo3_stub_gen_is_told(see, expression, annotation):
    source = HINTS % ('""', '""', expression)
    function = see(f"{OWN}{source} #[pyfunction] pub fn f(x: Aliased) -> Aliased {{ todo!() }}").module["f"]
    assert (function.parameters[0].annotation, function.returns) == (annotation, annotation)


def test_types_that_impl_stub_type_says(see):
    source = HINTS % ('""', '""', "todo!()")
    function = see(f"{OWN}{source} #[pyfunction] pub fn f(x: Vec<Both>) -> Both {{ todo!() }}").module["f"]
    assert function.parameters[0].annotation == "collections.abc.Sequence[m.Point | int | None]"
    assert function.returns == "m.Point | int | None"
