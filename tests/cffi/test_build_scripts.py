"""Modules that cffi generates, found by their build scripts; nothing of these runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_plissken.cffi.api import CffiModule
from sphinx_plissken.cffi.find import find_cffi_module


def _find(directory: Path, files: Mapping[str, str] | str, name: str = "_lib") -> CffiModule | None:
    for path, text in ({"build.py": files} if isinstance(files, str) else files).items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")
    return find_cffi_module(directory, name)


def _names(module: CffiModule | None) -> list[str]:
    assert module is not None
    return [placed.member.name for placed in module.members]


@pytest.mark.parametrize(
    "script",
    [
        'from cffi import FFI\nffi = FFI()\nffi.cdef("int f(void);")\nffi.set_source("_lib", "")',
        'import cffi\nbuilder = cffi.FFI()\nbuilder.set_source("pkg._lib", None)\nbuilder.cdef(csource="int f(void);")',
        'import cffi\nD = []\nfor n in ("f",):\n    D.append(f"int {n}(void);")\nffi = cffi.FFI()\n'
        'ffi.cdef("\\n".join(D))\nffi.set_source("_lib", "")',
        'import cffi\ndef make(name, *, source="int f(void);"):\n    ffi = cffi.FFI()\n    ffi.cdef(source)\n'
        '    ffi.set_source(name, "")\n    return ffi\n'
        'if __name__ == "__main__":\n    make("_lib").compile()',
        'import cffi, platform, sys\nffi = cffi.FFI()\nif platform.python_implementation() == "PyPy" or sys.platform == "win32":\n'
        '    ffi.cdef("int no(void);")\nelse:\n    ffi.cdef("int f(" + ", ".join(["void"]) + ");")\nffi.set_source("_lib", "")',
        'import cffi\nT = "int %s(void);"\nffi = cffi.FFI()\nfor name in sorted({"f": 1}):\n    ffi.cdef(T % name)\n'
        'ffi.set_source("_lib", "")',
        'import cffi\nffi = cffi.FFI()\ntry:\n    ffi.cdef("int {}(void);".format("f"))\nfinally:\n    ffi.set_source("_lib", "")',
    ],
)
def test_declarations_are_followed_to_cdef(tmp_path: Path, script: str) -> None:
    module = _find(tmp_path, script)
    assert _names(module) == ["f"]
    assert module is not None and module.is_complete


@pytest.mark.parametrize(
    "reading",
    [
        'import os\nHERE = os.path.dirname(os.path.abspath(__file__))\nwith open(os.path.join(HERE, "lib.h")) as file:\n'
        "    text = file.read()",
        'from pathlib import Path\ntext = (Path(__file__).resolve().parent / "lib.h").read_text(encoding="utf-8")',
        'from pathlib import Path\nwith Path(__file__).parent.joinpath("lib.h").open() as file:\n    text = file.read()',
        'import glob, os\ntext = "".join(open(name).read() for name in glob.glob(os.path.join(os.path.dirname(__file__), "*.h")))',
    ],
)
def test_headers_are_read(tmp_path: Path, reading: str) -> None:
    script = f'import cffi\n{reading}\nffi = cffi.FFI()\nffi.cdef(text)\nffi.set_source("_lib", "")'
    module = _find(tmp_path, {"src/build.py": script, "src/lib.h": "int f(void);\n\n#define N 3\n"})
    assert module is not None
    assert [(placed.member.name, placed.file, placed.line) for placed in module.members] == [("f", "src/lib.h", 1), ("N", "src/lib.h", 3)]


def test_modules_that_are_imported_for_their_strings(tmp_path: Path) -> None:
    """One module for each part of the library, as large projects have it."""
    common = """
import sys
from cffi import FFI

def build(name, prefix, parts):
    types, functions = [], []
    for part in parts:
        __import__(prefix + part)
        module = sys.modules[prefix + part]
        types.append(module.TYPES)
        functions.append(getattr(module, "FUNCTIONS"))
    ffi = FFI()
    source = "\\n".join(types + functions)
    source += "static const int VERSION;"
    ffi.cdef(source)
    ffi.set_source(name, "")
    return ffi
"""
    module = _find(
        tmp_path,
        {
            "src/parts/build.py": 'from parts.common import build\n\nffi = build(name="_lib", prefix="parts.c.", parts=["one", "two"])\n',
            "src/parts/__init__.py": "",
            "src/parts/common.py": common,
            "src/parts/c/__init__.py": "",
            "src/parts/c/one.py": 'TYPES = """\nstatic const int ONE;\n"""\nFUNCTIONS = ""',
            "src/parts/c/two.py": 'TYPES = ""\n\nFUNCTIONS = """\n\nint two(int);\n"""\n',
        },
    )
    assert module is not None and module.is_complete
    assert (module.file, module.line) == ("src/parts/common.py", 16)
    assert [(placed.member.name, placed.file, placed.line) for placed in module.members] == [
        ("ONE", "src/parts/c/one.py", 2),
        ("two", "src/parts/c/two.py", 5),
        ("VERSION", "src/parts/common.py", 14),
    ]


@pytest.mark.parametrize(
    "unknown",
    [
        'ffi.cdef(subprocess.check_output("cpp"))',
        'if shutil.which("cc"):\n    ffi.cdef("int maybe(void);")',
        'for name in os.listdir("."):\n    ffi.cdef(name)',
        'ffi.cdef("int %s(void);" % os.urandom(1))',
        'ffi.cdef(open("/etc/hostname").read())',
    ],
)
def test_what_only_the_running_script_knows_is_missing_and_said(tmp_path: Path, unknown: str) -> None:
    module = _find(
        tmp_path, f'import os, shutil, subprocess, cffi\nffi = cffi.FFI()\nffi.cdef("int f(void);")\n{unknown}\nffi.set_source("_lib", "")'
    )
    assert _names(module) == ["f"]
    assert module is not None and not module.is_complete


@pytest.mark.parametrize(
    "script",
    [
        "name = '_lib'",
        "import cffi\nffi = cffi.FFI()\nffi.set_source('_other', '')\nname = '_lib'",
        "import cffi\nwhile True:\n    cffi.FFI().set_source('_lib', '')",
        "import cffi\ndef f():\n    return f()\nf()\ncffi.FFI().set_source('_lib', '')",
        "this is ( no Python: '_lib'",
    ],
)
def test_no_build_script(tmp_path: Path, script: str) -> None:
    assert _find(tmp_path, script) is None


def test_a_text_that_would_be_huge_is_not_made(tmp_path: Path) -> None:
    module = _find(tmp_path, 'import cffi\nffi = cffi.FFI()\nffi.cdef("int f(void);" * 10**9)\nffi.set_source("_lib", "")')
    assert module is not None and not module.is_complete
