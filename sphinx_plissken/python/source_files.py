"""The Python files below a root, by the module that each one is.

Goes in: a ``PythonRoot``. Comes out: ``ModuleFile`` values, parents first. Rules: the Python reference, "The import system" (packages,
namespace packages), PEP 561 (stubs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.project import PythonRoot

NO_API = re.compile(r"tests?|conftest|setup|test_\w+")
"""Names of modules in a package that are there to test or to build it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFile:
    """A file and the module that it is."""

    module: str
    """``pkg.sub``, also for ``pkg/sub/__init__.py`` and for ``pkg-stubs/sub.pyi``."""
    file: Path
    """Of a namespace package its directory."""
    is_stub: bool = False
    is_namespace: bool = False


def find_module_files(root: PythonRoot, project_root: Path) -> Iterator[ModuleFile]:
    """Find the files of a root's packages and modules; links that lead out of the project are not followed."""
    for name in root.names:
        module = name.removesuffix("-stubs")
        directory = root.directory / name
        if directory.is_dir() and directory.resolve().is_relative_to(project_root):
            yield from _in_package(directory, module, project_root, is_namespace=not _init_files(directory))
        yield from _module_files(root.directory, module, module, project_root)


def _in_package(directory: Path, module: str, project_root: Path, *, is_namespace: bool) -> Iterator[ModuleFile]:
    if is_namespace:
        yield ModuleFile(module=module, file=directory, is_namespace=True)
    yield from _module_files(directory, "__init__", module, project_root)
    entries = sorted(directory.iterdir())
    packages = {entry.name for entry in entries if entry.is_dir() and _is_api(entry.name) and (is_namespace or _init_files(entry))}
    for name in sorted({entry.stem for entry in entries if entry.suffix in (".py", ".pyi")} - packages):
        if name != "__init__" and _is_api(name):
            yield from _module_files(directory, name, f"{module}.{name}", project_root)
    for name in sorted(packages):
        package = directory / name
        if not package.is_symlink() or package.resolve().is_relative_to(project_root):
            yield from _in_package(package, f"{module}.{name}", project_root, is_namespace=not _init_files(package))


def _module_files(directory: Path, name: str, module: str, project_root: Path) -> Iterator[ModuleFile]:
    for suffix in (".py", ".pyi"):
        file = directory / f"{name}{suffix}"
        if file.is_file() and file.resolve().is_relative_to(project_root):
            yield ModuleFile(module=module, file=file, is_stub=suffix == ".pyi")


def _init_files(directory: Path) -> bool:
    return (directory / "__init__.py").is_file() or (directory / "__init__.pyi").is_file()


def _is_api(name: str) -> bool:
    return name.isidentifier() and name != "__pycache__" and not NO_API.fullmatch(name)
