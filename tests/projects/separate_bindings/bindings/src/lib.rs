//! Python bindings of the core crate.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use separate_bindings_core::{DataBatch as CoreBatch, Pipeline as CorePipeline};

/// Stages, one after the other.
#[pyclass(name = "Pipeline")]
struct PyPipeline {
    inner: CorePipeline,
}

#[pymethods]
impl PyPipeline {
    #[new]
    fn new(name: &str) -> Self {
        Self { inner: CorePipeline::new(name) }
    }

    /// Run all stages on a batch.
    fn run(&self, batch: PyDataBatch) -> PyResult<PyPipelineResult> {
        let result = self.inner.run(batch.inner).expect("stages do not fail");
        Ok(PyPipelineResult { stages_run: result.stages_run, output: PyDataBatch { inner: result.output } })
    }
}

/// What came out of a pipeline.
#[pyclass(name = "PipelineResult")]
struct PyPipelineResult {
    /// The rows at the end.
    #[pyo3(get)]
    output: PyDataBatch,
    /// How many stages were run.
    #[pyo3(get)]
    stages_run: usize,
}

/// Rows that belong together.
#[pyclass(name = "DataBatch", from_py_object)]
#[derive(Clone)]
struct PyDataBatch {
    inner: CoreBatch,
}

#[pymethods]
impl PyDataBatch {
    /// Gather rows from dictionaries.
    #[staticmethod]
    fn from_dicts(rows: Vec<Bound<'_, PyDict>>, py: Python<'_>) -> PyResult<Self> {
        let _ = PyList::empty(py);
        Ok(Self { inner: CoreBatch::new(rows.iter().map(|_| Vec::new()).collect()) })
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }
}

#[pymodule(name = "_separate_bindings")]
fn separate_bindings(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyPipeline>()?;
    m.add_class::<PyPipelineResult>()?;
    m.add_class::<PyDataBatch>()?;
    Ok(())
}
