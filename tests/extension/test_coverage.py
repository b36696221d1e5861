"""The ``plissken-coverage`` builder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

LIB = """\
//! A crate.

/// Documented.
pub struct Point {
    /// Across.
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn norm(&self) -> f64 { 0.0 }
}

impl Clone for Point {
    fn clone(&self) -> Self { Point { x: 0.0, y: 0.0 } }
}

pub struct Meters(pub f64);

pub mod shapes {
    /// Documented.
    pub fn area() {}
}

pub use shapes::area;
"""
INIT = '''\
"""A package."""

class Runner:
    """Runs."""

    name: str

    def __repr__(self): ...

    def run(self):
        """Run."""

def helper(): ...
'''
CONF = 'plissken_project = "project"\nplissken_generate = False\n'


@pytest.fixture
def cover(build: Any, write_files: Callable[[dict[str, str]], Path]) -> Callable[..., Any]:
    def cover_project(handlers: str = "", **configuration: Any) -> Any:
        write_files(
            {
                "source/project/Cargo.toml": '[package]\nname = "geometry"\nversion = "1.0.0"\n',
                "source/project/src/lib.rs": LIB,
                "source/project/pyproject.toml": '[project]\nname = "pkg"\n[build-system]\nbuild-backend = "setuptools.build_meta"\n',
                "source/project/pkg/__init__.py": INIT,
                "source/conf.py": CONF + handlers,
            }
        )
        return build({"index.rst": "T\n=\n"}, builder="plissken-coverage", exclude_patterns=["project"], **configuration)

    return cover_project


def test_items_without_documentation_are_listed_with_their_places(cover) -> None:
    site = cover()
    assert site.warnings == ""
    assert site.app.statuscode == 0
    assert site.text("rust.txt") == (
        "Rust reference: 4 of 8 documented (50.0 %)\n"
        "==========================================\n"
        "\n"
        "geometry: 3 of 6 documented (50.0 %)\n"
        " * struct geometry::Meters  (src/lib.rs:18)\n"
        " * field geometry::Point::y  (src/lib.rs:7)\n"
        " * method geometry::Point::norm  (src/lib.rs:11)\n"
        "\n"
        "geometry::shapes: 1 of 2 documented (50.0 %)\n"
        " * mod geometry::shapes  (src/lib.rs:20)\n"
    )
    assert site.text("python.txt") == (
        "Python reference: 3 of 5 documented (60.0 %)\n"
        "============================================\n"
        "\n"
        "pkg: 3 of 5 documented (60.0 %)\n"
        " * attribute pkg.Runner.name  (pkg/__init__.py:6)\n"
        " * function pkg.helper  (pkg/__init__.py:13)\n"
    )


def test_json_holds_every_item_and_counts_by_module(cover) -> None:
    report = json.loads(cover().text("coverage.json"))
    assert {view: (found["documented"], found["total"], found["percent"]) for view, found in report.items()} == {
        "python": (3, 5, 60.0),
        "rust": (4, 8, 50.0),
    }
    assert report["rust"]["modules"]["geometry::shapes"] == {"documented": 1, "total": 2, "percent": 50.0}
    assert next(item for item in report["rust"]["items"] if item["path"] == "geometry::Point::x") == {
        "path": "geometry::Point::x",
        "kind": "field",
        "module": "geometry",
        "file": "src/lib.rs",
        "line": 6,
        "documented": True,
    }


@pytest.mark.parametrize(
    ("threshold", "code", "named"),
    [(50, 0, []), (55, 1, ["Rust"]), ({"python": 100}, 1, ["Python"]), ({"rust": 50.5, "python": 61}, 1, ["Python", "Rust"])],
)
def test_a_build_below_the_threshold_fails(cover, threshold: Any, code: int, named: list[str]) -> None:
    site = cover(plissken_coverage_threshold=threshold)
    assert site.app.statuscode == code
    lines = site.warnings.splitlines()
    assert [view for line in lines for view in ("Python", "Rust") if f"of the {view} reference is documented, less than" in line] == named
    assert all(line.endswith("[plissken.coverage]") for line in lines)


@pytest.mark.parametrize("threshold", [101, -1, {"ruby": 3}, {"rust": "all"}])
def test_a_threshold_that_makes_no_sense_is_refused(cover, threshold: Any) -> None:
    with pytest.raises(ConfigError, match="plissken_coverage_threshold is"):
        cover(plissken_coverage_threshold=threshold)


SKIPPING = """
def setup(app):
    app.connect("plissken-skip-member", lambda app, what, name, obj, skip, options: name == "helper" or None)
"""


def test_what_conf_py_leaves_out_does_not_count(cover) -> None:
    assert "3 of 4 documented" in cover(SKIPPING).text("python.txt")
