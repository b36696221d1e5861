//! What PyO3 makes of Rust, one construct at a time: each file is a submodule about one subject.
#![allow(dead_code, deprecated, unused_parens, unused_variables, clippy::all)]

use pyo3::prelude::*;

mod classes;
mod docs;
mod enums;
mod exceptions;
mod fields;
mod functions;
mod macros;
mod methods;
mod modules;
mod registrations;
mod set_up;
mod signatures;
mod slots;
mod types;

/// Harbours, for want of a better subject.
#[pymodule]
mod cases_0_30 {
    #[pymodule_export]
    use super::classes::classes;
    #[pymodule_export]
    use super::docs::docs;
    #[pymodule_export]
    use super::enums::enums;
    #[pymodule_export]
    use super::exceptions::exceptions;
    #[pymodule_export]
    use super::fields::fields;
    #[pymodule_export]
    use super::functions::functions;
    #[pymodule_export]
    use super::macros::macros;
    #[pymodule_export]
    use super::methods::methods;
    #[pymodule_export]
    use super::modules::{by_function, by_items};
    #[pymodule_export]
    use super::registrations::registrations;
    #[pymodule_export]
    use super::set_up::set_up;
    #[pymodule_export]
    use super::signatures::signatures;
    #[pymodule_export]
    use super::slots::slots;
    #[pymodule_export]
    use super::types::types;
}
