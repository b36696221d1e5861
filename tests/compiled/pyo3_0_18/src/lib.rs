//! What PyO3 0.18 does otherwise than 0.19 to 0.21: text signatures without values, none of classes, `#[args]`.
#![allow(dead_code, deprecated, unused_variables, clippy::all)]

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

pyo3::create_exception!(harbour._core, Aground, pyo3::exceptions::PyValueError, "Stuck.");

// Functions

#[pyfunction]
fn moor() {}

/// Adds.
#[pyfunction]
fn add(py: Python<'_>, a: i32, b: i32) -> i32 {
    a + b
}

#[pyfunction]
fn pilot(port: i32, name: Option<String>) {}

/// The first is required, since something required follows.
#[pyfunction]
fn tow(port: Option<i32>, boats: i32, name: Option<i32>) {}

#[pyfunction]
#[pyo3(signature = (first, /, second=1, *rest, third="x", fourth=None, **others))]
fn every_kind(first: i32, second: i32, rest: &PyTuple, third: &str, fourth: Option<i32>, others: Option<&PyDict>) {}

#[pyfunction(a, b = "1", "*", c = "None")]
fn old_style(a: i32, b: i32, c: Option<i32>) {}

#[pyfunction(args = "*", kwargs = "**")]
fn old_stars(args: &PyTuple, kwargs: Option<&PyDict>) {}

#[pyfunction]
#[pyo3(text_signature = "(x, y=0)")]
fn written(a: i32, b: i32) {}

/// in_the_docs(a, b)
/// --
///
/// Not seen, since there is a signature already.
#[pyfunction]
fn in_the_docs(a: i32, b: i32) {}

#[pyfunction]
#[pyo3(pass_module, name = "harbour")]
fn rust_harbour(module: &PyModule, depth: i32) {}

#[pyfunction]
fn give_path() -> std::path::PathBuf {
    std::path::PathBuf::from("path")
}

#[pyfunction]
fn give_bytes() -> Vec<u8> {
    vec![1]
}

#[pyfunction]
fn give_byte_array() -> [u8; 2] {
    [1, 2]
}

#[pyfunction]
fn give_byte_slice() -> &'static [u8] {
    b"a"
}

// Classes

/// Without constructor.
#[pyclass]
struct Bare;

/// With one.
#[pyclass]
struct Constructed;

#[pymethods]
impl Constructed {
    #[new]
    #[pyo3(signature = (length=1))]
    fn new(length: i32) -> Self {
        Constructed
    }
}

/// With a text signature.
#[pyclass(text_signature = "(length=1)")]
struct Written;

#[pymethods]
impl Written {
    #[new]
    #[pyo3(signature = (length=1))]
    fn new(length: i32) -> Self {
        Written
    }
}

/// InTheDocs(length)
/// --
///
/// The docs begin with a signature.
#[pyclass]
struct InTheDocs;

#[pymethods]
impl InTheDocs {
    #[new]
    fn new(length: i32) -> Self {
        InTheDocs
    }
}

#[pyclass(subclass, get_all, set_all, name = "PublicName", module = "harbour")]
struct RustName {
    number: i32,
    /// Documented.
    r#type: i32,
}

#[pyclass(extends = RustName)]
struct Derived;

/// Arguments of methods, and comparisons that are methods.
#[pyclass]
struct Methods;

#[pymethods]
impl Methods {
    #[args(a, b = "1", "*", c = "2")]
    fn old_style(&self, a: i32, b: i32, c: i32) {}

    #[args(args = "*", kwargs = "**")]
    fn old_stars(&self, args: &PyTuple, kwargs: Option<&PyDict>) {}

    #[args(b = "None")]
    fn partly(&self, a: i32, b: Option<i32>) {}

    #[args(a, "/", b)]
    fn positional_only(&self, a: i32, b: i32) {}

    #[staticmethod]
    #[args(a = "-1")]
    fn old_static(a: i32) {}

    #[classmethod]
    #[args(a = "\"x\"")]
    fn old_of_class(_cls: &PyType, a: &str) {}

    fn method(&self, name: Option<String>) {}

    /// A method.
    fn __eq__(&self, other: &PyAny) -> bool {
        true
    }

    fn __lt__(&self, other: &PyAny) -> bool {
        true
    }

    fn __add__(&self, other: i32) -> i32 {
        other
    }

    fn __len__(&self) -> usize {
        0
    }

    fn __init__(&self, length: i32) {}

    #[args(a, b = "1")]
    fn __call__(&self, a: i32, b: i32) {}

    #[getter]
    fn get_depth(&self) -> i32 {
        1
    }

    #[setter]
    fn set_depth(&mut self, value: i32) {}

    #[classattr]
    const LIMIT: i32 = 3;
}

#[pyclass]
struct RichCompared;

#[pymethods]
impl RichCompared {
    fn __richcmp__(&self, other: &PyAny, op: pyo3::basic::CompareOp) -> bool {
        true
    }
}

/// Comparable.
#[pyclass]
enum Side {
    Port,
    #[pyo3(name = "STARBOARD")]
    Starboard = 7,
}

#[pymodule]
#[pyo3(name = "cases_0_18")]
fn rust_name(py: Python<'_>, m: &PyModule) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(moor, m)?)?;
    m.add_function(wrap_pyfunction!(add, m)?)?;
    m.add_function(wrap_pyfunction!(pilot, m)?)?;
    m.add_function(wrap_pyfunction!(tow, m)?)?;
    m.add_function(wrap_pyfunction!(every_kind, m)?)?;
    m.add_function(wrap_pyfunction!(old_style, m)?)?;
    m.add_function(wrap_pyfunction!(old_stars, m)?)?;
    m.add_function(wrap_pyfunction!(written, m)?)?;
    m.add_function(wrap_pyfunction!(in_the_docs, m)?)?;
    m.add_function(wrap_pyfunction!(rust_harbour, m)?)?;
    m.add_function(wrap_pyfunction!(give_path, m)?)?;
    m.add_function(wrap_pyfunction!(give_bytes, m)?)?;
    m.add_function(wrap_pyfunction!(give_byte_array, m)?)?;
    m.add_function(wrap_pyfunction!(give_byte_slice, m)?)?;
    m.add_class::<Bare>()?;
    m.add_class::<Constructed>()?;
    m.add_class::<Written>()?;
    m.add_class::<InTheDocs>()?;
    m.add_class::<RustName>()?;
    m.add_class::<Derived>()?;
    m.add_class::<Methods>()?;
    m.add_class::<RichCompared>()?;
    m.add_class::<Side>()?;
    m.add("Aground", py.get_type::<Aground>())?;

    let made = PyModule::new(py, "hand.made")?;
    made.add("depth", 1)?;
    m.add_submodule(made)?;

    /// Inline.
    #[pyfn(m)]
    #[pyo3(name = "inline", signature = (a, b=2))]
    fn rust_inline(a: i32, b: i32) -> i32 {
        a + b
    }
    Ok(())
}
