"""Names of extension modules that only their stubs have."""

from __future__ import annotations

from pathlib import Path

import griffe
import pytest
from python_packages import read

from sphinx_plissken.bindings.api import EXTRA, Bindings
from sphinx_plissken.inspection.python import reference_rows
from sphinx_plissken.python.api import STUB_ONLY

STUB = """
from typing import Protocol, TypeVar
from ._types import Options
from .tools import Tool
__all__ = ["load", "Named", "Options", "Tool", "T", "_Hidden", "Protocol"]
T = TypeVar("T")
class Named(Protocol):
    name: str
class Unlisted(Protocol): ...
class _Hidden: ...
def load(options: Options): ...
"""
FILES = {
    "pkg/_types.pyi": "from typing import TypedDict\nclass Options(TypedDict):\n    '''What to load.'''\n",
    "pkg/tools.py": "class Tool: ...\n",
    "pkg/more.py": "from ._core import *\n",
    "pkg/_core.pyi": STUB,
}


def core(import_name: str, exports: list[str] | None) -> Bindings:
    """An extension module with one function, made as ``bindings`` makes it."""
    module = griffe.Module(import_name.rpartition(".")[2], filepath=Path("src/lib.rs"))
    module["load"] = griffe.Function("load", parameters=griffe.Parameters(griffe.Parameter("options")))
    module.exports = list(exports) if exports is not None else None
    for each in (module, module["load"]):
        each.extra[EXTRA] |= {"kind": each.kind.value, "rust": f"crate::{each.name}"}
    return Bindings(module=module, import_name=import_name)


@pytest.mark.parametrize(
    ("init", "is_shown"),
    [
        ("from ._core import *\n", True),
        ("from .more import *\n", True),
        ("from . import _core\nfrom ._core import *\n__all__ = ['extra']\n__all__ += _core.__all__\nextra = 1\n", True),
        ("from ._core import *\n__all__ = ['extra']\nextra = 1\n", False),
        ("from ._core import load\n", False),
    ],
)
def test_what_the_stub_lists_is_documented_where_all_is_imported(tmp_path: Path, init: str, is_shown: bool) -> None:
    reference = read(tmp_path, {"pkg/__init__.py": init, **FILES}, core("pkg._core", ["load"]))
    added = [member for member in reference.modules[0].members if member.path not in ("pkg.load", "pkg.extra")]
    assert [member.path for member in added] == (["pkg.Named", "pkg.Options"] if is_shown else [])
    assert all(STUB_ONLY in member.object.extra and member.is_home for member in added)
    assert not {"Named", "Options"} & {row["path"].rpartition(".")[2] for row in reference_rows(reference)}


def test_what_the_stub_of_a_public_extension_module_lists(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "", "pkg/core.pyi": STUB, "pkg/_types.pyi": FILES["pkg/_types.pyi"]}
    reference = read(tmp_path, files, core("pkg.core", None))
    members = {member.path: STUB_ONLY in member.object.extra for module in reference.modules for member in module.members}
    assert members == {"pkg.core.load": False, "pkg.core.Named": True, "pkg.core.Options": True}


def test_a_stub_that_lists_nothing_has_its_types_for_itself(tmp_path: Path) -> None:
    files = {"pkg/__init__.py": "from ._core import *\n", "pkg/_core.pyi": "class Named: ...\ndef load(options): ...\n"}
    reference = read(tmp_path, files, core("pkg._core", None))
    assert [member.path for member in reference.modules[0].members] == ["pkg.load"]
