//! Changes of values.

pub mod filters;

/// What a transformation gives.
pub type TransformResult<T> = Result<T, TransformError>;

/// A transformation failed.
#[derive(Debug, Clone, PartialEq)]
pub struct TransformError {
    /// Which one.
    pub stage: String,
}

/// A buffer that never grows.
pub struct FixedBuffer<T, const N: usize> {
    items: [Option<T>; N],
    len: usize,
}

impl<T, const N: usize> FixedBuffer<T, N> {
    /// How many items fit.
    pub const CAPACITY: usize = N;

    /// How many items there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Apply a function to each item.
    pub fn map_all<F>(&mut self, f: F)
    where
        F: FnMut(&mut T),
    {
        self.items.iter_mut().flatten().for_each(f);
    }
}
