"""What must not grow with the size of a project: the work for one page, and what is kept of one item."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_plissken.extension.environment.catalogue import Catalogue
from sphinx_plissken.extension.environment.loading import loaded_site

FUNCTION = """/// Does a thing to a [`Thing`].
#[pyfunction]
pub fn function_{0}(thing: &Thing, limit: Option<usize>) -> Option<Thing> {{
    None
}}
"""
MODULE = "//! A module.\nuse pyo3::prelude::*;\n/// A thing.\n#[pyclass]\npub struct Thing;\n" + "".join(map(FUNCTION.format, range(20)))
MODULES = 5
ITEMS = MODULES * 21
LIBRARY = """//! A crate.
use pyo3::prelude::*;
{modules}
#[pymodule]
fn many(m: &Bound<'_, PyModule>) -> PyResult<()> {{
{registered}
    Ok(())
}}
"""
SUBMODULE = """    let m{0} = PyModule::new(m.py(), "m{0}")?;
    m{0}.add_class::<m{0}::Thing>()?;
{1}
    m.add_submodule(&m{0})?;
"""


def submodule(number: int) -> str:
    functions = "\n".join(f"    m{number}.add_function(wrap_pyfunction!(m{number}::function_{i}, &m{number})?)?;" for i in range(20))
    return SUBMODULE.format(number, functions)


FILES = {
    "conf.py": 'extensions = ["sphinx_plissken"]\nplissken_project = "project"\nexclude_patterns = ["project"]\n',
    "index.rst": "Many\n====\n\n.. toctree::\n\n   api/index\n",
    "project/pyproject.toml": '[build-system]\nbuild-backend = "maturin"\n[project]\nname = "many"\nversion = "1"\n',
    "project/Cargo.toml": '[package]\nname = "many"\nversion = "1.0.0"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\npyo3 = "0.26"\n',
    "project/src/lib.rs": LIBRARY.format(
        modules="\n".join(f"pub mod m{number};" for number in range(MODULES)),
        registered="".join(submodule(number) for number in range(MODULES)),
    ),
    **{f"project/src/m{number}.rs": MODULE for number in range(MODULES)},
}


class Table(dict[Any, Any]):
    """A table that tells when someone walks it."""

    walks: tuple[str, ...] = ()
    is_watched = False

    def _walk(self, how: str) -> None:
        if Table.is_watched:
            Table.walks += (how,)

    def __iter__(self) -> Iterator[Any]:
        self._walk("iter")
        return super().__iter__()

    def keys(self) -> Any:
        self._walk("keys")
        return super().keys()

    def values(self) -> Any:
        self._walk("values")
        return super().values()

    def items(self) -> Any:
        self._walk("items")
        return super().items()

    def __reduce__(self) -> Any:
        return dict, (list(super().items()),)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def app(source: Path) -> Iterator[Sphinx]:
    with patch_docutils(str(source)), docutils_namespace():
        yield Sphinx(str(source), str(source), str(source / "_out"), str(source / "_doctrees"), "html", status=None, warning=StringIO())


def watch(is_watched: bool) -> None:
    Table.is_watched = is_watched


def walks_while_pages_are_read_and_written(app: Sphinx) -> tuple[str, ...]:
    """Build, and return how the tables of both domains were walked outside of what is done once a build."""
    Table.walks = ()
    for domain in ("rs", "py"):
        app.env.domains[domain].data["objects"] = Table(app.env.domains[domain].data["objects"])
    app.connect("source-read", lambda *_: watch(True))
    app.connect("doctree-read", lambda *_: watch(False))
    app.connect("env-check-consistency", lambda *_: watch(True), priority=999)
    app.connect("html-page-context", lambda _app, _page, _template, _context, doctree: None if doctree else watch(False))
    app.build()
    assert (Path(app.outdir) / "api" / "rust" / "many" / "m4.html").exists()
    return Table.walks


def test_no_page_is_read_or_written_by_walking_all_objects(app: Sphinx) -> None:
    assert walks_while_pages_are_read_and_written(app) == ()


def test_a_reference_that_sphinx_searches_for_is_seen_to_walk(app: Sphinx) -> None:
    index = Path(app.srcdir) / "index.rst"
    index.write_text(index.read_text(encoding="utf-8") + "\n:py:func:`.function_1`\n", encoding="utf-8")
    assert walks_while_pages_are_read_and_written(app) != ()


def test_the_environment_keeps_little_of_an_item(app: Sphinx) -> None:
    app.build()
    kept = [app.env.domains["rs"].data, app.env.plissken_pages, app.env.plissken_references]  # type: ignore[attr-defined]
    assert len(app.env.domains["rs"].data["objects"]) > ITEMS
    sizes = [len(pickle.dumps(data, pickle.HIGHEST_PROTOCOL)) / ITEMS for data in kept]
    assert sum(sizes) < 400


def test_readers_that_are_forked_find_what_was_read_and_all_tables_made(source: Path) -> None:
    """What is made in a process of its own would be made again in each."""
    made: list[frozenset[str]] = []
    with patch_docutils(str(source)), docutils_namespace():
        folders = [str(source), str(source), str(source / "_out"), str(source / "_doctrees")]
        app = Sphinx(*folders, "dummy", status=None, warning=StringIO(), parallel=2)

        def note(app: Sphinx, env: Any, docnames: list[str]) -> None:
            site = loaded_site(app.config)
            assert site is not None
            made.append(frozenset(vars(site.catalogue)))

        app.connect("env-before-read-docs", note, priority=999)
        app.build()
    tables = {name for name, value in vars(Catalogue).items() if isinstance(value, cached_property)}
    assert len(tables) > 5
    assert tables <= made[0]
