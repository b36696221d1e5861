//! Enums: simple ones compare with numbers.

use pyo3::prelude::*;

#[pymodule]
pub mod enums {
    use pyo3::prelude::*;

    /// Comparable up to 0.23.
    #[pyclass]
    enum Side {
        Port,
        Starboard = 7,
    }

    #[pyclass(eq, hash, frozen)]
    #[derive(PartialEq, Hash)]
    enum Hashed {
        North,
        South,
    }

    #[pyclass(module = "harbour.shapes")]
    enum Hull {
        /// Dropped.
        Round {
            /// Dropped.
            radius: f64,
            r#type: i32,
        },
        Pair(i32, String),
        Empty(),
        Optional { maybe: Option<i32> },
    }
}
