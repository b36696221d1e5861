"""Rows of Python objects: of Python source, and the paths of aliases."""

from __future__ import annotations

from pathlib import Path

import griffe
import pytest

from sphinx_plissken.inspection.python import rows

SOURCE = '''
"""The module."""
from json import JSONDecodeError
import os

__all__ = ["Runner"]
LIMIT: int = 3

class RunError(ValueError): ...
class LateError(RunError): ...

class Runner:
    """Runs."""
    kind = "x"
    def __init__(self, name, /, jobs: int = 1, *rest, dry=False, **kw): ...
    @property
    def jobs(self) -> int: ...
    @jobs.setter
    def jobs(self, value): ...
    @staticmethod
    def make(a, *, b=None) -> "Runner": ...
    @classmethod
    def of(cls, a): ...
    def run(self, only, /): ...
    def __len__(self): ...

async def task(a, b=2): ...
Alias = Runner
'''


@pytest.fixture
def found(tmp_path: Path) -> dict[str, dict]:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg" / "__init__.py").write_text("from pkg.core import Runner as Public\nfrom pkg import core as same\n")
    (tmp_path / "pkg" / "core.py").write_text(SOURCE)
    package = griffe.load("pkg", search_paths=[tmp_path], allow_inspection=False, resolve_aliases=True)
    return {row["path"]: row for row in rows(package, root=tmp_path)}


def test_kinds(found):
    kinds = {path.removeprefix("pkg.core."): row["kind"] for path, row in found.items() if path.startswith("pkg.core.")}
    assert kinds == {
        "Alias": "constant",
        "LIMIT": "constant",
        "LateError": "exception",
        "RunError": "exception",
        "Runner": "class",
        "Runner.__init__": "special",
        "Runner.__len__": "special",
        "Runner.jobs": "property",
        "Runner.kind": "attribute",
        "Runner.make": "staticmethod",
        "Runner.of": "classmethod",
        "Runner.run": "method",
        "__all__": "constant",
        "task": "function",
    }


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("pkg.core.Runner", "(name, /, jobs=1, *rest, dry=False, **kw)"),
        ("pkg.core.Runner.make", "(a, *, b=None)"),
        ("pkg.core.Runner.of", "(a)"),
        ("pkg.core.Runner.run", "(only, /)"),
        ("pkg.core.task", "(a, b=2)"),
        ("pkg.core.RunError", None),
        ("pkg.core.Runner.jobs", None),
    ],
)
def test_parameters(found, path, parameters):
    assert found[path]["parameters"] == parameters


def test_what_a_row_says(found):
    row = found["pkg.core.Runner"]
    assert (row["doc"], row["annotations"], row["file"], row["line"]) == ("Runs.", {"jobs": "int"}, "pkg/core.py", 12)
    assert (found["pkg.core.Runner.jobs"]["writable"], found["pkg.core.Runner.jobs"]["returns"]) == (True, "int")
    assert found["pkg.core.RunError"]["bases"] == ["ValueError"]


def test_aliases_have_rows_of_their_own_but_imported_modules_have_not(found):
    assert found["pkg.Public.run"] | {"path": ""} == found["pkg.core.Runner.run"] | {"path": ""}
    assert not [path for path in found if path.startswith(("pkg.same", "pkg.core.os", "pkg.core.JSONDecodeError"))]
