"""What went wrong while reading, as a value.

Every stage returns its problems beside its result; only ``extension/`` and the command line turn them into warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Subtype(StrEnum):
    """The stage that met the problem; the subtype of the Sphinx warning, so ``suppress_warnings`` can name it."""

    PROJECT = "project"  # a manifest, a missing source root, an extension module without a crate
    RUST = "rust"  # a Rust file that could not be read, parsed or found
    MACRO = "macro"  # a macro call that could not be expanded
    BINDING = "binding"  # a PyO3 construct whose Python side the source does not say
    PYTHON = "python"  # a Python file that could not be read or resolved
    STUB = "stub"  # a stub that says other than the source
    DOC = "doc"  # the text of a doc comment or docstring


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One message: what, where, and what would help.

    >>> str(Problem(subtype=Subtype.RUST, file="src/lib.rs", line=3, message="no file for `mod a`"))
    'src/lib.rs:3: no file for `mod a`'
    """

    file: str
    """Path relative to the project's root, with forward slashes; empty when no file is concerned."""
    line: int = 0
    """Line, counted from 1; 0 when the whole file is meant."""
    subtype: Subtype
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return place + self.message
