//! `#[pyfunction]`: names, and which parameters Python gives.

use pyo3::prelude::*;

#[pymodule]
pub mod functions {
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyTuple};

    #[pyfunction]
    fn moor() {}

    #[pyfunction]
    fn tonnage(hulls: i32, _cargo: f64) -> f64 {
        f64::from(hulls)
    }

    /// The interpreter's token comes from PyO3, wherever it stands.
    #[pyfunction]
    fn hoist(py: Python<'_>, sail: &str) -> usize {
        sail.len()
    }

    #[pyfunction]
    fn lower(sail: &str, _unused: pyo3::Python<'_>, knots: i32) -> i32 {
        knots
    }

    #[pyfunction]
    #[pyo3(name = "berth")]
    fn rust_berth() {}

    #[pyfunction(name = "quay")]
    fn rust_quay() {}

    /// A name that is a keyword.
    #[pyfunction]
    fn r#match(r#type: i32, mut depth: i32) -> i32 {
        depth += r#type;
        depth
    }

    #[pyfunction]
    #[pyo3(name = "import")]
    fn rust_import(r#in: i32) -> i32 {
        r#in
    }

    /// `Option` makes no parameter optional.
    #[pyfunction]
    fn pilot(port: i32, name: Option<String>) -> Option<String> {
        name
    }

    #[pyfunction]
    fn tow(port: Option<i32>, boats: i32) -> i32 {
        boats
    }

    /// The module itself is the first argument.
    #[pyfunction]
    #[pyo3(pass_module)]
    fn harbour(module: &Bound<'_, PyModule>, depth: i32) -> i32 {
        depth
    }

    #[pyfunction(pass_module)]
    fn harbour_too(module: &Bound<'_, PyModule>) {}

    /// A coroutine.
    #[pyfunction]
    async fn drift(knots: i32) -> i32 {
        knots
    }

    #[pyfunction]
    async fn wait(#[pyo3(cancel_handle)] handle: pyo3::coroutine::CancelHandle, hours: i32) {}

    #[pyfunction]
    #[pyo3(warn(message = "use moor", category = pyo3::exceptions::PyDeprecationWarning))]
    fn anchor(chain: i32) {}

    /// Converted by a function of ours.
    #[pyfunction]
    fn sound(#[pyo3(from_py_with = fathoms)] depth: i32) -> i32 {
        depth
    }

    fn fathoms(given: &Bound<'_, PyAny>) -> PyResult<i32> {
        given.extract()
    }

    #[pyfunction]
    #[pyo3(signature = (*ships, **cargo))]
    fn convoy(ships: &Bound<'_, PyTuple>, cargo: Option<&Bound<'_, PyDict>>) {}

    #[cfg(feature = "tides")]
    #[pyfunction]
    fn high_water() {}

    #[cfg(feature = "storms")]
    #[pyfunction]
    fn storm_surge() {}

    #[cfg(not(any(feature = "storms", windows)))]
    #[pyfunction]
    fn calm() {}

    /// Not registered: no attribute says so.
    fn inner() {}
}
