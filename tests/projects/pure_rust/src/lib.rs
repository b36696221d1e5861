//! Configuration from several places.
//!
//! # Features
//!
//! * loading
//! * validating
//!
//! ```ignore
//! let config = FileLoader::new("app.conf").load()?;
//! ```

mod config;
mod error;
mod loader;
pub mod transform;

pub use config::{Config, ConfigBuilder, Value};
pub use error::ConfigError;
pub use loader::{EnvLoader, FileLoader, Loader};
