"""The files of a project: each is read once, only inside the root, and what is wrong with them is collected.

Goes in: paths. Comes out: texts and TOML tables. Knows the TOML format, but no file's meaning.
"""

from __future__ import annotations

import contextlib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.project.toml_1_1 import as_toml_1_0

Table = Mapping[str, object]
EMPTY: Table = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A TOML file that could be read."""

    path: Path
    """Absolute."""
    name: str
    """Relative to the root, with forward slashes."""
    text: str
    data: Table

    def line_of(self, *keys: str) -> int:
        """The line of a key, or of the innermost table that holds it; 0 if neither is written in a plain way.

        ``line_of("lib", "name")`` of ``[lib]``, newline, ``name = "x"``: 2.
        """
        line = depth = 0
        for number, text in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", text):
                names = tuple(name.strip(" \"'") for name in header[1].split("."))
                depth = len(names) if names == keys[: len(names)] else -1
                line = number if depth > 0 else line
            elif depth == len(keys) - 1 and re.match(rf"\s*[\"']?{re.escape(keys[-1])}[\"']?\s*[.=]", text):
                return number
        return line


class Files:
    """Reads the files below a root; never one outside of it, whatever paths and links the files name."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.problems: list[Problem] = []
        self._texts: dict[Path, str | None] = {}
        self._tomls: dict[Path, TomlFile | None] = {}

    def name(self, path: Path) -> str:
        """The path relative to the root: ``crates/core/Cargo.toml``; of the root itself ``.``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.name

    def at(self, directory: Path, name: str) -> Path:
        """The path that a file in a directory names: ``../a`` in ``/p/b`` -> ``/p/a``."""
        return Path(os.path.normpath(directory / name))

    def is_inside(self, path: Path) -> bool:
        """Whether a path, links followed, is the root or below it."""
        return path.resolve().is_relative_to(self.root)

    def is_file(self, path: Path) -> bool:
        """Whether it is a file that may be read."""
        return self.is_inside(path) and path.is_file()

    def is_directory(self, path: Path) -> bool:
        """Whether it is a directory that may be looked into."""
        return self.is_inside(path) and path.is_dir()

    def directories(self, path: Path) -> Iterator[Path]:
        """The directories in a directory, sorted."""
        if self.is_directory(path):
            yield from (entry for entry in sorted(path.iterdir()) if self.is_directory(entry))

    def report(self, path: Path, message: str, line: int = 0) -> None:
        """Keep a problem; of the root itself, one without a file."""
        self.problems.append(
            Problem(file="" if path == self.root else self.name(path), line=line, subtype=Subtype.PROJECT, message=message)
        )

    def text(self, path: Path) -> str | None:
        """The text of a file; None if there is none that may be read."""
        if path not in self._texts:
            self._texts[path] = self._read_text(path) if self.is_file(path) else None
        return self._texts[path]

    def _read_text(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self.report(path, f"the file is not UTF-8 (byte {error.start}); save it as UTF-8")
        except OSError as error:
            self.report(path, f"the file cannot be read: {error.strerror}")
        return None

    def toml(self, path: Path) -> TomlFile | None:
        """A TOML file; None if there is none, or if it is broken."""
        if path not in self._tomls:
            text = self.text(path)
            self._tomls[path] = None if text is None else self._read_toml(path, text)
        return self._tomls[path]

    def _read_toml(self, path: Path, text: str) -> TomlFile | None:
        try:
            data = _read_either(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r"\s*\(at line (\d+), column \d+\)", str(error))
            message = str(error).replace(place[0], "") if place else str(error).replace(" (at end of document)", "")
            self.report(path, f"no valid TOML: {message}", int(place[1]) if place else len(text.splitlines()))
            return None
        return TomlFile(path=path, name=self.name(path), text=text, data=data)


def _read_either(text: str) -> Table:
    """Read TOML of either version; what is wrong is said of the text as it is."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        older = as_toml_1_0(text)
        if older == text:
            raise
        with contextlib.suppress(tomllib.TOMLDecodeError):
            return tomllib.loads(older)
        raise


def table(value: object, *keys: str) -> Table:
    """The table at a path of keys; an empty one if there is none."""
    found = _at(value, keys)
    return found if isinstance(found, Mapping) else EMPTY


def string(value: object, *keys: str) -> str:
    """The string at a path of keys, else an empty one."""
    found = _at(value, keys)
    return found if isinstance(found, str) else ""


def strings(value: object, *keys: str) -> tuple[str, ...]:
    """The strings of the array at a path of keys; a single string counts as one."""
    found = _at(value, keys)
    if isinstance(found, str):
        return (found,)
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def tables(value: object, *keys: str) -> tuple[Table, ...]:
    """The tables of the array at a path of keys."""
    found = _at(value, keys)
    return tuple(each for each in found if isinstance(each, Mapping)) if isinstance(found, list) else ()


def boolean(value: object, *keys: str, default: bool = False) -> bool:
    """The boolean at a path of keys."""
    found = _at(value, keys)
    return found if isinstance(found, bool) else default


def _at(value: object, keys: tuple[str, ...]) -> object:
    for key in keys:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value
