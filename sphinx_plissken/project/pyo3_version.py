"""The version of PyO3 that a crate is built with, and the Python that it is built for.

Goes in: a project and a crate. Comes out: an exact version: the locked one, else the newest that the crate's requirement allows; and the
``cfg`` options that ``pyo3-build-config`` gives to the crate.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
"""The newest release of each minor version."""
PYTHON = 13
"""The minor version of Python 3 for which ``cfg(Py_3_x)`` is judged where the crate does not say which it needs."""


_PYO3_ITSELF = frozenset({"pyo3", "pyo3-ffi"})
"""Packages whose build scripts set the same options for themselves."""


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


def python_cfg_of(project: Project, crate: CratePackage, features: Iterable[str]) -> frozenset[str]:
    """The ``cfg`` options of a crate that uses PyO3: ``Py_3_7`` to the newest, and ``Py_LIMITED_API`` for a stable ABI.

    Rule: ``pyo3-build-config``, ``InterpreterConfig::build_script_outputs``.

    :param features: those of the crate that are on.
    """
    if crate.manifest is not None and crate.package not in _PYO3_ITSELF and not any(_pyo3_dependencies(project, crate)):
        return frozenset()
    asked = {feature for dependency in crate.dependencies if dependency.package == "pyo3" for feature in dependency.features}
    asked.update(implied.partition("/")[2] for feature in features for implied in crate.features.get(feature, ()))
    asked.update(
        feature.partition("/")[2]
        for extension in project.extensions
        if extension.package == crate.package
        for feature in extension.features
    )
    lowest = [int(match[1]) for feature in asked if (match := re.fullmatch(r"abi3-py3(\d+)", feature))]
    is_stable = bool(lowest) or "abi3" in asked
    versions = range(7, (min(lowest) if lowest else PYTHON) + 1)
    return frozenset({*(f"Py_3_{minor}" for minor in versions), *(("Py_LIMITED_API",) if is_stable else ())})
