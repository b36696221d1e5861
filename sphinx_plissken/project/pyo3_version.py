"""The version of PyO3 that a crate is built with.

Goes in: a project and a crate. Comes out: an exact version: the locked one, else the newest that the crate's requirement allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plissken.project.api import CratePackage, Dependency, Project
from sphinx_plissken.project.versions import newest_allowed, read_release

NEWEST = (
    "0.15.2",
    "0.16.6",
    "0.17.3",
    "0.18.3",
    "0.19.2",
    "0.20.3",
    "0.21.2",
    "0.22.6",
    "0.23.5",
    "0.24.2",
    "0.25.1",
    "0.26.0",
    "0.27.2",
    "0.28.3",
    "0.29.3",
    "0.30.1",
)
"""The newest release of each minor version, from crates.io."""


def pyo3_version_of(project: Project, crate: CratePackage) -> str:
    """Give the version of PyO3 that a crate, or a crate that it depends on by path, is built with.

    Empty for a crate with a manifest that never mentions PyO3; sources without any manifest get the newest version.
    """
    if crate.manifest is None:
        return NEWEST[-1]
    for dependency in _pyo3_dependencies(project, crate):
        if dependency.locked_version:
            return dependency.locked_version
        return newest_allowed(dependency.requirement, NEWEST) or _written(dependency.requirement)
    return ""


def _written(requirement: str) -> str:
    """The version that a requirement writes, for one that allows none we know: ``=0.22.4`` -> ``0.22.4``."""
    return ".".join(map(str, read_release(requirement.lstrip("^~=<> v"))))


def _pyo3_dependencies(project: Project, crate: CratePackage) -> Iterator[Dependency]:
    """Entries for PyO3, nearest first: the crate's own, then those of its path dependencies, breadth first."""
    packages = {each.package: each for each in project.crates}
    seen = {crate.package}
    level = [crate]
    while level:
        for each in level:
            yield from (dependency for dependency in each.dependencies if dependency.package == "pyo3")
        needed = [packages.get(dependency.package) for each in level for dependency in each.dependencies if dependency.path is not None]
        level = [each for each in needed if each is not None and each.package not in seen]
        seen.update(each.package for each in level)
