//! What to do with results.

use pyo3::prelude::*;

/// A scaled length and where it came from.
#[pyclass]
pub struct ScaleResult {
    /// The scaled length.
    #[pyo3(get)]
    pub value: f64,
    /// The name of its scaler.
    #[pyo3(get)]
    pub source: String,
}

/// Collects results.
#[pyclass]
#[derive(Default)]
pub struct ScaleHandler {
    results: Vec<f64>,
}

#[pymethods]
impl ScaleHandler {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Keep one result.
    fn handle(&mut self, result: &ScaleResult) {
        self.results.push(result.value);
    }
}

/// Make a result.
#[pyfunction]
#[pyo3(signature = (value, source = "unknown"))]
fn success_result(value: f64, source: &str) -> ScaleResult {
    ScaleResult { value, source: source.to_owned() }
}

/// Add the submodule `handlers`.
pub fn register(parent: &Bound<'_, PyModule>) -> PyResult<()> {
    let module = PyModule::new(parent.py(), "handlers")?;
    module.add_class::<ScaleResult>()?;
    module.add_class::<ScaleHandler>()?;
    module.add_function(wrap_pyfunction!(success_result, &module)?)?;
    parent.add_submodule(&module)
}
