use std::fmt;

/// What can go wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// Nothing there.
    Missing(String),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Missing(name) = self;
        write!(f, "{name} is missing")
    }
}

impl std::error::Error for ConfigError {}
