//! Batches that arrive over time.

use std::future::Future;
use std::pin::Pin;

use crate::DataBatch;

/// Gives batches.
pub trait AsyncSource {
    /// What can go wrong.
    type Error;

    /// The next batch; none at the end.
    fn next(&mut self) -> Pin<Box<dyn Future<Output = Result<Option<DataBatch>, Self::Error>> + Send + '_>>;

    /// How many batches are left, if that is known.
    fn remaining(&self) -> Option<usize> {
        None
    }
}

/// Takes batches.
pub trait AsyncSink {
    /// What can go wrong.
    type Error;

    /// Take one batch.
    fn send(&mut self, batch: DataBatch) -> Pin<Box<dyn Future<Output = Result<(), Self::Error>> + Send + '_>>;
}

/// Moves batches from a source to a sink.
pub struct StreamingPipeline<S, K>
where
    S: AsyncSource,
    K: AsyncSink,
{
    source: S,
    sink: K,
}

impl<S: AsyncSource, K: AsyncSink> StreamingPipeline<S, K> {
    /// Join the two.
    pub fn new(source: S, sink: K) -> Self {
        Self { source, sink }
    }

    /// Take it apart again.
    pub fn into_parts(self) -> (S, K) {
        (self.source, self.sink)
    }
}
