"""What is registered where: module functions, declarative modules, helpers in other files and crates."""

from __future__ import annotations

import pytest

from sphinx_plissken.bindings.api import EXTRA, Counterpart
from sphinx_plissken.cffi.find import find_cffi_module

POINT = '#[pyclass(name = "Point")] pub struct PyPoint;\n#[pyfunction] pub fn area(w: f64, h: f64) -> f64 { w * h }\n'


def body(*statements: str, before: str = POINT) -> str:
    return f"{before}#[pymodule] fn m(py: Python<'_>, m: &Bound<'_, PyModule>) -> PyResult<()> {{\n{chr(10).join(statements)}\nOk(()) }}"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("m.add_class::<PyPoint>()?;", "class m.Point"),
        ("m.add_function(wrap_pyfunction!(area, m)?)?;", "function m.area(w, h)"),
        ("m.add_wrapped(wrap_pyfunction!(area))?;", "function m.area(w, h)"),
        ("m.add_function(pyo3::wrap_pyfunction_bound!(crate::area, m).unwrap())?;", "function m.area(w, h)"),
        ("m.add_wrapped(&|py| wrap_pyfunction!(area)(py))?;", "function m.area(w, h)"),
        ('m.add("surface", wrap_pyfunction!(area, m)?)?;', "function m.surface(w, h)"),
        ('m.add("EPS", 1e-9)?;', "constant m.EPS"),
        ('m.setattr("quiet", 1)?;', "constant m.quiet"),
        ('m.dict().set_item("quiet", 1)?;', "constant m.quiet"),
        ("PyModuleMethods::add_class::<PyPoint>(m)?;", "class m.Point"),
        ("let add = |m: &Bound<'_, PyModule>| m.add_class::<PyPoint>(); add(m)?;", "class m.Point"),
        ("fn add<T: PyClass>(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_class::<T>() } add::<PyPoint>(m)?;", "class m.Point"),
        ('if cfg!(feature = "shapes") { m.add_class::<PyPoint>()?; }', "class m.Point"),
        ('if cfg!(feature = "other") { m.add_class::<PyPoint>()?; }', None),
        ('#[cfg(feature = "other")] m.add_class::<PyPoint>()?;', None),
        ('#[cfg(feature = "shapes")] { m.add_class::<PyPoint>()?; }', "class m.Point"),
        ('match 1 { 1 => m.add("ONE", 1)?, _ => m.add("MANY", 1)? }', "constant m.ONE"),
        ('for name in ["A"] { m.add(name, 1)?; }', "constant m.A"),
        ('for (name, value) in [("A", 1)] { m.add(name, value)?; }', "constant m.A"),
        ('["A"].iter().try_for_each(|name| m.add(*name, 1))?;', "constant m.A"),
        ('m.add(concat!("A", "_B"), 1)?;', "constant m.A_B"),
        ('m.add(format!("{}_{}", "A", 2).as_str(), 1)?;', "constant m.A_2"),
        ('m.add(intern!(py, "A"), 1)?;', "constant m.A"),
        ('Python::attach(|py| m.add("A", 1))?;', "constant m.A"),
        ("m.add(py.get_type::<PyPoint>().name()?, py.get_type::<PyPoint>())?;", "class m.Point"),
        ("use crate::PyPoint as P; m.add_class::<P>()?;", "class m.Point"),
        ("type P = PyPoint; m.add_class::<P>()?;", "class m.Point"),
        ("macro_rules! add { ($m:ident, $t:ty) => { $m.add_class::<$t>()?; } } add!(m, PyPoint);", "class m.Point"),
        ('#[pyfn(m)] #[pyo3(name = "twice")] fn twice_py(x: f64) -> f64 { 2.0 * x }', "function m.twice(x)"),
        ('if std::env::var("X").is_ok() { m.add_class::<PyPoint>()?; }', "class m.Point"),
        ('let late = PyModule::new(py, "late")?; m.add_submodule(&late)?;', "module m.late"),
    ],
)
def test_one_statement(see, outline, statement, found):
    bindings = see(body(statement), features=frozenset({"shapes"}))
    assert outline(bindings) == ([found] if found else [])


def test_order_and_all(see):
    bindings = see(
        body(
            "m.add_function(wrap_pyfunction!(area, m)?)?;",
            'm.add("__version__", env!("CARGO_PKG_VERSION"))?;',
            'm.setattr("quiet", 1)?;',
            "m.add_class::<PyPoint>()?;",
        )
    )
    module = bindings.module
    assert list(module.members) == ["area", "__version__", "quiet", "Point"]
    assert module.exports == ["area", "__version__", "Point"]
    assert module["__version__"].value == "'1.2.3'"
    assert module["__version__"].annotation == "str"


def test_all_is_replaced_by_hand(see):
    bindings = see(body("m.add_class::<PyPoint>()?;", 'm.add("__all__", vec!["Point"])?;', 'm.add("late", 1)?;'))
    assert bindings.module.exports == ["Point", "late"]


def test_helpers_in_other_files_and_crates(see, outline):
    files = {
        "m/lib.rs": """
            use pyo3::prelude::*;
            mod shapes;
            use shapes::{init as init_shapes};
            #[pymodule] fn m(py: Python<'_>, module: &Bound<'_, PyModule>) -> PyResult<()> {
                init_shapes(module)?;
                shapes::Registrar::register(module)?;
                module.add_submodule(&shapes::flat::make(py)?)?;
                core_crate::register(module)
            }
        """,
        "m/shapes/mod.rs": """
            use pyo3::prelude::*;
            pub mod flat;
            #[pyclass] struct Square;
            pub fn init(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_class::<Square>() }
            pub struct Registrar;
            impl Registrar { pub fn register(target: &Bound<'_, PyModule>) -> PyResult<()> { target.add("N", 4) } }
        """,
        "m/shapes/flat.rs": """
            use pyo3::prelude::*;
            #[pyfunction] fn area() {}
            pub fn make<'py>(py: Python<'py>) -> PyResult<Bound<'py, PyModule>> {
                let m = PyModule::new(py, "flat")?;
                m.add_function(wrap_pyfunction!(area, &m)?)?;
                Ok(m)
            }
        """,
        "core_crate/lib.rs": """
            use pyo3::prelude::*;
            #[pyclass] pub struct Core;
            pub fn register(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_class::<Core>() }
        """,
    }
    bindings = see(files)
    assert outline(bindings) == ["class m.Core", "constant m.N", "class m.Square", "module m.flat", "function m.flat.area()"]
    assert bindings.problems == ()
    assert Counterpart(python="m.flat.area", rust="m::shapes::flat::area") in bindings.counterparts


def test_methods_that_a_trait_gives_to_modules(see, outline):
    bindings = see(
        body(
            "m.add_shapes()?;",
            before=POINT
            + "trait Shapes { fn add_shapes(&self) -> PyResult<()>; }"
            + "impl Shapes for Bound<'_, PyModule> { fn add_shapes(&self) -> PyResult<()> { self.add_class::<PyPoint>() } }",
        )
    )
    assert outline(bindings) == ["class m.Point"]


def test_class_in_two_modules_is_one_object(see):
    bindings = see(
        body(
            'let sub = PyModule::new(py, "sub")?;', "sub.add_class::<PyPoint>()?;", "m.add_submodule(&sub)?;", "m.add_class::<PyPoint>()?;"
        )
    )
    assert bindings.module["sub.Point"].is_alias
    assert bindings.module["sub.Point"].final_target is bindings.module["Point"]


def test_submodules_in_sys_modules(see):
    bindings = see(
        body(
            'let sub = PyModule::new(py, "sub")?;',
            "m.add_submodule(&sub)?;",
            'py.import("sys")?.getattr("modules")?.set_item("pkg.sub", &sub)?;',
            "py_run!(py, sub, \"import sys; sys.modules['pkg.other'] = sub\");",
        ),
        import_name="pkg.m",
    )
    assert bindings.module["sub"].extra[EXTRA]["imported_as"] == ("pkg.sub", "pkg.other")


@pytest.mark.parametrize(("pyo3", "attributes"), [("0.29.2", {}), ("0.27.2", {"hand.made": "m.made"})])
def test_submodule_with_a_dotted_name(see, outline, pyo3, attributes):
    bindings = see(body('let s = PyModule::new(py, "hand.made")?;', 's.add("Z", 1)?;', "m.add_submodule(&s)?;"), pyo3=pyo3)
    assert bindings.module.extra[EXTRA]["attributes"] == attributes
    assert "constant m.made.Z" in outline(bindings)


def test_exceptions(see):
    bindings = see(
        body(
            'm.add("ShapeError", py.get_type::<ShapeError>())?;',
            'm.add("Renamed", AreaError::type_object(py))?;',
            'm.add("Made", PyErr::new_type(py, c"m.Made", Some(c"Doc."), Some(&py.get_type::<ShapeError>()), None)?)?;',
            'm.add("ValueError", py.get_type::<PyValueError>())?;',
            'm.add("timeout", py.get_type::<timeout>())?;',
            before="""
                use pyo3::exceptions::{PyException, PyValueError};
                pyo3::create_exception!(m, ShapeError, PyException, "A shape is wrong.");
                pyo3::create_exception!(m, AreaError, ShapeError);
                pyo3::import_exception!(socket, timeout);
            """,
        )
    )
    module = bindings.module
    assert {name: list(map(str, module[name].bases)) for name in ("ShapeError", "Renamed", "Made")} == {
        "ShapeError": ["Exception"],
        "Renamed": ["m.ShapeError"],
        "Made": ["m.ShapeError"],
    }
    assert module["ShapeError"].docstring.value == "A shape is wrong."
    assert module["Made"].docstring.value == "Doc."
    assert {name: module[name].target_path for name in ("ValueError", "timeout")} == {
        "ValueError": "builtins.ValueError",
        "timeout": "socket.timeout",
    }


def test_constants(see):
    bindings = see(
        body(
            'm.add("LIMIT", LIMIT)?;',
            'm.add("ORIGIN", PyPoint::origin())?;',
            'm.add("BUILT", built())?;',
            before=POINT
            + "/// How many.\nconst LIMIT: u64 = 1 << 4;"
            + 'impl PyPoint { fn origin() -> Self { PyPoint } } fn built() -> String { std::env::var("X").unwrap() }',
        ),
    )
    found = {name: (bindings.module[name].annotation, bindings.module[name].value) for name in ("LIMIT", "ORIGIN", "BUILT")}
    assert found == {
        "LIMIT": ("int", "1 << 4"),
        "ORIGIN": ("m.Point" if "Point" in bindings.module.members else "Point", None),
        "BUILT": ("str", None),
    }
    assert bindings.module["LIMIT"].docstring.value == "How many."
    assert Counterpart(python="m.LIMIT", rust="m::LIMIT") in bindings.counterparts


DECLARATIVE = """
    mod ext {
        use super::*;
        #[pyfunction] #[pyo3(name = "pyname")] pub fn rustname() {}
        #[pyclass] pub struct Exported;
        /// A submodule.
        #[pymodule] pub mod other { #[pyo3::pyfunction] fn f() {} }
    }
    macro_rules! make { () => { #[pyclass] struct Made; } }
    /// The module.
    #[pymodule]
    mod m {
        use super::*;
        #[pymodule_export] use super::ext::{rustname as renamed, Exported, other};
        use super::ext::Exported as NotExported;
        #[pyclass] struct Inner;
        #[pyfunction] fn ping() {}
        fn no_binding() {}
        #[cfg(feature = "nope")] #[pyfunction] fn gone() {}
        make!();
        #[pymodule_export] const LIMIT: u8 = 9;
        #[pymodule_init] fn init(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add("late", 1) }
        #[pymodule] mod sub { #[pyo3::pyclass] struct Deep; }
    }
"""


def test_declarative_module(see, outline):
    bindings = see(DECLARATIVE, import_name="pkg.m")
    assert outline(bindings) == [
        "class pkg.m.Exported",
        "class pkg.m.Inner",
        "constant pkg.m.LIMIT",
        "constant pkg.m.late",
        "module pkg.m.other",
        "function pkg.m.other.f()",
        "function pkg.m.ping()",
        "function pkg.m.pyname()",
        "module pkg.m.sub",
        "class pkg.m.sub.Deep",
    ]
    assert bindings.module.exports == ["pyname", "Exported", "other", "Inner", "ping", "sub", "LIMIT", "late"]
    assert bindings.module.docstring.value == "The module."
    assert bindings.module["LIMIT"].value == "9"


@pytest.mark.parametrize(("pyo3", "name"), [("0.29.2", "m.sub"), ("0.27.2", "sub")])
def test_name_of_a_nested_module(see, pyo3, name):
    assert see(DECLARATIVE, pyo3=pyo3).module["sub"].extra[EXTRA]["name"] == name


def test_module_of_a_thin_wrapper_crate(see, outline):
    files = {
        "m/lib.rs": "pub use real::m;",
        "real/lib.rs": 'use pyo3::prelude::*; #[pymodule] pub fn m(m: &Bound<\'_, PyModule>) -> PyResult<()> { m.add("X", 1) }',
    }
    assert outline(see(files)) == ["constant m.X"]


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("m.add_class::<other_crate::Thing>()?;", "class `other_crate::Thing` of module `m` "),
        ('m.add("Table", py.get_type::<numpy::Table>())?;', "class `numpy::Table` is defined in crate `numpy`"),
        ("m.add_function(wrap_pyfunction!(nowhere, m)?)?;", "function `nowhere` was not found"),
        ("m.add(name_of_today(), 1)?;", "has a name that is made at run time"),
        ("numpy::register(m)?;", "`numpy::register` is defined in crate `numpy`, whose source is not at hand"),
        ("unknown_macro!(m);", "macro `unknown_macro!` cannot be expanded"),
    ],
)
def test_what_cannot_be_known_is_one_problem(see, statement, message):
    bindings = see(body("", statement))
    assert [message in problem.message for problem in bindings.problems] == [True]
    assert (bindings.problems[0].file, bindings.problems[0].line) == ("m/lib.rs", 5)


def test_module_that_c_code_makes(see, outline):
    statement = "m.add_submodule(&unsafe { Bound::from_owned_ptr(py, PyInit__native()).cast_into_unchecked() })?;"
    bindings = see(body(statement, before='extern "C" { fn PyInit__native() -> *mut pyo3::ffi::PyObject; }'))
    assert outline(bindings) == ["module m._native"]
    assert ["C function `PyInit__native`" in problem.message for problem in bindings.problems] == [True]


@pytest.mark.parametrize("depth", [30, 300])
def test_calls_inside_calls(see, outline, depth):
    steps = "".join(
        f"fn step{n}(m: &Bound<'_, PyModule>) -> PyResult<()> {{ if cfg!(x) {{}} else {{ step{n + 1}(m)?; }} Ok(()) }}\n"
        for n in range(depth)
    )
    last = f'fn step{depth}(m: &Bound<\'_, PyModule>) -> PyResult<()> {{ m.add("A", 1) }}\n'
    bindings = see(body("step0(m)?;", before=steps + last))
    if depth < 40:
        assert outline(bindings) == ["constant m.A"]
    else:
        assert ["nest too deeply" in problem.message for problem in bindings.problems] == [True]


def test_closure_that_calls_itself(see, outline):
    assert outline(see(body('let f = |m| { m.add("A", 1)?; f(m) }; let f = |m| { m.add("B", 1)?; f(m) }; f(m)?;'))) == ["constant m.B"]


def test_code_that_goes_round_in_circles(see, outline):
    source = body("again(m)?;", before='fn again(m: &Bound<\'_, PyModule>) -> PyResult<()> { m.add("A", 1)?; again(m) }\n')
    assert outline(see(source)) == ["constant m.A"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("#[pymodule] fn other(m: &Bound<'_, PyModule>) -> PyResult<()> { Ok(()) }", "no `#[pymodule]` named `m` in crate `m`"),
        ('#[no_mangle] pub unsafe extern "C" fn PyInit_m() -> *mut PyObject { null() }', "Python's C API"),
    ],
)
def test_no_module(see, outline, source, message):
    bindings = see(source)
    assert outline(bindings) == []
    assert [message in problem.message for problem in bindings.problems] == [True]


def test_procedural_macros_that_write_bindings(see):
    files = {
        "m/lib.rs": """use pyo3::prelude::*;
use maker::{PyThing, Harmless};
#[pyclass]
#[derive(Clone, PyThing, Harmless)] struct A;
#[pyclass]
#[derive(PyThing)] struct B;
#[pymodule] mod m { #[pymodule_export] use super::{A, B}; }
""",
        "maker/lib.rs": """
            #[proc_macro_derive(PyThing)]
            pub fn py_thing(input: TokenStream) -> TokenStream { quote! { #[pymethods] impl X { fn made(&self) {} } } }
        """,
    }
    (problem,) = see(files).problems
    assert "`maker::PyThing` is not run: methods that it gives to class `A` and 1 more are missing" in problem.message
    assert (problem.file, problem.line) == ("m/lib.rs", 4)


def test_procedural_macros_on_methods(see):
    files = {
        "m/lib.rs": "use pyo3::prelude::*; #[pyclass] struct A; #[pymodule] mod m { #[pymodule_export] use super::A; } mod methods;",
        "m/methods.rs": "use super::A;\nuse maker::{with_json, quiet};\n#[with_json]\n#[pymethods] impl A {}\n",
        "maker/lib.rs": """
            #[proc_macro_attribute]
            pub fn with_json(a: TokenStream, item: TokenStream) -> TokenStream { add(quote! { #[staticmethod] fn from_json() {} }) }
        """,
    }
    (problem,) = see(files).problems
    assert "`maker::with_json` is not run: methods that it gives to class `A` are missing" in problem.message
    assert (problem.file, problem.line) == ("m/methods.rs", 3)


def test_modules_made_by_rigetti_pyo3(see, outline):
    bindings = see(
        {
            "m/lib.rs": """
                use pyo3::prelude::*;
                use rigetti_pyo3::{create_init_submodule, exception, impl_repr};
                mod shapes {
                    use rigetti_pyo3::create_init_submodule;
                    #[pyo3::pyclass] pub struct Square;
                    create_init_submodule! { classes: [ Square ], }
                }
                exception!(crate::Broken, m, BrokenError, pyo3::exceptions::PyException, "It broke.");
                #[pyo3::pyfunction] fn area() {}
                #[pyo3::pyclass] struct Point;
                impl_repr!(Point);
                create_init_submodule! {
                    classes: [ Point ],
                    errors: [ BrokenError ],
                    funcs: [ area ],
                    submodules: [ "shapes": shapes::init_submodule ],
                }
                #[pymodule] fn m(py: Python<'_>, m: &Bound<'_, PyModule>) -> PyResult<()> { init_submodule("m", py, m) }
            """
        }
    )
    assert outline(bindings) == [
        "exception m.BrokenError",
        "class m.Point",
        "special m.Point.__repr__()",
        "function m.area()",
        "module m.shapes",
        "class m.shapes.Square",
    ]
    assert bindings.module["shapes"].extra[EXTRA]["imported_as"] == ("m.shapes",)
    assert bindings.problems == ()


# Modules in C

C_MODULE = """
use pyo3::prelude::*;
extern "C" { fn PyInit__lib() -> *mut pyo3::ffi::PyObject; }
pub fn create(py: Python<'_>) -> PyResult<Bound<'_, PyModule>> {
    let made = unsafe { Bound::from_owned_ptr_or_err(py, PyInit__lib())?.cast_into_unchecked() };
    Ok(made)
}
#[pymodule] fn m(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_submodule(&create(m.py())?) }
"""


def test_module_that_cffi_generates(see, outline, tmp_path):
    (tmp_path / "build.py").write_text(
        'from cffi import FFI\nffi = FFI()\nffi.cdef("""\nint area(int w, int, ...);\n#define LIMIT 3\nextern char *name;\n""")\n'
        'ffi.set_source("_lib", "")\n',
        encoding="utf-8",
    )
    seen = see({"m/lib.rs": C_MODULE}, find_cffi_module=lambda name: find_cffi_module(tmp_path, name))
    assert outline(seen) == [
        "module m._lib",
        "constant m._lib.ffi",
        "module m._lib.lib",
        "constant m._lib.lib.LIMIT",
        "function m._lib.lib.area(w, arg1, /, *args)",
        "constant m._lib.lib.name",
    ]
    library = seen.module["_lib.lib"]
    assert (library["LIMIT"].value, str(library["LIMIT"].annotation)) == ("3", "int")
    assert str(library["name"].annotation) == "_cffi_backend.CData"
    assert library["area"].docstring.value == "``int area(int w, int, ...);``\n\nCFFI C function from _lib.lib"
    assert (library["area"].extra["plissken"]["file"], library["area"].lineno) == ("build.py", 4)
    assert seen.problems == ()


def test_module_in_c_without_a_build_script(see, outline):
    seen = see({"m/lib.rs": C_MODULE}, find_cffi_module=lambda name: None)
    assert outline(seen) == ["module m._lib"]
    assert [problem.message for problem in seen.problems] == [
        "module `_lib` is made by the C function `PyInit__lib`: what it holds is not seen"
    ]


def test_module_that_cffi_generates_from_what_is_known_in_part(see, outline, tmp_path):
    (tmp_path / "build.py").write_text(
        'import os, cffi\nffi = cffi.FFI()\nffi.cdef(os.popen("cpp").read())\nffi.cdef("int f(void);")\nffi.set_source("_lib", "")\n',
        encoding="utf-8",
    )
    seen = see({"m/lib.rs": C_MODULE}, find_cffi_module=lambda name: find_cffi_module(tmp_path, name))
    assert "function m._lib.lib.f()" in outline(seen)
    assert [problem.message for problem in seen.problems] == ["some of what `_lib.lib` holds is declared when build.py runs; it is missing"]
