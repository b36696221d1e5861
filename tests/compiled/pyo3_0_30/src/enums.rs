//! Enums: variants as instances, or as classes.

use pyo3::prelude::*;

#[pymodule]
pub mod enums {
    use pyo3::prelude::*;

    /// Simple.
    #[pyclass]
    enum Side {
        /// Docs that go nowhere.
        Port,
        Starboard = 7,
    }

    #[pyclass(eq, eq_int)]
    #[derive(PartialEq)]
    enum Compared {
        North,
        #[pyo3(name = "RENAMED")]
        South,
        r#Self_,
    }

    #[pyclass(eq, ord, hash, frozen, rename_all = "SCREAMING_SNAKE_CASE", name = "Signals")]
    #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
    enum RustSignals {
        FirstOne,
        HTTPServer2,
        #[cfg(feature = "tides")]
        HighWater,
        #[cfg(feature = "storms")]
        Gale,
    }

    #[pyclass]
    enum WithMethods {
        One,
        Two,
    }

    #[pymethods]
    impl WithMethods {
        #[new]
        fn new(number: i32) -> Self {
            WithMethods::One
        }

        fn __repr__(&self) -> String {
            String::new()
        }

        /// The next one.
        fn next(&self) -> i32 {
            1
        }

        #[classattr]
        const COUNT: i32 = 2;
    }

    /// Complex.
    #[pyclass(module = "harbour.shapes")]
    enum Hull {
        /// Round.
        Round {
            /// Across.
            radius: f64,
            r#type: i32,
        },
        /// A pair.
        Pair(i32, String),
        Empty(),
        EmptyBraces {},
    }

    #[pyclass(name = "Deck", rename_all = "lowercase")]
    enum RustDeck {
        #[pyo3(constructor = (width, height=2.0, *, label=None))]
        Plank {
            width: f64,
            height: f64,
            label: Option<String>,
        },
        #[pyo3(name = "Other")]
        Renamed(i32),
        #[pyo3(constructor = (_0, _1=-1))]
        Defaults(i32, i32),
        Optional {
            maybe: Option<i32>,
        },
    }

    #[pymethods]
    impl RustDeck {
        fn area(&self) -> f64 {
            1.0
        }

        #[getter]
        fn colour(&self) -> i32 {
            1
        }

        fn __len__(&self) -> usize {
            1
        }
    }

    #[pyclass(eq, frozen)]
    #[derive(PartialEq)]
    enum Load {
        Grain(f64),
        Ore { tons: f64 },
    }
}
