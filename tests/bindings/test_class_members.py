"""``#[pyclass]``: fields, properties, methods, class attributes, and where they may be written."""

from __future__ import annotations

import pytest
from one_binding import Facts, members, names_of, outline, see

from sphinx_plissken.bindings.api import EXTRA, Counterpart
from sphinx_plissken.bindings.classes.pyclass import see_class
from sphinx_plissken.bindings.context import Context
from sphinx_plissken.bindings.versions import behaviour_of
from sphinx_plissken.rust.model import Namespace


def test_fields() -> None:
    seen = see(
        """
        #[pyclass]
        struct Tank {
            /// How much fits.
            #[pyo3(get)] volume: f64,
            #[pyo3(get, set)] r#type: String,
            #[pyo3(set, name = "secret")] hidden: u8,
            inside: u8,
        }
        """
    )
    assert members(seen) == ["property volume -- How much fits.", "property type rw", "property secret rw"]
    assert seen.counterparts == (
        Counterpart(python="Tank", rust="case::Tank"),
        Counterpart(python="Tank.volume", rust="case::Tank::volume"),
        Counterpart(python="Tank.type", rust="case::Tank::type"),
        Counterpart(python="Tank.secret", rust="case::Tank::hidden"),
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("#[pyclass(get_all)] struct C { pub a: u8, b: u8 }", ["property a", "property b"]),
        ("#[pyclass] #[pyo3(get_all, set_all)] struct C { a: u8 }", ["property a rw"]),
        (
            '#[pyclass(get_all, rename_all = "camelCase")] struct C { field_one: u8, #[pyo3(name = "kept_name")] field_two: u8 }',
            ["property fieldOne", "property kept_name"],
        ),
        ('#[pyclass] struct C(u8, #[pyo3(get, name = "second")] u8);', ["property second"]),
        ("#[pyclass] struct C;", []),
    ],
)
def test_forms_of_fields(source: str, found: list[str]) -> None:
    assert members(see(source)) == found


def test_accessors() -> None:
    seen = see(
        """
        #[pyclass] struct C;
        #[pymethods] impl C {
            #[getter] fn get_a(&self) -> u8 { 1 }
            #[getter(c)] fn get_b(&self) -> u8 { 1 }
            #[getter("d")] fn whatever(&self) -> u8 { 1 }
            fn get_e(&self) -> u8 { 1 }
            #[getter] #[pyo3(name = "f")] fn x(&self) -> u8 { 1 }
            #[setter] fn set_a(&mut self, value: u8) {}
            #[setter] fn g(&mut self, py: Python<'_>, given: u8) {}
            #[deleter] fn delete_a(&mut self) {}
            #[getter] fn set_h(&self) -> u8 { 1 }
        }
        """
    )
    assert members(seen) == ["property a rw", "property c", "property d", "property f", "property g rw", "property set_h", "method get_e()"]
    a, g = seen.object["a"], seen.object["g"]
    assert a.labels == {"property", "writable", "deletable"}
    assert [parameter.name for parameter in g.setter.parameters] == ["self", "given"]
    assert {c.rust for c in seen.counterparts if c.python == "C.a"} == {"case::C::get_a", "case::C::set_a", "case::C::delete_a"}
    assert a.extra[EXTRA]["rust"] == "case::C::get_a"


PARTS = """
    #[pyclass] struct C { #[pyo3(get)] bare: u8, /** Field. */ #[pyo3(get)] both: u8 }
    #[pymethods] impl C {
        /// Setter of bare.
        #[setter] fn set_bare(&mut self, v: u8) {}
        /// Setter of both.
        #[setter] fn set_both(&mut self, v: u8) {}
        #[setter] fn set_late(&mut self, v: u8) {}
        /// Getter of late.
        #[getter] fn get_late(&self) -> u8 { 1 }
    }
"""


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("0.29.0", ["property bare rw -- Setter of bare.", "property both rw -- Field.", "property late rw -- Getter of late."]),
        ("0.28.3", ["property bare rw", "property both rw -- Field.", "property late rw"]),
    ],
)
def test_docs_of_properties(version: str, found: list[str]) -> None:
    seen = see(PARTS, version=version)
    assert members(seen) == found
    sources = [seen.object[name].extra[EXTRA]["source_doc"] for name in ("bare", "both", "late")]
    assert sources == (["", "", ""] if version == "0.29.0" else ["Setter of bare.", "", "Getter of late."])


def test_types_of_properties() -> None:
    def annotate(type, module, position, self_type=""):  # type: ignore[no-untyped-def]
        return f"{type.path.last.name} as {position.value}"

    source = """
        #[pyclass] struct C { #[pyo3(get, set)] a: A }
        #[pymethods] impl C {
            #[getter] fn b(&self) -> B { todo!() }
            #[setter] fn set_c(&mut self, value: V) {}
        }
    """
    class_ = see(source, annotate=annotate).object
    assert [class_[name].annotation for name in "abc"] == ["A as return", "B as return", "V as argument"]
    assert class_["a"].setter.parameters["value"].annotation == "A as argument"


def test_methods() -> None:
    seen = see(
        """
        #[pyclass] struct C;
        #[pymethods] impl C {
            /// Docs.
            fn plain(&self, py: Python, x: u8) {}
            fn borrowed(slf: PyRef<'_, Self>, y: u8) {}
            fn bound(slf: &Bound<'_, Self>) {}
            #[staticmethod] fn fixed(x: u8) {}
            #[classmethod] fn made(_cls: &Bound<'_, PyType>, py: Python<'_>, x: u8) -> Self { C }
            #[pyo3(name = "import", signature = (a, *, b = 1))] fn import_(&self, a: u8, b: u8) {}
            #[pyo3(text_signature = "(self, z)")] fn told(&self, y: u8) {}
            async fn waits(&self) {}
        }
        """
    )
    assert members(seen) == [
        "method plain(x) -- Docs.",
        "method borrowed(y)",
        "method bound()",
        "staticmethod fixed(x)",
        "classmethod made(x)",
        "method import(a, *, b=1)",
        "method told(z)",
        "method waits()",
    ]
    texts = {name: member.extra[EXTRA]["text_signature"] for name, member in seen.object.members.items()}
    assert texts == {
        "plain": "($self, x)",
        "borrowed": "($self, y)",
        "bound": "($self)",
        "fixed": "(x)",
        "made": "($cls, x)",
        "import": "($self, a, *, b=1)",
        "told": "(self, z)",
        "waits": "($self)",
    }
    class_ = seen.object
    assert class_["waits"].labels == {"async"}
    assert class_["fixed"].labels == {"staticmethod"}
    assert [str(decorator.value) for decorator in class_["made"].decorators] == ["classmethod"]
    assert [parameter.name for parameter in class_["made"].parameters] == ["cls", "x"]


def test_class_attributes() -> None:
    seen = see(
        """
        #[pyclass] struct C;
        #[pymethods] impl C {
            /// The most.
            #[classattr] const LIMIT: u8 = 4;
            #[classattr] #[pyo3(name = "renamed")] const K: &'static str = "k";
            #[classattr] fn made() -> u8 { compute() }
            const HIDDEN: u8 = 1;
            #[classattr] fn __match_args__() -> (String,) { todo!() }
        }
        """
    )
    assert members(seen) == ["attribute LIMIT = 4 -- The most.", 'attribute renamed = "k"', "attribute made", "special __match_args__"]
    assert seen.object["LIMIT"].labels == {"class-attribute"}


def test_several_blocks_in_other_modules_and_through_aliases() -> None:
    seen = see(
        """
        mod shapes {
            #[pyo3::pyclass] pub struct Square;
            pub type Alias = Square;
            #[pyo3::prelude::pymethods] impl Square { fn first(&self) {} }
            impl Square { fn invisible(&self) {} }
        }
        mod more {
            use super::shapes::Alias as Renamed;
            struct Deep;
            #[pymethods] impl Renamed { fn second(&self, other: Deep) {} }
            impl Clone for Renamed { fn clone(&self) -> Self { todo!() } }
        }
        """,
        annotate=lambda type, module, position, self_type="": f"{module} {self_type}",
    )
    assert members(seen) == ["method first()", "method second(other)"]
    assert seen.object["second"].parameters["other"].annotation == "case::more case::shapes::Square"


def test_items_made_by_macros() -> None:
    seen = see(
        """
        macro_rules! number {
            ($name:ident, $python:literal, $type:ty, $(#[$meta:meta])*) => {
                $(#[$meta])* #[pyclass(name = $python)] pub struct $name { #[pyo3(get)] value: $type }
                #[pymethods] impl $name { #[new] fn new(value: $type) -> Self { $name { value } } }
            };
        }
        number!(PyInteger, "Integer", i64, /** Whole. */);
        """
    )
    assert outline(seen) == ["class Integer -- Whole.", ". property value", ". special __new__(value)"]


def test_macro_in_a_block_that_cannot_be_expanded() -> None:
    seen = see("#[pyclass] struct C;\n#[pymethods] impl C {\n    fn seen(&self) {}\n    foreign::methods!(x);\n}")
    assert members(seen) == ["method seen()"]
    assert [str(problem) for problem in seen.problems] == [
        "lib.rs:4: `foreign::methods!` in #[pymethods] of `C` could not be expanded; what it makes is missing"
    ]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ("#[pyclass]", "Rust"),
        ('#[pyclass(name = "Python")]', "Python"),
        ('#[pyclass] #[pyo3(name = "Python")]', "Python"),
        ('#[pyo3::pyclass(frozen, name = "Python", module = "m")]', "Python"),
        ("#[pyclass(name = Python)]", "Python"),
    ],
)
def test_names_of_classes(options: str, name: str) -> None:
    assert see(f"{options} struct Rust;").object.name == name


def test_name_in_the_module_is_not_the_class_name() -> None:

    names = names_of("#[pyclass] struct C { #[pyo3(get)] a: u8 }")
    definition = names.definition("case::C", Namespace.TYPE)
    assert definition is not None
    seen = see_class(definition, Context(names=names, behaviour=behaviour_of(""), crate="case"), name="Other")
    assert seen.object.name == "Other"
    assert [counterpart.python for counterpart in seen.counterparts] == ["Other", "Other.a"]


@pytest.mark.parametrize(
    ("source", "line", "kind"),
    [
        ("#[pyclass(extends = pyo3::types::PyDict)] struct C;", "class C(PyDict)", "class"),
        ("#[pyclass(extends = Base)] struct C; #[pyclass(subclass)] struct Base;", "class C(Base)", "class"),
        ("#[pyclass(extends = PyAny)] struct C;", "class C", "class"),
        ("use pyo3::exceptions::PyValueError; #[pyclass(extends = PyValueError)] struct C;", "exception C(PyValueError)", "exception"),
        ("#[pyclass(extends = Base)] struct C; #[pyclass(extends = PyKeyError)] struct Base;", "exception C(Base)", "exception"),
        ("#[pyclass(extends = Own)] struct C; create_exception!(m, Own, PyException);", "exception C(Own)", "exception"),
        ("#[pyclass(extends = C)] struct C;", "class C(C)", "class"),
    ],
)
def test_bases(source: str, line: str, kind: str) -> None:
    seen = see(source, "C")
    assert outline(seen)[0] == line
    assert Facts(seen).kind == kind


def test_bases_are_annotated() -> None:
    names = {"PyDict": "dict[typing.Any, typing.Any]", "Base": "pkg.Base", "PyAny": "typing.Any"}

    def annotate(type, module, position, self_type=""):  # type: ignore[no-untyped-def]
        return names[type.path.last.name]

    assert [see(f"#[pyclass(extends = {base})] struct C;", annotate=annotate).object.bases for base in names] == [
        ["dict"],
        ["pkg.Base"],
        [],
    ]


@pytest.mark.parametrize(("options", "final"), [("", True), ("subclass", False), ("frozen, eq", True)])
def test_classes_that_cannot_be_subclassed(options: str, final: bool) -> None:
    assert Facts(see(f"#[pyclass({options})] struct C;")).final is final
