"""The signature of a class, and its docs."""

from __future__ import annotations

import pytest
from one_binding import Facts, members, outline, see


def constructed(source: str, version: str = "0.29.2") -> tuple[list[str], str | None]:
    """The constructor as a reader sees it, and the class's ``__text_signature__``."""
    seen = see(source, version=version)
    return [line for line in members(seen) if "__new__" in line], Facts(seen).text_signature


@pytest.mark.parametrize(
    ("body", "shown", "text_signature"),
    [
        ("#[new] fn new(a: u8) -> Self { C }", ["special __new__(a)"], "(a)"),
        ("fn __new__(a: u8) -> Self { C }", ["special __new__(a)"], "(a)"),
        (
            "#[new] #[pyo3(signature = (a, b = 1, **kw))] fn n(a: u8, b: u8, kw: X) -> Self { C }",
            ["special __new__(a, b=1, **kw)"],
            "(a, b=1, **kw)",
        ),
        ("#[new] #[pyo3(text_signature = None)] fn new(a: u8) -> Self { C }", ["special __new__(a)"], None),
        ('#[new] #[pyo3(text_signature = "(x)")] fn new(a: u8) -> Self { C }', ["special __new__(x)"], "(x)"),
        ("#[new] #[classmethod] fn new(cls: &Bound<'_, PyType>, a: u8) -> Self { C }", ["special __new__(a)"], "($cls, a)"),
        ("", [], None),
    ],
)
def test_new(body: str, shown: list[str], text_signature: str | None) -> None:
    assert constructed(f"#[pyclass] struct C; #[pymethods] impl C {{ {body} }}") == (shown, text_signature)


@pytest.mark.parametrize(
    ("source", "shown", "text_signature"),
    [
        ('#[pyclass(new = "from_fields")] struct C { x: u8, r#type: Option<u8> }', "special __new__(x, type)", "(x, type)"),
        ('#[pyclass(new = "from_fields")] struct C(u8, u8);', "special __new__(_0, _1)", "(_0, _1)"),
    ],
)
def test_from_fields(source: str, shown: str, text_signature: str) -> None:
    assert constructed(source) == ([shown], text_signature)


OLD = """
    /// Docs.
    #[pyclass{options}] struct C;
    #[pymethods] impl C {{ #[new] fn new(a: u8) -> Self {{ C }} }}
"""
TOLD = '(text_signature = "(told, /)")'


@pytest.mark.parametrize(
    ("version", "options", "shown", "text_signature"),
    [
        ("0.19.0", "", "special __new__(a)", "(a)"),
        ("0.18.3", "", "special __new__(a)", None),
        ("0.18.3", TOLD, "special __new__(told, /)", "(told, /)"),
        ("0.20.3", TOLD, "special __new__(told, /)", "(told, /)"),
        ("0.21.0", TOLD, "special __new__(a)", "(a)"),
    ],
)
def test_versions(version: str, options: str, shown: str, text_signature: str | None) -> None:
    assert constructed(OLD.format(options=options), version) == ([shown], text_signature)


def test_docs_of_the_constructor_are_apart() -> None:
    seen = see("/// Of the class.\n#[pyclass] struct C;\n#[pymethods] impl C {\n/// Of new.\n#[new] fn new() -> Self { C } }")
    assert outline(seen)[0] == "class C -- Of the class."
    assert Facts(seen).new_doc == "Of new."


def test_signature_in_the_docs_of_an_old_class() -> None:
    source = "/// C(x)\n/// --\n///\n/// Text.\n#[pyclass] struct C;\n#[pymethods] impl C { #[new] fn new(a: u8) -> Self { C } }"
    seen = see(source, version="0.17.3")
    assert outline(seen) == ["class C -- Text.", ". special __new__(x)"]
    assert outline(see(source))[1] == ". special __new__(a)"


@pytest.mark.parametrize("version", ["0.27.2", "0.29.2"])
def test_init(version: str) -> None:
    seen = see(
        "#[pyclass] struct C; #[pymethods] impl C { #[pyo3(signature = (a, *, b))] fn __init__(&self, a: u8, b: u8) {} }", version=version
    )
    assert members(seen) == ["special __init__(a, *, b)"]
    assert seen.object["__init__"].extra["plissken"]["text_signature"] == ("($self, a, *, b)" if version == "0.27.2" else None)


def test_signature_in_the_docs_of_a_class_without_constructor() -> None:
    seen = see("/// C(x, *, y=1)\n/// --\n///\n/// Text.\n#[pyclass] struct C;", version="0.30.1")
    assert outline(seen) == ["class C -- Text."]
    assert Facts(seen).text_signature == Facts(seen).hand_written == "(x, *, y=1)"
