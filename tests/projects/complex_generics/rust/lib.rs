//! Generics that are hard to print.

use pyo3::prelude::*;

mod associated;
mod bounds;
mod lifetimes;
mod nested;

pub use associated::*;
pub use bounds::*;
pub use lifetimes::*;
pub use nested::*;

/// Sorts.
#[pyclass]
pub struct Processor;

#[pymethods]
impl Processor {
    /// Sort items.
    #[staticmethod]
    #[pyo3(signature = (items, *, key = None, reverse = false))]
    fn sort_items<'py>(items: Bound<'py, pyo3::types::PyList>, key: Option<Bound<'py, PyAny>>, reverse: bool) -> PyResult<Bound<'py, pyo3::types::PyList>> {
        let _ = (key, reverse);
        Ok(items)
    }
}

#[pyfunction]
#[pyo3(signature = (values, depth = 2, *rest, strict = true, **options))]
fn transform_nested(
    py: Python<'_>,
    values: std::collections::HashMap<String, Vec<Option<(i64, f64)>>>,
    depth: usize,
    rest: &Bound<'_, pyo3::types::PyTuple>,
    strict: bool,
    options: Option<&Bound<'_, pyo3::types::PyDict>>,
) -> PyResult<Vec<Vec<i64>>> {
    let _ = (py, values, depth, rest, strict, options);
    Ok(Vec::new())
}

#[pymodule]
fn complex_generics(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Processor>()?;
    m.add_function(wrap_pyfunction!(transform_nested, m)?)?;
    Ok(())
}
