//! Ways in which things get into a module.

use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyList, PyTuple};
use std::collections::{BTreeMap, HashMap};

#[pyfunction]
fn first() {}

#[pyfunction]
fn second() {}

#[pyfunction]
fn third(a: i32) {}

#[pyclass]
struct Anchor {
    #[pyo3(get)]
    weight: u32,
}

#[pyclass]
struct Bell;

#[pyclass]
struct Cable;

#[pyclass]
struct Davit;

#[pyclass]
struct Ensign;

#[pyclass(name = "Flag")]
struct PyFlag;

type Shackle = PyFlag;

trait Register {
    const NAME: &'static str;
    fn register(m: &Bound<'_, PyModule>) -> PyResult<()>;
}

impl Register for Bell {
    const NAME: &'static str = "BELL";
    fn register(m: &Bound<'_, PyModule>) -> PyResult<()> {
        m.add_class::<Self>()?;
        m.add(Self::NAME, 1)
    }
}

trait AddMore {
    fn add_more(&self) -> PyResult<()>;
}

impl AddMore for Bound<'_, PyModule> {
    fn add_more(&self) -> PyResult<()> {
        self.add("more", true)
    }
}

fn add_generic<T: pyo3::PyClass>(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<T>()
}

fn make_submodule<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyModule>> {
    let made = PyModule::new(py, name)?;
    made.add("name", name)?;
    Ok(made)
}

macro_rules! add_all {
    ($m:expr; classes: [$($class:ty),* $(,)?], functions: [$($function:ident),*]) => {
        $($m.add_class::<$class>()?;)*
        $($m.add_function(wrap_pyfunction!($function, $m)?)?;)*
    };
}

const LIMIT: u8 = 1 << 3;
const NAMES: [&str; 2] = ["port", "starboard"];
static GREETING: &str = concat!("a", "hoy");

#[pymodule]
pub fn registrations(m: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = m.py();
    add_all!(m; classes: [Cable, Davit], functions: [second]);
    add_generic::<Anchor>(m)?;
    <Bell as Register>::register(m)?;
    m.add_more()?;
    PyModuleMethods::add_class::<Ensign>(m)?;
    m.add_class::<Shackle>()?;
    for function in [wrap_pyfunction!(first, m)?, wrap_pyfunction!(third, m)?] {
        m.add_function(function)?;
    }
    for (name, value) in [("one", 1), ("two", 2)] {
        m.add(name, value)?;
    }
    for name in NAMES {
        m.add(name.to_uppercase(), name)?;
    }
    let add = |name: &str, value: i32| -> PyResult<()> { m.add(name, value) };
    add("three", 3)?;
    [("four", 4), ("five", 5)].iter().try_for_each(|(name, value)| m.add(*name, *value))?;

    m.add("limit", LIMIT)?;
    m.add("greeting", GREETING)?;
    m.add("negative", -1)?;
    m.add("list", vec![1, 2])?;
    m.add("tuple", (1, "a", 2.5))?;
    m.add("absent", None::<i32>)?;
    m.add("some", Some("x"))?;
    m.add("bytes", b"raw".as_slice())?;
    m.add("text", "t".to_string())?;
    m.add("formatted", format!("{}-{}", 1, "b"))?;
    m.add("instance", Py::new(py, Anchor { weight: 3 })?)?;
    m.add("bound", Bound::new(py, Anchor { weight: 4 })?)?;
    m.add("map", HashMap::from([("a", 1)]))?;
    m.add("sorted", BTreeMap::<String, i32>::new())?;
    m.add("python_list", PyList::new(py, [1, 2, 3])?)?;
    m.add("python_dict", PyDict::new(py))?;
    m.add("python_tuple", PyTuple::empty(py))?;
    m.add("largest", u32::MAX)?;
    m.add("wide", i64::from(7u8))?;
    m.add("cut", "harbour".len())?;

    let closure = PyCFunction::new_closure(
        py,
        Some(c"spray"),
        Some(c"Wets the deck."),
        |args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>| args.len(),
    )?;
    m.add("closure", &closure)?;
    m.add_function(closure)?;

    m.add_submodule(&make_submodule(py, "made")?)?;
    m.add_submodule(&{
        let block = PyModule::new(py, "block")?;
        block.add_function(wrap_pyfunction!(third, &block)?)?;
        block
    })?;
    let nested = make_submodule(py, "nested")?;
    nested.add_submodule(&make_submodule(py, "inner")?)?;
    m.add_submodule(&nested)?;
    if let Some(limit) = Some(LIMIT).filter(|limit| *limit > 1) {
        m.add("filtered", limit)?;
    }
    match cfg!(feature = "tides") {
        true => m.add("has_tides", true)?,
        false => m.add("has_no_tides", true)?,
    }
    let Ok(inner) = nested.getattr("inner") else {
        return Ok(());
    };
    m.add("again", inner)?;
    let outcome = m.add("last", "x");
    outcome
}
