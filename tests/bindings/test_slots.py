"""Dunder methods: which attributes they make, and which come with them."""

from __future__ import annotations

import pytest
from one_binding import Facts, members, see

COMPARISONS = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"]


def made(body: str, options: str = "", version: str = "0.29.2") -> tuple[list[str], set[str]]:
    """The members, and the names that come with them."""
    seen = see(f"#[pyclass({options})] struct C; #[pymethods] impl C {{ {body} }}", version=version)
    return members(seen), set(Facts(seen).derived)


@pytest.mark.parametrize(
    ("body", "found", "derived"),
    [
        ("fn __repr__(&self) -> String { todo!() }", ["special __repr__()"], set()),
        ("fn __add__(&self, other: u8) -> u8 { 1 }", ["special __add__(other, /)"], {"__radd__"}),
        ("fn __rsub__(&self, other: u8) -> u8 { 1 }", ["special __rsub__(other, /)"], {"__sub__"}),
        ("fn __iadd__(&mut self, other: u8) {}", ["special __iadd__(other, /)"], set()),
        ("fn __pow__(&self, e: u8, m: Option<u8>) {}", ["special __pow__(e, m=None, /)"], {"__rpow__"}),
        ("fn __setitem__(&self, k: u8, v: u8) {}", ["special __setitem__(k, v, /)"], {"__delitem__"}),
        ("fn __delattr__(&self, name: &str) {}", ["special __delattr__(name, /)"], {"__setattr__"}),
        ("fn __getattr__(&self, name: &str) {}", ["special __getattribute__(name, /)"], set()),
        (
            "fn __concat__(&self, other: u8) {} fn __repeat__(&self, n: u8) {}",
            ["special __add__(other, /)", "special __mul__(n, /)"],
            {"__rmul__"},
        ),
        ("fn __inplace_concat__(&mut self, o: u8) {}", ["special __iadd__(o, /)"], set()),
        ("fn __traverse__(&self, v: X) {} fn __clear__(&mut self) {} fn __getbuffer__(&self) {}", [], set()),
        ("fn __eq__(&self, other: &Self) -> bool { true }", ["special __eq__(other, /)"], {*COMPARISONS, "__hash__"} - {"__eq__"}),
        (
            "fn __richcmp__(&self, other: &Self, op: CompareOp) -> bool { true }",
            [f"special {n}(other, /)" for n in COMPARISONS],
            {"__hash__"},
        ),
        (
            "fn __eq__(&self, o: &Self) -> bool { true } fn __hash__(&self) -> u64 { 1 }",
            ["special __eq__(o, /)", "special __hash__()"],
            {*COMPARISONS} - {"__eq__"},
        ),
        ("#[pyo3(signature = (a, *, b = 2))] fn __call__(&self, a: u8, b: u8) {}", ["special __call__(a, *, b=2)"], set()),
        ("fn __exit__(&self, t: X, v: X, tb: X) {}", ["special __exit__(t, v, tb)"], set()),
        ('#[pyo3(name = "__len__")] fn size(&self) -> usize { 1 }', ["special __len__()"], set()),
        ("#[classmethod] fn __class_getitem__(cls: X, key: u8) {}", ["special __class_getitem__(key)"], set()),
        ("#[getter] fn __wrapped__(&self) -> u8 { 1 }", ["special __wrapped__"], set()),
    ],
)
def test_slots(body: str, found: list[str], derived: set[str]) -> None:
    assert made(body) == (found, derived)


@pytest.mark.parametrize(
    ("options", "derived"),
    [
        ("eq", {*COMPARISONS, "__hash__"}),
        ("eq, ord, hash, frozen", {*COMPARISONS, "__hash__"}),
        ("str", {"__str__"}),
        ('str = "{x}"', {"__str__"}),
        ("generic", {"__class_getitem__"}),
        ("dict, weakref", {"__dict__"}),
        ("frozen, sequence, mapping, freelist = 8, unsendable", set()),
    ],
)
def test_options(options: str, derived: set[str]) -> None:
    assert made("", options) == ([], derived)


def test_comparisons_of_old_versions_are_methods() -> None:
    body = "fn __lt__(&self, o: u8) -> bool { true }"
    assert made(body, version="0.19.2") == (["special __lt__(o)"], set())
    assert made(body, version="0.20.0")[1] >= {"__gt__"}
    body = "fn __eq__(&self, o: u8) -> bool { true }"
    assert made(body, version="0.19.2") == (["special __eq__(o)"], {"__hash__"}), "CPython hashes nothing that has an __eq__ of its own"


def test_docs_of_slots_are_those_of_the_source() -> None:
    assert made("/// How many.\nfn __len__(&self) -> usize { 1 }")[0] == ["special __len__() -- How many."]


def test_protocols_of_old_versions() -> None:
    source = "#[pyclass] struct C; #[pyproto] impl PyObjectProtocol for C { fn __str__(&self) -> String { todo!() } }"
    assert members(see(source, version="0.17.3")) == ["special __str__()"]
    assert members(see(source, version="0.18.0")) == []


@pytest.mark.parametrize(
    ("method", "result"),
    [
        ("fn __next__(&mut self) -> Option<Item> { None }", "Item"),
        ("fn __next__(&mut self) -> PyResult<Option<Item>> { None }", "Item"),
        ("fn __next__(&mut self) -> IterNextOutput<Item, Last> { None }", "Item"),
        ("fn __iter__(&self) -> Iter { todo!() }", "Iter"),
        ("fn __iadd__(&mut self, o: u8) {}", "Self"),
        ("fn __setattr__(&self, n: &str, v: u8) {}", "None"),
    ],
)
def test_results(method: str, result: str) -> None:
    source = f"#[pyclass] struct C; #[pymethods] impl C {{ {method} }}"
    seen = see(source, annotate=lambda type, module, position, self_type="": getattr(type, "path", None) and type.path.last.name)
    assert next(iter(seen.object.members.values())).returns == result
