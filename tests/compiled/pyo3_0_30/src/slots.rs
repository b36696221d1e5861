//! Dunder methods that fill slots: CPython makes the attributes, with docs and signatures of its own.

use pyo3::prelude::*;

#[pymodule]
pub mod slots {
    use pyo3::basic::CompareOp;
    use pyo3::class::PyVisit;
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyTuple};

    #[pyclass]
    struct Basic;

    #[pymethods]
    impl Basic {
        /// Dropped.
        fn __repr__(&self) -> String {
            String::new()
        }

        fn __str__(&self) -> String {
            String::new()
        }

        fn __hash__(&self) -> isize {
            1
        }

        fn __bool__(&self) -> bool {
            true
        }
    }

    #[pyclass]
    struct RichCompared;

    #[pymethods]
    impl RichCompared {
        fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> bool {
            true
        }
    }

    #[pyclass]
    struct Compared;

    #[pymethods]
    impl Compared {
        fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
            true
        }

        fn __lt__(&self, other: &Bound<'_, PyAny>) -> bool {
            true
        }
    }

    #[pyclass]
    struct ComparedAndHashed;

    #[pymethods]
    impl ComparedAndHashed {
        fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
            true
        }

        fn __hash__(&self) -> isize {
            1
        }
    }

    #[pyclass]
    struct Numbers;

    #[pymethods]
    impl Numbers {
        fn __add__(&self, other: i32) -> i32 {
            other
        }

        fn __rsub__(&self, other: i32) -> i32 {
            other
        }

        fn __mul__(&self, other: i32) -> i32 {
            other
        }

        fn __rmul__(&self, other: i32) -> i32 {
            other
        }

        fn __isub__(&mut self, other: i32) {}

        fn __pow__(&self, other: i32, modulo: Option<i32>) -> i32 {
            other
        }

        fn __matmul__(&self, other: i32) -> i32 {
            other
        }

        fn __divmod__(&self, other: i32) -> (i32, i32) {
            (other, other)
        }

        fn __ipow__(&mut self, other: i32, modulo: Option<i32>) {}

        fn __neg__(&self) -> i32 {
            1
        }

        fn __abs__(&self) -> i32 {
            1
        }

        fn __int__(&self) -> i32 {
            1
        }

        fn __index__(&self) -> i32 {
            1
        }

        fn __float__(&self) -> f64 {
            1.0
        }

        fn __invert__(&self) -> i32 {
            1
        }
    }

    #[pyclass(mapping)]
    struct Mapping;

    #[pymethods]
    impl Mapping {
        fn __len__(&self) -> usize {
            0
        }

        fn __getitem__(&self, key: i32) -> i32 {
            key
        }

        fn __setitem__(&mut self, key: i32, value: i32) {}

        fn __contains__(&self, key: i32) -> bool {
            true
        }
    }

    #[pyclass]
    struct Deleting;

    #[pymethods]
    impl Deleting {
        fn __delitem__(&mut self, key: i32) {}
    }

    #[pyclass(sequence)]
    struct Sequence;

    #[pymethods]
    impl Sequence {
        fn __concat__(&self, other: &Bound<'_, PyAny>) -> i32 {
            1
        }

        fn __repeat__(&self, count: isize) -> i32 {
            1
        }

        fn __inplace_concat__(&mut self, other: &Bound<'_, PyAny>) {}

        fn __inplace_repeat__(&mut self, count: isize) {}
    }

    #[pyclass]
    struct Iterating;

    #[pymethods]
    impl Iterating {
        fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
            slf
        }

        fn __next__(&mut self) -> Option<i32> {
            None
        }
    }

    #[pyclass]
    struct Awaiting;

    #[pymethods]
    impl Awaiting {
        fn __await__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
            slf
        }

        fn __aiter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
            slf
        }

        fn __anext__(slf: PyRef<'_, Self>) -> Option<PyRef<'_, Self>> {
            None
        }
    }

    #[pyclass]
    struct GettingAttributes;

    #[pymethods]
    impl GettingAttributes {
        fn __getattr__(&self, name: &str) -> i32 {
            1
        }
    }

    #[pyclass]
    struct SettingAttributes;

    #[pymethods]
    impl SettingAttributes {
        fn __getattribute__(&self, name: &str) -> i32 {
            1
        }

        fn __setattr__(&mut self, name: &str, value: i32) {}
    }

    #[pyclass]
    struct Calling;

    #[pymethods]
    impl Calling {
        /// Dropped.
        #[pyo3(signature = (a, *, b=2))]
        fn __call__(&self, a: i32, b: i32) -> i32 {
            a + b
        }
    }

    #[pyclass]
    struct CallingAnything;

    #[pymethods]
    impl CallingAnything {
        #[pyo3(signature = (*args, **kwargs))]
        fn __call__(&self, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) {}
    }

    #[pyclass]
    struct Describing;

    #[pymethods]
    impl Describing {
        fn __get__(&self, instance: &Bound<'_, PyAny>, owner: &Bound<'_, PyAny>) -> i32 {
            1
        }

        fn __set__(&self, instance: &Bound<'_, PyAny>, value: i32) {}
    }

    #[pyclass]
    struct Collected;

    #[pymethods]
    impl Collected {
        fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), pyo3::PyTraverseError> {
            Ok(())
        }

        fn __clear__(&mut self) {}
    }

    #[pyclass]
    struct Buffered;

    #[pymethods]
    impl Buffered {
        unsafe fn __getbuffer__(&self, view: *mut pyo3::ffi::Py_buffer, flags: i32) -> PyResult<()> {
            Ok(())
        }

        unsafe fn __releasebuffer__(&self, view: *mut pyo3::ffi::Py_buffer) {}
    }
}
