"""What was read of each file, kept on disk by content.

Goes in: the name and the bytes of a file. Comes out: its items, if the same bytes were read before by the same version of this package.
An entry that cannot be used, for whatever reason, is an entry that is not there.
"""

from __future__ import annotations

from pathlib import Path

from sphinx_plissken.rust.items import FileItems


class FileCache:
    """A directory of entries."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def load(self, file: str, data: bytes) -> FileItems | None:
        """What is kept for a file with this name and these bytes."""
        return None

    def store(self, file: str, data: bytes, content: FileItems) -> None:
        """Keep what was read."""
