"""The crates of a project: from the manifests that are known to all that belong to them.

Goes in: Cargo.toml files. Comes out: crates: the packages, the members of their workspaces, and what these depend on by path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sphinx_plissken.project.api import CratePackage
from sphinx_plissken.project.cargo import plain_name, read_package
from sphinx_plissken.project.files import Files, TomlFile
from sphinx_plissken.project.lock import NO_LOCK, Lock, read_lock
from sphinx_plissken.project.workspace import Workspace, find_workspace, read_members


def find_crates(files: Files, starts: Iterable[tuple[TomlFile, str]]) -> tuple[CratePackage, ...]:
    """Find the crates that manifests lead to, sorted by package.

    :param starts: manifests, each with the reason why it belongs to the project.
    """
    found: dict[Path, CratePackage | None] = {}
    for manifest, why in starts:
        workspace = find_workspace(files, manifest)
        lock = find_lock(files, manifest.path.parent)
        if "package" in manifest.data:
            _add(files, found, manifest, workspace, lock, why=why)
        for member in read_members(files, workspace):
            _add(files, found, member, workspace, lock, why=f"member of the workspace {_name(workspace)}")
    crates = [crate for crate in found.values() if crate is not None]
    return tuple(sorted(_tell_apart(files, crates), key=lambda crate: crate.package))


def _name(workspace: Workspace) -> str:
    return workspace.manifest.name if workspace.manifest else ""


def _add(
    files: Files,
    found: dict[Path, CratePackage | None],
    manifest: TomlFile,
    workspace: Workspace,
    lock: Lock,
    *,
    why: str,
    is_main: bool = True,
) -> None:
    """Add a package, and the packages that it depends on by path."""
    if (known := found.get(manifest.path)) is not None and is_main and not known.is_main:
        found[manifest.path] = replace(known, is_main=True, why=why)
    if manifest.path in found or "package" not in manifest.data:
        return
    crate = found[manifest.path] = read_package(files, manifest, workspace, lock, is_main=is_main, why=why)
    for dependency in crate.dependencies if crate else ():
        if dependency.path is None:
            continue
        needed = files.toml(dependency.path / "Cargo.toml")
        if needed is None:
            # maturin leaves optional path dependencies that its build does not need out of an sdist.
            if not dependency.is_optional and not files.is_file(dependency.path / "Cargo.toml"):
                place = files.name(dependency.path)
                line = manifest.line_of("dependencies", dependency.name)
                files.report(
                    manifest.path, f"dependency `{dependency.name}`: there is no `{place}/Cargo.toml`; the crate is left out", line
                )
            continue
        home = find_workspace(files, needed) if not workspace.holds(dependency.path) else workspace
        # A path dependency inside a workspace is a member of it (the Cargo book, "Workspaces").
        _add(files, found, needed, home, lock, why=f"path dependency of {manifest.name}", is_main=workspace.holds(dependency.path))


def find_lock(files: Files, directory: Path) -> Lock:
    """The nearest Cargo.lock above a directory, inside the project."""
    for place in (directory, *directory.parents):
        if not files.is_inside(place):
            break
        if (file := files.toml(place / "Cargo.lock")) is not None:
            return read_lock(file)
    return NO_LOCK


def _tell_apart(files: Files, crates: list[CratePackage]) -> list[CratePackage]:
    """Give every crate a name of its own: a binding's crate often has the name of the crate that it wraps."""
    counts = Counter(crate.name for crate in crates)
    named: dict[str, CratePackage] = {}
    for crate in sorted(crates, key=lambda crate: (not crate.is_main, crate.package)):
        name = crate.name if counts[crate.name] == 1 else plain_name(crate.package)
        if name in named:  # packages `minify-html` and `minify_html`
            name = plain_name(crate.directory.name)
        if name in named:
            manifest = crate.manifest or crate.directory
            files.report(manifest, f"crate `{name}` is also in {files.name(named[name].directory)}; this one is left out")
            continue
        named[name] = replace(crate, name=name)
    return list(named.values())
