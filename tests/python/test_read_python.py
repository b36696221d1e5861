"""From Python files and bindings to the names that users import: one small package per situation."""

from __future__ import annotations

from pathlib import Path

import griffe
import pytest
from python_packages import extension, find, messages, read, shown

from sphinx_plissken.problem import Subtype
from sphinx_plissken.project import Layout

# Public names


def test_what_a_module_defines_under_public_names(tmp_path: Path) -> None:
    reference = read(
        tmp_path,
        {
            "pkg/__init__.py": "'''The package.'''\n__version__ = '1'\n",
            "pkg/tools.py": "import os\nfrom typing import TypeVar\nT = TypeVar('T')\nLIMIT = 3\n_secret = 4\n"
            "def run(): ...\nclass Tool: ...\n",
            "pkg/_private.py": "def hidden(): ...\n",
            "pkg/tests/__init__.py": "def test(): ...\n",
            "pkg/test_tools.py": "def test(): ...\n",
            "pkg/sub/__init__.py": "",
            "pkg/sub/deep.py": "x = 1\n",
            "pkg/data/no_package.py": "x = 1\n",
        },
    )
    assert shown(reference) == {"pkg": [], "pkg.sub": [], "pkg.sub.deep": ["x"], "pkg.tools": ["LIMIT", "run", "Tool"]}
    assert [module.modules for module in reference.modules] == [("pkg.sub", "pkg.tools"), ("pkg.sub.deep",), (), ()]
    assert [member.path for member in reference.modules[3].hidden] == ["pkg.tools.T", "pkg.tools._secret"]
    assert reference.modules[0].module.docstring is not None
    assert not reference.problems


@pytest.mark.parametrize(
    "exports",
    [
        "__all__ = ['b', 'a']",
        "__all__ = ['b'] + ['a']",
        "__all__ = ('b',)\n__all__ += ('a',)",
        "__all__ = ['b']\n__all__.extend(['a'])",
        "__all__ = ['b', 'c']\n__all__.remove('c')\n__all__.append('a')",
        "from pkg import other\n__all__ = ['b', *other.__all__]",
        "from pkg import other\n__all__ = ['b']\n__all__.extend(other.__all__)",
        "__all__: list[str] = ['b', 'a']",
    ],
)
def test_all_decides_and_orders(tmp_path: Path, exports: str) -> None:
    text = f"from pkg.other import *\n{exports}\ndef b(): ...\ndef c(): ...\n"
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/other.py": "__all__ = ['a']\ndef a(): ...\n", "pkg/m.py": text})
    assert shown(reference)["pkg.m"] == ["b", "a"]


def test_a_name_that_all_lists_and_nothing_defines(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "'''Doc.'''\n__all__ = ['gone', '__doc__']\n"})
    assert messages(reference) == ["pkg/__init__.py:2: `__all__` of `pkg` names `gone`, which the module does not have"]


def test_the_shortest_public_path_is_home(tmp_path: Path) -> None:
    reference = read(
        tmp_path,
        {
            "pkg/__init__.py": "from .core.engine import Engine\nfrom pkg._impl import work as do_work\n"
            "import os\nfrom json import loads\n",
            "pkg/core/__init__.py": "from .engine import Engine\n",
            "pkg/core/engine.py": "from pkg._impl import work\nclass Engine:\n    def start(self): ...\n",
            "pkg/_impl.py": "def work(): ...\n",
        },
    )
    assert shown(reference) == {
        "pkg": ["Engine", "do_work"],
        "pkg.core": ["Engine -> pkg.Engine"],
        "pkg.core.engine": ["Engine -> pkg.Engine"],
    }
    assert find(reference, "pkg.Engine").definition == "pkg.core.engine.Engine"
    assert find(reference, "pkg.Engine.start").definition == "pkg.core.engine.Engine.start"


def test_of_equal_paths_the_one_that_all_lists_is_home(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/a.py": "class X: ...\n", "pkg/b.py": "from .a import X\n__all__ = ['X']\n"})
    assert shown(reference) == {"pkg": [], "pkg.a": ["X -> pkg.b.X"], "pkg.b": ["X"]}


def test_a_function_that_takes_the_name_of_its_module(tmp_path: Path) -> None:
    reference = read(
        tmp_path,
        {
            "pkg/__init__.py": "from .sub import work\nfrom .play import play\n",
            "pkg/play.py": "def play(): ...\n",
            "pkg/sub/__init__.py": "from .work import work\n",
            "pkg/sub/work.py": "def work(): ...\n",
        },
    )
    assert shown(reference) == {
        "pkg": ["work", "play -> pkg.play.play"],
        "pkg.play": ["play"],
        "pkg.sub": ["work -> pkg.work"],
        "pkg.sub.work": ["work -> pkg.work"],
    }


def test_a_plain_assignment_is_one_more_name(tmp_path: Path) -> None:
    reference = read(
        tmp_path, {"pkg/__init__.py": "from . import _m\nclass New: ...\nOld = New\nThing = _m.Thing\n", "pkg/_m.py": "class Thing: ...\n"}
    )
    assert shown(reference) == {"pkg": ["New", "Old -> pkg.New", "Thing"]}


def test_imports_for_type_checkers_are_not_public(tmp_path: Path) -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ._m import Hint\n"
    assert shown(read(tmp_path, {"pkg/__init__.py": text, "pkg/_m.py": "class Hint: ...\n"})) == {"pkg": []}


def test_members_of_a_class(tmp_path: Path) -> None:
    text = '''
class C:
    """Doc."""
    #: The limit.
    limit = 3
    plain: int
    def __init__(self):
        self.internal = 1
        #: Kept.
        self.kept = 2
    @property
    def size(self) -> int: ...
    @size.setter
    def size(self, value): ...
    def _private(self): ...
    def __len__(self): ...
    class Inner:
        def method(self): ...
'''
    reference = read(tmp_path, {"pkg/__init__.py": text})
    member = find(reference, "pkg.C")
    assert [each.path for each in member.members] == ["pkg.C.limit", "pkg.C.plain", "pkg.C.kept", "pkg.C.size", "pkg.C.Inner"]
    assert [each.path for each in member.hidden] == ["pkg.C.__init__", "pkg.C._private", "pkg.C.__len__"]
    assert find(reference, "pkg.C.Inner.method").is_home
    docs = {each.path: each.object.docstring.value for each in member.members if each.object.docstring}
    assert docs == {"pkg.C.limit": "The limit.", "pkg.C.kept": "Kept."}


def test_doc_comments(tmp_path: Path) -> None:
    text = "#: One\n#: two.\na = 1\n\n#: Lost.\n\nb = 2\nc = {  #: Third.\n    1: 2,\n}\nd = 4  # no\n"
    members = read(tmp_path, {"pkg/__init__.py": text}).modules[0].members
    assert [each.object.docstring.value if each.object.docstring else "" for each in members] == ["One\ntwo.", "", "Third.", ""]


def test_dataclasses_get_their_constructor(tmp_path: Path) -> None:
    text = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 0\n"
    constructor = find(read(tmp_path, {"pkg/__init__.py": text}), "pkg.P.__init__").object
    assert isinstance(constructor, griffe.Function)
    assert [parameter.name for parameter in constructor.parameters] == ["self", "x", "y"]


def test_a_namespace_package(tmp_path: Path) -> None:
    assert shown(read(tmp_path, {"pkg/inner/mod.py": "x = 1\n"})) == {"pkg": [], "pkg.inner": [], "pkg.inner.mod": ["x"]}


# What is broken


def test_a_broken_file_leaves_the_rest(tmp_path: Path) -> None:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "pkg/latin.py").write_bytes(b"x = '\xe9'\n")
    (tmp_path / "pkg/null.py").write_bytes(b"x = 1\0\n")
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/bad.py": "\ndef f(:\n", "pkg/good.py": "x = 1\n"})
    assert shown(reference) == {"pkg": [], "pkg.good": ["x"]}
    assert [(problem.file, problem.line, problem.subtype) for problem in reference.problems] == [
        ("pkg/bad.py", 2, Subtype.PYTHON),
        ("pkg/latin.py", 0, Subtype.PYTHON),
        ("pkg/null.py", 0, Subtype.PYTHON),
    ]


def test_imports_in_circles(tmp_path: Path) -> None:
    reference = read(
        tmp_path,
        {
            "pkg/__init__.py": "from .a import *\nfrom .a import x\nfrom pkg import pkg\nfrom . import b as b\n",
            "pkg/a.py": "from .b import *\nfrom .b import x\n",
            "pkg/b.py": "from .a import *\nfrom .a import x\ny = 1\nclass C(C): ...\n",
        },
    )
    assert shown(reference) == {"pkg": ["y", "C"], "pkg.a": ["y -> pkg.y", "C -> pkg.C"], "pkg.b": ["y -> pkg.y", "C -> pkg.C"]}
    assert messages(reference) == []


def test_links_out_of_the_project_are_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    (outside / "stolen.py").write_text("x = 1\n")
    (inside / "pkg").mkdir(parents=True)
    (inside / "pkg/stolen.py").symlink_to(outside / "stolen.py")
    (inside / "pkg/tree").symlink_to(outside)
    assert shown(read(inside, {"pkg/__init__.py": ""})) == {"pkg": []}


# Extension modules


CORE = "class Runner:\n    def run(self, task, dry_run=False): ...\ndef load(path): ...\nLIMIT = 3\n"


@pytest.mark.parametrize(
    ("init", "members"),
    [
        ("from ._core import Runner\n", ["Runner"]),
        ("from ._core import *\n", ["Runner", "load", "LIMIT"]),
        ("from pkg._core import Runner as Engine\n", ["Engine"]),
        ("from pkg import _core\nRunner = _core.Runner\n", ["Runner"]),
        ("from ._core import *\n__all__ = ['load']\n", ["load"]),
        ("from . import _core\nfrom ._core import *\n__all__ = _core.__all__\n", ["Runner", "load"]),
        ("try:\n    from ._core import load\nexcept ImportError:\n    def load(path): ...\n", ["load"]),
        ("def load(path): ...\ntry:\n    from ._core import load\nexcept ImportError:\n    pass\n", ["load"]),
    ],
)
def test_imports_of_an_extension_module(tmp_path: Path, init: str, members: list[str]) -> None:
    bindings = extension("pkg._core", CORE, exports=["Runner", "load"] if "__all__ = _core" in init else None)
    reference = read(tmp_path, {"pkg/__init__.py": init}, bindings)
    assert shown(reference) == {"pkg": members}
    assert all(member.definition.startswith("pkg._core.") for member in reference.modules[0].members)
    assert not reference.problems


def test_members_of_a_reexported_class_go_with_it(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import Runner\n"}, extension("pkg._core", CORE))
    run = find(reference, "pkg.Runner.run")
    assert (run.definition, run.home) == ("pkg._core.Runner.run", "pkg.Runner.run")


def test_a_private_extension_module_is_shown_when_nothing_reexports_it(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import load as _load\n"}, extension("pkg._core", CORE))
    assert shown(reference) == {"pkg": [], "pkg._core": ["Runner", "load", "LIMIT"]}


def test_an_extension_module_with_a_public_name_is_a_module_of_its_own(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "from .native import Runner\n"}, extension("pkg.native", CORE))
    assert shown(reference) == {"pkg": ["Runner"], "pkg.native": ["Runner -> pkg.Runner", "load", "LIMIT"]}


def test_an_extension_module_that_stands_alone(tmp_path: Path) -> None:
    reference = read(tmp_path, {}, extension("fast", CORE + "class sub:\n    def f(): ...\n"), layout=Layout.BARE, names=())
    assert shown(reference) == {"fast": ["Runner", "load", "LIMIT"], "fast.sub": ["f"]}


def test_the_package_that_maturin_writes(tmp_path: Path) -> None:
    bindings = extension("fast.fast", "'''Fast things.'''\n__version__ = '1'\n" + CORE + "class sub:\n    def f(): ...\n")
    reference = read(tmp_path, {}, bindings, layout=Layout.PURE_RUST, names=())
    assert shown(reference) == {"fast": ["Runner", "load", "LIMIT"], "fast.sub": ["f"]}
    docstring = reference.modules[0].module.docstring
    assert docstring is not None and docstring.value == "Fast things."


def test_the_package_that_maturin_writes_takes_over_all(tmp_path: Path) -> None:
    bindings = extension("fast.fast", "__version__ = '1'\n" + CORE, exports=["__version__", "load"])
    assert shown(read(tmp_path, {}, bindings, layout=Layout.PURE_RUST, names=())) == {"fast": ["__version__", "load"]}


def test_submodules_are_shown_where_the_package_puts_them(tmp_path: Path) -> None:
    bindings = extension("pkg._core", CORE + "class sub:\n    class Deep: ...\n")
    reference = read(tmp_path, {"pkg/__init__.py": "from ._core import sub, Runner\n"}, bindings)
    assert shown(reference) == {"pkg": ["Runner"], "pkg.sub": ["Deep"]}
    assert find(reference, "pkg.sub.Deep").definition == "pkg._core.sub.Deep"


def test_submodules_in_sys_modules(tmp_path: Path) -> None:
    bindings = extension("pkg._core", "class sub:\n    class Deep: ...\n", imported_as=("pkg.sub",))
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/user.py": "from pkg.sub import Deep\n__all__ = ['Deep']\n"}, bindings)
    assert shown(reference) == {"pkg": [], "pkg.sub": ["Deep -> pkg.user.Deep"], "pkg.user": ["Deep"]}


def test_a_module_that_wraps_its_namesake(tmp_path: Path) -> None:
    bindings = extension("pkg.pkg", "class models:\n    class Model: ...\n    class Extra: ...\n")
    files = {"pkg/__init__.py": "from .pkg import models\n", "pkg/models/__init__.py": "from .. import models\nModel = models.Model\n"}
    assert shown(read(tmp_path, files, bindings)) == {"pkg": [], "pkg.models": ["Model"]}


def test_an_import_that_the_extension_module_lacks(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "\nfrom ._core import missing\n"}, extension("pkg._core", CORE))
    assert messages(reference)[0] == "pkg/__init__.py:2: `pkg._core.missing`, which is imported as `pkg.missing`, was not found"


def test_an_import_from_a_module_that_is_not_there(tmp_path: Path) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": "from ._gone import x\nfrom ._version import version as __version__\n"})
    assert messages(reference) == ["pkg/__init__.py:1: `pkg._gone.x`, which is imported as `pkg.x`, was not found"]


def test_the_bindings_are_left_as_they_are(tmp_path: Path) -> None:
    bindings = extension("pkg._core", CORE)
    read(tmp_path, {"pkg/__init__.py": "", "pkg/_core.pyi": "def load(path: str) -> int:\n    '''Doc.'''\n"}, bindings)
    load = bindings.module.members["load"]
    assert isinstance(load, griffe.Function)
    assert (load.returns, load.docstring, load.path) == (None, None, "_core.load")


def test_imports_that_lead_out_of_the_project_are_nobodys_fault(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from .a import Path, anything, lazy\nfrom .native import fast\n__all__ = ['Path', 'lazy', 'fast']\n",
        "pkg/a.py": "from pathlib import Path\nfrom other import anything\ndef __getattr__(name): ...\n",
    }
    reference = read(tmp_path, files, extension("pkg.native"))
    assert (shown(reference)["pkg"], reference.problems) == ([], ())
