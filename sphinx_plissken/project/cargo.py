"""Cargo.toml: a package and the crate in it.

Goes in: a Cargo.toml and its workspace. Comes out: a ``CratePackage``. Rules: the Cargo book, "The Manifest Format", "Specifying
Dependencies", "Features" and "Workspaces" (inheritance).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx_plissken.project.api import CratePackage, Dependency
from sphinx_plissken.project.files import Files, Table, TomlFile, boolean, string, strings, table
from sphinx_plissken.project.lock import Lock
from sphinx_plissken.project.targets import read_target
from sphinx_plissken.project.workspace import Workspace


def read_package(files: Files, manifest: TomlFile, workspace: Workspace, lock: Lock, *, is_main: bool, why: str) -> CratePackage | None:
    """Read a package; None where there is nothing to document, which is reported."""
    package = _inherit(files, manifest, workspace)
    name = string(package, "name")
    if not name:
        files.report(manifest.path, "[package] has no `name`; the crate is left out", manifest.line_of("package"))
        return None
    target = read_target(files, manifest)
    if target is None:
        return None
    dependencies = tuple(_read_dependencies(files, manifest, workspace, lock))
    docs_rs = table(package, "metadata", "docs", "rs") or table(package, "metadata", "docs.rs")
    return CratePackage(
        package=name,
        name=target.name,
        version=string(package, "version"),
        edition=string(package, "edition") or "2015",
        directory=manifest.path.parent,
        manifest=manifest.path,
        root_file=target.root_file,
        types=target.types,
        features=_read_features(table(manifest.data, "features"), dependencies),
        build_script=_find_build_script(files, manifest, package),
        docs_rs_features=strings(docs_rs, "features"),
        docs_rs_all_features=boolean(docs_rs, "all-features"),
        docs_rs_default_features=not boolean(docs_rs, "no-default-features"),
        dependencies=dependencies,
        description=" ".join(string(package, "description").split()),
        repository=string(package, "repository"),
        documentation=string(package, "documentation"),
        homepage=string(package, "homepage"),
        license=string(package, "license"),
        authors=strings(package, "authors"),
        is_main=is_main,
        why=why,
    )


def _find_build_script(files: Files, manifest: TomlFile, package: Table) -> Path | None:
    """The build script (the Cargo book, "The `build` Field"); never one outside of the project."""
    if package.get("build") is False:
        return None
    script = manifest.path.parent / (string(package, "build") or "build.rs")
    return script if files.is_inside(script) and files.is_file(script) else None


def _inherit(files: Files, manifest: TomlFile, workspace: Workspace) -> Table:
    """``[package]`` with every ``key.workspace = true`` replaced by the workspace's value."""
    package = dict(table(manifest.data, "package"))
    for key, value in list(package.items()):
        if isinstance(value, Mapping) and value.get("workspace") is True:
            package[key] = workspace.package.get(key, "")
            if key in ("version", "edition") and key not in workspace.package:
                files.report(
                    manifest.path,
                    f"`{key}` is inherited from a workspace, but no [workspace.package] inside the project has it; "
                    "document the workspace's directory, or write the value here",
                    manifest.line_of("package", key),
                )
    return package


def _read_features(written: Table, dependencies: tuple[Dependency, ...]) -> Mapping[str, tuple[str, ...]]:
    """``[features]``, and a feature for each optional dependency that no ``dep:name`` mentions."""
    features = {name: strings(written, name) for name in written}
    mentioned = {plain_name(value[4:]) for values in features.values() for value in values if value.startswith("dep:")}
    for dependency in dependencies:
        if dependency.is_optional and dependency.name not in mentioned and dependency.key not in features:
            features[dependency.key] = (f"dep:{dependency.key}",)
    return features


def plain_name(name: str) -> str:
    """A dependency's name as code sees it: ``serde-json`` -> ``serde_json``."""
    return name.replace("-", "_")


def _read_dependencies(files: Files, manifest: TomlFile, workspace: Workspace, lock: Lock) -> Iterator[Dependency]:
    """The dependencies of the library, those of every target platform included, each name once."""
    seen: set[str] = set()
    targets = table(manifest.data, "target")
    for dependencies in (manifest.data, *(target for target in targets.values() if isinstance(target, Mapping))):
        for name, written in table(dependencies, "dependencies").items():
            if plain_name(name) not in seen:
                seen.add(plain_name(name))
                yield _read_dependency(files, manifest, workspace, lock, name, written)


def _read_dependency(files: Files, manifest: TomlFile, workspace: Workspace, lock: Lock, name: str, written: object) -> Dependency:
    entry = _as_table(written)
    source, base = entry, manifest.path.parent
    if boolean(entry, "workspace") and workspace.manifest is not None:
        source, base = _as_table(workspace.dependencies.get(name)), workspace.manifest.path.parent
    package = string(source, "package") or name
    requirement = string(source, "version")
    path = string(source, "path")
    if not path and workspace.manifest is not None and (patch := string(workspace.patches.get(package), "path")):
        path, base = patch, workspace.manifest.path.parent
    locked = lock.version_of(package, of=string(manifest.data, "package", "name"), requirement=requirement)
    return Dependency(
        name=plain_name(name),
        key=name,
        package=package,
        requirement=requirement,
        path=_path_inside(files, base, path) if path else None,
        features=frozenset((*strings(entry, "features"), *strings(source, "features"))),
        uses_default_features=_uses_default_features(entry) or _uses_default_features(source),
        is_optional=boolean(entry, "optional"),
        locked_version=locked,
        revision=lock.revisions.get((package, locked), ""),
    )


def _as_table(written: object) -> Table:
    """``"1.0"`` and ``{ version = "1.0" }`` alike."""
    return {"version": written} if isinstance(written, str) else table(written)


def _uses_default_features(entry: Table) -> bool:
    return boolean(entry, "default-features", default=boolean(entry, "default_features", default=True))


def _path_inside(files: Files, base: Path, path: str) -> Path | None:
    """The directory of a path dependency; None when it lies outside of the project, where nothing is read."""
    directory = files.at(base, path)
    return directory if files.is_inside(directory) else None
