//! Classes: one without constructor has a `__new__` that always fails.

use pyo3::prelude::*;

#[pymodule]
pub mod classes {
    use pyo3::prelude::*;

    #[pyclass]
    struct Bare;

    /// Documented.
    #[pyclass(name = "PublicName", module = "harbour")]
    struct RustName {
        #[pyo3(get)]
        undocumented: i32,
        /// Documented.
        #[pyo3(get, set)]
        r#type: i32,
    }

    #[pymethods]
    impl RustName {
        #[new]
        fn new(length: i32, name: Option<String>) -> Self {
            RustName { undocumented: 1, r#type: 1 }
        }

        fn method(&self, name: Option<String>) {}

        #[staticmethod]
        fn make(name: Option<String>) {}

        fn __call__(&self, name: Option<String>) {}

        fn __init__(&self, length: i32) {}

        fn __lt__(&self, other: &Self) -> bool {
            true
        }
    }

    #[pyclass(frozen, get_all)]
    struct Frozen {
        object: Py<PyAny>,
        number: i32,
    }

    #[pyclass(eq, ord, hash, frozen, str = "{tons} tons")]
    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Cargo {
        tons: i32,
    }
}
