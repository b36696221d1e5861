//! Enums: no comparison by itself; variant classes with joined names and without docs.

use pyo3::prelude::*;

#[pymodule]
pub mod enums {
    use pyo3::prelude::*;

    /// Not comparable since 0.24.
    #[pyclass]
    enum Side {
        Port,
        Starboard = 7,
    }

    #[pyclass(eq, eq_int)]
    #[derive(PartialEq)]
    enum Compared {
        North,
        South,
    }

    /// Complex.
    #[pyclass(name = "Hull", module = "harbour.shapes", rename_all = "lowercase")]
    enum RustHull {
        /// Dropped.
        Round {
            /// Dropped, too.
            radius: f64,
            r#type: i32,
        },
        #[pyo3(name = "Renamed")]
        Pair(i32, String),
        Empty(),
        #[pyo3(constructor = (width, height=2.0, *, label=None))]
        Plank {
            width: f64,
            height: f64,
            label: Option<String>,
        },
        Optional {
            maybe: Option<i32>,
        },
    }
}
