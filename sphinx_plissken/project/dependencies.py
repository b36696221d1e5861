"""Dependencies from outside of the project, where their source is on this machine.

Goes in: a project, and the name of a crate that one of its crates depends on. Comes out: the dependency's package, read from the project's
vendor folder or from what Cargo has downloaded. Nothing is looked at before it is asked for, and nothing is ever downloaded. Rules: the
Cargo book, "Source Replacement", ``cargo vendor`` and "Cargo Home".
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx_plissken.project.api import CratePackage, Dependency, DependencySources, Project
from sphinx_plissken.project.cargo import plain_name, read_package
from sphinx_plissken.project.crates import find_lock
from sphinx_plissken.project.files import Files, TomlFile, string, table
from sphinx_plissken.project.lock import Lock
from sphinx_plissken.project.versions import newest_allowed
from sphinx_plissken.project.workspace import find_workspace, read_members

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_VERSION = re.compile(r"[A-Za-z0-9_.+-]+")
_SHORT_REVISION = 7
"""Digits of the commit in the name of a checkout's folder."""


class Dependencies:
    """Finds dependencies, each once."""

    def __init__(self, project: Project, sources: DependencySources) -> None:
        self._files = Files(project.root)
        self._sources = sources
        self._dependents = list(project.crates)
        self._found: dict[str, CratePackage | None] = {}
        self._vendored: list[Path] | None = None

    def find(self, name: str) -> CratePackage | None:
        """The package of a crate that those known so far depend on, at the version that Cargo would build; None if it is not at hand.

        :param name: as code sees the package: ``axum_core``.
        """
        if name in self._found or not self.is_dependency(name):
            return self._found.get(name)
        found = self._found[name] = self._find(name)
        return found

    def is_dependency(self, name: str) -> bool:
        """Whether one of the crates known so far depends on such a crate from outside of the project."""
        return self._entry(name) is not None

    def _find(self, name: str) -> CratePackage | None:
        entry = self._entry(name) if self._sources is not DependencySources.NONE else None
        if entry is None:
            return None
        dependency, dependent = entry
        directory = self._directory(dependency)
        package = _read(directory, dependency, find_lock(self._files, self._home(dependent))) if directory else None
        if package is not None:
            self._dependents.append(package)
        return package

    def _entry(self, name: str) -> tuple[Dependency, CratePackage] | None:
        """The first entry for a crate, and the package whose it is."""
        for dependent in self._dependents:
            for dependency in dependent.dependencies:
                if plain_name(dependency.package) == name and dependency.path is None:
                    return dependency, dependent
        return None

    def _home(self, dependent: CratePackage) -> Path:
        """Where the Cargo.lock is that decides about the dependencies of a package."""
        return dependent.directory if self._files.is_inside(dependent.directory) else self._files.root

    def _directory(self, dependency: Dependency) -> Path | None:
        """Where the source of a dependency is, the project's own copy first."""
        if not _NAME.fullmatch(dependency.package):
            return None
        if found := _chosen(self._vendored_versions(dependency.package), dependency):
            return found
        if self._sources is not DependencySources.AUTO:
            return None
        return _in_checkouts(dependency) if dependency.revision else _chosen(_downloaded_versions(dependency.package), dependency)

    # The project's vendor folder

    def _vendored_versions(self, package: str) -> Iterator[tuple[str, Path]]:
        for folder in self._vendor_folders():
            for directory in (folder / package, *sorted(folder.glob(f"{package}-[0-9]*"))):
                manifest = self._files.toml(directory / "Cargo.toml")
                if manifest is not None and string(manifest.data, "package", "name") == package:
                    yield string(manifest.data, "package", "version"), directory

    def _vendor_folders(self) -> list[Path]:
        """The folders that Cargo's configuration names, and ``vendor``."""
        if self._vendored is None:
            roots = dict.fromkeys((self._files.root, *(crate.directory for crate in self._dependents)))
            named = (folder for root in roots for folder in _configured(self._files, root))
            usual = (root / "vendor" for root in roots)
            self._vendored = [folder for folder in dict.fromkeys((*named, *usual)) if self._files.is_directory(folder)]
        return self._vendored


def _configured(files: Files, root: Path) -> Iterator[Path]:
    """The directory sources in the ``.cargo/config.toml`` of a directory; relative ones start at that directory."""
    for name in (".cargo/config.toml", ".cargo/config"):
        if (configuration := files.toml(root / name)) is not None:
            sources = table(configuration.data, "source")
            yield from (files.at(root, place) for source in sources.values() if (place := string(source, "directory")))


def _chosen(versions: Iterable[tuple[str, Path]], dependency: Dependency) -> Path | None:
    """The locked version, or without a lock the newest that the requirement allows."""
    by_version = {version: directory for version, directory in reversed(list(versions)) if _VERSION.fullmatch(version)}
    locked = dependency.locked_version
    return by_version.get(locked) if locked else by_version.get(newest_allowed(dependency.requirement, sorted(by_version)))


# What Cargo has downloaded


def _cargo_home() -> Path:
    written = os.environ.get("CARGO_HOME")
    return Path(written) if written else Path.home() / ".cargo"


def _downloaded_versions(package: str) -> Iterator[tuple[str, Path]]:
    try:
        found = sorted((_cargo_home() / "registry" / "src").glob(f"*/{package}-[0-9]*"))
    except OSError:
        return
    for directory in found:
        yield directory.name.removeprefix(f"{package}-"), directory


def _in_checkouts(dependency: Dependency) -> Path | None:
    """The package in a checkout of the locked commit: at its root, or a member of the workspace there."""
    if not _NAME.fullmatch(dependency.revision):
        return None
    try:
        checkouts = sorted((_cargo_home() / "git" / "checkouts").glob(f"*/{dependency.revision[:_SHORT_REVISION]}"))
    except OSError:
        return None
    for checkout in checkouts:
        files = Files(checkout)
        for manifest in _manifests(files):
            if string(manifest.data, "package", "name") == dependency.package:
                return manifest.path.parent
    return None


def _manifests(files: Files) -> Iterator[TomlFile]:
    root = files.toml(files.root / "Cargo.toml")
    if root is not None:
        yield root
        yield from read_members(files, find_workspace(files, root))


# Reading


def _read(directory: Path, dependency: Dependency, lock: Lock) -> CratePackage | None:
    """The package in a directory; whatever is wrong with it is no problem of the project's."""
    files = Files(_reach_of(directory, dependency))
    manifest = files.toml(files.at(directory.resolve(), "Cargo.toml"))
    if manifest is None or string(manifest.data, "package", "name") != dependency.package:
        return None
    workspace = find_workspace(files, manifest)
    return read_package(files, manifest, workspace, lock, is_main=False, why=f"dependency `{dependency.key}`")


def _reach_of(directory: Path, dependency: Dependency) -> Path:
    """The directory below which files may be read: the package's, or of a checkout the whole of it."""
    if dependency.revision:
        for parent in (directory, *directory.parents):
            if parent.name == dependency.revision[:_SHORT_REVISION]:
                return parent
    return directory
