"""The crates that a project depends on, read where their source is at hand, to tell what kind of thing a path leads to.

Goes in: somebody who finds and reads crates. Comes out: the names of a crate, alone, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sphinx_plissken.published.crate_pages import CratePages
from sphinx_plissken.rust.assembly.crate import CrateSource
from sphinx_plissken.rust.model import Crate
from sphinx_plissken.rust.resolution.names import Names


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDependency:
    """A dependency whose source is at hand."""

    names: Names
    pages: CratePages
    release: str
    """Package and version as docs.rs names them: ``tracing-core/0.1.33``."""


@dataclass(slots=True, kw_only=True)
class Dependencies:
    """Dependencies by name, each read once."""

    find: Callable[[str], CrateSource | None] = lambda _: None
    """From the name of a crate to its source; None if it is not at hand, or no dependency."""
    read: Callable[[CrateSource], Crate] | None = None
    _known: dict[str, ReadDependency | None] = field(default_factory=dict)

    def get(self, crate: str) -> ReadDependency | None:
        """A dependency, by the name of its crate."""
        if crate not in self._known:
            source = self.find(crate)
            self._known[crate] = _known(source, self.read(source)) if source and self.read else None
        return self._known[crate]


def _known(source: CrateSource, crate: Crate) -> ReadDependency:
    names = Names([crate])
    release = f"{source.environment.get('CARGO_PKG_NAME', source.name)}/{source.version}"
    return ReadDependency(names=names, pages=CratePages(names=names), release=release)
