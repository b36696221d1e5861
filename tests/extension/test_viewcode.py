"""``viewcode`` and ``linkcode`` show Python sources that nobody imports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sphinx.ext import linkcode

RAISING = 'raise RuntimeError("imported")\n'
FILES = {
    "index.rst": "Shapes\n======\n\n.. plissken-python:: shapes\n\n.. plissken-python:: shapes.round\n",
    "project/pyproject.toml": '[project]\nname = "shapes"\nversion = "1.0"\n',
    "project/shapes/__init__.py": f"{RAISING}\nfrom ._impl import Shape, Hidden as Shown\n",
    "project/shapes/_impl.py": f"{RAISING}\nclass Shape:\n    def area(self):\n        return 1\n\nclass Hidden:\n    pass\n",
    "project/shapes/round.py": f"{RAISING}\ndef draw():\n    return 2\n",
}
SETTINGS: dict[str, Any] = {"plissken_project": "project", "plissken_generate": False, "exclude_patterns": ["project"]}
VIEWCODE = {"extensions": ["sphinx_plissken", "sphinx.ext.viewcode"], **SETTINGS}
CRATE = {
    "project/Cargo.toml": '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[lib]\ncrate-type = ["cdylib"]\n\n'
    '[dependencies]\npyo3 = "0.25"\n',
    "project/src/lib.rs": "use pyo3::prelude::*;\n/// Start.\n#[pyfunction]\nfn start() {}\n"
    "#[pymodule]\nfn demo(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_function(wrap_pyfunction!(start, m)?) }\n",
    "index.rst": "Demo\n====\n\n.. plissken-python:: demo\n",
}


def test_sources_are_shown_where_they_are_defined(build: Callable[..., Any]) -> None:
    site = build(FILES, **VIEWCODE)
    assert not site.warnings, site.warnings
    page = site.text("index.html")
    for address in ("shapes/_impl.html#Shape", "shapes/_impl.html#Shape.area", "shapes/_impl.html#Shown", "shapes/round.html#draw"):
        assert f'href="_modules/{address}"' in page
    assert 'id="Shown"' in site.text("_modules/shapes/_impl.html")


def test_sources_are_as_new_as_the_files(build: Callable[..., Any]) -> None:
    """Though the page that shows them is not read again: only the body of a function has changed."""
    build({**FILES, "other.rst": ":orphan:\n\nOther\n=====\n"}, **VIEWCODE)
    changed = {"project/shapes/round.py": f"{RAISING}\ndef draw():\n    return 42\n", "other.rst": ":orphan:\n\nOthers\n======\n"}
    assert "42" in build({**FILES, **changed}, **VIEWCODE).text("_modules/shapes/round.html")


def test_bindings_have_no_python_source(build: Callable[..., Any]) -> None:
    site = build(CRATE, **VIEWCODE)
    assert not site.warnings, site.warnings
    assert "_modules" not in site.text("index.html")


@pytest.mark.skipif(not hasattr(linkcode, "add_linkcode_domain"), reason="linkcode can be told more since Sphinx 8.2")
def test_linkcode_is_told_files_and_lines(build: Callable[..., Any]) -> None:
    asked: list[dict[str, Any]] = []
    site = build(
        FILES,
        extensions=["sphinx.ext.linkcode", "sphinx_plissken"],
        linkcode_resolve=lambda domain, info: asked.append(info),
        **SETTINGS,
    )
    assert not site.warnings, site.warnings
    assert {"module": "shapes", "fullname": "Shape.area", "file": "shapes/_impl.py", "line": 4} in asked
