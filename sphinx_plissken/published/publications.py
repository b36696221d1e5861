"""Finds the page that describes an item of another crate.

Goes in: what a name means, and the crates that the project uses. Comes out: an address on the web. Items of the standard library are
looked up in its inventory; items of dependencies whose source is at hand where rustdoc would show them, below the crate's
``html_root_url``, else on docs.rs at the version that Cargo.lock has. Of what is not known nothing is made up: rustdoc's addresses hold the
kind of an item, so where only its path is known the crate's own search is asked for it. Knows neither Sphinx nor how names are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from sphinx_plissken.project import CratePackage, Dependency
from sphinx_plissken.published.crate_pages import CratePages, root_url
from sphinx_plissken.published.dependencies import Dependencies, ReadDependency
from sphinx_plissken.published.rustdoc_addresses import Address, page_location
from sphinx_plissken.published.standard_library import CRATES, ROOT, find_standard
from sphinx_plissken.rust.model import Namespace
from sphinx_plissken.rust.resolution.associated import path_of
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning, Primitive
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.resolution.preludes import find_in_prelude

DOCS_RS = "https://docs.rs/"

NEWEST_EDITION = "2024"

EVERY: tuple[Namespace, ...] = (Namespace.TYPE, Namespace.VALUE, Namespace.MACRO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A page on the web."""

    url: str
    title: str
    """What it is about, by rustdoc's words: ``struct std::vec::Vec``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publications:
    """Everything that other crates' documentation is found by."""

    names: Names
    own: frozenset[str] = frozenset()
    """Crates of the project, which are published only if ``roots`` or they themselves say where."""
    releases: Mapping[str, str] = field(default_factory=dict)
    """Crate -> its package and version as docs.rs names them: ``tracing-core/0.1.33``."""
    roots: Mapping[str, str | None] | None = field(default_factory=dict)
    """Crate -> the address below which its documentation is, None if it is to be linked nowhere; None altogether: link nothing."""
    dependencies: Dependencies = field(default_factory=Dependencies)
    _pages: CratePages = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pages", CratePages(names=self.names))

    def find(self, meaning: Meaning, namespaces: Sequence[Namespace] = EVERY) -> Publication | None:
        """The page that describes what a name means; None where there is none to be sure of."""
        if isinstance(meaning, Definition):
            return self._of_crate(meaning)
        path = meaning.name if isinstance(meaning, Primitive) else meaning.path
        crate = path.partition("::")[0]
        if isinstance(meaning, Primitive) or crate in CRATES:
            return self.find_standard(path, namespaces)
        if address := find_standard(path, namespaces) if crate != path else None:  # `u8::MAX`
            return self._publication("std", address)
        if (read := self.dependencies.get(crate)) is not None:
            return self._in_dependency(read, path, namespaces)
        return self._by_path(meaning, crate)

    def find_standard(self, path: str, namespaces: Sequence[Namespace] = EVERY) -> Publication | None:
        """The page of an item of the standard library, or of a primitive type."""
        address = find_standard(path, namespaces)
        return self._publication("std", address) if address else None

    def find_named(self, path: str, namespaces: Sequence[Namespace] = EVERY) -> Publication | None:
        """The page of what somebody names without a place where the name stands: a full path, or a name of the standard prelude."""
        crate = path.partition("::")[0]
        if crate in self.releases:
            return self.find(Foreign(path=path), namespaces)
        preludes = (find_in_prelude(crate, namespace, NEWEST_EDITION) for namespace in (Namespace.TYPE, *namespaces))
        full = next((f"{found}{path.removeprefix(crate)}" for found in preludes if found), path)
        return self.find_standard(full, namespaces)

    def _of_crate(self, definition: Definition) -> Publication | None:
        """The page of an item whose source is at hand."""
        address = self._pages.find(definition)
        return self._publication(definition.crate, address) if address else None

    def _in_dependency(self, read: ReadDependency, path: str, namespaces: Sequence[Namespace]) -> Publication | None:
        """The page of an item of a dependency, which that may have from another one; its path says where it was looked for."""
        crate, _, rest = path.partition("::")
        inside = f"crate::{rest}" if rest else "crate"
        for namespace in namespaces:
            meaning = read.names.resolve(inside, crate, namespace)
            if isinstance(meaning, Definition) and (address := read.pages.find(meaning)):
                return self._publication(crate, address)
            is_elsewhere = path_of(meaning).partition("::")[0] not in ("", crate)
            if meaning and is_elsewhere and (found := self.find(meaning, (namespace,))):
                return found
        return None

    def _by_path(self, meaning: Foreign, crate: str) -> Publication | None:
        """A crate's first page; of what is in it, what the crate's search finds."""
        root = self._root(crate)
        if not root or meaning.is_guess:
            return None
        if crate == meaning.path:
            return Publication(url=f"{root}{page_location('mod', crate)}", title=f"crate {crate}")
        query = quote(meaning.path.removeprefix(f"{crate}::"), safe=":")
        return Publication(url=f"{root}{page_location('mod', crate)}?search={query}&go_to_first=true", title=meaning.path)

    def _publication(self, crate: str, address: Address) -> Publication | None:
        root = self._root(address.location.partition("/")[0]) if crate == "std" else self._root(crate)
        return Publication(url=f"{root}{address.location}", title=address.title) if root else None

    def _root(self, crate: str) -> str:
        """The address below which a crate's documentation is, with a slash at its end; empty where it is not known."""
        if self.roots is None:
            return ""
        spellings = (crate, "std") if crate in CRATES else (crate,)
        chosen = next((self.roots[name] for name in spellings if name in self.roots), "")
        if chosen is None:
            return ""
        found = chosen or (ROOT if crate in CRATES else self._written_root(crate))
        return f"{found.rstrip('/')}/" if found else ""

    def _written_root(self, crate: str) -> str:
        read = None if crate in self.own else self.dependencies.get(crate)
        if written := root_url(read.names if read else self.names, crate):
            return written
        release = read.release if read else self.releases.get(crate, "")
        return f"{DOCS_RS}{release}/" if release and crate not in self.own else ""


NOTHING_KNOWN = Publications(names=Names(()))
"""What can be found without any project: the standard library."""


def releases_of(packages: Iterable[CratePackage]) -> dict[str, str]:
    """What docs.rs calls the dependencies of some packages: those that come from a registry."""
    found: dict[str, str] = {}
    for package in packages:
        for dependency in package.dependencies:
            if dependency.path is None:
                found.setdefault(dependency.package.replace("-", "_"), f"{dependency.package}/{release_version(dependency)}")
    return found


def release_version(dependency: Dependency) -> str:
    """The locked version, else what is required, which docs.rs understands; ``latest`` where that is no plain version."""
    if dependency.locked_version:
        return dependency.locked_version
    required = dependency.requirement.strip().lstrip("^~= ")
    return required if required and all(part.isdigit() for part in required.split(".")) else "latest"
