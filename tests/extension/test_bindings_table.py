"""The table "Rust and Python names"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

MANIFEST = (
    '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[lib]\ncrate-type = ["cdylib"]\n\n[dependencies]\npyo3 = "0.25"\n'
)
LIB = """use pyo3::prelude::*;

#[pyclass(name = "Runner")]
pub struct PyRunner { pub limit: usize }

#[pymethods]
impl PyRunner {
    #[new]
    fn new(limit: usize) -> Self { Self { limit } }
    #[getter]
    fn limit(&self) -> usize { 0 }
    #[setter]
    fn set_limit(&mut self, limit: usize) {}
    fn run(&self, a_long_name: usize, another_long_name: usize, a_third_long_name: usize, the_last_name: usize) -> usize { 0 }
}

/// Start.
#[pyfunction]
pub fn start(runner: &PyRunner) -> PyResult<()> { Ok(()) }

#[pymodule]
fn demo(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyRunner>()?;
    m.add_function(wrap_pyfunction!(start, m)?)?;
    let inner = PyModule::new(m.py(), "inner")?;
    inner.add("LIMIT", LIMIT)?;
    m.add_submodule(&inner)
}

pub const LIMIT: usize = 4;
"""
SETTINGS = {"plissken_project": "crate", "plissken_generate": False, "exclude_patterns": ["crate"], "nitpicky": True}
BOTH = ".. plissken-python:: demo\n\n.. plissken-python:: demo.inner\n\n.. plissken-rust:: demo\n\n"

Build = Callable[..., Any]


@pytest.fixture
def table(build: Build) -> Callable[..., list[list[str]]]:
    """A function that builds the table and returns its rows, the lines of each cell joined."""

    def rows(*options: str) -> list[list[str]]:
        directive = "".join([".. plissken-bindings::\n", *(f"   :{option}\n" for option in options)])
        files = {"index.rst": f"Demo\n====\n\n{BOTH}{directive}", "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB}
        site = build(files, **SETTINGS)
        assert not site.warnings, site.warnings
        tables = [table for table in site.doctree().findall(nodes.table) if "plissken-bindings" in table["classes"]]
        return [[_text(cell) for cell in row.children] for table in tables for row in table.findall(nodes.row)]

    return rows


def _text(cell: nodes.Element) -> str:
    return " | ".join(paragraph.astext() for paragraph in cell.findall(nodes.paragraph))


def test_every_binding_has_both_names_and_both_signatures(table: Callable[..., list[list[str]]]) -> None:
    assert table() == [
        ["Python", "Rust"],
        ["demo", "demo::demo | fn demo(m: &Bound<'_, PyModule>) -> PyResult<()>"],
        [
            "demo.Runner | class Runner(limit: int)",
            "demo::PyRunner | pub struct PyRunner | demo::PyRunner::new | fn new(limit: usize) -> Self",
        ],
        [
            "demo.Runner.limit | limit: int",
            "demo::PyRunner::limit | fn limit(&self) -> usize | demo::PyRunner::set_limit | fn set_limit(&mut self, limit: usize)",
        ],
        [
            "demo.Runner.run | run(a_long_name: int, another_long_name: int, a_third_long_name: int, the_last_name: int) -> int",
            "demo::PyRunner::run | "
            "fn run(&self, a_long_name: usize, another_long_name: usize, a_third_long_name: usize, the_last_name: usize) -> usize",
        ],
        ["demo.inner.LIMIT | LIMIT: int", "demo::LIMIT | pub const LIMIT: usize = 4;"],
        ["demo.start | start(runner: Runner) -> None", "demo::start | pub fn start(runner: &PyRunner) -> PyResult<()>"],
    ]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("kinds: class, function",), ["demo.Runner", "demo.start"]),
        (("modules: demo.inner",), ["demo.inner.LIMIT"]),
        (("modules: demo", "kinds: constant"), ["demo.inner.LIMIT"]),
        (("kinds: exception",), []),
    ],
)
def test_limits(table: Callable[..., list[list[str]]], options: tuple[str, ...], names: list[str]) -> None:
    assert [row[0] for row in table(*options, "no-signatures:")][1:] == names


def test_both_names_are_links(build: Build) -> None:
    page = f"Demo\n====\n\n{BOTH}.. plissken-bindings::\n   :kinds: class\n   :no-signatures:\n"
    site = build({"index.rst": page, "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB}, **SETTINGS)
    table = next(table for table in site.doctree().findall(nodes.table) if "plissken-bindings" in table["classes"])
    assert [node["reftarget"] for node in table.findall(addnodes.pending_xref)] == ["demo.Runner", "demo::PyRunner", "demo::PyRunner::new"]
    html = site.text("index.html").partition("plissken-bindings")[2]
    assert 'href="#demo.Runner"' in html
    assert 'href="#struct.demo.PyRunner"' in html


def test_the_page_follows_the_bindings(build: Build) -> None:
    page = "Demo\n====\n\n.. plissken-bindings::\n"
    build({"index.rst": page, "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB}, **SETTINGS)
    site = build({"crate/src/lib.rs": LIB.replace("start(runner: &PyRunner)", "start(runner: &PyRunner, now: bool)")}, **SETTINGS)
    assert "now: bool" in site.doctree().astext()


def test_what_a_limit_does_not_find_is_told(build: Build) -> None:
    page = "Demo\n====\n\n.. plissken-bindings::\n   :modules: demo.iner\n"
    site = build({"index.rst": page, "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB}, **SETTINGS)
    assert "the Python reference has no 'demo.iner'; did you mean demo.inner" in site.warnings
