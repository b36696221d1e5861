"""What is read and what is written again after each kind of edit, and that the site is then what a build from scratch makes of the project.

The builds run in this process, since there are many; ``test_rebuild`` has builds as a user starts them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sphinx
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONFIGURATION = """
extensions = ["sphinx_plissken"]
plissken_project = "project"
html_theme = "alabaster"
html_copy_source = False
html_last_updated_fmt = None
exclude_patterns = ["project", "_*"]
"""
FILES = {
    "conf.py": CONFIGURATION,
    "index.rst": "Demo\n====\n\n.. toctree::\n\n   api/index\n   guide\n",
    "guide.rst": "Guide\n=====\n\nSee :rs:fn:`demo::units::convert` and :py:class:`demo.Circle`.\n",
    "project/pyproject.toml": """
[build-system]
requires = ["maturin"]
build-backend = "maturin"
[project]
name = "demo"
version = "1.0"
[tool.maturin]
module-name = "demo._core"
python-source = "python"
""",
    "project/Cargo.toml": """
[package]
name = "demo"
version = "1.0.0"
edition = "2021"
[lib]
crate-type = ["cdylib"]
[dependencies]
pyo3 = "0.26"
[features]
default = []
extra = []
""",
    "project/src/lib.rs": """//! Shapes and their units.
use pyo3::prelude::*;
pub mod shapes;
pub mod units;
#[pymodule]
fn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<shapes::Circle>()?;
    m.add_function(wrap_pyfunction!(shapes::grow, m)?)
}
""",
    "project/src/shapes.rs": """//! Shapes.
use pyo3::prelude::*;
use crate::units::Length;
/// A circle.
#[pyclass]
pub struct Circle {
    /// How far its edge is from its middle.
    pub radius: Length,
}
/// Makes a circle larger.
#[pyfunction]
pub fn grow(circle: &Circle, by: f64) -> f64 {
    by * 2.0
}
""",
    "project/src/units.rs": """//! Units.
/// A length.
pub struct Length(pub f64);
/// Converts a length to inches.
pub fn convert(length: &Length) -> f64 {
    length.0 / 0.0254
}
#[cfg(feature = "extra")]
/// Converts a length to nautical miles.
pub fn convert_more(length: &Length) -> f64 {
    length.0 / 1852.0
}
""",
    "project/python/demo/__init__.py": '"""Shapes for Python."""\nfrom demo._core import Circle, grow\n__all__ = ["Circle", "grow"]\n',
    "project/python/demo/tools.py": '"""Tools."""\nfrom demo import Circle\ndef measure(circle: Circle) -> float:\n    """Measures."""\n',
    "project/python/demo/_core.pyi": "class Circle: ...\ndef grow(circle: Circle, by: float) -> float: ...\n",
}

LIB, SHAPES, UNITS, TOOLS = "api/rust/demo", "api/rust/demo/shapes", "api/rust/demo/units", "api/python/demo/tools"
PYTHON, RUST_INDEX, PYTHON_INDEX = "api/python/demo", "api/rust/index", "api/python/index"
ALL = {"index", "guide", "api/index", RUST_INDEX, PYTHON_INDEX, LIB, SHAPES, UNITS, PYTHON, TOOLS}


Edit = Callable[[str], str | None]
"""From the text of a file to other text; None takes the file away."""


@dataclass
class Done:
    """What a build did."""

    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)


class Project:
    """A project that is built, edited and built again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)
        self.build("site")

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def build(self, out: str, *, jobs: int = 1) -> Done:
        done = Done()
        folders = [str(self.folder), str(self.folder), str(self.folder / f"_{out}"), str(self.folder / f"_{out}.doctrees")]
        with patch_docutils(str(self.folder)), docutils_namespace():
            app = Sphinx(*folders, "html", status=None, warningiserror=False, parallel=jobs)
            app.connect("source-read", lambda _app, docname, _source: done.read.add(docname))
            app.connect("html-page-context", lambda _app, page, _template, _context, doctree: doctree and done.written.add(page))
            app.build()
        assert app.statuscode == 0
        return done

    def from_scratch(self, *, jobs: int = 1) -> dict[str, bytes]:
        """Return what a first build makes of the project as it is now."""
        for folder in ("_scratch", "_scratch.doctrees"):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
        self.build("scratch", jobs=jobs)
        return self.contents("scratch")

    def edit(self, edits: dict[str, Edit]) -> None:
        """Change files."""
        for name, edit in edits.items():
            text = edit(FILES.get(name, ""))
            if text is None:
                (self.folder / name).unlink()
            else:
                self.write(name, text)

    def contents(self, out: str) -> dict[str, bytes]:
        site = self.folder / f"_{out}"
        skipped = {".buildinfo", ".buildinfo.bak"}
        return {str(f.relative_to(site)): f.read_bytes() for f in sorted(site.rglob("*")) if f.is_file() and f.name not in skipped}

    def restore(self) -> None:
        """Bring all files back to what they were."""
        for file in sorted((self.folder / "project").rglob("*")):
            if file.is_file() and file.relative_to(self.folder).as_posix() not in FILES:
                file.unlink()
        for name, text in FILES.items():
            if not (self.folder / name).exists() or (self.folder / name).read_text(encoding="utf-8") != text:
                self.write(name, text)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("rebuild"))


@pytest.fixture
def project(shared: Project) -> Iterator[Project]:
    """A project that is built; what a test does to it is undone."""
    yield shared
    shared.restore()
    shared.build("site")


def replace(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


def append(more: str) -> Edit:
    return lambda text: text + more


def remove(text: str) -> None:
    return None


@dataclass(frozen=True, kw_only=True)
class Case:
    """An edit, and what follows from it."""

    edits: dict[str, Edit]
    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    """Further pages: all that are read are written."""


ADDED = "api/rust/demo/weights"
ADDED_IN_PYTHON = "api/python/demo/more"
RUST_LISTS = {LIB, RUST_INDEX, "api/index"}
"""Pages that show the first sentence of each module of the crate."""
PYTHON_LISTS = {PYTHON_INDEX, "api/index"}

CASES = {
    "nothing": Case(edits={}),
    "a line of a body": Case(edits={"project/src/units.rs": replace("0.0254", "0.02540")}, read={UNITS}),
    "another line in a body": Case(edits={"project/src/shapes.rs": replace("    by * 2.0", "    // twice\n    by * 2.0")}, read={SHAPES}),
    "a line of documentation, in both views": Case(
        edits={"project/src/shapes.rs": replace("Makes a circle larger", "Enlarges a circle")}, read={SHAPES, PYTHON}
    ),
    "a line of documentation of a module": Case(
        edits={"project/src/shapes.rs": replace("//! Shapes.", "//! All shapes.")}, read={SHAPES, *RUST_LISTS}
    ),
    "a signature": Case(edits={"project/src/units.rs": replace("convert(length: &Length)", "convert(length: Length)")}, read={UNITS}),
    "an item added": Case(edits={"project/src/units.rs": append("/// A weight.\npub struct Weight;\n")}, read={UNITS}),
    "an item removed": Case(edits={"project/src/units.rs": replace("pub fn convert(", "fn convert(")}, read={UNITS}, written={"guide"}),
    "an item renamed": Case(
        edits={"project/src/units.rs": replace("Length", "Distance"), "project/src/shapes.rs": replace("Length", "Distance")},
        read={UNITS, SHAPES},
    ),
    "a module added": Case(
        edits={
            "project/src/lib.rs": append("pub mod weights;\n"),
            "project/src/weights.rs": append("//! Weights.\npub struct Weight;\n"),
        },
        read={ADDED, *RUST_LISTS},
        written=ALL,
    ),
    "a module removed": Case(
        edits={"project/src/lib.rs": replace("pub mod units;\n", ""), "project/src/units.rs": remove},
        read={SHAPES, *RUST_LISTS},
        written=ALL - {UNITS},
    ),
    "a feature": Case(edits={"project/Cargo.toml": replace("default = []", 'default = ["extra"]')}, read={UNITS}),
    "a Python file": Case(edits={"project/python/demo/tools.py": replace("Measures.", "Measures it.")}, read={TOOLS}),
    "a Python file added": Case(
        edits={"project/python/demo/more.py": append('"""More."""\n')}, read={ADDED_IN_PYTHON, PYTHON, *PYTHON_LISTS}, written=ALL
    ),
    "a stub": Case(edits={"project/python/demo/_core.pyi": replace("-> float", "-> int")}, read={PYTHON}),
    "a class renamed in Python": Case(
        edits={
            "project/src/shapes.rs": replace("#[pyclass]", '#[pyclass(name = "Disc")]'),
            **dict.fromkeys(
                (f"project/python/demo/{name}" for name in ("__init__.py", "_core.pyi", "tools.py")), replace("Circle", "Disc")
            ),
        },
        read={PYTHON, SHAPES, TOOLS},
        written={"guide"},
    ),
    "a value in conf.py": Case(edits={"conf.py": append('plissken_rust_source = "none"\n')}, read=ALL),
}

ABOVE = {
    UNITS: LIB,
    SHAPES: LIB,
    TOOLS: PYTHON,
    ADDED: LIB,
    ADDED_IN_PYTHON: PYTHON,
    LIB: RUST_INDEX,
    PYTHON: PYTHON_INDEX,
    RUST_INDEX: "api/index",
    PYTHON_INDEX: "api/index",
    "api/index": "index",
    "guide": "index",
}
"""Page -> the page whose toctree names it, which Sphinx itself writes again, too."""
ALWAYS_WRITTEN = {"index"} if sphinx.version_info < (8, 2) else set[str]()
"""What Sphinx itself writes whenever it writes anything: the root page, before 8.2."""


@pytest.mark.parametrize("name", CASES)
def test_an_edit_reads_and_writes_what_follows_from_it(project: Project, name: str) -> None:
    case = CASES[name]
    project.edit(case.edits)
    done = project.build("site")
    assert done.read == case.read
    updated = case.read | case.written
    assert done.written == updated | {ABOVE[page] for page in updated if page in ABOVE} | (ALWAYS_WRITTEN if updated else set())
    site = project.contents("site")
    assert differences(site, project.from_scratch()) == []
    assert differences(site, project.from_scratch(jobs=2)) == []


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
