"""Cargo.lock: which version of each package a build takes.

Goes in: a Cargo.lock. Comes out: ``Lock``, which answers what version a package's dependency has. Format: Cargo's ``encode_v4``, in
which a dependency is written ``name``, ``name version`` or ``name version (source)``, as far as needed to be unique.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_plissken.project.files import TomlFile, string, strings, tables
from sphinx_plissken.project.versions import newest_allowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A Cargo.lock that was read."""

    versions: Mapping[str, tuple[str, ...]]
    """Package -> its versions."""
    chosen: Mapping[tuple[str, str], tuple[str, ...]]
    """Package and dependency -> the versions of the dependency that are written for the package."""
    revisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Package and version -> the commit, of what comes from a Git repository."""

    def version_of(self, dependency: str, *, of: str = "", requirement: str = "") -> str:
        """The version of a dependency of a package; empty if it is not locked."""
        chosen = self.chosen.get((of, dependency), ())
        if len(chosen) == 1:
            return chosen[0]
        return newest_allowed(requirement, chosen or self.versions.get(dependency, ()))


NO_LOCK = Lock(versions={}, chosen={})


def read_lock(file: TomlFile) -> Lock:
    """Read a Cargo.lock."""
    packages = tables(file.data, "package")
    versions: dict[str, tuple[str, ...]] = {}
    for package in packages:
        name = string(package, "name")
        versions[name] = (*versions.get(name, ()), string(package, "version"))
    revisions = {
        (string(package, "name"), string(package, "version")): source.rpartition("#")[2]
        for package in packages
        if (source := string(package, "source")).startswith("git+") and "#" in source
    }
    chosen: dict[tuple[str, str], tuple[str, ...]] = {}
    for package in packages:
        for written in strings(package, "dependencies"):
            dependency, *rest = written.split(" ")
            key = string(package, "name"), dependency
            chosen[key] = (*chosen.get(key, ()), *(rest[:1] or versions.get(dependency, ())))
    return Lock(versions=versions, chosen=chosen, revisions=revisions)
