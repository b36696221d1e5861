//! Logging and formatting, offered to Python as `hybrid_binary.utils`.

use pyo3::prelude::*;

/// How much a message matters.
#[pyclass(module = "hybrid_binary.utils", eq, eq_int, from_py_object)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogLevel {
    /// For the people who write tasks.
    Debug = 0,
    /// For the people who run them.
    Info = 1,
    /// Something looks wrong.
    Warning = 2,
    /// Something is wrong.
    Error = 3,
}

/// Keeps the messages of tasks.
#[pyclass(module = "hybrid_binary.utils")]
pub struct TaskLogger {
    level: LogLevel,
    messages: Vec<(LogLevel, String)>,
}

#[pymethods]
impl TaskLogger {
    #[new]
    #[pyo3(signature = (level = None))]
    fn new(level: Option<LogLevel>) -> Self {
        Self { level: level.unwrap_or(LogLevel::Info), messages: Vec::new() }
    }

    /// Messages below this level are dropped.
    #[getter]
    fn level(&self) -> LogLevel {
        self.level
    }

    #[setter]
    fn set_level(&mut self, level: LogLevel) {
        self.level = level;
    }

    /// Keep a message.
    ///
    /// Args:
    ///     message: The text.
    ///     level: How much it matters.
    #[pyo3(signature = (message, level = LogLevel::Info))]
    fn log(&mut self, message: String, level: LogLevel) {
        if level >= self.level {
            self.messages.push((level, message));
        }
    }

    /// The messages kept so far.
    fn get_logs(&self) -> Vec<String> {
        self.messages.iter().map(|(_, text)| text.clone()).collect()
    }

    /// Forget all messages.
    fn clear(&mut self) {
        self.messages.clear();
    }
}

/// Write a duration as people say it: `1m 5.0s`.
#[pyfunction]
pub fn format_duration(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor();
    if minutes >= 1.0 {
        format!("{minutes}m {:.1}s", seconds - minutes * 60.0)
    } else {
        format!("{seconds:.1}s")
    }
}

/// Add the submodule `utils` to the extension module, importable as `hybrid_binary.utils`.
pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let utils = PyModule::new(m.py(), "utils")?;
    utils.add_class::<LogLevel>()?;
    utils.add_class::<TaskLogger>()?;
    utils.add_function(wrap_pyfunction!(format_duration, &utils)?)?;
    m.add_submodule(&utils)?;
    m.py().import("sys")?.getattr("modules")?.set_item("hybrid_binary.utils", &utils)
}
