//! What PyO3 0.26 does otherwise than 0.28 and 0.29, and what it does since 0.24.
#![allow(dead_code, deprecated, unused_variables, clippy::all)]

use pyo3::prelude::*;

mod classes;
mod enums;
mod functions;
mod modules;

#[pymodule]
mod cases_0_26 {
    #[pymodule_export]
    use super::classes::classes;
    #[pymodule_export]
    use super::enums::enums;
    #[pymodule_export]
    use super::functions::functions;
    #[pymodule_export]
    use super::modules::{by_function, by_items};
}
