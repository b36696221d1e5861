"""``#[pyclass]`` enums."""

from __future__ import annotations

import pytest
from one_binding import Facts, members, outline, see

from sphinx_plissken.bindings.api import EXTRA, Counterpart


def test_simple() -> None:
    seen = see(
        """
        /// How loud.
        #[pyclass(name = "Level", eq, eq_int, rename_all = "SCREAMING_SNAKE_CASE")]
        enum PyLevel {
            /// Nothing.
            Silent,
            Quiet = 5,
            HTTPServer2,
            #[pyo3(name = "Kept")] Renamed = 1 << 3,
            After,
            Negative = -2,
            Next,
            Unknown = compute(),
            Later,
        }
        #[pymethods] impl PyLevel { fn up(&self) -> Self { todo!() } }
        """
    )
    assert outline(seen) == [
        "class Level -- How loud.",
        ". attribute SILENT = 0 -- Nothing.",
        ". attribute QUIET = 5",
        ". attribute HTTP_SERVER2 = 6",
        ". attribute Kept = 1 << 3",
        ". attribute AFTER = 9",
        ". attribute NEGATIVE = -2",
        ". attribute NEXT = -1",
        ". attribute UNKNOWN",
        ". attribute LATER",
        ". method up()",
    ]
    assert Counterpart(python="Level.QUIET", rust="case::PyLevel::Quiet") in seen.counterparts
    assert {"__repr__", "__int__", "__eq__", "__hash__"} <= set(Facts(seen).derived)


@pytest.mark.parametrize(("version", "compares"), [("0.23.5", True), ("0.24.0", False)])
def test_simple_without_options(version: str, compares: bool) -> None:
    derived = set(Facts(see("#[pyclass] enum E { A, B }", version=version)).derived)
    assert ("__eq__" in derived) is compares
    assert {"__repr__", "__int__"} <= derived


COMPLEX = """
    #[pyclass(name = "Shape")]
    enum PyShape {
        /// Round.
        Circle { /** From the middle. */ radius: f64, r#type: Option<u8> },
        #[pyo3(name = "Rect", constructor = (_0, _1 = 2.0, *, label = None))]
        Rectangle(f64, f64),
        Empty(),
    }
"""


def test_complex() -> None:
    seen = see(COMPLEX)
    assert outline(seen) == [
        "class Shape",
        ". class Circle(Shape) -- Round.",
        ". . special __new__(radius, type)",
        ". . property radius -- From the middle.",
        ". . property type",
        ". . special __match_args__ = ('radius', 'type')",
        ". class Rect(Shape)",
        ". . special __new__(_0, _1=2.0, *, label=None)",
        ". . property _0",
        ". . property _1",
        ". . special __match_args__ = ('_0', '_1')",
        ". class Empty(Shape)",
        ". . special __new__()",
        ". . special __match_args__ = ()",
    ]
    circle, rectangle = seen.object["Circle"].extra[EXTRA], seen.object["Rect"].extra[EXTRA]
    assert circle["text_signature"] == "(radius, type)"
    assert rectangle["derived"] == ("__getitem__", "__len__")
    assert (circle["final"], Facts(seen).final) == (True, False)
    assert {c.python: c.rust for c in seen.counterparts} == {
        "Shape": "case::PyShape",
        "Shape.Circle": "case::PyShape::Circle",
        "Shape.Circle.radius": "case::PyShape::Circle::radius",
        "Shape.Circle.type": "case::PyShape::Circle::type",
        "Shape.Rect": "case::PyShape::Rectangle",
        "Shape.Rect._0": "case::PyShape::Rectangle::0",
        "Shape.Rect._1": "case::PyShape::Rectangle::1",
        "Shape.Empty": "case::PyShape::Empty",
    }


@pytest.mark.parametrize(
    ("version", "qualname", "doc", "field", "empty"),
    [
        ("0.29.0", "Shape.Circle", "Round.", "type", "()"),
        ("0.28.2", "Shape.Circle", None, "type", "()"),
        ("0.28.1", "PyShape.Circle", None, "type", "()"),
        ("0.28.0", "Circle", None, "type", "()"),
        ("0.27.2", "PyShape_Circle", None, "type", "()"),
        ("0.24.1", "PyShape_Circle", None, "r#type", "()"),
        ("0.22.6", "PyShape_Circle", None, "r#type", "None"),
    ],
)
def test_versions(version: str, qualname: str, doc: str | None, field: str, empty: str) -> None:
    shape = see(COMPLEX, version=version).object
    circle = shape["Circle"]
    assert circle.extra[EXTRA]["qualname"] == qualname
    assert (circle.docstring and circle.docstring.value) == doc
    assert circle.extra[EXTRA]["source_doc"] == ("" if doc else "Round.")
    assert field in circle.members
    assert bool(circle["radius"].docstring) is bool(doc)
    assert shape["Empty.__match_args__"].value == empty


def test_qualified_names_are_not_renamed() -> None:
    """PyO3 looks for a ``name`` of the variant there, not for the enum's ``rename_all``."""
    source = '#[pyclass(name = "Deck", rename_all = "lowercase")] enum E { Plank { a: u8 }, #[pyo3(name = "Other")] Rest(u8) }'
    deck = see(source, version="0.30.1").object
    assert [(name, deck[name].extra[EXTRA]["qualname"]) for name in deck.members] == [("plank", "Deck.Plank"), ("Other", "Deck.Other")]


def test_options_in_a_variant_are_required() -> None:
    seen = see("#[pyclass] enum E { V { a: Option<u8> } }", version="0.23.5")
    assert "special __new__(a)" in [line.removeprefix(". ") for line in members(seen)]


def test_types_of_variants() -> None:
    def annotate(type, module, position, self_type=""):  # type: ignore[no-untyped-def]
        return f"{type.path.last.name} as {position.value} in {self_type}"

    shape = see("#[pyclass] enum E { V { a: A } }", annotate=annotate).object
    assert shape["V.a"].annotation == "A as return in case::E"
    assert shape["V.__new__"].parameters["a"].annotation == "A as argument in case::E"
    assert shape["V"].bases == ["Self as return in case::E"]
