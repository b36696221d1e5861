//! Decorators that register functions as tasks.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::{PyRunner, PyTask};

/// Registers the function that it decorates; made by [`task`].
#[pyclass(module = "hybrid_binary")]
pub struct TaskDecorator {
    runner: Py<PyRunner>,
    description: Option<String>,
    is_async: bool,
}

#[pymethods]
impl TaskDecorator {
    /// Register a function under its own name and give it back unchanged.
    fn __call__(&self, py: Python<'_>, func: Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let name: String = func.getattr("__name__")?.extract()?;
        let task = Py::new(py, PyTask {
            inner: crate::internal::Task::new(name, self.description.clone()).map_err(crate::to_python)?,
            is_async: self.is_async,
        })?;
        self.runner.bind(py).call_method1("register", (task, &func))?;
        Ok(func.unbind())
    }
}

/// Make a decorator that registers functions with a runner.
///
/// Args:
///     runner: The runner that will know the task.
///     **kwargs: `description` and `is_async`, as for [`PyTask`].
///
/// Returns:
///     The decorator.
///
/// Example:
///
///     >>> runner = Runner()
///     >>> @task(runner, description="Say hello")
///     ... def greet():
///     ...     print("hello")
#[pyfunction]
#[pyo3(signature = (runner, **kwargs))]
pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator> {
    let option = |name: &str| kwargs.map_or(Ok(None), |given| given.get_item(PyString::new(given.py(), name)));
    Ok(TaskDecorator {
        runner,
        description: option("description")?.map(|value| value.extract()).transpose()?,
        is_async: option("is_async")?.map_or(Ok(false), |value| value.extract())?,
    })
}

/// Add this module's part to the extension module.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<TaskDecorator>()?;
    m.add_function(wrap_pyfunction!(task, m)?)?;
    Ok(())
}
