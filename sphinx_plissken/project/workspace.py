"""Cargo workspaces: which packages belong together, and what they inherit.

Goes in: a Cargo.toml with ``[workspace]``. Comes out: its members and the values that members take over. Rules: the Cargo book,
"Workspaces".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.project.files import EMPTY, Files, Table, TomlFile, string, strings, table


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace; the one without a manifest has no values to inherit."""

    manifest: TomlFile | None = None
    excluded: tuple[Path, ...] = ()

    @property
    def package(self) -> Table:
        """``[workspace.package]``."""
        return table(self.manifest.data, "workspace", "package") if self.manifest else EMPTY

    @property
    def dependencies(self) -> Table:
        """``[workspace.dependencies]``."""
        return table(self.manifest.data, "workspace", "dependencies") if self.manifest else EMPTY

    @property
    def patches(self) -> Mapping[str, Table]:
        """Package -> what ``[patch.crates-io]`` puts in its place."""
        patches = table(self.manifest.data, "patch", "crates-io") if self.manifest else EMPTY
        return {string(patch, "package") or name: patch for name, patch in patches.items() if isinstance(patch, Mapping)}

    def holds(self, directory: Path) -> bool:
        """Whether a package in a directory below the workspace's root belongs to it."""
        if self.manifest is None or not directory.is_relative_to(self.manifest.path.parent):
            return False
        return not any(directory.is_relative_to(excluded) for excluded in self.excluded)


NO_WORKSPACE = Workspace()


def find_workspace(files: Files, manifest: TomlFile) -> Workspace:
    """Find the workspace of a package: its own, the one it names, or the nearest above it that does not exclude it."""
    if "workspace" in manifest.data:
        return _read_workspace(files, manifest)
    directory = manifest.path.parent
    if named := string(manifest.data, "package", "workspace"):
        above = [files.at(directory, named)]
    else:
        above = [parent for parent in directory.parents if files.is_inside(parent)]
    for candidate in above:
        root = files.toml(candidate / "Cargo.toml")
        if root is not None and "workspace" in root.data:
            workspace = _read_workspace(files, root)
            return workspace if workspace.holds(directory) or named else NO_WORKSPACE
    return NO_WORKSPACE


def _read_workspace(files: Files, manifest: TomlFile) -> Workspace:
    excluded = (files.at(manifest.path.parent, name) for name in strings(manifest.data, "workspace", "exclude"))
    return Workspace(manifest=manifest, excluded=tuple(excluded))


def read_members(files: Files, workspace: Workspace) -> Iterator[TomlFile]:
    """Read the manifests of the members that a workspace lists, in its order; missing ones are reported."""
    if workspace.manifest is None:
        return
    for pattern in strings(workspace.manifest.data, "workspace", "members"):
        for directory in _directories(files, workspace.manifest.path.parent, pattern):
            if not workspace.holds(directory):
                continue
            manifest = files.toml(directory / "Cargo.toml")
            if manifest is not None:
                yield manifest
            elif not _is_pattern(pattern) and not files.is_file(directory / "Cargo.toml"):
                line = workspace.manifest.line_of("workspace", "members")
                files.report(workspace.manifest.path, f"workspace member `{pattern}` has no Cargo.toml; it is left out", line)


def _directories(files: Files, root: Path, pattern: str) -> list[Path]:
    if not _is_pattern(pattern):
        return [files.at(root, pattern)]
    if pattern.startswith("/") or ".." in Path(pattern).parts:
        return []
    return sorted(path for path in root.glob(pattern) if files.is_directory(path))


def _is_pattern(pattern: str) -> bool:
    return any(character in pattern for character in "*?[")
