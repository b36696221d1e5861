"""Names that modules hand out on demand, wrapped definitions, slots: what griffe alone does not read."""

from __future__ import annotations

from pathlib import Path

import griffe
import pytest
from python_packages import extension, find, messages, read, shown

RUNNER = "class Runner:\n    def run(self): ...\ndef task(): ...\n"
GETATTR = "\ndef __getattr__(name):\n    return load(_TABLE[name])\n"


@pytest.mark.parametrize(
    "init",
    [
        '_TABLE = {"Runner": "._core", "task": ".tasks"}\n' + GETATTR,
        '_TABLE: dict[str, str] = {"Runner": "pkg._core", "task": "pkg.tasks"}\n' + GETATTR,
        '_TABLE = {"Runner": "pkg._core.Runner", "task": "pkg.tasks:task"}\n' + GETATTR,
        '_TABLE = {"Runner": ("._core", "Runner"), "task": (".tasks", "task")}\n' + GETATTR,
        '_TABLE = {"Runner": (__spec__.parent, "._core"), "task": (__spec__.parent, ".tasks")}\n' + GETATTR,
        '_TABLE = {"_core": ["Runner"], "tasks": ["task"]}\n' + GETATTR,
        "import lazy_loader as lazy\n"
        '__getattr__, __dir__, __all__ = lazy.attach(__name__, submod_attrs={"_core": ["Runner"], "tasks": ["task"]})\n',
        'def __getattr__(name):\n    if name == "Runner":\n        from ._core import Runner\n        return Runner\n'
        '    if name == "task":\n        from pkg.tasks import task\n        return task\n    raise AttributeError(name)\n',
    ],
)
def test_names_on_demand(tmp_path: Path, init: str) -> None:
    files = {"pkg/__init__.py": init, "pkg/_core.py": RUNNER, "pkg/tasks.py": "def task(): ...\ndef other(): ...\n"}
    reference = read(tmp_path, files)
    assert {name.split(" ")[0] for name in shown(reference)["pkg"]} >= {"Runner", "task"}
    assert "other" not in shown(reference)["pkg"]
    assert find(reference, "pkg.Runner").definition == "pkg._core.Runner"
    assert find(reference, "pkg.task").definition == "pkg.tasks.task"


def test_names_on_demand_from_an_extension_module(tmp_path: Path) -> None:
    init = '__all__ = ["Runner"]\n_TABLE = {"Runner": "._core"}\n' + GETATTR
    reference = read(tmp_path, {"pkg/__init__.py": init}, extension("pkg._core", RUNNER))
    assert shown(reference) == {"pkg": ["Runner"]}
    assert not messages(reference)


def test_a_stub_that_is_attached(tmp_path: Path) -> None:
    init = "import lazy_loader as lazy\n__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)\n"
    files = {"pkg/__init__.py": init, "pkg/__init__.pyi": "from ._core import Runner as Runner\n", "pkg/_core.py": RUNNER}
    assert shown(read(tmp_path, files)) == {"pkg": ["Runner"]}


def test_a_table_of_something_else(tmp_path: Path) -> None:
    init = '_COLOURS = {"red": "blue", "Runner": "nowhere"}\n' + GETATTR
    assert shown(read(tmp_path, {"pkg/__init__.py": init, "pkg/_core.py": RUNNER})) == {"pkg": []}


@pytest.mark.parametrize("listed", ["list(_TABLE)", "tuple(_TABLE.keys())", "sorted(_TABLE)", "[*_TABLE]", "(*_TABLE,)"])
def test_all_names_of_a_table(tmp_path: Path, listed: str) -> None:
    init = f'_TABLE = {{"Runner": "._core"}}\n__all__ = {listed}\nLIMIT = 3\n' + GETATTR
    assert shown(read(tmp_path, {"pkg/__init__.py": init, "pkg/_core.py": RUNNER})) == {"pkg": ["Runner"]}


def test_definitions_that_are_wrapped_in_place(tmp_path: Path) -> None:
    text = (
        'class Point:\n    """Where."""\n    def move(self): ...\n\nPoint = add_eq(\n    add_repr(Point, names=["x"]),\n)\n\n'
        'def run():\n    """Run."""\n\nrun = retry(3)(run)\nrun = cached(run)\n\nclass Old: ...\nOld = alias("New")\nlast = 1\n'
    )
    reference = read(tmp_path, {"pkg/__init__.py": text})
    assert isinstance(find(reference, "pkg.Point").object, griffe.Class)
    assert isinstance(find(reference, "pkg.run").object, griffe.Function)
    assert isinstance(find(reference, "pkg.Old").object, griffe.Attribute)
    assert find(reference, "pkg.last").object.lineno == text[: text.index("last")].count("\n") + 1


def test_slots_are_attributes(tmp_path: Path) -> None:
    text = (
        'class Point:\n    __slots__ = ("x", "_y", "__dict__")\n    def __init__(self):\n        self.x = 1\n        self.z = 2\n\n'
        'class Named:\n    __slots__ = {"name": "What it is called."}\n\nclass Other:\n    __slots__ = tuple(NAMES)\n'
    )
    reference = read(tmp_path, {"pkg/__init__.py": text})
    assert [member.path for member in find(reference, "pkg.Point").members] == ["pkg.Point.x"]
    (name,) = find(reference, "pkg.Named").members
    assert name.object.docstring is not None
    assert name.object.docstring.value == "What it is called."
    assert find(reference, "pkg.Other").members == ()


def test_what_is_defined_otherwise_for_type_checkers(tmp_path: Path) -> None:
    types = (
        "from typing import TYPE_CHECKING\n__all__ = ['Positive', 'Only', 'load']\n"
        "if TYPE_CHECKING:\n    Positive = int\n    class Only: ...\nelse:\n    class Positive(int): ...\n    from ._load import load\n"
    )
    files = {"pkg/__init__.py": "from .types import *\n", "pkg/types.py": types, "pkg/_load.py": "def load(): ...\n"}
    reference = read(tmp_path, files)
    assert shown(reference)["pkg"] == ["Positive", "load"]
    assert isinstance(find(reference, "pkg.Positive").object, griffe.Class)
