"""Both views of small projects, built."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import griffe
import pytest
from docutils import nodes
from sphinx import addnodes

from sphinx_plissken.extension.views import python_facts

MANIFEST = (
    '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[lib]\ncrate-type = ["cdylib"]\n\n[dependencies]\npyo3 = "0.25"\n'
)
LIB = """//! The root.

use pyo3::prelude::*;

/// Runs things.
#[pyclass(name = "Runner")]
pub struct PyRunner { #[pyo3(get)] pub limit: usize }

#[pymethods]
impl PyRunner {
    #[new]
    fn new(limit: usize) -> Self { Self { limit } }
    /// Run a thing; see [`PyRunner::stop`].
    #[pyo3(signature = (name, *, dry = false))]
    fn run(&self, name: &str, dry: bool) -> usize { 0 }
    fn stop(&self) {}
    fn __len__(&self) -> usize { 0 }
}

impl Clone for PyRunner { fn clone(&self) -> Self { todo!() } }

/// Start.
#[pyfunction]
pub fn start(runner: &PyRunner) -> PyResult<()> { Ok(()) }

#[deprecated(since = "1.0", note = "use [`start`]")]
pub fn begin() {}

pub trait Shape {
    /// Needed.
    fn area(&self) -> f64;
    fn name(&self) -> String { String::new() }
}

#[pymodule]
fn demo(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<PyRunner>()?;
    m.add_function(wrap_pyfunction!(start, m)?)
}
"""
BOTH = "Demo\n====\n\n.. plissken-python:: demo\n\n.. plissken-rust:: demo\n"
SETTINGS = {"plissken_project": "crate", "plissken_generate": False, "exclude_patterns": ["crate"], "nitpicky": True}


def files(page: str = BOTH, **others: str) -> dict[str, str]:
    return {"index.rst": page, "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB, **others}


@pytest.fixture
def both(build: Callable[..., Any]) -> Any:
    site = build(files(), **SETTINGS)
    assert not site.warnings, site.warnings
    return site


def shown(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", fragment.replace("<br />", " "))).split())


def signatures(document: nodes.document, domain: str) -> list[str]:
    return [" ".join(s.astext().split()) for s in document.findall(addnodes.desc_signature) if s.parent["domain"] == domain]


def test_signatures(both: Any) -> None:
    assert signatures(both.doctree(), "py") == [
        "class Runner(limit: int)",
        "property limit: int",
        "run(name: str, *, dry: bool = False) -> int",
        "stop() -> None",
        "__len__() -> int",
        "start(runner: Runner) -> None",
    ]
    written = [shown(signature) for signature in re.findall(r'<dt class="sig[^>]* rs".*?</dt>', both.text("index.html"), re.DOTALL)]
    assert any(signature.startswith("#[pyfunction] pub fn start(runner: &PyRunner) -> PyResult<()>") for signature in written), written
    assert not any("dry = false" in signature for signature in written)


def test_each_view_leads_to_the_other(both: Any) -> None:
    page = both.text("index.html")
    assert page.count("Rust implementation: ") == 7  # the module, the class and four members, the function
    assert 'href="#fn.demo.start"' in page
    assert 'href="#demo.Runner.run"' in page


def test_one_view_alone_is_silent_about_the_other(build: Callable[..., Any]) -> None:
    page = "Demo\n====\n\n.. plissken-python:: demo\n"
    site = build(files(page), **SETTINGS)
    assert not site.warnings
    assert "Rust implementation" not in site.text("index.html")


def test_badges_are_on_classes_and_functions(both: Any) -> None:
    page = both.text("index.html")
    assert page.count("plissken-binding") == 5  # in both views the class and the function, in one the module's function


def test_python_names_in_the_python_view(both: Any) -> None:
    python = [node for node in both.doctree().findall(addnodes.desc) if node["domain"] == "py"]
    references = {node["reftarget"]: node.astext() for desc in python for node in desc.findall(addnodes.pending_xref)}
    assert references["demo.Runner.stop"] == "Runner.stop"
    assert all("refspecific" not in node for desc in python for node in desc.findall(addnodes.pending_xref))


def test_source_is_folded_and_only_in_html(both: Any, build: Callable[..., Any]) -> None:
    line = LIB.split("\n").index("pub fn start(runner: &PyRunner) -> PyResult<()> { Ok(()) }") + 1
    assert f'<details class="plissken-source"><summary>Source <span>src/lib.rs:{line}</span>' in both.text("index.html")
    assert "Ok(())" not in build(files(), builder="text", **SETTINGS).text("index.txt")


def test_no_source_if_none_is_wanted(build: Callable[..., Any]) -> None:
    assert "plissken-source" not in build(files(), plissken_rust_source="none", **SETTINGS).text("index.html")


def test_deprecations_and_traits(both: Any) -> None:
    text = both.doctree().astext()
    assert "Deprecated since 1.0: use start" in text
    groups = [rubric.astext() for rubric in both.doctree().findall(nodes.rubric) if "plissken-group" in rubric["classes"]]
    assert groups == ["Required Methods", "Provided Methods"]
    assert "Trait implementations (1)" in text


def test_options_choose_members(build: Callable[..., Any]) -> None:
    page = "Demo\n====\n\n.. plissken-python:: demo.Runner\n   :members: stop, run\n   :member-order: alphabetical\n   :no-index:\n"
    site = build(files(page), **SETTINGS)
    assert signatures(site.doctree(), "py") == [
        "class demo.Runner(limit: int)",
        "run(name: str, *, dry: bool = False) -> int",
        "stop() -> None",
    ]
    assert "py:class" not in site.objects


def test_one_item_alone(build: Callable[..., Any]) -> None:
    site = build(files("Demo\n====\n\n.. plissken-rust:: demo::start\n\n.. plissken-python:: demo.Runner.run\n"), **SETTINGS)
    assert not site.warnings
    assert list(site.rust_objects["fn"]) == ["demo::start"]
    assert list(site.objects["py:method"]) == ["demo.Runner.run"]


def test_near_names_are_offered(build: Callable[..., Any]) -> None:
    site = build(files("Demo\n====\n\n.. plissken-rust:: demo::starts\n\n.. plissken-python:: demo.runner\n"), **SETTINGS)
    assert "demo::start" in site.warnings
    assert "demo.Runner" in site.warnings
    assert site.warnings.count("plissken.unknown") == 2


def test_an_index_of_both_views(build: Callable[..., Any]) -> None:
    site = build(files(BOTH + "\n.. plissken-index::\n"), **SETTINGS)
    rubrics = [rubric.astext() for rubric in site.doctree().findall(nodes.rubric)]
    assert rubrics[-2:] == ["Python Reference", "Rust Reference"]
    assert [cell.astext() for cell in site.doctree().findall(nodes.entry)][-2:] == ["demo", "The root."]


def test_handlers_change_docstrings_and_skip_members(build: Callable[..., Any]) -> None:
    conf = """
def shout(app, what, name, obj, options, lines):
    lines[:] = [line.upper() for line in lines]

def skip(app, what, name, obj, skip, options):
    return name == "stop"

def setup(app):
    app.connect("plissken-process-docstring", shout)
    app.connect("plissken-skip-member", skip)
"""
    site = build({**files(), "conf.py": conf}, **SETTINGS)
    text = site.doctree().astext()
    assert "START." in text
    assert "RUNS THINGS." in text
    assert "stop()" not in text


def test_napoleon_reads_google_style_in_python_files(build: Callable[..., Any]) -> None:
    docstring = '"""Help.\n\n    Args:\n        a: How much.\n\n    Returns:\n        More.\n    """'
    module = f'"""Helpers."""\n\n\ndef help(a: int) -> int:\n    {docstring}\n'
    pyproject = '[project]\nname = "helpers"\nversion = "1.0"\n'
    pages = {
        "index.rst": "Demo\n====\n\n.. plissken-python:: helpers\n",
        "crate/pyproject.toml": pyproject,
        "crate/helpers/__init__.py": module,
    }
    for extensions in (["sphinx_plissken"], ["sphinx.ext.napoleon", "sphinx_plissken"]):
        site = build(pages, extensions=extensions, fresh=True, **SETTINGS)
        assert not site.warnings, site.warnings
        names = [field.astext() for field in site.doctree().findall(nodes.field_name)]
        assert names == ["Parameters", "Returns", "Return type"][: len(names)]
        assert len(names) >= 2


def test_a_project_that_is_not_there_is_an_error(build: Callable[..., Any]) -> None:
    from sphinx.errors import ConfigError, ExtensionError

    with pytest.raises(ConfigError, match="no directory"):
        build({"index.rst": "x\n=\n"}, plissken_project="gone")
    with pytest.raises(ExtensionError, match="nothing to document"):
        build({"index.rst": "x\n=\n", "empty/notes.txt": ""}, plissken_project="empty")


def test_directives_without_a_project_say_what_is_missing(build: Callable[..., Any]) -> None:
    site = build({"index.rst": "x\n=\n\n.. plissken-index::\n"})
    assert "set plissken_project in conf.py" in site.warnings


@pytest.mark.parametrize(
    ("name", "value"),
    [("plissken_output_dir", "../api"), ("plissken_python_docstrings", "html"), ("plissken_rust_reach", {"demo": "all"})],
)
def test_values_that_make_no_sense_are_errors(build: Callable[..., Any], name: str, value: object) -> None:
    from sphinx.errors import ConfigError

    with pytest.raises(ConfigError, match=name):
        build({"index.rst": "x\n=\n"}, **{name: value})


def test_attributes_in_the_docstring_of_a_class_are_no_second_objects(build: Callable[..., Any]) -> None:
    docstring = '"""A point.\n\n    Attributes:\n        x: Where.\n    """'
    module = f'"""Helpers."""\n\n\nclass Point:\n    {docstring}\n\n    x: int = 0\n'
    pyproject = '[project]\nname = "helpers"\nversion = "1.0"\n'
    pages = {
        "index.rst": "Demo\n====\n\n.. plissken-python:: helpers\n",
        "crate/pyproject.toml": pyproject,
        "crate/helpers/__init__.py": module,
    }
    for extensions in (["sphinx_plissken"], ["sphinx.ext.napoleon", "sphinx_plissken"]):
        site = build(pages, extensions=extensions, fresh=True, **SETTINGS)
        assert not site.warnings, site.warnings
        assert list(site.objects["py:attribute"]) == ["helpers.Point.x"]


def test_the_module_index_shows_text_and_no_markup(build: Callable[..., Any]) -> None:
    lib = "//! The home of [`Thing`]s and *more*.\n\npub struct Thing;\n\npub struct Pair(pub u8, pub u8);\n"
    site = build(files(".. plissken-rust:: demo\n", **{"crate/src/lib.rs": lib}), **SETTINGS)
    index = site.text("rs-modindex.html")
    assert "<em>The home of Things and more.</em>" in index
    assert re.findall(r">(\w+) \(demo", site.text("genindex.html")) == ["Pair", "Thing"]  # and no `0`


@pytest.mark.parametrize(
    ("noted", "badges"), [({"kind": "function", "rust": "m::f"}, ["Binding"]), ({"kind": "function", "rust": ""}, []), ({}, [])]
)
def test_only_what_rust_makes_is_marked_as_a_binding(noted: dict[str, str], badges: list[str]) -> None:
    """A function of a module that C code brings along is none."""
    function = griffe.Function("f")
    function.extra["plissken"] |= noted
    assert python_facts.badges(function) == badges


def test_a_module_is_described_again_without_an_index_entry(build: Callable[..., Any]) -> None:
    page = f"{BOTH}\n.. plissken-rust:: demo\n   :no-index:\n\n.. plissken-python:: demo\n   :no-index:\n"
    site = build(files(page), **SETTINGS)
    assert not site.warnings, site.warnings
    assert site.doctree().astext().count("The root.") == 2


def test_names_that_only_the_stub_lists_say_so(build: Callable[..., Any]) -> None:
    project = '[build-system]\nrequires = ["maturin"]\nbuild-backend = "maturin"\n[project]\nname = "demo"\nversion = "1"\n'
    stub = (
        "from typing import TypedDict\n__all__ = ['start', 'Options']\n"
        'class Options(TypedDict):\n    """How to start."""\ndef start(runner: Options) -> None: ...\n'
    )
    page = "Demo\n====\n\n.. plissken-python:: demo\n   :members: start, Options\n"
    site = build(files(page, **{"crate/pyproject.toml": project, "crate/demo.pyi": stub}), **SETTINGS)
    text = site.text("index.html")
    note = '<p class="plissken-availability">Only in the stub; the source does not define it.</p>'
    assert text.count(note) == 1
    assert text.index('id="demo.Options"') < text.index(note) < text.rindex("How to start.")
    assert re.search(r'<a [^>]*href="#demo.Options"[^>]*><span class="pre">Options<', text)
