//! Modules, by items and by functions.

use pyo3::prelude::*;

mod charts {
    use pyo3::prelude::*;

    /// Exported under its Python name.
    #[pyfunction]
    #[pyo3(name = "plot")]
    pub fn rust_plot(course: i32) -> i32 {
        course
    }

    #[pyclass]
    pub struct Chart;

    #[pyfunction]
    pub fn unroll() {}

    #[pyfunction]
    pub fn roll_up(py: Python<'_>) {}

    #[pyfunction]
    pub fn measure(from: i32, to: i32) -> i32 {
        to - from
    }

    pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
        m.add_class::<Chart>()?;
        m.add_function(wrap_pyfunction!(unroll, m)?)
    }
}

#[pymodule]
pub mod by_items {
    use pyo3::prelude::*;

    #[pymodule_export]
    const LIMIT: i32 = 3;

    #[pymodule_export]
    use super::charts::{rust_plot as other_name, Chart};

    #[pyclass]
    struct Inside;

    #[cfg(feature = "storms")]
    #[pyfunction]
    fn never() {}

    /// A module in a module.
    #[pymodule]
    mod inner {
        use pyo3::prelude::*;

        #[pyclass]
        struct Deep;

        #[pyfunction]
        fn dive() {}

        /// Needs no module since 0.30.
        #[pymodule_init]
        fn init(py: Python<'_>) {}

        #[pymodule]
        #[pyo3(name = "deepest")]
        mod rust_deepest {
            use pyo3::prelude::*;

            #[pymodule_export]
            const FATHOMS: f64 = 2.5;

            #[pymodule_init]
            fn init(py: Python<'_>, m: &Bound<'_, PyModule>) -> PyResult<()> {
                m.add("bottom", true)
            }
        }
    }

    #[pymodule_export]
    const NAME: &str = "items";

    #[pymodule_init]
    fn init(m: &Bound<'_, PyModule>) -> PyResult<()> {
        m.add("late", 1)?;
        m.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}

/// A module that a function fills.
#[pymodule]
pub fn by_function(py: Python<'_>, m: &Bound<'_, PyModule>) -> PyResult<()> {
    charts::register(m)?;
    m.add_wrapped(wrap_pyfunction!(charts::roll_up))?;
    m.add("surveyed", wrap_pyfunction!(charts::measure, m)?)?;
    m.add("__version__", "1")?;
    m.setattr("quiet", 1)?;
    m.add("number", 1.5)?;
    m.add("nothing", py.None())?;

    let made = PyModule::new(py, "hand.made")?;
    made.add("depth", 1)?;
    made.add_function(wrap_pyfunction!(charts::measure, &made)?)?;
    m.add_submodule(&made)?;

    let plain = PyModule::new(py, "plain")?;
    fill(&plain)?;
    m.add_submodule(&plain)?;

    m.add_wrapped(pyo3::wrap_pymodule!(wrapped))?;
    if cfg!(feature = "tides") {
        m.add("tides", true)?;
    }
    #[cfg(feature = "storms")]
    m.add("storms", true)?;
    for name in ["north", "south"] {
        m.add(name, 1)?;
    }

    #[pyfn(m)]
    #[pyo3(name = "inline", signature = (a, b=2))]
    fn rust_inline(a: i32, b: i32) -> i32 {
        a + b
    }
    Ok(())
}

fn fill(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<charts::Chart>()
}

/// Wrapped by another module.
#[pymodule]
fn wrapped(m: &Bound<'_, PyModule>) -> PyResult<()> {
    //! Docs inside the function.

    m.add("inside", 1)
}
