"""From packages to what ``rust/`` reads: which file is a crate's root, what is on in it, which crates it sees.

Goes in: a project and choices. Comes out: a ``CrateSource`` for each crate of the project, and for a dependency when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx_plissken.project import (
    CratePackage,
    CrateType,
    Dependencies,
    DependencySources,
    FeatureChoice,
    Project,
    python_cfg_of,
    resolve_features,
)
from sphinx_plissken.rust.assembly.build_script import read_build_script
from sphinx_plissken.rust.assembly.crate import CrateSource

_MODELLED = frozenset({"pyo3", "pyo3_ffi"})
"""Crates that ``bindings/`` knows by version, not by source: what Python sees of a project has to be the same on every machine."""


class CrateSources:
    """The crates that may be read."""

    def __init__(self, project: Project, choice: FeatureChoice, cfg: Iterable[str], dependencies: DependencySources) -> None:
        self._project = project
        self._features = resolve_features(project, choice)
        self._cfg = frozenset({"debug_assertions", *cfg})  # as in the profile that `cargo doc` takes
        self._names = {crate.directory: crate.name for crate in project.crates}
        self._taken = frozenset(self._names.values())
        self._dependencies = Dependencies(project, dependencies)
        self._is_off = dependencies is DependencySources.NONE
        self._found: dict[str, CrateSource | None] = {}

    def own(self, packages: Iterable[str]) -> list[CrateSource]:
        """Crates of the project, by name."""
        wanted = set(packages)
        sources = [self._own(crate) for crate in self._project.crates if crate.package in wanted]
        return sorted(sources, key=lambda source: source.name)

    def dependency(self, name: str) -> CrateSource | None:
        """A crate from outside of the project, if it is one of the dependencies and its source is at hand."""
        if name not in self._found:
            package = None if name in self._taken or name in _MODELLED else self._dependencies.find(name)
            self._found[name] = self._outside(package, name) if package else None
        return self._found[name]

    def any_dependency(self, name: str) -> CrateSource | None:
        """A dependency, PyO3 itself included: to know where its items are documented, not what they mean."""
        if name in _MODELLED and (package := self._dependencies.find(name)):
            return self._outside(package, name)
        return self.dependency(name)

    def is_missing(self, name: str) -> bool:
        """Whether a crate is a dependency that would be read if its source were at hand."""
        may_read = not self._is_off and name not in self._taken and name not in _MODELLED
        return may_read and self._dependencies.is_dependency(name) and self.dependency(name) is None

    def _own(self, crate: CratePackage) -> CrateSource:
        features = frozenset(self._features.features[crate.package])
        return _crate_source(
            crate, crate.name, features, self._names, cfg=self._cfg | {"doc"} | python_cfg_of(self._project, crate, features)
        )

    def _outside(self, crate: CratePackage, name: str) -> CrateSource:
        """A dependency; it is compiled without ``cfg(doc)``, which rustdoc sets for the crate that it documents."""
        is_inside = crate.directory.is_relative_to(self._project.root)
        shown = "" if is_inside else f"{crate.package}-{crate.version}"
        return _crate_source(crate, name, self._features.add(crate), {}, cfg=self._cfg, shown=shown)


def _crate_source(
    crate: CratePackage, name: str, features: frozenset[str], names: Mapping[Path, str], *, cfg: frozenset[str], shown: str = ""
) -> CrateSource:
    return CrateSource(
        name=name,
        root_file=crate.root_file,
        directory=crate.directory,
        shown=shown,
        version=crate.version,
        edition=crate.edition,
        features=features,
        cfg=cfg | _build_script_cfg(crate),
        environment=_environment(crate),
        dependencies={
            each.name: names.get(each.path, each.name) if each.path else each.package.replace("-", "_") for each in crate.dependencies
        },
        is_proc_macro=CrateType.PROC_MACRO in crate.types,
    )


def _build_script_cfg(crate: CratePackage) -> frozenset[str]:
    """What the crate's build script would set on a current machine; one that cannot be read sets nothing."""
    if crate.build_script is None:
        return frozenset()
    try:
        return read_build_script(crate.build_script.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return frozenset()


def _environment(crate: CratePackage) -> Mapping[str, str]:
    """What Cargo sets for ``env!`` (the Cargo book, "Environment Variables")."""
    major, minor, patch = (*crate.version.partition("-")[0].partition("+")[0].split("."), "", "", "")[:3]
    return {
        "CARGO_CRATE_NAME": crate.name,
        "CARGO_MANIFEST_DIR": str(crate.directory),
        "CARGO_PKG_AUTHORS": ":".join(crate.authors),
        "CARGO_PKG_DESCRIPTION": crate.description,
        "CARGO_PKG_HOMEPAGE": crate.homepage,
        "CARGO_PKG_LICENSE": crate.license,
        "CARGO_PKG_NAME": crate.package,
        "CARGO_PKG_REPOSITORY": crate.repository,
        "CARGO_PKG_VERSION": crate.version,
        "CARGO_PKG_VERSION_MAJOR": major,
        "CARGO_PKG_VERSION_MINOR": minor,
        "CARGO_PKG_VERSION_PATCH": patch,
        "CARGO_PKG_VERSION_PRE": crate.version.partition("+")[0].partition("-")[2],
    }
