//! Classes: `__init__` is an ordinary method, and the first part of a property gives its docs, written or not.

use pyo3::prelude::*;

#[pymodule]
pub mod classes {
    use pyo3::prelude::*;
    use pyo3::types::PyDict;

    /// Has no `__new__` since 0.26.
    #[pyclass]
    struct Bare;

    #[pyclass]
    struct Constructed;

    #[pymethods]
    impl Constructed {
        #[new]
        fn new(length: i32, name: Option<String>) -> Self {
            Constructed
        }
    }

    /// A method like any other, up to 0.27.
    #[pyclass(extends = PyDict)]
    struct Initialised;

    #[pymethods]
    impl Initialised {
        #[new]
        #[pyo3(signature = (*args))]
        fn new(args: &Bound<'_, PyAny>) -> Self {
            Initialised
        }

        /// Sets the length.
        fn __init__(&self, length: i32) {}
    }

    #[pyclass(generic)]
    struct Container;

    #[pyclass]
    struct Parted {
        /// From the field.
        #[pyo3(get)]
        field_first: i32,
        #[pyo3(get)]
        field_silent: i32,
        #[pyo3(get, set)]
        undocumented: i32,
    }

    #[pymethods]
    impl Parted {
        /// Not seen.
        #[setter]
        fn set_field_silent(&mut self, value: i32) {}

        #[setter]
        fn set_setter_first(&mut self, value: i32) {}

        /// Not seen either.
        #[getter]
        fn setter_first(&self) -> i32 {
            1
        }

        /// Seen.
        #[getter]
        fn getter_first(&self) -> i32 {
            1
        }

        #[setter]
        fn set_getter_first(&mut self, value: i32) {}
    }

    #[pyclass(frozen, get_all)]
    struct Frozen {
        object: Py<PyAny>,
        number: i32,
    }
}
