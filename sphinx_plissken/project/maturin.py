"""maturin: where it puts the extension module, and which Python it packs beside it.

Goes in: a pyproject.toml whose build backend is maturin. Comes out: the extension module, the manifest of its crate and the Python roots.
Rules: maturin's guide, "Project Layout" and "Configuration", and its ``project_layout.rs``.
"""

from __future__ import annotations

import itertools
import shlex
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.project.api import ExtensionModule, Layout, PythonRoot
from sphinx_plissken.project.files import Files, Table, TomlFile, boolean, string, strings, table, tables
from sphinx_plissken.project.python_roots import merge_roots, root_of, top_names

OTHER_BINDINGS = ("uniffi", "cffi", "bin")
"""Values of ``bindings`` that make no ``#[pymodule]`` (maturin guide, "Bindings")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build backend makes of a project."""

    manifests: tuple[TomlFile, ...] = ()
    """Cargo.toml files of the extension modules' crates."""
    extensions: tuple[ExtensionModule, ...] = ()
    roots: tuple[PythonRoot, ...] = ()


def is_maturin(pyproject: TomlFile) -> bool:
    """Whether maturin builds the project."""
    backend = string(pyproject.data, "build-system", "build-backend")
    return backend.startswith("maturin") or (not backend and bool(table(pyproject.data, "tool", "maturin")))


def read_maturin(files: Files, pyproject: TomlFile) -> Build:
    """Read what maturin builds."""
    directory = pyproject.path.parent
    options = table(pyproject.data, "tool", "maturin")
    packages = _packages(options)
    has_src_layout = _has_src_layout(files, directory, pyproject, packages)
    manifest = _manifest(files, pyproject, options, has_src_layout=has_src_layout)
    cargo_options = table(manifest.data, "package", "metadata", "maturin") if manifest else {}
    source = string(options, "python-source") or string(cargo_options, "python-source")
    root = files.at(directory, source or ("src" if has_src_layout else "."))
    name, said_by = _module_name(pyproject, options, manifest)
    top = name.partition(".")[0]
    layout = Layout.MIXED if _is_python_package(files, root / top) else Layout.PURE_RUST
    if manifest is None or string(options, "bindings") in OTHER_BINDINGS:
        why = f"{pyproject.name}: built by maturin, bindings = {string(options, 'bindings')!r}"
        found = root_of(files, root, (top, *packages), why)
        return Build(manifests=(manifest,) if manifest else (), roots=(found,) if found else ())
    extension = ExtensionModule(
        import_name=_import_name(name, layout),
        package=string(manifest.data, "package", "name"),
        layout=layout,
        why=said_by,
        features=_features(options),
        uses_default_features=not (boolean(options, "no-default-features") or "--no-default-features" in _arguments(options)),
        all_features=boolean(options, "all-features") or "--all-features" in _arguments(options),
    )
    roots = _roots(files, pyproject, root, extension, packages, is_explicit=bool(source))
    return Build(manifests=(manifest,), extensions=(extension,), roots=roots)


def _packages(options: Table) -> tuple[str, ...]:
    """``python-packages``; an entry may be a path below the source directory."""
    return tuple(name.removeprefix("./").partition("/")[0].removesuffix(".py") for name in strings(options, "python-packages"))


def _has_src_layout(files: Files, directory: Path, pyproject: TomlFile, packages: tuple[str, ...]) -> bool:
    names = (string(pyproject.data, "project", "name").replace("-", "_"), *packages)
    return any(name and files.is_file(directory / "src" / name / "__init__.py") for name in names)


def _manifest(files: Files, pyproject: TomlFile, options: Table, *, has_src_layout: bool) -> TomlFile | None:
    directory = pyproject.path.parent
    if named := string(options, "manifest-path"):
        path = files.at(directory, named)
        if not files.is_file(path):
            line = pyproject.line_of("tool", "maturin", "manifest-path")
            files.report(pyproject.path, f"[tool.maturin] manifest-path names `{named}`, which is not in the project", line)
        return files.toml(path)
    in_rust = files.at(directory, "rust/Cargo.toml")
    if files.is_file(in_rust) and (has_src_layout or string(options, "python-source")):
        return files.toml(in_rust)
    path = directory / "Cargo.toml"
    if not files.is_file(path):
        line = pyproject.line_of("build-system", "build-backend")
        files.report(
            pyproject.path, "maturin builds this project, but there is no Cargo.toml; name it with [tool.maturin] manifest-path", line
        )
    return files.toml(path)


def _module_name(pyproject: TomlFile, options: Table, manifest: TomlFile | None) -> tuple[str, str]:
    """The module's name as maturin finds it, and who says so."""
    cargo, crate = (manifest.data, manifest.name) if manifest else ({}, "Cargo.toml")
    candidates = (
        (string(options, "module-name"), f"{pyproject.name}: [tool.maturin] module-name"),
        (string(cargo, "package", "metadata", "maturin", "name"), f"{crate}: [package.metadata.maturin] name"),
        (string(cargo, "lib", "name"), f"{crate}: [lib] name"),
        (string(pyproject.data, "project", "name"), f"{pyproject.name}: [project] name"),
        (string(cargo, "package", "name"), f"{crate}: [package] name"),
    )
    name, why = next(((name, why) for name, why in candidates if name), ("", ""))
    return name.replace("-", "_"), why


def _is_python_package(files: Files, directory: Path) -> bool:
    """Whether maturin takes a directory for the Python package: one with only a Cargo.toml is a crate."""
    if not files.is_directory(directory):
        return False
    return files.is_file(directory / "__init__.py") or not files.is_file(directory / "Cargo.toml")


def _import_name(name: str, layout: Layout) -> str:
    """``pkg._core`` stays; ``rpds`` is ``rpds.rpds``; in a pure Rust layout a prefix is lost."""
    if layout is Layout.PURE_RUST or "." not in name:
        last = name.rpartition(".")[2]
        return f"{last}.{last}"
    return name


def _features(options: Table) -> tuple[str, ...]:
    """``features``, those that hold for some Python versions only included, and ``--features`` of ``cargo-extra-args``."""
    conditional = tuple(string(entry, "feature") for entry in tables(options, "features"))
    arguments = _arguments(options)
    passed = [value for flag, value in itertools.pairwise(arguments) if flag in ("--features", "-F")]
    passed += [argument.partition("=")[2] for argument in arguments if argument.startswith("--features=")]
    return (*strings(options, "features"), *conditional, *(name for value in passed for name in value.replace(",", " ").split()))


def _arguments(options: Table) -> list[str]:
    written = options.get("cargo-extra-args")
    try:
        return shlex.split(written) if isinstance(written, str) else list(strings(options, "cargo-extra-args"))
    except ValueError:
        return []


def _roots(
    files: Files, pyproject: TomlFile, root: Path, extension: ExtensionModule, packages: tuple[str, ...], *, is_explicit: bool
) -> tuple[PythonRoot, ...]:
    """The Python beside the extension.

    Where ``python-source`` names a directory, everything importable in it is taken: it was made for that, and tools beside maturin
    (editable installs, tests) import all of it.
    """
    top = extension.import_name.partition(".")[0]
    names = (top, *packages, *(top_names(files, root) if is_explicit and not packages else ()))
    why = f"{pyproject.name}: [tool.maturin] python-source" if is_explicit else f"{pyproject.name}: the package of {extension.import_name}"
    found = [root_of(files, root, names, why)]
    if extension.layout is Layout.PURE_RUST:
        # The wheel's `<ext>/__init__.pyi` is the `<ext>.pyi` beside pyproject.toml.
        found.append(root_of(files, pyproject.path.parent, (top,), f"stub of {extension.import_name}"))
    return merge_roots(each for each in found if each is not None)
