"""Builders that take turns on one folder of doctrees, as ``make html`` and ``make dirhtml`` do: each makes what it would make alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from rebuilt_project import Edit, Project, append, differences, remove, replace

EDITS: dict[str, dict[str, Edit]] = {
    "nothing": {},
    "a line of documentation": {"project/src/shapes.rs": replace("Makes a circle larger", "Enlarges a circle")},
    "an item removed": {"project/src/units.rs": replace("pub fn convert(", "fn convert(")},
    "an item that moves to another page": {
        "project/src/units.rs": replace("/// A length.\npub struct Length(pub f64);\n", ""),
        "project/src/shapes.rs": lambda text: f"{replace('use crate::units::Length;', '')(text)}pub struct Length(pub f64);\n",
    },
    "a module added": {"project/src/lib.rs": append("pub mod weights;\n"), "project/src/weights.rs": append("//! Weights.\n")},
    "a module removed": {"project/src/lib.rs": replace("pub mod units;\n", ""), "project/src/units.rs": remove},
    "a page of the author": {"guide.rst": replace("See ", "Look at ")},
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(("first", "second"), [("html", "dirhtml"), ("dirhtml", "html"), ("html", "latex"), ("html", "text")])
def test_one_builder_reads_what_another_has_still_to_write(project: Project, first: str, second: str, edit: str) -> None:
    both = (first, second)
    for builder in both:
        project.build(builder, builder, doctrees="shared")
    project.edit(EDITS[edit])
    for builder in reversed(both):
        project.build(builder, builder, doctrees="shared")
    for builder in both:
        assert differences(project.contents(builder), project.from_scratch(builder)) == [], builder


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_of_one_page_reads_what_the_next_has_still_to_write(project: Project, edit: str) -> None:
    project.build("site")
    project.edit(EDITS[edit])
    project.build("site", pages=("index.rst",))
    project.build("site")
    assert differences(project.contents("site"), project.from_scratch()) == []


def test_a_builder_whose_turn_it_is_again_writes_no_page_twice(project: Project) -> None:
    for builder in ("html", "dirhtml"):
        project.build(builder, builder, doctrees="shared")
    project.edit(EDITS["a line of documentation"])
    read = project.build("dirhtml", "dirhtml", doctrees="shared").read
    assert read == {"api/rust/demo/shapes", "api/python/demo"}
    assert read <= project.build("html", "html", doctrees="shared").written
    assert project.build("html", "html", doctrees="shared").written == set()
    assert project.build("dirhtml", "dirhtml", doctrees="shared").written == set()
