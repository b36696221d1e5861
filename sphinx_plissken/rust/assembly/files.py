"""The files of the crates at hand, each read once and only below the directories that may be read.

Goes in: paths. Comes out: the items of a file, or its text, or why not. This is the only place of ``rust/`` that opens source files.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.assembly.cache import Cache, digest
from sphinx_plissken.rust.model import SourceFile
from sphinx_plissken.rust.syntax.items import FileItems, read_file_items
from sphinx_plissken.rust.syntax.source_text import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """A file and what it says."""

    source: SourceFile
    content: FileItems


class Files:
    """Reads files and remembers them."""

    def __init__(self, root: Path, directories: Mapping[Path, str], cache: Cache | None = None) -> None:
        """Allow the files below some directories.

        :param root: what paths are shown relative to.
        :param directories: how paths show them; empty: relative to the root.
        """
        self._root = root.resolve()
        self._allowed: dict[Path, str] = {self._root: ""}
        for directory, shown in directories.items():
            self.allow(directory, shown)
        self._cache = cache
        self._read: dict[Path, ReadFile | Problem] = {}
        self._real: dict[Path, Path] = {}
        self.seen: dict[str, str] = {}
        """What was seen of every file that was asked for: a digest of its bytes, or what was there instead."""

    def allow(self, directory: Path, shown: str) -> None:
        """Allow the files below one more directory."""
        self._allowed.setdefault(directory.resolve(), shown)

    def shown(self, path: Path) -> str:
        """A path as values show it: relative to the project's root, or as its directory is shown; with forward slashes."""
        for directory, shown in self._allowed.items():
            if shown and path.is_relative_to(directory):
                return f"{shown}/{path.relative_to(directory).as_posix()}"
        return os.path.relpath(path, self._root).replace(os.sep, "/")

    def path(self, shown: str) -> Path:
        """The path that values show so."""
        first, _, rest = shown.partition("/")
        return next((directory / rest for directory, name in self._allowed.items() if name and name == first), self._root / shown)

    def exists(self, path: Path) -> bool:
        """Whether there is such a file, be it readable or not."""
        try:
            found = path.is_file()
        except (OSError, ValueError):
            found = False
        if not found:
            self.seen[str(path)] = _NOTHING
        return found

    def observe(self, path: str) -> str:
        """What is to be seen of a file, without reading it as Rust."""
        known = self.seen.get(path)
        if known is None:
            if self.exists(Path(path)):
                self.read_bytes(Path(path))
            known = self.seen[path]
        return known

    def read_items(self, path: Path) -> ReadFile | Problem:
        """The items of a file, or the problem that there are none."""
        known = self._read.get(path)
        if known is None:
            known = self._read[path] = self._read_items(path)
        return known

    def _read_items(self, path: Path) -> ReadFile | Problem:
        data = self.read_bytes(path)
        shown = self.shown(path)
        if isinstance(data, str):
            return Problem(file=shown, subtype=Subtype.RUST, message=data)
        decoded = decode(data)
        source = SourceFile(path=shown, text=decoded.text)
        content = None if self._cache is None else self._cache.load_file(shown, data)
        if content is None:
            content = read_file_items(decoded.text, file=shown, complaint=decoded.complaint, line=decoded.line)
            if self._cache is not None:
                self._cache.store_file(shown, data, content)
        return ReadFile(source=source, content=content)

    def read_bytes(self, path: Path) -> bytes | str:
        """The bytes of a file, or the reason why there are none."""
        data = self._read_bytes(path)
        self.seen[str(path)] = data if isinstance(data, str) else digest(data)
        return data

    def real(self, path: Path) -> Path:
        """A path without symbolic links and ``..``."""
        known = self._real.get(path)
        if known is None:
            is_plain = path.name not in ("", "..") and not path.is_symlink()
            known = self._real[path] = self.real(path.parent) / path.name if is_plain else path.resolve()
        return known

    def _read_bytes(self, path: Path) -> bytes | str:
        try:
            real = self.real(path)
            if not any(real.is_relative_to(directory) for directory in self._allowed):
                return "is outside of the project and not read; only files below the project's root are"
            return real.read_bytes()
        except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of symbolic links; ValueError: a NUL in a name
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            return f"cannot be read: {reason}"


_NOTHING = "nothing"
