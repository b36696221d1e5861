"""The values that a build script computes with, as far as they are known without running it.

Python's own strings, numbers, lists and dictionaries stand for themselves; the rest is here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


class Unknown:
    """A value that only the running script knows."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()
Value = Any
"""One of the values here, or a plain Python value: a ``str``, an ``int``, a ``list`` of values ..."""


@dataclass(slots=True, eq=False)
class Script:
    """A module of the project, and its globals."""

    file: Path
    name: str
    """``__main__`` for the script that is run."""
    variables: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ScriptFunction:
    """A function that a script defines."""

    definition: ast.FunctionDef
    script: Script
    variables: dict[str, Value]
    """What it sees around it."""


@dataclass(frozen=True, slots=True)
class Standard:
    """Something of the standard library or of another package, by its path: ``os.path``."""

    path: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method of a known value that does what Python's own does."""

    call: Callable[..., Value]


@dataclass(slots=True, eq=False)
class OpenFile:
    """A file of the project, opened for reading."""

    file: Path


@dataclass(slots=True, eq=False)
class Ffi:
    """``cffi.FFI()``, and what it was told."""

    name: str = ""
    """What ``set_source`` was given."""
    line: int = 0
    file: Path | None = None
    declarations: list[str] = field(default_factory=list)
    included: list[Ffi] = field(default_factory=list)
    is_complete: bool = True
    """False once it was told something that is not known."""
