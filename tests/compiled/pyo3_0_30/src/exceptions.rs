//! Exceptions.

use pyo3::exceptions::{PyException, PyIOError, PyValueError};
use pyo3::prelude::*;

pyo3::create_exception!(harbour._core, DottedModule, PyValueError);
pyo3::create_exception!(harbour, Documented, PyException, "Something went wrong.");
pyo3::create_exception!(harbour, Derived, Documented);
pyo3::create_exception!(harbour, Aliased, PyIOError, concat!("In ", "pieces."));
pyo3::create_exception!(harbour, RustName, PyException);

#[pymodule]
pub mod exceptions {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::{Aliased, Derived, Documented, DottedModule};

    #[pymodule_init]
    fn init(m: &Bound<'_, PyModule>) -> PyResult<()> {
        m.add("PythonName", m.py().get_type::<super::RustName>())?;
        m.add(
            "Made",
            pyo3::PyErr::new_type(m.py(), c"harbour.Made", Some(c"Made at run time."), None, None)?,
        )?;
        Ok(())
    }
}
