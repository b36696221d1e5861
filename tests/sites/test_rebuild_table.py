"""What is read and what is written again after each kind of edit, and that the site is then what a build from scratch makes of the project.

The builds run in this process, since there are many; ``test_rebuild`` has builds as a user starts them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import sphinx
from rebuilt_project import Edit, Project, append, differences, remove, replace

LIB, SHAPES, UNITS, TOOLS = "api/rust/demo", "api/rust/demo/shapes", "api/rust/demo/units", "api/python/demo/tools"
PYTHON, RUST_INDEX, PYTHON_INDEX = "api/python/demo", "api/rust/index", "api/python/index"
ALL = {"index", "guide", "api/index", RUST_INDEX, PYTHON_INDEX, LIB, SHAPES, UNITS, PYTHON, TOOLS}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("rebuild"))
    project.build("site")
    return project


@pytest.fixture
def project(shared: Project) -> Iterator[Project]:
    """A project that is built; what a test does to it is undone."""
    yield shared
    shared.restore()
    shared.build("site")


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
