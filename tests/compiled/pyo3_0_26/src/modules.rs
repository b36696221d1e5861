//! Modules: names of nested modules are bare, attributes of made ones are dotted.

use pyo3::prelude::*;

#[pymodule]
pub mod by_items {
    use pyo3::prelude::*;

    #[pymodule_export]
    const LIMIT: i32 = 3;

    /// Nested.
    #[pymodule]
    mod inner {
        use pyo3::prelude::*;

        #[pyclass]
        struct Deep;

        #[pyfunction]
        fn dive() {}
    }

    #[pymodule_init]
    fn init(m: &Bound<'_, PyModule>) -> PyResult<()> {
        m.add("late", 1)
    }
}

#[pyfunction]
fn measure(from: i32, to: i32) -> i32 {
    to - from
}

/// Filled by a function.
#[pymodule]
pub fn by_function(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let made = PyModule::new(m.py(), "hand.made")?;
    made.add("depth", 1)?;
    made.add_function(wrap_pyfunction!(measure, &made)?)?;
    m.add_submodule(&made)?;
    m.add_wrapped(wrap_pyfunction!(measure))
}
