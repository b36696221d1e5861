//! A small task runner: tasks with dependencies, run in order.
//!
//! Python sees [`PyTask`], [`PyRunner`] and [`PyRunResult`] as `Task`, `Runner` and `RunResult`; the engine behind them is
//! in [`internal`], which knows nothing of Python.

use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;

mod config;
mod decorators;
pub mod internal;
mod utils;

use internal::{ExecutorError, TaskExecutor};

/// How many tasks a runner works on at a time unless it is told otherwise.
pub const DEFAULT_PARALLEL: usize = 4;

/// A unit of work.
///
/// A task does nothing by itself: register it with a [`PyRunner`], together with the callable that does the work.
///
/// Args:
///     name: What other tasks and the runner call it.
///     description: One line for people; may be left out.
///
/// Example:
///
/// ```python
/// build = Task("build", description="Compile everything")
/// build.depends_on("configure")
/// ```
#[pyclass(name = "Task", module = "hybrid_binary")]
#[derive(Clone)]
pub struct PyTask {
    inner: internal::Task,
    /// Whether the handler is a coroutine function.
    #[pyo3(get)]
    is_async: bool,
}

#[pymethods]
impl PyTask {
    #[new]
    #[pyo3(signature = (name, description = None))]
    fn new(name: String, description: Option<String>) -> PyResult<Self> {
        let inner = internal::Task::new(name, description).map_err(to_python)?;
        Ok(Self { inner, is_async: false })
    }

    /// What other tasks and the runner call it.
    #[getter]
    fn name(&self) -> &str {
        &self.inner.name
    }

    /// One line for people.
    #[getter]
    fn description(&self) -> Option<&str> {
        self.inner.description.as_deref()
    }

    #[setter]
    fn set_description(&mut self, description: Option<String>) {
        self.inner.description = description;
    }

    /// Make this task wait for another one.
    ///
    /// Args:
    ///     task_name: The name of the task to wait for. It may be registered later.
    ///
    /// Returns:
    ///     The task itself, so that calls can be chained.
    ///
    /// Raises:
    ///     ValueError: If a task would wait for itself.
    fn depends_on<'py>(mut slf: PyRefMut<'py, Self>, task_name: &str) -> PyResult<PyRefMut<'py, Self>> {
        slf.inner.depends_on(task_name).map_err(to_python)?;
        Ok(slf)
    }

    /// Say whether the handler is a coroutine function.
    fn set_async(&mut self, is_async: bool) {
        self.is_async = is_async;
    }

    fn __repr__(&self) -> String {
        format!("Task({:?})", self.inner.name)
    }
}

/// Runs tasks and those they depend on.
///
/// See [`PyRunner::run`] for the order of things.
#[pyclass(name = "Runner", module = "hybrid_binary")]
pub struct PyRunner {
    executor: TaskExecutor,
    handlers: Vec<(String, Py<PyAny>)>,
    max_parallel: usize,
}

#[pymethods]
impl PyRunner {
    #[new]
    #[pyo3(signature = (max_parallel = None))]
    fn new(max_parallel: Option<usize>) -> Self {
        Self {
            executor: TaskExecutor::default(),
            handlers: Vec::new(),
            max_parallel: max_parallel.unwrap_or(DEFAULT_PARALLEL),
        }
    }

    /// How many tasks are worked on at a time.
    #[getter]
    fn get_max_parallel(&self) -> usize {
        self.max_parallel
    }

    #[setter]
    fn set_max_parallel(&mut self, value: usize) -> PyResult<()> {
        if value == 0 {
            return Err(PyValueError::new_err("max_parallel must be at least 1"));
        }
        self.max_parallel = value;
        Ok(())
    }

    /// Register a task and the callable that does its work.
    ///
    /// Args:
    ///     task: The task.
    ///     handler: Called without arguments when it is the task's turn.
    fn register(&mut self, task: PyRef<'_, PyTask>, handler: Py<PyAny>) {
        self.handlers.push((task.inner.name.clone(), handler));
        self.executor.add(task.inner.clone());
    }

    /// Run a task, after everything it depends on.
    ///
    /// Args:
    ///     task_name: The task to run.
    ///     dry_run: Find the order but call no handler.
    ///
    /// Returns:
    ///     What was run and how long it took.
    ///
    /// Raises:
    ///     KeyError: If no task of that name is registered.
    ///     ValueError: If tasks wait for each other.
    #[pyo3(signature = (task_name, dry_run = false))]
    fn run(&self, py: Python<'_>, task_name: &str, dry_run: bool) -> PyResult<PyRunResult> {
        let order = self.executor.order(task_name).map_err(to_python)?;
        if !dry_run {
            for name in &order {
                if let Some((_, handler)) = self.handlers.iter().find(|(known, _)| known == name) {
                    handler.call0(py)?;
                }
            }
        }
        Ok(PyRunResult { inner: internal::RunResult::of(order) })
    }

    /// The names of all registered tasks, in the order of their registration.
    fn list_tasks(&self) -> Vec<String> {
        self.executor.names()
    }
}

/// What a run has done.
#[pyclass(name = "RunResult", module = "hybrid_binary", frozen)]
pub struct PyRunResult {
    inner: internal::RunResult,
}

#[pymethods]
impl PyRunResult {
    /// Whether every task succeeded.
    #[getter]
    fn success(&self) -> bool {
        self.inner.failed.is_empty()
    }

    /// The names of the tasks that were run, first one first.
    #[getter]
    fn tasks_run(&self) -> Vec<String> {
        self.inner.tasks_run.clone()
    }

    /// Seconds from start to end.
    #[getter]
    fn duration_secs(&self) -> f64 {
        self.inner.duration.as_secs_f64()
    }

    /// The names of the tasks that failed.
    #[getter]
    fn failed(&self) -> Vec<String> {
        self.inner.failed.clone()
    }
}

fn to_python(error: ExecutorError) -> PyErr {
    match error {
        ExecutorError::UnknownTask(name) => PyKeyError::new_err(name),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// The engine of `hybrid_binary`, written in Rust.
#[pymodule]
fn _native(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyTask>()?;
    m.add_class::<PyRunner>()?;
    m.add_class::<PyRunResult>()?;
    m.add("DEFAULT_PARALLEL", DEFAULT_PARALLEL)?;
    decorators::register(m)?;
    utils::register(m)?;
    config::register(m)?;
    Ok(())
}
