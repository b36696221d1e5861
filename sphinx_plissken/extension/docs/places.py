"""Places of files in warnings."""

from __future__ import annotations


def location_of(file: str, line: int = 0) -> str:
    """A file as Sphinx's ``location``: one without a line stands for its first, since Sphinx takes a text without colon for a docname.

    >>> location_of("src/lib.rs", 3), location_of("Cargo.toml")
    ('src/lib.rs:3', 'Cargo.toml:1')
    """
    return f"{file}:{line or 1}"
