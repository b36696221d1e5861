//! What comes out of functions: each is called, and what it gives compared with the annotation of its result.

use pyo3::prelude::*;

#[pymodule]
pub mod types {
    use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
    use std::ffi::OsString;
    use std::net::{IpAddr, Ipv4Addr};
    use std::path::{Path, PathBuf};
    use std::time::{Duration, SystemTime};

    use pyo3::prelude::*;
    use pyo3::types::*;

    type Lengths = Vec<f64>;

    #[pyclass(name = "Ship")]
    struct RustShip;

    #[pyclass]
    enum Side {
        Port,
    }

    #[derive(IntoPyObject)]
    struct Tons(i32);

    #[derive(IntoPyObject)]
    #[pyo3(transparent)]
    struct Knots {
        knots: f64,
    }

    #[derive(IntoPyObject)]
    struct Position(f64, i32);

    #[pyfunction]
    fn give_nothing() {}

    #[pyfunction]
    fn give_nothing_or_fail() -> PyResult<()> {
        Ok(())
    }

    #[pyfunction]
    fn give_int() -> u64 {
        1
    }

    #[pyfunction]
    fn give_float() -> PyResult<f32> {
        Ok(1.0)
    }

    #[pyfunction]
    fn give_bool() -> bool {
        true
    }

    #[pyfunction]
    fn give_char() -> char {
        'c'
    }

    #[pyfunction]
    fn give_text() -> &'static str {
        "text"
    }

    #[pyfunction]
    fn give_os_text() -> OsString {
        OsString::from("text")
    }

    #[pyfunction]
    fn give_path() -> PathBuf {
        PathBuf::from("path")
    }

    #[pyfunction]
    fn give_borrowed_path() -> &'static Path {
        Path::new("path")
    }

    #[pyfunction]
    fn give_bytes() -> Vec<u8> {
        vec![1]
    }

    #[pyfunction]
    fn give_byte_slice() -> &'static [u8] {
        b"a"
    }

    #[pyfunction]
    fn give_byte_array() -> [u8; 2] {
        [1, 2]
    }

    #[pyfunction]
    fn give_list() -> Vec<i32> {
        vec![1]
    }

    #[pyfunction]
    fn give_array() -> [i32; 2] {
        [1, 2]
    }

    #[pyfunction]
    fn give_alias() -> Lengths {
        vec![1.0]
    }

    #[pyfunction]
    fn give_nested() -> Vec<Vec<String>> {
        vec![vec![String::new()]]
    }

    #[pyfunction]
    fn give_tuple() -> (i32, &'static str, f64) {
        (1, "a", 1.0)
    }

    #[pyfunction]
    fn give_unit_in_list() -> Vec<()> {
        vec![()]
    }

    #[pyfunction]
    fn give_map() -> HashMap<String, i32> {
        HashMap::from([(String::new(), 1)])
    }

    #[pyfunction]
    fn give_tree_map() -> BTreeMap<i32, Vec<u8>> {
        BTreeMap::from([(1, vec![1])])
    }

    #[pyfunction]
    fn give_set() -> HashSet<i32> {
        HashSet::from([1])
    }

    #[pyfunction]
    fn give_tree_set() -> BTreeSet<i32> {
        BTreeSet::from([1])
    }

    #[pyfunction]
    fn give_option() -> Option<i32> {
        Some(1)
    }

    #[pyfunction]
    fn give_duration() -> Duration {
        Duration::from_secs(1)
    }

    #[pyfunction]
    fn give_time() -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    #[pyfunction]
    fn give_address() -> IpAddr {
        IpAddr::V4(Ipv4Addr::LOCALHOST)
    }

    #[pyfunction]
    fn give_class() -> RustShip {
        RustShip
    }

    #[pyfunction]
    fn give_handle(py: Python<'_>) -> PyResult<Py<RustShip>> {
        Py::new(py, RustShip)
    }

    #[pyfunction]
    fn give_variant() -> Side {
        Side::Port
    }

    #[pyfunction]
    fn give_classes() -> Vec<RustShip> {
        vec![RustShip]
    }

    #[pyfunction]
    fn give_newtype() -> Tons {
        Tons(1)
    }

    #[pyfunction]
    fn give_transparent() -> Knots {
        Knots { knots: 1.0 }
    }

    #[pyfunction]
    fn give_tuple_struct() -> Position {
        Position(1.0, 2)
    }

    #[pyfunction]
    fn give_native_dict(py: Python<'_>) -> Bound<'_, PyDict> {
        PyDict::new(py)
    }

    #[pyfunction]
    fn give_native_list(py: Python<'_>) -> Py<PyList> {
        PyList::empty(py).unbind()
    }

    #[pyfunction]
    fn give_native_bytes(py: Python<'_>) -> Bound<'_, PyBytes> {
        PyBytes::new(py, b"a")
    }

    #[pyfunction]
    fn give_native_bytearray(py: Python<'_>) -> Bound<'_, PyByteArray> {
        PyByteArray::new(py, b"a")
    }

    #[pyfunction]
    fn give_native_set(py: Python<'_>) -> PyResult<Bound<'_, PySet>> {
        PySet::empty(py)
    }

    #[pyfunction]
    fn give_native_frozenset(py: Python<'_>) -> PyResult<Bound<'_, PyFrozenSet>> {
        PyFrozenSet::empty(py)
    }

    #[pyfunction]
    fn give_native_slice(py: Python<'_>) -> Bound<'_, PySlice> {
        PySlice::full(py)
    }

    #[pyfunction]
    fn give_native_complex(py: Python<'_>) -> Bound<'_, PyComplex> {
        PyComplex::from_doubles(py, 1.0, 1.0)
    }

    #[pyfunction]
    fn give_native_module(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
        PyModule::new(py, "m")
    }

    #[pyfunction]
    fn give_native_type(py: Python<'_>) -> Bound<'_, PyType> {
        py.get_type::<PyDict>()
    }

    #[pyfunction]
    fn give_native_ellipsis(py: Python<'_>) -> Py<PyEllipsis> {
        PyEllipsis::get(py).to_owned().unbind()
    }

    #[pyfunction]
    fn give_native_not_implemented(py: Python<'_>) -> Py<PyNotImplemented> {
        PyNotImplemented::get(py).to_owned().unbind()
    }

    #[pyfunction]
    fn give_native_context(py: Python<'_>) -> PyResult<Bound<'_, PyContext>> {
        Ok(py.import("contextvars")?.call_method0("copy_context")?.cast_into()?)
    }

    #[pyfunction]
    fn give_native_date(py: Python<'_>) -> PyResult<Bound<'_, PyDate>> {
        PyDate::new(py, 2000, 1, 1)
    }

    #[pyfunction]
    fn give_native_delta(py: Python<'_>) -> PyResult<Bound<'_, PyDelta>> {
        PyDelta::new(py, 1, 0, 0, true)
    }

    #[pyfunction]
    fn give_native_function(py: Python<'_>) -> PyResult<Bound<'_, PyCFunction>> {
        PyCFunction::new_closure(py, None, None, |_, _| ())
    }

    #[pyfunction]
    fn give_native_proxy(py: Python<'_>) -> Bound<'_, PyMappingProxy> {
        PyMappingProxy::new(py, PyDict::new(py).as_mapping())
    }
}
