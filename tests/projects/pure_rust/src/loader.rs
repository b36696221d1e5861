use crate::{Config, ConfigError};

/// Gets a [`Config`] from somewhere.
pub trait Loader {
    /// Where that is.
    const PLACE: &'static str;

    /// Load it.
    ///
    /// # Errors
    ///
    /// [`ConfigError::Missing`] if there is nothing.
    fn load(&self) -> Result<Config, ConfigError>;

    /// Load it, or give an empty one.
    fn load_or_default(&self) -> Config {
        self.load().unwrap_or_default()
    }
}

/// Loads from a file.
pub struct FileLoader {
    path: String,
}

impl FileLoader {
    /// Name the file.
    pub fn new(path: &str) -> Self {
        Self { path: path.to_owned() }
    }
}

impl Loader for FileLoader {
    const PLACE: &'static str = "file";

    fn load(&self) -> Result<Config, ConfigError> {
        Err(ConfigError::Missing(self.path.clone()))
    }
}

/// Loads from the environment.
pub struct EnvLoader;

impl Loader for EnvLoader {
    const PLACE: &'static str = "environment";

    fn load(&self) -> Result<Config, ConfigError> {
        Ok(Config::default())
    }
}
