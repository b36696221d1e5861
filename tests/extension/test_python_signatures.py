"""Python signatures as the ``py`` domain reads them."""

from __future__ import annotations

from pathlib import Path

import griffe
import pytest

from sphinx_plissken.extension.views.python_signatures import NamesInText, class_signature, function_signature, shown_value

MODULE = """
from __future__ import annotations
import collections.abc as abc
import typing as t
from typing import Optional

class Task:
    def __init__(self, name: str, /, *names: "Task", key: Optional["Task"] = None, **rest: t.Any) -> None: ...
    @staticmethod
    def make(a, b=1): ...
    @classmethod
    def load(cls, path: "abc.Sequence[str]") -> Task: ...
    def only(self, a, /): ...
    def keyword(self, *, b: t.Literal["x", "y"] = "x") -> "list[Task]": ...

class Plain: ...
"""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> griffe.Module:
    folder: Path = tmp_path_factory.mktemp("signatures")
    (folder / "tasks_of_a_test.py").write_text(MODULE)
    loaded = griffe.load("tasks_of_a_test", search_paths=[folder])
    assert isinstance(loaded, griffe.Module)
    return loaded


def test_constructors(module: griffe.Module) -> None:
    names = NamesInText(owner=module["Task"])
    assert class_signature(module["Task"], names) == "Task(name: str, /, *names: Task, key: Optional[Task] = None, **rest: Any)"
    assert names.targets["Any"] == "typing.Any"
    assert names.targets["Task"] == "tasks_of_a_test.Task"
    assert class_signature(module["Plain"], names) == "Plain"


@pytest.mark.parametrize(
    ("name", "signature"),
    [
        ("make", "make(a, b=1)"),
        ("load", "load(path: Sequence[str]) -> Task"),
        ("only", "only(a, /)"),
        ("keyword", "keyword(*, b: Literal['x', 'y'] = 'x') -> list[Task]"),
    ],
)
def test_methods(module: griffe.Module, name: str, signature: str) -> None:
    method = module[f"Task.{name}"]
    names = NamesInText(owner=method)
    assert function_signature(method, names, is_method=True) == signature


def test_the_annotations_of_bindings_are_full_paths(module: griffe.Module) -> None:
    names = NamesInText(owner=module["Task"])
    assert names.read("collections.abc.Sequence[pkg._core.Runner]") == "Sequence[Runner]"
    assert names.targets == {"Sequence": "collections.abc.Sequence", "Runner": "pkg._core.Runner"}


def test_two_names_that_look_alike_stay_apart(module: griffe.Module) -> None:
    names = NamesInText(owner=module)
    assert names.read("a.Task | b.Task") == "Task | b.Task"
    assert names.targets == {"Task": "a.Task", "b.Task": "b.Task"}


def test_long_values_are_cut() -> None:
    assert shown_value("[\n  1,\n  2]") == "[ 1, 2]"
    assert len(shown_value("x" * 1000)) == 200
    assert shown_value(None) == ""
