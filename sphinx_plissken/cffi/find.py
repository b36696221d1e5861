"""Find the build script of a module that cffi generates, and read what the module holds.

Goes in: a project's directory and the name of a module. Comes out: a ``CffiModule``. The name stands in the script as it is given to
``ffi.set_source``, so that only files which hold it are followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from sphinx_plissken.cffi.api import CffiModule, PlacedMember
from sphinx_plissken.cffi.declarations import read_declarations
from sphinx_plissken.cffi.script_runner import ScriptRunner
from sphinx_plissken.cffi.script_values import Ffi

_SKIPPED = frozenset({"node_modules", "target", "build", "dist", "site-packages", "__pycache__", "venv", "env"})
"""Directories that hold what others wrote or what was made from the source; hidden ones are skipped, too."""


def find_cffi_module(root: Path, name: str) -> CffiModule | None:
    """Find a module by the last part of its name, as ``PyInit_`` has it."""
    root = root.resolve()
    for file in _scripts_that_name(root, name):
        runner = ScriptRunner(root)
        runner.run(file)
        for ffi in runner.ffis:
            if ffi.name.rpartition(".")[2] == name:
                return _read(ffi, runner, root)
    return None


def _scripts_that_name(root: Path, name: str) -> Iterator[Path]:
    written = re.compile(rf"""["']([\w.]+\.)?{re.escape(name)}["']""")
    for directory, directories, files in os.walk(root):
        directories[:] = sorted(each for each in directories if each not in _SKIPPED and not each.startswith("."))
        for file in sorted(files):
            path = Path(directory, file)
            if file.endswith(".py") and path.resolve().is_relative_to(root) and written.search(_text(path)):
                yield path


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _read(ffi: Ffi, runner: ScriptRunner, root: Path) -> CffiModule:
    text = "\n".join(ffi.declarations)
    known = "\n".join(declaration for other in ffi.included for declaration in other.declarations)
    places = _Places(text, runner, root)
    file = ffi.file or root
    return CffiModule(
        name=ffi.name,
        file=file.relative_to(root).as_posix(),
        line=ffi.line,
        members=tuple(
            PlacedMember(member=member, file=place[0], line=place[1])
            for member in read_declarations(text, known)
            if (place := places.of(member.offset) or (file.relative_to(root).as_posix(), ffi.line))
        ),
        is_complete=ffi.is_complete,
    )


class _Places:
    """Where the parts of a text were written: the texts that it was put together from are still in it."""

    def __init__(self, text: str, runner: ScriptRunner, root: Path) -> None:
        self._text = text
        self._root = root
        self._parts = [
            (start, piece, file, line)
            for piece, file, line in dict.fromkeys(runner.texts)
            if piece.strip() and (start := text.find(piece)) >= 0
        ]

    def of(self, offset: int) -> tuple[str, int] | None:
        """The file and line of a place in the text: those of the shortest part around it."""
        around = [(len(piece), start, file, line) for start, piece, file, line in self._parts if start <= offset < start + len(piece)]
        if not around:
            return None
        _, start, file, line = min(around, key=lambda part: part[0])
        return file.resolve().relative_to(self._root).as_posix(), line + self._text.count("\n", start, offset)
