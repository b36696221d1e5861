"""A small project of both languages that is built, edited and built again, in this process since there are many builds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

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

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def build(self, out: str, builder: str = "html", *, doctrees: str = "", jobs: int = 1, pages: tuple[str, ...] = ()) -> Done:
        """Build into a folder, with doctrees of its own or with those of other builds; all pages or some."""
        done = Done()
        folders = [str(self.folder), str(self.folder), str(self.folder / f"_{out}"), str(self.folder / f"_{doctrees or out}.doctrees")]
        with patch_docutils(str(self.folder)), docutils_namespace():
            app = Sphinx(*folders, builder, status=None, warningiserror=False, parallel=jobs)
            app.connect("source-read", lambda _app, docname, _source: done.read.add(docname))
            app.connect("html-page-context", lambda _app, page, _template, _context, doctree: doctree and done.written.add(page))
            app.build(filenames=[str(self.folder / page) for page in pages])
        assert app.statuscode == 0
        return done

    def from_scratch(self, builder: str = "html", *, jobs: int = 1) -> dict[str, bytes]:
        """Return what a first build makes of the project as it is now."""
        out = f"scratch-{builder}"  # Sphinx remembers checksums by folder
        for folder in (f"_{out}", f"_{out}.doctrees"):
            shutil.rmtree(self.folder / folder, ignore_errors=True)
        self.build(out, builder, jobs=jobs)
        return self.contents(out)

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


def replace(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return edit


def append(more: str) -> Edit:
    return lambda text: text + more


def remove(text: str) -> None:
    return None


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
