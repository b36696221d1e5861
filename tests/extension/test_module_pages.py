"""What a module's page says before it is scrolled, and pages for single items."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx import addnodes

MANIFEST = """[package]
name = "demo"
version = "1.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[features]
extra = []

[dependencies]
pyo3 = "0.25"
"""
LIB = """//! The root.

use pyo3::prelude::*;

/// Further things.
pub mod more {
    /// Only one.
    pub struct Single;
}

/// Runs things. And more.
#[pyclass]
pub struct Runner;

/// Start.
#[pyfunction]
pub fn start() -> usize { 0 }

/// Waits.
pub async unsafe fn wait() {}

/// Counts.
pub const fn count() -> usize { 0 }

#[deprecated]
pub fn begin() {}

#[cfg(feature = "extra")]
pub fn further() {}

/// A limit.
pub const LIMIT: usize = 4;

/// A shape.
pub unsafe trait Shape {}

#[pymodule]
fn demo(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Runner>()?;
    m.add_function(wrap_pyfunction!(start, m)?)
}
"""
PYTHON = '''"""The package."""

import warnings


class Plain:
    """A class."""


class Wrong(Exception):
    """An error."""


async def later():
    """Wait."""


@warnings.deprecated("use later")
def earlier():
    """Do not wait."""


LIMIT = 3
"""A limit."""
'''
FILES = {
    "crate/Cargo.toml": MANIFEST,
    "crate/src/lib.rs": LIB,
    "crate/pkg/__init__.py": PYTHON,
    "crate/pkg/sub.py": '"""Below."""\n\nX = 1\n',
}
PYPROJECT = """[build-system]
requires = ["maturin"]
build-backend = "maturin"

[project]
name = "pkg"

[tool.maturin]
python-source = "."
module-name = "pkg.demo"
"""
SETTINGS = {"plissken_project": "crate", "exclude_patterns": ["crate"], "nitpicky": True, "plissken_rust_features": ["extra"]}
INDEX = "Demo\n====\n\n.. toctree::\n\n   api/index\n"

Build = Callable[..., Any]


@pytest.fixture
def built(build: Build) -> Callable[..., Any]:
    """A function that builds the project's generated pages."""

    def build_site(changes: dict[str, str] | None = None, **configuration: Any) -> Any:
        files = {"index.rst": INDEX, "crate/pyproject.toml": PYPROJECT, **FILES} if changes is None else changes
        site = build(files, **{**SETTINGS, **configuration})
        assert not site.warnings, site.warnings
        return site

    return build_site


def lists(document: nodes.document) -> dict[str, list[str]]:
    """Group title -> names with their badges, of the lists on a page."""
    found: dict[str, list[str]] = {}
    for table in (table for table in document.findall(nodes.table) if "plissken-summary" in table["classes"]):
        title = ""
        for row in table.findall(nodes.row):
            if "plissken-summary-group" in row["classes"]:
                title = row.astext().strip()
            else:
                badges = [f"[{''.join(text.astext() for text in badge.children)}]" for badge in row.findall() if _is_badge(badge)]
                found.setdefault(title, []).append(" ".join([next(iter(row.findall(nodes.literal))).astext(), *badges]))
    return found


def _is_badge(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and "plissken-badge" in node["classes"]


def test_a_rust_module_lists_what_it_holds_as_rustdoc_groups_it(built: Callable[..., Any]) -> None:
    assert lists(built().doctree("api/rust/demo")) == {
        "Modules": ["more"],
        "Structs": ["Runner [Binding]"],
        "Constants": ["LIMIT"],
        "Traits": ["Shape [unsafe]"],
        "Functions": [
            "begin [Deprecated]",
            "count [const]",
            "demo [Binding]",
            "further [extra]",
            "start [Binding]",
            "wait [unsafe] [async]",
        ],
    }


def test_a_python_module_lists_what_it_holds_as_autosummary_groups_it(built: Callable[..., Any]) -> None:
    assert lists(built().doctree("api/python/pkg")) == {
        "Modules": ["demo", "sub"],
        "Classes": ["Plain"],
        "Exceptions": ["Wrong"],
        "Functions": ["later [async]", "earlier [Deprecated]"],
        "Data": ["LIMIT"],
    }


def test_each_name_stands_with_the_first_sentence(built: Callable[..., Any]) -> None:
    page = built().text("api/rust/demo.html")
    row = re.search(r"<tr[^>]*><th class=\"stub\">(?:(?!</tr>).)*Runner.*?</tr>", page, re.DOTALL)
    assert row
    assert "<p>Runs things.</p>" in row[0]


def test_one_page_for_each_item(built: Callable[..., Any]) -> None:
    site = built(plissken_pages="item")
    pages = {path.relative_to(site.app.srcdir / "api").with_suffix("").as_posix() for path in (site.app.srcdir / "api").rglob("*.rst")}
    assert pages == {
        *("index", "python/index", "python/pkg", "python/pkg/sub", "python/pkg/demo", "rust/index", "rust/demo", "rust/demo/more"),
        *("python/pkg/Plain", "python/pkg/Wrong", "python/pkg/later", "python/pkg/earlier"),
        *("python/pkg/demo/Runner", "python/pkg/demo/start"),
        *("rust/demo/struct.Runner", "rust/demo/trait.Shape", "rust/demo/more/struct.Single"),
        *(f"rust/demo/fn.{name}" for name in ("begin", "count", "demo", "further", "start", "wait")),
    }


def test_a_modules_page_lists_what_has_a_page_and_shows_the_rest(built: Callable[..., Any]) -> None:
    site = built(plissken_pages="item")
    described = [node["objtype"] for node in site.doctree("api/rust/demo").findall(addnodes.desc)]
    assert described == ["const"]
    assert [node["objtype"] for node in site.doctree("api/python/pkg").findall(addnodes.desc)] == ["data"]
    assert "Functions" in lists(site.doctree("api/rust/demo"))
    assert 'href="demo/struct.Runner.html#struct.demo.Runner"' in site.text("api/rust/demo.html")
    assert 'href="../../python/pkg/demo/Runner.html#pkg.demo.Runner"' in site.text("api/rust/demo/struct.Runner.html")


def test_a_changed_item_reads_its_own_page_only(built: Callable[..., Any]) -> None:
    site = built(plissken_pages="item")
    before = doctrees(site)
    site = built({"crate/src/lib.rs": LIB.replace("fn count() -> usize { 0 }", "fn count() -> isize { 0 }")}, plissken_pages="item")
    after = doctrees(site)
    assert {name for name, time in after.items() if before[name] != time} == {"api/rust/demo/fn.count"}


def doctrees(site: Any) -> dict[str, int]:
    """When each page was read last."""
    folder = Path(site.app.doctreedir)
    return {file.relative_to(folder).with_suffix("").as_posix(): file.stat().st_mtime_ns for file in folder.rglob("*.doctree")}


def test_pages_of_items_go_when_items_have_none_any_more(built: Callable[..., Any]) -> None:
    site = built(plissken_pages="item")
    assert (Path(site.app.srcdir) / "api/rust/demo/struct.Runner.rst").exists()
    site = built({}, plissken_pages="module")
    assert not (Path(site.app.srcdir) / "api/rust/demo/struct.Runner.rst").exists()
    assert "pub struct" in site.doctree("api/rust/demo").astext()


def test_what_options_leave_out_has_no_page(built: Callable[..., Any]) -> None:
    site = built(plissken_pages="item", plissken_default_options={"exclude-members": "Plain, Runner", "undoc-members": False})
    for name in ("python/pkg/Plain", "rust/demo/struct.Runner", "rust/demo/fn.further"):
        assert not (Path(site.app.srcdir) / f"api/{name}.rst").exists()
    assert "Plain" not in str(lists(site.doctree("api/python/pkg")))


def test_a_function_that_has_the_name_of_a_module_stays_on_its_modules_page(built: Callable[..., Any]) -> None:
    files = {**FILES, "index.rst": INDEX, "crate/pyproject.toml": PYPROJECT, "crate/pkg/__init__.py": "def sub():\n    pass\n"}
    site = built({**files, "crate/src/lib.rs": f"{LIB}\n/// Same.\npub fn more() {{}}\n"}, plissken_pages="item")
    assert "pub fn more()" in site.doctree("api/rust/demo").astext()
    assert not (Path(site.app.srcdir) / "api/rust/demo/fn.more.rst").exists()


def test_pages_in_markdown(built: Callable[..., Any]) -> None:
    files = {"index.md": "# Demo\n\n```{toctree}\napi/index\n```\n", "crate/pyproject.toml": PYPROJECT, **FILES}
    site = built(files, plissken_pages="item", extensions=["myst_parser", "sphinx_plissken"], source_suffix={".md": "markdown"})
    assert (Path(site.app.srcdir) / "api/rust/demo.md").read_text().startswith("# demo\n\n```{plissken-rust} demo\n:split:\n```\n")
    assert (Path(site.app.outdir) / "api/rust/demo/struct.Runner.html").exists()
