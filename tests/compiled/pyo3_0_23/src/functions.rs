//! Functions: an `Option` at the end is optional up to 0.23.

use pyo3::prelude::*;

macro_rules! with_type {
    ($name:ident, $type:ty) => {
        /// An `Option` that a macro takes as a type is not recognised.
        #[pyfunction]
        pub fn $name(port: i32, name: $type) {}
    };
}

with_type!(by_macro, Option<i32>);

#[pymodule]
pub mod functions {
    use pyo3::prelude::*;
    use pyo3::types::PyDict;

    #[pymodule_export]
    use super::by_macro;

    #[pyfunction]
    fn pilot(port: i32, name: Option<String>) {}

    #[pyfunction]
    fn all_optional(py: Python<'_>, port: Option<i32>, name: std::option::Option<i32>) {}

    #[pyfunction]
    #[pyo3(signature = (port, name))]
    fn signed(port: i32, name: Option<String>) {}

    #[pyfunction]
    #[pyo3(signature = (port=None, *, name=Some(3), **others))]
    fn with_defaults(port: Option<i32>, name: Option<i32>, others: Option<&Bound<'_, PyDict>>) {}

    #[pyfunction]
    #[pyo3(signature = (r#type=3))]
    fn raw_default(r#type: i32) {}

    #[pyfunction]
    fn reference(port: i32, name: &Bound<'_, PyAny>) {}

    /// Docs.
    #[pyfunction]
    #[pyo3(pass_module, name = "harbour")]
    fn rust_harbour(module: &Bound<'_, PyModule>, depth: Option<i32>) {}
    #[pyfunction]
    fn give_path() -> std::path::PathBuf {
        std::path::PathBuf::from("path")
    }

    #[pyfunction]
    fn give_bytes() -> Vec<u8> {
        vec![1]
    }

    #[pyfunction]
    fn give_byte_array() -> [u8; 2] {
        [1, 2]
    }

    #[pyfunction]
    fn give_byte_slice() -> &'static [u8] {
        b"a"
    }
}
