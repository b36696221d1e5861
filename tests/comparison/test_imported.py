"""What an imported module says of itself: with CPython's own native objects, which are made as PyO3's are."""

from __future__ import annotations

import collections
import json
import math
import subprocess
import sys
import types
import zlib
from pathlib import Path
from typing import Any

import pytest
import tree_sitter._binding

from sphinx_plissken.comparison import imported


def native_module(name: str, **members: Any) -> types.ModuleType:
    module = types.ModuleType(name, "Docs.")
    vars(module).update(members)
    return module


def outline(module: types.ModuleType) -> list[str]:
    return [f"{row['kind']} {row['path']}" for row in imported.module_rows(module, module.__name__)]


def test_a_module() -> None:
    module = native_module("m", hypot=math.hypot, LIMIT=3, Error=zlib.error, __version__="1", __all__=["hypot"])
    assert outline(module) == ["module m", "function m.hypot", "constant m.LIMIT", "exception m.Error", "constant m.__version__"]


def test_submodules() -> None:
    inner, dotted = native_module("inner", x=1), native_module("m.dotted", y=2)
    module = native_module("m", inner=inner, json=json)
    vars(module)["m.dotted"] = dotted
    vars(inner)["back"] = module
    assert outline(module) == [
        "module m",
        "module m.inner",
        "constant m.inner.x",
        "module m.m.dotted",  # where it is
        "constant m.m.dotted.y",
        "module m.dotted",  # where we show it, since no code can write the other
        "constant m.dotted.y",
    ], "modules of Python files are left out, and so are those around"


def test_a_class() -> None:
    found = {row["path"]: row for row in imported.class_rows(collections.deque, "deque")}
    kinds = {path.removeprefix("deque."): row["kind"] for path, row in found.items()}
    assert (
        kinds.items()
        >= {
            "deque": "class",
            "append": "method",
            "maxlen": "property",
            "__len__": "special",
            "__class_getitem__": "special",
        }.items()
    )
    assert found["deque.maxlen"] == {"kind": "property", "path": "deque.maxlen", "doc": deque_doc(), "writable": False}
    assert found["deque.copy"]["doc"] == collections.deque.copy.__doc__
    assert found["deque"]["bases"] == []


def deque_doc() -> str | None:
    return vars(collections.deque)["maxlen"].__doc__


def test_kinds_of_methods() -> None:
    kinds = {
        name: next(iter(imported.member_rows(bytes, name, vars(bytes)[name], name)))["kind"] for name in ("fromhex", "maketrans", "hex")
    }
    assert kinds == {"fromhex": "classmethod", "maketrans": "staticmethod", "hex": "method"}


def test_bases_and_setters() -> None:
    (row, *_) = imported.class_rows(zlib.error, "error")
    assert (row["kind"], row["bases"]) == ("exception", ["Exception"])
    assert imported.is_writable(vars(BaseException)["__cause__"])
    assert not imported.is_writable(vars(types.CodeType)["co_name"])
    assert not imported.is_writable(vars(type)["__text_signature__"])


class Told:
    """Something with a text signature."""

    def __init__(self, text: str | None) -> None:
        self.__text_signature__ = text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, None),
        ("()", "()"),
        ("($self, a, /)", "(a, /)"),
        ("($self)", "()"),
        ("($module, x)", "(x)"),
        ("($cls, /, x, *, y=1)", "(x, *, y=1)"),
        ("(self, x)", "(self, x)"),
        ("(a=..., b=Quay.NORTH)", "(a=..., b=Quay.NORTH)"),
        ('(a=r#"x"#)', None),
        ("(in)", None),
        ("(a) -> ", None),
    ],
)
def test_parameters(text: str | None, shown: str | None) -> None:
    assert imported.parameters(Told(text)) == shown


def test_it_is_a_script_that_needs_nothing() -> None:
    done = subprocess.run([sys.executable, "-I", "-S", str(Path(imported.__file__)), "math"], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0]["path"] == "math"
    assert {"kind": "function", "path": "math.comb", "doc": math.comb.__doc__, "parameters": "(n, k, /)"} in rows


def test_what_a_module_prints_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "noisy.py").write_text("import os\nprint('hello')\nos.write(1, b'there')\n")
    command = [sys.executable, str(Path(imported.__file__)), "noisy"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(tmp_path)})
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["noisy"]
    assert "hello" in done.stderr and "there" in done.stderr


def test_an_extension_module_needs_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor one whose own imports fail. Any extension module will do; tree-sitter's is at hand."""
    library = Path(tree_sitter._binding.__file__)
    package = tmp_path / "broken_package"
    package.mkdir()
    (package / "__init__.py").write_text("import no_such_dependency\n")
    (package / library.name).symlink_to(library)
    monkeypatch.syspath_prepend(tmp_path)
    name = f"broken_package.{library.name.partition('.')[0]}"
    assert imported.load(name).__name__ == name
    with pytest.raises(ModuleNotFoundError, match="no_such_dependency"):
        imported.load("broken_package")
