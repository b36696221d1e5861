//! What code sets up while a module is made.

use pyo3::exceptions::PyLookupError;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use std::sync::LazyLock;

pyo3::create_exception!(harbour, Storm, PyLookupError);

/// Replaced when the module is made.
#[pyclass]
struct Buoy;

#[pyclass(subclass)]
struct Fleet;

#[pymethods]
impl Fleet {
    /// A class that only this attribute leads to.
    #[classattr]
    #[allow(non_snake_case)]
    fn Ship(py: Python<'_>) -> Bound<'_, PyType> {
        py.get_type::<FleetShip>()
    }

    #[classattr]
    fn marker(py: Python<'_>) -> Py<PyType> {
        py.get_type::<Buoy>().unbind()
    }
}

/// A ship of a fleet.
#[pyclass]
struct FleetShip {
    #[pyo3(get)]
    crew: u32,
}

struct Types {
    storm: Py<PyType>,
    classes: Classes,
}

struct Classes {
    fleet: Py<PyType>,
}

impl Types {
    fn new(py: Python<'_>) -> PyResult<Self> {
        Ok(Self {
            storm: py.get_type::<Storm>().unbind(),
            classes: Classes {
                fleet: py.get_type::<Fleet>().unbind(),
            },
        })
    }
}

static TYPES: PyOnceLock<Types> = PyOnceLock::new();

struct Table {
    name: &'static str,
}

impl Table {
    fn new(name: &'static str) -> Self {
        Self { name }
    }

    fn attach(&self, m: &Bound<'_, PyModule>, rows: i32) -> PyResult<()> {
        m.add(self.name, rows)
    }
}

static TIDES: LazyLock<Table> = LazyLock::new(|| Table::new("TIDES"));

#[pyfunction]
#[pyo3(text_signature = "(depth) -> int")]
/// Has a signature that is none.
fn sound(depth: i32) -> i32 {
    depth
}

#[pymodule]
pub fn set_up(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = m.py();
    let types = TYPES.get_or_try_init(py, || Types::new(py))?;
    m.add("Storm", types.storm.bind(py))?;
    m.add("Armada", types.classes.fleet.bind(py))?;

    let buoy = py.get_type::<Buoy>();
    buoy.setattr("__doc__", "Floats.")?;
    buoy.setattr("COLOUR", "red")?;
    m.add("Buoy", buoy)?;

    let known = PyDict::new(py);
    known.set_item("storm", py.get_type::<Storm>())?;
    let both = py.eval(c"type('Flood', (storm, ValueError), {'__module__': 'harbour'})", None, Some(&known))?;
    m.add("Flood", both)?;
    m.add("Plain", py.eval(c"type('Plain', (), {'__doc__': 'No exception.'})", None, None)?)?;
    m.add("table", known)?;

    TIDES.attach(m, 3)?;
    m.add("PanicException", py.get_type::<PanicException>())?;
    m.add_function(wrap_pyfunction!(sound, m)?)
}
