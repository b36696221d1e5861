//! Pure Rust behind the bindings.

pub mod parser;

use std::fmt;

/// Bounds of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleConfig {
    /// Smallest length.
    pub min: f64,
    /// Largest length.
    pub max: f64,
    strict: bool,
}

impl Default for ScaleConfig {
    fn default() -> Self {
        Self { min: 0.0, max: super::MAX_SCALE, strict: false }
    }
}

/// What can go wrong.
#[derive(Debug)]
pub enum InternalError {
    /// Outside of the bounds.
    OutOfRange {
        /// The length.
        value: f64,
    },
    /// Not a number at all.
    Unreadable(String),
}

impl fmt::Display for InternalError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("internal error")
    }
}

impl std::error::Error for InternalError {}

/// Keep a length within bounds.
pub fn clamp(value: f64, config: &ScaleConfig) -> Result<f64, InternalError> {
    if config.strict && !(config.min..=config.max).contains(&value) {
        return Err(InternalError::OutOfRange { value });
    }
    Ok(value.clamp(config.min, config.max))
}
