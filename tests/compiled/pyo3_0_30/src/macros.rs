//! What macros define: names and docs pass through, fragments have effects of their own.

use pyo3::prelude::*;

macro_rules! buoy {
    ($name:ident, $python:literal, $doc:expr) => {
        #[doc = $doc]
        #[pyclass(name = $python)]
        pub struct $name {
            #[pyo3(get)]
            depth: i32,
        }

        #[pymethods]
        impl $name {
            /// Made by a macro.
            #[new]
            fn new(depth: i32) -> Self {
                Self { depth }
            }
        }
    };
}

buoy!(RedBuoy, "Red", "A red one.");
buoy!(GreenBuoy, "Green", concat!("A green", " one."));

macro_rules! by_fragment {
    ($literal:literal, $expression:expr, $token:tt) => {
        #[pyfunction]
        #[pyo3(signature = (literal=$literal, expression=$expression, token=$token))]
        fn defaults(literal: i32, expression: i32, token: i32) {}
    };
}

macro_rules! documented {
    ($(#[$meta:meta])* $name:ident($($argument:ident: $type:ty),*)) => {
        $(#[$meta])*
        #[pyfunction]
        fn $name($($argument: $type),*) {}
    };
}

by_fragment!(1, 2, 3);

documented! {
    /// Docs that pass through.
    ///
    ///   With their spaces.
    passed(token: Python<'_>, course: i32, speed: Option<f64>)
}

macro_rules! register {
    ($m:expr, $($class:ty),+; $($function:ident),*) => {
        $( $m.add_class::<$class>()?; )+
        $( $m.add_function(wrap_pyfunction!($function, $m)?)?; )*
    };
}

#[pymodule]
pub fn macros(m: &Bound<'_, PyModule>) -> PyResult<()> {
    register!(m, RedBuoy, GreenBuoy; defaults, passed);
    Ok(())
}
