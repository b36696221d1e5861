"""What was read, kept on disk by content.

Goes in: what is to be read. Comes out: what came of it, if the same code has read the same bytes before. There is an entry for each file,
so that an edited file costs no more than itself, and one for each set of crates and one for their pages, so that nothing is expanded or
resolved again if nothing was edited.
An entry that cannot be used, for whatever reason, is an entry that is not there.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from sphinx_plissken.rust.assembly.value_store import UnreadableError, from_bytes, to_bytes
from sphinx_plissken.rust.documented import DocumentedModule
from sphinx_plissken.rust.model import Crate, Item
from sphinx_plissken.rust.nesting import inner_items
from sphinx_plissken.rust.syntax.items import FileItems

Observations = Mapping[str, str]
"""What was seen of the files that were asked for: path -> a digest of the bytes, or what was there instead."""


class Cache:
    """A directory of entries."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def load_file(self, file: str, data: bytes) -> FileItems | None:
        """What is kept for a file with this name and these bytes."""
        match self._load(f"file {file}"):
            case (str(kept), FileItems() as content) if kept == digest(data):
                return content
        return None

    def store_file(self, file: str, data: bytes, content: FileItems) -> None:
        """Keep what was read of a file, in place of what was read of it before."""
        self._store(f"file {file}", (digest(data), content))

    def load_crates(self, question: str, observe: Callable[[str], str]) -> tuple[Crate, ...] | None:
        """The crates that answer a question, if the files that led to the answer are seen as they were."""
        match self._load(f"crates {question}"):
            case (dict(seen), tuple(crates)) if all(observe(path) == before for path, before in seen.items()):
                return tuple(crate for crate in crates if isinstance(crate, Crate))
        return None

    def store_crates(self, question: str, seen: Observations, crates: tuple[Crate, ...]) -> tuple[Crate, ...]:
        """Keep the crates that answer a question; they come back with a name for all that led to them."""
        origin = digest(f"{question} {sorted(seen.items())}".encode())
        named = tuple(replace(crate, origin=origin) for crate in crates)
        self._store(f"crates {question}", (dict(seen), named))
        return named

    def load_pages(self, question: str, crates: Sequence[Crate]) -> tuple[DocumentedModule, ...] | None:
        """The pages that were made of some crates, as the question says."""
        match self._load(_pages_entry(question, crates), _items_of(crates)):
            case (list(origins), tuple(pages)) if origins == _origins(crates):
                return tuple(page for page in pages if isinstance(page, DocumentedModule))
        return None

    def store_pages(self, question: str, crates: Sequence[Crate], pages: tuple[DocumentedModule, ...]) -> None:
        """Keep the pages that were made of some crates, unless these have been made of what is not known."""
        if all(origins := _origins(crates)):
            self._store(_pages_entry(question, crates), (origins, pages), _items_of(crates))

    def _load(self, name: str, known: Sequence[object] = ()) -> object:
        try:
            return from_bytes(self._entry(name).read_bytes(), known)
        except (OSError, UnreadableError):
            return None

    def _store(self, name: str, value: object, known: Sequence[object] = ()) -> None:
        """Write an entry so that nobody ever sees half of it; where nothing can be written, nothing is kept."""
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._directory)
            with os.fdopen(handle, "wb") as stream:
                stream.write(to_bytes(value, known))
            Path(temporary).replace(self._entry(name))
        except OSError:
            return

    def _entry(self, name: str) -> Path:
        return self._directory / f"{digest(f'{_code()} {name}'.encode())}.values"


def _pages_entry(question: str, crates: Sequence[Crate]) -> str:
    return f"pages {question} {[crate.root.file for crate in crates]}"


def _origins(crates: Sequence[Crate]) -> list[str]:
    return [crate.origin for crate in crates]


def _items_of(crates: Sequence[Crate]) -> list[Item]:
    """All items of some crates, of which their pages are made."""
    items: list[Item] = [crate.root for crate in crates]
    for item in items:
        items.extend(inner_items(item))
    return items


def digest(data: bytes) -> str:
    """A name for some bytes."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """A name for the code that reads: the sources of ``rust/`` and the version of the grammar."""
    sources = sorted(Path(__file__).parent.parent.rglob("*.py"))
    code = b"".join(source.read_bytes() for source in sources)
    versions = " ".join(metadata.version(name) for name in ("tree-sitter", "tree-sitter-rust"))
    return digest(code + versions.encode())
