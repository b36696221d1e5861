//! Batches of rows and the pipelines that work on them.
//!
//! # Example
//!
//! ```rust,ignore
//! let result = Pipeline::new("clean").run(batch)?;
//! ```

mod batch;
mod pipeline;
pub mod stream;

pub use batch::{DataBatch, Row, Value};
pub use pipeline::{Pipeline, PipelineConfig, PipelineError, PipelineResult};
