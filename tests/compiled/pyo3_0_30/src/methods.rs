//! `#[pymethods]`: names, kinds, class attributes.

use pyo3::prelude::*;

#[pymodule]
pub mod methods {
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyTuple, PyType};

    #[pyclass]
    struct Accessors;

    #[pymethods]
    impl Accessors {
        #[getter]
        fn get_a(&self) -> i32 {
            1
        }

        #[getter(c)]
        fn get_b(&self) -> i32 {
            1
        }

        /// A method, in spite of its name.
        fn get_d(&self) -> i32 {
            1
        }

        #[getter]
        #[pyo3(name = "e")]
        fn x(&self) -> i32 {
            1
        }

        #[getter]
        fn plain(&self, py: Python<'_>) -> i32 {
            1
        }

        #[getter]
        fn r#type(&self) -> i32 {
            1
        }

        #[getter]
        fn set_f(&self) -> i32 {
            1
        }

        #[setter(c)]
        fn change_c(&mut self, value: i32) {}

        #[setter]
        fn set_type(&mut self, value: i32) {}
    }

    #[pyclass]
    struct Kinds;

    #[pymethods]
    impl Kinds {
        /// Static.
        #[staticmethod]
        fn launch(length: i32) -> i32 {
            length
        }

        /// Of the class.
        #[classmethod]
        fn registered(_cls: &Bound<'_, PyType>, length: i32) -> i32 {
            length
        }

        #[classmethod]
        #[pyo3(signature = (*names, **options))]
        fn many(_cls: Bound<'_, PyType>, names: &Bound<'_, PyTuple>, options: Option<&Bound<'_, PyDict>>) {}

        #[staticmethod]
        #[pyo3(name = "open", signature = (path, /, mode="r"))]
        fn rust_open(path: &str, mode: &str) {}

        /// An ordinary method.
        fn plain(&self, py: Python<'_>, depth: i32) -> i32 {
            depth
        }

        fn by_reference(slf: PyRef<'_, Self>) {}

        fn by_mutable_reference<'py>(slf: PyRefMut<'py, Self>, depth: i32) -> PyRefMut<'py, Self> {
            slf
        }

        fn by_handle(slf: &Bound<'_, Self>, depth: i32) {}

        fn by_ownership(slf: Py<Self>, depth: i32) {}

        #[pyo3(name = "python_name")]
        fn rust_name(&self) {}

        fn r#yield(&self, r#from: i32) {}

        #[pyo3(signature = (a, /, b=1, *, c=None))]
        fn signed(&self, a: i32, b: i32, c: Option<i32>) {}

        #[pyo3(signature = (a, /))]
        fn positional_only(&self, a: i32) {}

        #[pyo3(signature = (*args, **kwargs))]
        fn forwarded(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) {}

        #[pyo3(text_signature = "($self, given=0)")]
        fn written(&self, a: i32) {}

        #[pyo3(text_signature = "(self, given)")]
        fn written_with_self(&self, a: i32) {}

        #[pyo3(text_signature = "(given)")]
        fn written_without_self(&self, a: i32) {}

        #[pyo3(text_signature = None)]
        fn unwritten(&self, a: i32) {}

        #[classmethod]
        #[pyo3(text_signature = "($cls, given)")]
        fn written_of_class(_cls: &Bound<'_, PyType>, a: i32) {}

        #[staticmethod]
        #[pyo3(text_signature = "(given)")]
        fn written_static(a: i32) {}

        /// A coroutine.
        async fn drift(&self, knots: i32) -> i32 {
            knots
        }

        #[cfg(feature = "tides")]
        fn float(&self) {}

        #[cfg(feature = "storms")]
        fn founder(&self) {}
    }

    /// A second block.
    #[pymethods]
    impl Kinds {
        fn elsewhere(&self) {}
    }

    impl Kinds {
        fn rust_only(&self) {}
    }

    #[pyclass]
    struct Attributes;

    #[pymethods]
    impl Attributes {
        /// Docs that go nowhere.
        #[classattr]
        fn computed() -> i32 {
            4
        }

        #[classattr]
        #[pyo3(name = "RENAMED")]
        const RUST_NAME: i32 = 4;

        #[classattr]
        const KEPT: &'static str = "kept";

        #[classattr]
        #[pyo3(name = "named")]
        fn rust_named(py: Python<'_>) -> PyResult<i32> {
            Ok(4)
        }

        const HIDDEN: i32 = 5;
    }

    #[pyclass]
    struct OrdinaryDunders;

    #[pymethods]
    impl OrdinaryDunders {
        /// Kept.
        fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
            slf
        }

        fn __exit__(&self, kind: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>, trace: &Bound<'_, PyAny>) {}

        fn __reduce__(&self) {}

        fn __getstate__(&self) {}

        fn __setstate__(&mut self, state: &Bound<'_, PyAny>) {}

        fn __copy__(&self) {}

        fn __deepcopy__(&self, memo: &Bound<'_, PyDict>) {}

        fn __format__(&self, spec: &str) -> String {
            String::new()
        }

        fn __bytes__(&self) -> Vec<u8> {
            Vec::new()
        }

        fn __round__(&self) {}

        fn __reversed__(&self) {}

        fn __length_hint__(&self) -> usize {
            0
        }

        fn __sizeof__(&self) -> usize {
            0
        }

        fn __dir__(&self) -> Vec<String> {
            Vec::new()
        }

        fn __fspath__(&self) -> String {
            String::new()
        }

        fn __complex__(&self) -> f64 {
            0.0
        }

        #[classmethod]
        fn __class_getitem__(_cls: &Bound<'_, PyType>, key: &Bound<'_, PyAny>) {}

        #[classmethod]
        #[pyo3(signature = (**options))]
        fn __init_subclass__(_cls: &Bound<'_, PyType>, options: Option<&Bound<'_, PyDict>>) {}
    }
}
