"""Macros of crates that help to write Python bindings, as rules of our own: they make what the originals register and define.

What they make for other purposes (conversions, stub files) is left out. Sources: the crates' documentation.
"""

from __future__ import annotations

RIGETTI_INIT_SUBMODULE = """{
    (
        $(#[$attribute:meta])*
        $(classes: [$($class:ty),* $(,)?] $(,)?)?
        $(complex_enums: [$($enum:ty),* $(,)?] $(,)?)?
        $(consts: [$($const:ident),* $(,)?] $(,)?)?
        $(errors: [$($error:ty),* $(,)?] $(,)?)?
        $(funcs: [$($function:path),* $(,)?] $(,)?)?
        $(submodules: [$($name:literal : $init:path),* $(,)?] $(,)?)?
    ) => {
        $(#[$attribute])*
        pub fn init_submodule(
            path: &str, py: ::pyo3::Python<'_>, m: &::pyo3::Bound<'_, ::pyo3::types::PyModule>
        ) -> ::pyo3::PyResult<()> {
            $($(m.add_class::<$class>()?;)*)?
            $($(m.add_class::<$enum>()?;)*)?
            $($(m.add(stringify!($const), $const)?;)*)?
            $($(m.add(py.get_type::<$error>().name()?, py.get_type::<$error>())?;)*)?
            $($(m.add_function(wrap_pyfunction!($function, m)?)?;)*)?
            $($({
                let submodule = PyModule::new(py, $name)?;
                $init(&format!("{path}.{}", $name), py, &submodule)?;
                m.add_submodule(&submodule)?;
                py.import("sys")?.getattr("modules")?.set_item(format!("{path}.{}", $name), &submodule)?;
            })*)?
            Ok(())
        }
    };
}"""
"""``rigetti_pyo3::create_init_submodule``: a function that fills a module and makes its submodules importable."""

RIGETTI_EXCEPTION = """{
    ($error:ty, $module:expr, $name:ident, $base:ty $(, $doc:expr)? $(,)?) => {
        ::pyo3::create_exception!($module, $name, $base $(, $doc)?);
        impl ::core::convert::From<$error> for ::pyo3::PyErr { fn from(error: $error) -> Self {} }
    };
}"""
"""``rigetti_pyo3::exception``: an exception that stands for a Rust error."""

RIGETTI_REPR = """{
    ($($name:ident),* $(,)?) => {
        $(
            #[::pyo3::pymethods]
            impl $name {
                pub fn __repr__(&self) -> String {}
            }
        )*
    };
}"""
"""``rigetti_pyo3::impl_repr``"""
