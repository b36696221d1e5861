//! What PyO3 0.23 does otherwise than 0.24: options that need not be given, enums that compare by themselves.
#![allow(dead_code, deprecated, unused_variables, clippy::all)]

use pyo3::prelude::*;

mod classes;
mod enums;
mod functions;

/// The whole.
#[pymodule]
mod cases_0_23 {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::classes::classes;
    #[pymodule_export]
    use super::enums::enums;
    #[pymodule_export]
    use super::functions::functions;

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
        m.add("late", 1)?;
        let made = PyModule::new(m.py(), "hand.made")?;
        made.add("depth", 1)?;
        m.add_submodule(&made)
    }
}
