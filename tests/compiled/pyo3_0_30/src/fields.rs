//! Fields as properties.

use pyo3::prelude::*;

#[pymodule]
pub mod fields {
    use pyo3::prelude::*;

    #[pyclass]
    struct Chosen {
        /// Can be read.
        #[pyo3(get)]
        read: i32,
        #[pyo3(set)]
        written: i32,
        /// Both.
        #[pyo3(get, set)]
        both: i32,
        #[pyo3(get, set, name = "python_name")]
        rust_name: i32,
        #[pyo3(get)]
        r#type: i32,
        hidden: i32,
        #[cfg(feature = "tides")]
        #[pyo3(get)]
        tide: i32,
        #[cfg(feature = "storms")]
        #[pyo3(get)]
        storm: i32,
    }

    #[pyclass(get_all, set_all, rename_all = "camelCase")]
    struct Renamed {
        field_one: i32,
        #[pyo3(name = "two")]
        second_one: i32,
        x1_y2: i32,
    }

    #[pyclass(get_all, rename_all = "SCREAMING_SNAKE_CASE")]
    struct Screaming {
        field_one: i32,
    }

    #[pyclass(get_all, rename_all = "PascalCase")]
    struct Pascal {
        field_one: i32,
    }

    #[pyclass(get_all, rename_all = "UPPERCASE")]
    struct Upper {
        field_one: i32,
    }

    #[pyclass(get_all)]
    struct AllRead {
        a: i32,
        pub b: i32,
        #[pyo3(set)]
        c: i32,
    }

    #[pyclass]
    struct Tuple(#[pyo3(get, name = "first")] i32, i32, #[pyo3(get, set, name = "third")] i32);

    /// A reference to a Python object is handed out as it is.
    #[pyclass(frozen, get_all)]
    struct Frozen {
        object: Py<PyAny>,
        number: i32,
    }

    #[pyclass]
    struct Parted {
        /// From the field.
        #[pyo3(get)]
        field_first: i32,
        #[pyo3(get)]
        field_silent: i32,
        other: i32,
    }

    #[pymethods]
    impl Parted {
        /// From the setter.
        #[setter]
        fn set_field_first(&mut self, value: i32) {}

        /// From the setter, since the field is silent.
        #[setter]
        fn set_field_silent(&mut self, value: i32) {}

        #[setter]
        fn set_setter_first(&mut self, value: i32) {}

        /// From the getter.
        #[getter]
        fn setter_first(&self) -> i32 {
            1
        }

        /// Only written.
        #[setter]
        fn set_only(&mut self, value: i32) {}

        /// Read, written, deleted.
        #[getter]
        fn get_three(&self) -> i32 {
            3
        }

        #[setter]
        fn set_three(&mut self, value: i32) {}

        #[deleter]
        fn delete_three(&mut self) {}
    }
}
