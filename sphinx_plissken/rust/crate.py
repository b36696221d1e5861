"""Put a crate together: follow its modules, apply its configuration, expand its macros.

Goes in: where a crate's root file is and how it is configured. Comes out: a ``Crate``. Rules: the Rust reference, chapters "Modules",
"Conditional compilation" and "Macros By Example" (scoping).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_plissken.rust.model import Crate


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateSource:
    """Where a crate is and how it is configured."""

    name: str
    """As code names it."""
    root_file: Path
    directory: Path
    """The package's directory: nothing outside of it (and of the project's root) is read."""
    version: str = ""
    edition: str = "2015"
    features: frozenset[str] = frozenset()
    """The features that are on, closed over what they imply."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What ``env!`` may be asked for: ``CARGO_PKG_VERSION``, ``CARGO_PKG_NAME``, ``CARGO_PKG_DESCRIPTION`` ..."""
    dependencies: Mapping[str, str] = field(default_factory=dict)
    """Names under which code sees other crates -> those crates' names."""
    is_proc_macro: bool = False


def read_crates(
    sources: Sequence[CrateSource], *, root: Path, target: str = "x86_64-unknown-linux-gnu", cache: Path | None = None
) -> tuple[Crate, ...]:
    """Read crates that may use each other's macros; dependencies first is not required.

    :param root: the project's root; paths in spans and problems are relative to it.
    :param cache: a directory for what was read of each file, keyed by content; None: nothing is kept.
    """
    raise NotImplementedError
