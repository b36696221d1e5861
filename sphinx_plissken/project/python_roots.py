"""Python roots: the directories from which a project's modules are imported.

Goes in: a directory, and what a build backend says about it. Comes out: ``PythonRoot`` values. Rules: setuptools' "Package Discovery" for
projects that say nothing (its lists of names that are no part of the API serve every backend).
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from sphinx_plissken.project.api import PythonRoot
from sphinx_plissken.project.files import Files, TomlFile, string, strings, table, tables

NO_API = frozenset(
    {
        "*.egg-",
        ".*",
        "_*build*",
        "__pycache__",
        "bench",
        "benches",
        "benchmark",
        "benchmarks",
        "bin",
        "build",
        "changelog",
        "ci",
        "conanfile",
        "conftest",
        "debian",
        "dist",
        "doc",
        "docs",
        "documentation",
        "dodo",
        "example",
        "examples",
        "exercise",
        "exercises",
        "fabfile",
        "fuzz",
        "hatch_build",
        "htmlcov",
        "info",
        "manage",
        "manpages",
        "news",
        "newsfragments",
        "node_modules",
        "noxfile",
        "pavement",
        "pdm_build",
        "python",
        "scripts",
        "setup",
        "site_scons",
        "target",
        "tasks",
        "test",
        "tests",
        "tools",
        "toxfile",
        "unit_test",
        "unit_tests",
        "util",
        "utils",
        "versioneer",
    }
)
"""Names (patterns) of directories and files beside the packages that are no part of the API."""


def root_of(files: Files, directory: Path, names: Iterable[str], why: str) -> PythonRoot | None:
    """The root with those of the names that exist in it; None if none does. ``pkg-stubs`` comes with ``pkg``."""
    wanted = list(dict.fromkeys(names))
    wanted += [f"{name}-stubs" for name in wanted]
    found = tuple(sorted(name for name in wanted if _is_importable(files, directory, name)))
    return PythonRoot(directory=directory, names=found, why=why) if found else None


def _is_importable(files: Files, directory: Path, name: str) -> bool:
    if any(files.is_file(directory / f"{name}{suffix}") for suffix in (".py", ".pyi")):
        return True
    return files.is_directory(directory / name) and has_python(files, directory / name)


def has_python(files: Files, directory: Path) -> bool:
    """Whether a directory, or one below it, holds Python modules or stubs."""
    if any(files.is_file(path) for pattern in ("*.py", "*.pyi") for path in directory.glob(pattern)):
        return True
    return any(has_python(files, below) for below in files.directories(directory) if below.name.isidentifier())


def top_names(files: Files, directory: Path) -> tuple[str, ...]:
    """The packages and modules in a directory, without those that are no part of an API; a package is told by its ``__init__``."""
    if not files.is_directory(directory):
        return ()
    packages = (path.name for path in files.directories(directory) if is_package(files, path))
    modules = (path.stem for pattern in ("*.py", "*.pyi") for path in directory.glob(pattern) if files.is_file(path))
    names = {name for name in (*packages, *modules) if name.removesuffix("-stubs").isidentifier()}
    return tuple(sorted(name for name in names if not any(fnmatchcase(name, pattern) for pattern in NO_API)))


def is_package(files: Files, directory: Path) -> bool:
    """Whether a directory has an ``__init__.py`` or ``__init__.pyi``."""
    return any(files.is_file(directory / name) for name in ("__init__.py", "__init__.pyi"))


def find_roots(files: Files, pyproject: TomlFile | None) -> tuple[PythonRoot, ...]:
    """The roots of a project whose build backend says nothing about Rust."""
    found = _said_roots(files, pyproject) if pyproject else ()
    return found or _conventional_roots(files)


def _said_roots(files: Files, pyproject: TomlFile) -> tuple[PythonRoot, ...]:
    """What hatch, poetry and flit are told."""
    tool = table(pyproject.data, "tool")
    said = [(path, "[tool.hatch.build] packages") for path in strings(tool, "hatch", "build", "targets", "wheel", "packages")]
    said += [
        (f"{string(package, 'from') or '.'}/{string(package, 'include')}", "[tool.poetry] packages")
        for package in tables(tool, "poetry", "packages")
    ]
    if flit := string(tool, "flit", "module", "name"):
        said.append((f"src/{flit}" if files.is_directory(files.root / "src") else flit, "[tool.flit.module] name"))
    roots = (_said_root(files, path, f"{pyproject.name}: {why}") for path, why in said)
    return merge_roots(root for root in roots if root is not None)


def _said_root(files: Files, path: str, why: str) -> PythonRoot | None:
    place = files.at(files.root, path)
    return root_of(files, place.parent, (place.name.removesuffix(".py"),), why) if files.is_inside(place) else None


def merge_roots(roots: Iterable[PythonRoot]) -> tuple[PythonRoot, ...]:
    """One root for each directory, sorted."""
    merged: dict[Path, PythonRoot] = {}
    for root in roots:
        known = merged.get(root.directory)
        names = (*known.names, *root.names) if known else root.names
        why = known.why if known else root.why
        merged[root.directory] = PythonRoot(directory=root.directory, names=tuple(sorted(set(names))), why=why)
    return tuple(merged[directory] for directory in sorted(merged))


def _conventional_roots(files: Files) -> tuple[PythonRoot, ...]:
    """The packages in ``src/``, else in ``python/``, else in the root; else the root itself, if it is a package."""
    for name in ("src", "python", "."):
        directory = files.at(files.root, name)
        if not is_package(files, directory) and (names := top_names(files, directory)):
            return (PythonRoot(directory=directory, names=names, why=f"{'Python files in the root' if name == '.' else f'{name}/'}"),)
    if is_package(files, files.root) and files.root.name.isidentifier():
        return (PythonRoot(directory=files.root.parent, names=(files.root.name,), why="the root is a package itself"),)
    return ()
