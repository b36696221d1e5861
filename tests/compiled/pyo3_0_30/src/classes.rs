//! `#[pyclass]`: names, constructors, bases and options.

use pyo3::prelude::*;

/// Written outside the module that exports it.
#[pyclass]
pub struct Outside;

#[pyclass(name = "PublicName", module = "harbour.craft")]
pub struct RustName;

#[pymodule]
pub mod classes {
    use pyo3::exceptions::{PyException, PyValueError};
    use pyo3::prelude::*;
    use pyo3::types::{PyDict, PyType};

    #[pymodule_export]
    use super::{Outside, RustName as NotThisName};

    #[pyclass]
    struct Bare;

    #[pyclass]
    struct r#Raw;

    // Constructors

    #[pyclass]
    struct Constructed;

    #[pymethods]
    impl Constructed {
        #[new]
        fn new(length: i32) -> Self {
            Constructed
        }
    }

    /// A ferry.
    #[pyclass(name = "Ferry", module = "harbour.lines")]
    struct RustFerry;

    #[pymethods]
    impl RustFerry {
        /// Docs that Python never sees.
        #[new]
        #[pyo3(signature = (line, deck=1, **cargo))]
        fn build(line: i32, deck: i32, cargo: Option<&Bound<'_, PyDict>>) -> Self {
            RustFerry
        }
    }

    /// Without a signature.
    #[pyclass]
    struct Unsigned;

    #[pymethods]
    impl Unsigned {
        #[new]
        #[pyo3(text_signature = None)]
        fn new(a: i32) -> Self {
            Unsigned
        }
    }

    #[pyclass]
    struct WrittenSignature;

    #[pymethods]
    impl WrittenSignature {
        #[new]
        #[pyo3(text_signature = "(given, *, here=1)")]
        fn new(a: i32, b: i32) -> Self {
            WrittenSignature
        }
    }

    #[pyclass]
    struct ByClass;

    #[pymethods]
    impl ByClass {
        #[new]
        #[classmethod]
        fn new(cls: &Bound<'_, PyType>, length: i32) -> Self {
            ByClass
        }
    }

    #[pyclass]
    struct Dunder;

    #[pymethods]
    impl Dunder {
        #[new]
        fn __new__(a: i32, py: Python<'_>) -> Self {
            Dunder
        }
    }

    #[pyclass]
    struct Initialised;

    #[pymethods]
    impl Initialised {
        #[new]
        #[pyo3(signature = (*args))]
        fn new(args: &Bound<'_, PyAny>) -> Self {
            Initialised
        }

        fn __init__(&self, length: i32) {}
    }

    #[pyclass(new = "from_fields", get_all)]
    struct FromFields {
        length: i32,
        r#type: Option<i32>,
    }

    #[pyclass(new = "from_fields")]
    struct FromTuple(i32, #[pyo3(get, name = "second")] i32);

    // Bases

    #[pyclass(subclass)]
    struct Vessel {
        length: i32,
    }

    #[pymethods]
    impl Vessel {
        #[new]
        fn new(length: i32) -> Self {
            Vessel { length }
        }

        fn sail(&self) {}
    }

    /// Inherits the signature.
    #[pyclass(extends = Vessel)]
    struct Tug;

    #[pyclass(extends = Vessel, subclass)]
    struct Barge;

    #[pymethods]
    impl Barge {
        #[new]
        fn new(length: i32, cargo: i32) -> (Self, Vessel) {
            (Barge, Vessel { length })
        }
    }

    #[pyclass(extends = Barge)]
    struct HopperBarge;

    #[pyclass(extends = PyDict)]
    struct Manifest;

    #[pyclass(extends = PyException)]
    struct Aground;

    #[pymethods]
    impl Aground {
        #[new]
        fn new(code: i32) -> Self {
            Aground
        }
    }

    /// Cannot be made.
    #[pyclass(extends = PyValueError, subclass)]
    struct Sunk;

    // Options

    #[pyclass(dict, weakref)]
    struct Open;

    #[pyclass(generic)]
    struct Container;

    #[pyclass(frozen, freelist = 8, unsendable)]
    struct Quiet;

    #[pyclass(eq, ord, hash, frozen, str = "{tons} tons")]
    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct Cargo {
        tons: i32,
    }

    #[pyclass(eq)]
    #[derive(PartialEq)]
    struct Equal;

    #[pyclass]
    #[pyo3(eq, str, name = "Beside")]
    #[derive(PartialEq)]
    struct OptionsBeside;

    impl std::fmt::Display for OptionsBeside {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "beside")
        }
    }

    #[pyclass(immutable_type)]
    struct Immutable;

    #[pyclass(module = "")]
    struct EmptyModule;

    #[cfg_attr(feature = "tides", derive(Clone))]
    #[pyclass(from_py_object)]
    struct Taken;

    #[cfg(not(feature = "tides"))]
    impl Clone for Taken {
        fn clone(&self) -> Self {
            Taken
        }
    }

    #[cfg(feature = "storms")]
    #[pyclass]
    struct Stormy;
}
