"""The whole walk but the last step: find, read, see, merge.

Goes in: a project directory and a few choices. Comes out: a ``Reference``, everything that pages, ``inspect`` and ``check`` are made from.
Nothing here knows Sphinx.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_plissken.bindings.api import Bindings
from sphinx_plissken.problem import Problem
from sphinx_plissken.project import Project
from sphinx_plissken.python.api import PythonReference
from sphinx_plissken.rust.documented import DocumentedModule, Reach
from sphinx_plissken.rust.model import Crate
from sphinx_plissken.rust.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user may choose; the defaults suit a project that says nothing."""

    features: tuple[str, ...] = ()
    """Cargo features to turn on, beside the default ones and those of the extension's build."""
    all_features: bool = False
    uses_default_features: bool = True
    target: str = "x86_64-unknown-linux-gnu"
    """Target triple for which ``cfg(target_os = ...)`` and its like are judged."""
    reach: Mapping[str, Reach] = field(default_factory=dict)
    """How far the Rust reference reaches, by crate name. A crate that is not named here: ``CRATE`` if only an extension module is built from it
    (nothing outside can name its items, so its ``pub`` is written for its maintainers), else ``PUBLIC``."""
    crates: tuple[str, ...] = ()
    """Names of the crates to document; empty: all that belong to the project."""
    cache: Path | None = None
    """Directory for what was read of each file; None: nothing is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Both views of a project."""

    project: Project
    crates: tuple[Crate, ...] = ()
    names: Names
    rust: tuple[DocumentedModule, ...] = ()
    """Every documented module of every documented crate, sorted by path; a crate's root comes first."""
    bindings: tuple[Bindings, ...] = ()
    python: PythonReference
    python_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Definition path of a Rust item -> paths of its Python objects as the Python reference shows them (homes)."""
    rust_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of a Python object's home -> definition paths of the Rust items behind it."""
    problems: tuple[Problem, ...] = ()
    """Of all stages, sorted, each once."""


def read_reference(directory: Path, choices: Choices | None = None) -> Reference:
    """Read a project.

    :raises NotADirectoryError: when there is no such directory.
    """
    raise NotImplementedError
