"""The table of contents of finding: what builds the project, its crates, its Python, its name.

Goes in: a directory. Comes out: a ``Project``.
"""

from __future__ import annotations

import configparser
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from sphinx_plissken.project.api import CratePackage, CrateType, ExtensionModule, Layout, Project, PythonRoot
from sphinx_plissken.project.bare import find_bare_crates
from sphinx_plissken.project.crates import find_crates
from sphinx_plissken.project.files import Files, TomlFile, string
from sphinx_plissken.project.maturin import Build, is_maturin, read_maturin
from sphinx_plissken.project.python_roots import find_roots, merge_roots
from sphinx_plissken.project.setuptools_rust import read_setuptools
from sphinx_plissken.project.workspace import find_workspace, read_members


def find_project(directory: Path) -> Project:
    """Find what a directory holds.

    Never raises for what the files say: what could not be found is a problem that names the file to mend.

    :raises NotADirectoryError: when there is no such directory.
    """
    if not directory.is_dir():
        raise NotADirectoryError(f"there is no directory {directory}")
    files = Files(directory)
    pyproject = files.toml(files.root / "pyproject.toml")
    said = _find_build(files, pyproject)
    build = said or Build()
    crates = find_crates(files, _starts(files, build))
    extensions = _known(build.extensions, crates) or _undeclared(crates)
    name, version, description = _read_metadata(files, pyproject)
    roots = said.roots if said else find_roots(files, pyproject)
    if not crates and not files.is_file(files.root / "Cargo.toml"):
        crates, extensions = find_bare_crates(files, _python_name(name, roots) or files.root.name)
    extensions = tuple(_settle(files, extension, roots) for extension in extensions)
    main = _main_crate(crates, extensions)
    if not crates and not roots and not files.problems:
        files.report(
            files.root, "nothing to document: neither a Cargo.toml nor a Python package was found here; name the project's directory"
        )
    return Project(
        root=files.root,
        name=name or (main.package if main else "") or files.root.name,
        version=version or (main.version if main else ""),
        description=description or (main.description if main else ""),
        crates=crates,
        extensions=tuple(sorted(extensions, key=lambda extension: extension.import_name)),
        python=roots,
        problems=tuple(sorted(set(files.problems))),
    )


def _find_build(files: Files, pyproject: TomlFile | None) -> Build | None:
    """What the build backend makes of the project, or the backends of its workspace's members; None if none says anything of Rust."""
    if pyproject is not None and is_maturin(pyproject):
        return read_maturin(files, pyproject)
    if build := read_setuptools(files, pyproject):
        return build
    if pyproject is None and not files.is_file(files.root / "setup.py"):
        return _join([read_maturin(files, member) for member in _member_pyprojects(files) if is_maturin(member)])
    return None


def _member_pyprojects(files: Files) -> Iterable[TomlFile]:
    """The pyproject.toml files in the members of a workspace whose root has none."""
    manifest = files.toml(files.root / "Cargo.toml")
    if manifest is None or "workspace" not in manifest.data:
        return
    for member in read_members(files, find_workspace(files, manifest)):
        if (pyproject := files.toml(member.path.parent / "pyproject.toml")) is not None:
            yield pyproject


def _join(builds: Sequence[Build]) -> Build | None:
    if not builds:
        return None
    return Build(
        manifests=tuple(manifest for build in builds for manifest in build.manifests),
        extensions=tuple(extension for build in builds for extension in build.extensions),
        roots=merge_roots(root for build in builds for root in build.roots),
    )


def _starts(files: Files, build: Build) -> Iterable[tuple[TomlFile, str]]:
    """The manifests to start from: those that the build names, and the root's."""
    for manifest in build.manifests:
        yield manifest, f"{manifest.name}, built into an extension module"
    if (root := files.toml(files.root / "Cargo.toml")) is not None:
        yield root, root.name


def _known(extensions: tuple[ExtensionModule, ...], crates: tuple[CratePackage, ...]) -> tuple[ExtensionModule, ...]:
    """The extension modules whose crate was found; why another's was not has been reported with its manifest."""
    packages = {crate.package for crate in crates}
    return tuple(extension for extension in extensions if extension.package in packages)


def _undeclared(crates: tuple[CratePackage, ...]) -> tuple[ExtensionModule, ...]:
    """The extension modules of crates that no Python build file mentions: shared libraries that use PyO3."""
    return tuple(
        ExtensionModule(import_name=crate.name, package=crate.package, layout=Layout.BARE, why="Cargo.toml: a cdylib that depends on pyo3")
        for crate in crates
        if crate.is_main and CrateType.CDYLIB in crate.types and any(each.package == "pyo3" for each in crate.dependencies)
    )


def _settle(files: Files, extension: ExtensionModule, roots: tuple[PythonRoot, ...]) -> ExtensionModule:
    """An extension module without a place of its own goes into the package of its name, where there is one, as maturin puts it."""
    name = extension.import_name
    if extension.layout is Layout.BARE and any(
        name in root.names and files.is_file(root.directory / name / "__init__.py") for root in roots
    ):
        return replace(extension, import_name=f"{name}.{name}", layout=Layout.MIXED)
    return extension


def _main_crate(crates: tuple[CratePackage, ...], extensions: tuple[ExtensionModule, ...]) -> CratePackage | None:
    """The crate that a project without pyproject.toml is named after."""
    built = {extension.package for extension in extensions}
    main = [crate for crate in crates if crate.package in built] or [crate for crate in crates if crate.is_main]
    return min(main, key=lambda crate: (len(crate.directory.parts), crate.package), default=None)


def _python_name(name: str, roots: tuple[PythonRoot, ...]) -> str:
    """The distribution's name as an identifier, else the only package's."""
    names = [each for root in roots for each in root.names if each.isidentifier()]
    return name.replace("-", "_") or (names[0] if len(names) == 1 else "")


def _read_metadata(files: Files, pyproject: TomlFile | None) -> tuple[str, str, str]:
    """The distribution's name, version and description, each empty where it is not written plainly."""
    for keys in (("project",), ("tool", "poetry")):
        if pyproject is not None and (name := string(pyproject.data, *keys, "name")):
            return name, string(pyproject.data, *keys, "version"), string(pyproject.data, *keys, "description")
    text = files.text(files.root / "setup.cfg")
    config = configparser.ConfigParser(interpolation=None)
    try:
        config.read_string(text or "")
    except configparser.Error as error:
        files.report(files.root / "setup.cfg", f"the file cannot be read: {error.message.splitlines()[0]}")
        return "", "", ""
    name, version, description = (config.get("metadata", key, fallback="") for key in ("name", "version", "description"))
    return name, "" if version.startswith(("attr:", "file:")) else version, description
