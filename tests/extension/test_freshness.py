"""A build reads exactly the pages whose content is another than before."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MANIFEST = (
    '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[lib]\ncrate-type = ["cdylib"]\n\n[dependencies]\npyo3 = "0.25"\n'
)
LIB = """//! The root; see [`tools::Hammer`].
use pyo3::prelude::*;
pub mod tools;
pub mod other;
/// Start.
#[pyfunction]
pub fn start() -> usize { 0 }
#[pymodule]
fn demo(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_function(wrap_pyfunction!(start, m)?) }
"""
FILES = {
    "index.rst": "Demo\n====\n\n.. toctree::\n\n   api/index\n",
    "crate/Cargo.toml": MANIFEST,
    "crate/src/lib.rs": LIB,
    "crate/src/tools.rs": "//! Tools.\n/// Hits.\npub struct Hammer;\n",
    "crate/src/other.rs": "//! Other things.\npub fn unrelated() {}\n",
}
ROOT, TOOLS, OTHER, PYTHON = "api/rust/demo", "api/rust/demo/tools", "api/rust/demo/other", "api/python/demo"
INDICES = {"api/index", "api/rust/index"}


@pytest.fixture
def rebuild(build: Callable[..., Any]) -> Callable[..., tuple[set[str], Any]]:
    """Build, change files, build again; tell what was read the second time."""
    build(FILES, plissken_project="crate", exclude_patterns=["crate"])

    def build_again(**changed: str | None) -> tuple[set[str], Any]:
        files = {name.replace("__", "/").replace("_rs", ".rs"): text for name, text in changed.items()}
        site = build({name: text for name, text in files.items() if text is not None}, plissken_project="crate", exclude_patterns=["crate"])
        status = re.sub(r"\x1b\[[0-9;]*m", "", site.app.status.getvalue())
        return set(re.findall(r"reading sources\.\.\. \[ *\d+%\] ([\w/]+)", status)), site

    return build_again


def test_nothing_touched(rebuild: Callable[..., Any]) -> None:
    read, _ = rebuild()
    assert read == set()


def test_a_file_is_touched_and_says_the_same(rebuild: Callable[..., Any]) -> None:
    read, _ = rebuild(crate__src__lib_rs=LIB)
    assert read == set()


def test_a_line_of_a_body(rebuild: Callable[..., Any]) -> None:
    read, site = rebuild(crate__src__lib_rs=LIB.replace("{ 0 }", "{ 1 }"))
    assert read == {ROOT}
    assert '<span class="mi">1</span>' in site.text(f"{ROOT}.html")


def test_a_doc_comment_of_a_binding(rebuild: Callable[..., Any]) -> None:
    read, site = rebuild(crate__src__lib_rs=LIB.replace("/// Start.", "/// Begin."))
    assert read == {ROOT, PYTHON}
    assert "Begin." in site.text(f"{PYTHON}.html")


def test_a_signature(rebuild: Callable[..., Any]) -> None:
    read, _ = rebuild(crate__src__lib_rs=LIB.replace("start() ->", "start(times: usize) ->"))
    assert read == {ROOT, PYTHON}


def test_an_item_is_renamed_that_another_page_mentions(rebuild: Callable[..., Any]) -> None:
    read, site = rebuild(crate__src__tools_rs="//! Tools.\n/// Hits.\npub struct Mallet;\n")
    assert read == {ROOT, TOOLS, *INDICES}  # the indices show the sentence that mentions it
    assert "[tools::Hammer]" in site.doctree(ROOT).astext()


def test_the_first_line_of_a_module(rebuild: Callable[..., Any]) -> None:
    read, _ = rebuild(crate__src__other_rs="//! Something else.\npub fn unrelated() {}\n")
    assert read == {ROOT, OTHER, *INDICES}


def test_a_module_is_added_and_one_removed(rebuild: Callable[..., Any]) -> None:
    read, site = rebuild(crate__src__lib_rs=LIB.replace("pub mod other;", "pub mod added;"), crate__src__added_rs="//! New.\n")
    assert read == {ROOT, "api/rust/demo/added", *INDICES}
    assert OTHER not in site.app.env.all_docs
    assert not (Path(site.app.srcdir) / f"{OTHER}.rst").exists()
    assert "demo::other" not in site.rust_objects.get("mod", {})
