//! Functions: no `Option` is optional by itself, and raw names have no defaults yet.

use pyo3::prelude::*;

#[pymodule]
pub mod functions {
    use pyo3::prelude::*;

    /// Required since 0.24.
    #[pyfunction]
    fn pilot(port: i32, name: Option<String>) {}

    #[pyfunction]
    fn tow(port: Option<i32>, boats: i32) {}

    /// Printed as `...` up to 0.27.
    #[pyfunction]
    #[pyo3(signature = (r#type=3, plain=4))]
    fn raw_default(r#type: i32, plain: i32) {}

    #[pyfunction]
    #[pyo3(signature = (r#in, r#loop, *, r#match))]
    fn raw_names(r#in: i32, r#loop: i32, r#match: i32) {}

    #[pyfunction]
    #[pyo3(pass_module)]
    fn harbour(module: &Bound<'_, PyModule>, depth: i32) {}

    #[pyfunction]
    #[pyo3(signature = (i=0xff, f=1.50, s="x", n=-1, v=Vec::new()))]
    fn defaults(i: i32, f: f64, s: &str, n: i32, v: Vec<i32>) {}
    #[pyfunction]
    fn give_path() -> std::path::PathBuf {
        std::path::PathBuf::from("path")
    }

    #[pyfunction]
    fn give_bytes() -> Vec<u8> {
        vec![1]
    }

    #[pyfunction]
    fn give_byte_array() -> [u8; 2] {
        [1, 2]
    }

    #[pyfunction]
    fn give_byte_slice() -> &'static [u8] {
        b"a"
    }
}
