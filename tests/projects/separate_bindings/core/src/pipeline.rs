use crate::batch::DataBatch;

/// How a [`Pipeline`] runs.
#[derive(Debug, Clone)]
pub struct PipelineConfig {
    /// Stop at the first failure.
    pub fail_fast: bool,
}

impl Default for PipelineConfig {
    fn default() -> Self {
        Self { fail_fast: true }
    }
}

/// What can go wrong in a pipeline.
#[derive(Debug)]
pub enum PipelineError {
    /// A stage failed.
    Stage {
        /// Its name.
        name: String,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Stages, one after the other.
pub struct Pipeline {
    name: String,
    stages: Vec<Box<dyn Fn(DataBatch) -> DataBatch + Send + Sync>>,
}

/// What came out.
#[derive(Debug, Default)]
pub struct PipelineResult {
    /// The rows at the end.
    pub output: DataBatch,
    /// How many stages were run.
    pub stages_run: usize,
}

impl Pipeline {
    /// Make one without stages.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), stages: Vec::new() }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Run all stages.
    pub fn run(&self, batch: DataBatch) -> Result<PipelineResult, PipelineError> {
        let output = self.stages.iter().fold(batch, |batch, stage| self.run_stage(stage, batch));
        Ok(PipelineResult { output, stages_run: self.stages.len() })
    }

    fn run_stage(&self, stage: &(dyn Fn(DataBatch) -> DataBatch + Send + Sync), batch: DataBatch) -> DataBatch {
        stage(batch)
    }
}
