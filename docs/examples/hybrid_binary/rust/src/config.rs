//! Settings, offered to Python as `hybrid_binary.config`.

use std::collections::HashMap;
use std::path::PathBuf;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

/// Settings of a runner.
#[pyclass(module = "hybrid_binary.config")]
#[derive(Default)]
pub struct RunnerConfig {
    /// How many tasks are worked on at a time.
    #[pyo3(get, set)]
    max_parallel: usize,
    /// Seconds after which a task is given up; None for never.
    #[pyo3(get)]
    timeout_secs: Option<u64>,
    /// How often a failed task is tried again.
    #[pyo3(get)]
    retry_count: u32,
    environment: HashMap<String, String>,
}

#[pymethods]
impl RunnerConfig {
    #[new]
    #[pyo3(signature = (max_parallel = 4, *, timeout_secs = None, retry_count = 0))]
    fn new(max_parallel: usize, timeout_secs: Option<u64>, retry_count: u32) -> Self {
        Self { max_parallel, timeout_secs, retry_count, environment: HashMap::new() }
    }

    /// Set a variable of the tasks' environment.
    fn set_env(&mut self, key: String, value: String) {
        self.environment.insert(key, value);
    }

    /// Look a variable of the tasks' environment up.
    #[pyo3(signature = (key, default = None))]
    fn get_env(&self, key: &str, default: Option<String>) -> Option<String> {
        self.environment.get(key).cloned().or(default)
    }

    /// All variables of the tasks' environment.
    #[getter]
    fn env_vars(&self) -> HashMap<String, String> {
        self.environment.clone()
    }
}

/// Settings of one task.
#[pyclass(module = "hybrid_binary.config", get_all, set_all)]
pub struct TaskConfig {
    /// The task that is meant.
    pub name: String,
    /// Tasks to run first.
    pub depends: Vec<String>,
}

#[pymethods]
impl TaskConfig {
    #[new]
    #[pyo3(signature = (name, depends = Vec::new()))]
    fn new(name: String, depends: Vec<String>) -> Self {
        Self { name, depends }
    }
}

/// Read settings from a file of `key = value` lines.
///
/// # Arguments
///
/// * `path` - The file.
///
/// # Errors
///
/// `OSError` if the file cannot be read.
#[pyfunction]
pub fn load_config(path: PathBuf) -> PyResult<RunnerConfig> {
    let text = std::fs::read_to_string(&path).map_err(|error| PyOSError::new_err(error.to_string()))?;
    let mut config = RunnerConfig::new(4, None, 0);
    for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
        config.set_env(key.trim().to_owned(), value.trim().to_owned());
    }
    Ok(config)
}

/// Add the submodule `config` to the extension module, importable as `hybrid_binary.config`.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let config = PyModule::new(m.py(), "config")?;
    config.add_class::<RunnerConfig>()?;
    config.add_class::<TaskConfig>()?;
    config.add_function(wrap_pyfunction!(load_config, &config)?)?;
    m.add_submodule(&config)?;
    m.py().import("sys")?.getattr("modules")?.set_item("hybrid_binary.config", &config)
}
