//! Scaling of lengths.

use pyo3::prelude::*;

mod handlers;
pub mod internal;

/// The largest factor that a [`Scaler`] takes.
pub const MAX_SCALE: f64 = 1000.0;

/// How a scaler treats its input.
#[pyclass]
#[derive(Clone, Copy)]
pub enum ScaleMode {
    /// Multiply.
    Linear,
    /// Multiply the logarithm.
    Logarithmic,
}

/// Multiplies lengths.
#[pyclass]
pub struct Scaler {
    /// What lengths are multiplied by.
    #[pyo3(get, set)]
    pub factor: f64,
    /// How they are multiplied.
    #[pyo3(get)]
    pub mode: ScaleMode,
}

#[pymethods]
impl Scaler {
    #[new]
    #[pyo3(signature = (factor, mode = ScaleMode::Linear))]
    fn new(factor: f64, mode: ScaleMode) -> Self {
        Self { factor, mode }
    }

    /// Scale one length.
    ///
    /// # Arguments
    ///
    /// * `length` - In metres.
    ///
    /// # Examples
    ///
    /// ```python
    /// Scaler(2.0).scale(3.0)
    /// ```
    fn scale(&self, length: f64) -> f64 {
        length * self.factor
    }

    /// Go back to a factor of 1.
    fn reset(&mut self) {
        self.factor = 1.0;
    }
}

/// Make a scaler that multiplies.
#[pyfunction]
fn create_linear_scaler(factor: f64) -> Scaler {
    Scaler { factor, mode: ScaleMode::Linear }
}

/// Scaling of lengths, in Rust.
#[pymodule]
fn rustscale(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<ScaleMode>()?;
    m.add_class::<Scaler>()?;
    m.add_function(wrap_pyfunction!(create_linear_scaler, m)?)?;
    m.add("MAX_SCALE", MAX_SCALE)?;
    handlers::register(m)
}
