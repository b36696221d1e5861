"""Two projects whose pages lead to each other, in both domains, from reStructuredText and from MyST."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Built, build_source

CARGO = """\
[package]
name = "{0}"
version = "1.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
pyo3 = "0.25"
{1} = "1.0"
"""
PYPROJECT = '[project]\nname = "{0}"\n[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n'
LIB = """\
//! A crate.
use pyo3::prelude::*;

/// A thing.
#[pyclass]
pub struct {1} {{}}

#[pymethods]
impl {1} {{
    /// Go.
    fn go(&self, other: &{2}) -> usize {{ 0 }}
}}

#[pymodule]
fn {0}(m: &Bound<'_, PyModule>) -> PyResult<()> {{
    m.add_class::<{1}>()
}}
"""
CONF = """
extensions = ["myst_parser", "sphinx.ext.intersphinx", "sphinx_plissken"]
plissken_project = "project"
exclude_patterns = ["project", "_build"]
html_theme = "alabaster"
nitpicky = True
intersphinx_mapping = {mapping!r}
intersphinx_disabled_reftypes = []
"""
REST = """
In reStructuredText
===================

.. toctree::

   markdown
   api/index

:rs:struct:`{0}::{1}` :rs:method:`~{0}::{1}::go` :rs:crate:`{0}` :rs:obj:`other <{0}::{1}>` :external+other:rs:struct:`{0}::{1}`
:external:rs:method:`{0}::{1}::go` :any:`{0}::{1}`

:py:class:`{0}.{1}` :py:meth:`{0}.{1}.go` :py:mod:`{0}` :external+other:py:class:`{0}.{1}`
"""
MYST = """# In MyST

{{rs:struct}}`{0}::{1}` {{rs:method}}`{0}::{1}::go` {{external+other:rs:struct}}`{0}::{1}` [by address](inv:other:rs:struct#{0}::{1})
[by pattern](inv:#{0}::{1}::go)

{{py:class}}`{0}.{1}` {{external+other:py:meth}}`{0}.{1}.go` [by address](inv:other:py:class#{0}.{1})
"""

BELOW = "https://{}.invalid/api/"
RUST = {"struct": "rust/{0}.html#struct.{0}.{1}", "method": "rust/{0}.html#method.{0}.{1}.go", "crate": "rust/{0}.html#crate.{0}"}
PYTHON = {"class": "python/{0}.html#{0}.{1}", "method": "python/{0}.html#{0}.{1}.go", "module": "python/{0}.html#module-{0}"}


def write(folder: Path, name: str, cls: str, other: str, other_class: str, mapping: dict[str, tuple[str, str]]) -> None:
    """A documented project; without a mapping its pages lead nowhere else."""
    foreign = f"{other}::{other_class}"
    files = {
        "project/Cargo.toml": CARGO.format(name, other),
        "project/pyproject.toml": PYPROJECT.format(name),
        "project/src/lib.rs": LIB.format(name, cls, foreign),
        "conf.py": CONF.format(mapping=mapping),
        "index.rst": REST.format(other, other_class) if mapping else "T\n=\n\n.. toctree::\n\n   api/index\n",
        **({"markdown.md": MYST.format(other, other_class)} if mapping else {}),
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def inventory(folder: Path, name: str) -> dict[str, tuple[str, str]]:
    return {"other": (f"https://{name}.invalid/", str(folder / "_build" / "objects.inv"))}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Each project, built with the inventory of the other."""
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    write(first, "first", "Apple", "second", "Pear", {})
    assert build_source(first, first / "_build", "-q", "-W").code == 0
    write(second, "second", "Pear", "first", "Apple", inventory(first, "first"))
    built = {"second": build_source(second, second / "_build", "-q", "-W", "--keep-going")}
    write(first, "first", "Apple", "second", "Pear", inventory(second, "second"))
    return built | {"first": build_source(first, first / "_build", "-q", "-W", "--keep-going")}


def outward(page: str) -> list[str]:
    return re.findall(r'href="https://\w+\.invalid/api/([^"]+)"', page)


@pytest.mark.parametrize(("name", "other", "cls"), [("first", "second", "Pear"), ("second", "first", "Apple")])
def test_roles_and_links_lead_to_the_other_project(sites: dict[str, Built], name: str, other: str, cls: str) -> None:
    site = sites[name]
    assert site.code == 0, site.output
    rust = {kind: address.format(other, cls) for kind, address in RUST.items()}
    python = {kind: address.format(other, cls) for kind, address in PYTHON.items()}
    assert outward(site.page("index")) == [
        *(rust[kind] for kind in ("struct", "method", "crate", "struct", "struct", "method", "struct")),
        *(python[kind] for kind in ("class", "method", "module", "class")),
    ]
    assert outward(site.page("markdown")) == [
        *(rust[kind] for kind in ("struct", "method", "struct", "struct", "method")),
        *(python[kind] for kind in ("class", "method", "class")),
    ]


@pytest.mark.parametrize(("name", "other", "cls"), [("first", "second", "Pear"), ("second", "first", "Apple")])
def test_names_in_signatures_lead_to_the_other_project(sites: dict[str, Built], name: str, other: str, cls: str) -> None:
    assert outward(sites[name].page(f"api/rust/{name}")) == [RUST["struct"].format(other, cls)]
