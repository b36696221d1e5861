//! Keeping some values.

/// Keeps what a function likes.
pub struct FilterFn<F>
where
    F: Fn(&str) -> bool,
{
    keep: F,
}

impl<F> FilterFn<F>
where
    F: Fn(&str) -> bool,
{
    /// Wrap a function.
    pub fn new(keep: F) -> Self {
        Self { keep }
    }

    /// Ask it.
    ///
    /// # Panics
    ///
    /// If the function does.
    pub fn keeps(&self, text: &str) -> bool {
        (self.keep)(text)
    }
}

enum Hidden {
    #[allow(dead_code)]
    Never,
}

/// Patterns, written inside the file.
pub mod pattern {
    /// Whether a text begins with another one.
    pub fn begins_with(text: &str, start: &str) -> bool {
        text.starts_with(start)
    }
}
