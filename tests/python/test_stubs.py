"""Stubs beside sources and beside extension modules."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import griffe
import pytest

from sphinx_plissken.bindings.api import EXTRA, Bindings
from sphinx_plissken.problem import Subtype
from sphinx_plissken.project import ExtensionModule, Layout, Project, PythonRoot
from sphinx_plissken.python.api import PythonMember, PythonReference
from sphinx_plissken.python.read import read_python

RUST = '''
class Runner:
    """From Rust."""
    def run(self, task, dry_run=False):
        """Run."""
    @property
    def name(self): ...
def load(path, limit=3):
    """Load."""
'''


def bindings(import_name: str, text: str = RUST) -> Bindings:
    module = griffe.visit(import_name.rpartition(".")[2], filepath=Path("src/lib.rs"), code=text)
    waiting: list[griffe.Object] = [module]
    for each in waiting:
        each.extra[EXTRA] |= {"kind": each.kind.value, "rust": f"crate::{each.name}"}
        waiting.extend(member for member in each.members.values() if isinstance(member, griffe.Object))
    return Bindings(module=module, import_name=import_name)


def read(
    root: Path, files: dict[str, str], *found: Bindings, layout: Layout = Layout.MIXED, names: tuple[str, ...] = ("pkg",)
) -> PythonReference:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    extensions = tuple(ExtensionModule(import_name=each.import_name, package="x", layout=layout) for each in found)
    return read_python(Project(root=root, name="p", python=(PythonRoot(directory=root, names=names),), extensions=extensions), found)


def find(reference: PythonReference, path: str) -> PythonMember:
    waiting = [member for module in reference.modules for member in module.members]
    for member in waiting:
        if member.path == path:
            return member
        waiting.extend(member.members)
    raise AssertionError(f"{path} is not shown")


def function(reference: PythonReference, path: str) -> griffe.Function:
    found = find(reference, path).object
    assert isinstance(found, griffe.Function)
    return found


def doc(reference: PythonReference, path: str) -> str:
    docstring = find(reference, path).object.docstring
    return docstring.value if docstring else ""


def drift(reference: PythonReference) -> list[str]:
    assert {problem.subtype for problem in reference.problems} <= {Subtype.STUB}
    return [str(problem) for problem in reference.problems]


STUB = '''
class Runner:
    def run(self, task: str, dry_run: bool = ...) -> int:
        """From the stub."""
    @property
    def name(self) -> str: ...
def load(path: str, limit: int = ...) -> Runner: ...
'''


def test_types_from_the_stub_docs_from_rust_unless_the_stub_has_some(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import *\n", "pkg/_core.pyi": STUB}, bindings("pkg._core"))
    load = function(reference, "pkg.load")
    assert str(load.returns) == "Runner"
    assert [(each.name, str(each.annotation), each.default) for each in load.parameters] == [("path", "str", None), ("limit", "int", "3")]
    assert (doc(reference, "pkg.load"), doc(reference, "pkg.Runner.run"), doc(reference, "pkg.Runner")) == (
        "Load.",
        "From the stub.",
        "From Rust.",
    )
    name = find(reference, "pkg.Runner.name").object
    assert isinstance(name, griffe.Attribute) and str(name.annotation) == "str"
    assert find(reference, "pkg.Runner.run").object.extra[EXTRA]["rust"] == "crate::run"
    assert not drift(reference)


def test_names_in_a_stub_mean_what_they_mean_there(tmp_path: Path) -> None:
    stub = "from collections.abc import Sequence\nfrom .types import Path as P\ndef load(path: P, limit: Sequence[int]) -> None: ...\n"
    reference = read(
        tmp_path,
        {"pkg/__init__.py": "from ._core import load\n", "pkg/_core.pyi": stub},
        bindings("pkg._core", "def load(path, limit): ..."),
    )
    annotations = [each.annotation for each in function(reference, "pkg.load").parameters]
    assert [each.canonical_path for each in annotations if isinstance(each, griffe.Expr)] == ["pkg.types.Path", "collections.abc.Sequence"]


def test_the_stub_of_a_pure_rust_layout(tmp_path: Path) -> None:
    reference = read(tmp_path, {"fast.pyi": STUB}, bindings("fast.fast"), layout=Layout.PURE_RUST, names=("fast",))
    assert [module.path for module in reference.modules] == ["fast"]
    assert str(function(reference, "fast.load").returns) == "Runner"
    assert not drift(reference)


def test_a_stub_package_with_submodules(tmp_path: Path) -> None:
    core = bindings("pkg._core", "")
    submodule = bindings("sub").module
    core.module["sub"] = submodule
    files = {"pkg/__init__.py": "from ._core import sub\n", "pkg/_core/__init__.pyi": "", "pkg/_core/sub.pyi": STUB}
    assert str(function(read(tmp_path, files, core), "pkg.sub.load").returns) == "Runner"


def test_a_separate_stub_distribution(tmp_path: Path) -> None:
    reference = read(
        tmp_path,
        {"pkg/__init__.py": "def f(x): ...\n", "pkg-stubs/__init__.pyi": "def f(x: int) -> str: ...\n"},
        names=("pkg", "pkg-stubs"),
    )
    assert str(function(reference, "pkg.f").returns) == "str"


def test_a_stub_beside_python_source_keeps_the_sources_docs(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "def f(x):\n    '''Source.'''\n", "pkg/__init__.pyi": "def f(x: int) -> str:\n    '''Stub.'''\n"}
    reference = read(tmp_path, files)
    assert (doc(reference, "pkg.f"), str(function(reference, "pkg.f").returns)) == ("Source.", "str")


def test_overloads(tmp_path: Path) -> None:
    stub = "from typing import overload\n" + "".join(
        f"@overload\ndef load({each}: ...\n" for each in ("path: str) -> int", "path: bytes, limit: int) -> str")
    )
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import load\n", "pkg/_core.pyi": stub}, bindings("pkg._core"))
    assert [str(each.returns) for each in function(reference, "pkg.load").overloads or ()] == ["int", "str"]
    assert drift(reference) == ["pkg/_core.pyi: the stub of `pkg._core` lacks what the source has: Runner"]


@pytest.mark.parametrize(
    ("stub", "lacking"),
    [
        ("class Runner:\n    def keys(self): ...\n", "get, index, run"),
        ("from collections.abc import Mapping\nclass Runner(Mapping[str, int]):\n    def keys(self): ...\n", "index, run"),
        ("import typing\nclass Runner(typing.Mapping[str, int]):\n    def keys(self): ...\n", "index, run"),
        ("class Runner(tuple[int]):\n    def keys(self): ...\n", "get, run"),
        ("class Base:\n    def run(self): ...\nclass Runner(Base):\n    def keys(self): ...\n", "get, index"),
    ],
)
def test_what_a_stub_inherits_is_there(tmp_path: Path, stub: str, lacking: str) -> None:
    rust = "class Runner:\n" + "".join(f"    def {name}(self): ...\n" for name in ("get", "index", "run", "keys"))
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import Runner\n", "pkg/_core.pyi": stub}, bindings("pkg._core", rust))
    (said,) = (line for line in drift(reference) if "lacks" in line)
    assert said.endswith(f"`pkg._core.Runner` lacks what the source has: {lacking}")


def test_drift(tmp_path: Path) -> None:
    stub = (
        "from typing import Protocol, TypeAlias\nclass Typed(Protocol): ...\nName: TypeAlias = str\n"
        "class Runner:\n    def run(self, job): ...\n    def stop(self): ...\n"
        "Limit: int\nload: int\n"
    )
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import Runner\n", "pkg/_core.pyi": stub}, bindings("pkg._core"))
    assert drift(reference) == [
        "pkg/_core.pyi: the stub of `pkg._core` has what the source has not: Limit",
        "pkg/_core.pyi:4: the stub of `pkg._core.Runner` has what the source has not: stop",
        "pkg/_core.pyi:4: the stub of `pkg._core.Runner` lacks what the source has: name",
        "pkg/_core.pyi:5: the stub gives `pkg._core.Runner.run` the parameters (job); it has (task, dry_run)",
        "pkg/_core.pyi:8: the stub says that `pkg._core.load` is an attribute; it is a function",
    ]
    assert find(reference, "pkg.Runner.stop").object.runtime is False


def test_what_only_the_stub_has_is_documented_where_it_is_imported(tmp_path: Path) -> None:
    reference = read(
        tmp_path,
        {"pkg/__init__.py": "from ._core import Made, load\n", "pkg/_core.pyi": "class Made:\n    '''By a macro.'''\nclass Typed: ...\n"},
        bindings("pkg._core", "def load(): ..."),
    )
    assert [member.path for member in reference.modules[0].members] == ["pkg.Made", "pkg.load"]
    assert doc(reference, "pkg.Made") == "By a macro."


def test_a_module_that_only_a_stub_describes(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "from ._core import load\n", "pkg/sub.pyi": "x: int\n", "pkg/_types.pyi": "x: int\n"}
    reference = read(tmp_path, files, bindings("pkg._core"))
    assert [module.path for module in reference.modules] == ["pkg"]
    assert drift(reference) == ["pkg/sub.pyi: the stub describes module `pkg.sub`, which the source has not"]


def test_a_package_of_stubs_alone(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.pyi": "def f() -> int: ...\n", "pkg/sub.pyi": "x: int\n"})
    assert [module.path for module in reference.modules] == ["pkg", "pkg.sub"]


def test_nothing_is_imported(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg/_core.cpython-311-x86_64-linux-gnu.so").write_bytes(b"no module")
    reference = read(tmp_path, {"pkg/__init__.py": "open('executed', 'w')\nraise SystemExit\n"})
    assert [module.path for module in reference.modules] == ["pkg"]
    assert not (tmp_path / "executed").exists()
    assert not Path("executed").exists()
    assert importlib.util.find_spec("pkg") is None


def test_many_differences_of_a_kind_are_one_message(tmp_path: Path) -> None:
    source = "".join(f"def f{number}(a): ...\n" for number in range(25))
    stub = "".join(f"def f{number}(b): ...\n" for number in range(25)) + "def other(): ...\n"
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/_core.pyi": stub}, bindings("pkg._core", source))
    problems = [str(problem) for problem in reference.problems]
    assert len(problems) == 2
    many, alone = sorted(problems, key=len, reverse=True)
    assert many.startswith("pkg/_core.pyi: the stub gives other parameters than the source, in 25 places: `pkg._core.f0` (line 1), ")
    assert many.endswith("`pkg._core.f19` (line 20), and 5 more")
    assert alone.endswith("has what the source has not: other")


def test_a_parameter_that_no_caller_can_name(tmp_path: Path) -> None:
    module = bindings("pkg._core", "def decode(kind, value): ...\n")
    next(iter(module.module["decode"].parameters)).name = "class"
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/_core.pyi": "def decode(cls, value): ...\n"}, module)
    assert not reference.problems
