"""The target of a Cargo package that documentation is about: its library, or else its program.

Goes in: a Cargo.toml. Comes out: the crate's name, root file and crate types. Rules: the Cargo book, "Cargo Targets".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.project.api import CrateType
from sphinx_plissken.project.files import Files, Table, TomlFile, boolean, string, strings, table, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is compiled."""

    name: str
    """As code names it, with underscores."""
    root_file: Path
    types: frozenset[CrateType]


def read_target(files: Files, manifest: TomlFile) -> Target | None:
    """Read the target of a package; None, and a problem, if there is none."""
    directory = manifest.path.parent
    library = table(manifest.data, "lib")
    if "lib" in manifest.data or (files.is_file(directory / "src/lib.rs") and boolean(manifest.data, "package", "autolib", default=True)):
        return _library(files, manifest, library)
    program = _program(files, manifest)
    if program is None:
        files.report(
            manifest.path,
            f"crate `{string(manifest.data, 'package', 'name')}` has neither a library (src/lib.rs) nor a program (src/main.rs): "
            "nothing of it is documented; name its root file with `path` in [lib]",
            manifest.line_of("package"),
        )
    return program


def _library(files: Files, manifest: TomlFile, library: Table) -> Target | None:
    root_file = files.at(manifest.path.parent, string(library, "path") or "src/lib.rs")
    if not files.is_file(root_file):
        where = "does not exist" if files.is_inside(root_file) else "is outside of the project, where nothing is read"
        files.report(
            manifest.path,
            f"the library of crate `{string(manifest.data, 'package', 'name')}` should be in `{string(library, 'path') or 'src/lib.rs'}`, "
            f"which {where}; mend `path` in [lib]",
            manifest.line_of("lib", "path"),
        )
        return None
    name = string(library, "name") or string(manifest.data, "package", "name")
    return Target(name=name.replace("-", "_"), root_file=root_file, types=_types(library))


def _types(library: Table) -> frozenset[CrateType]:
    if boolean(library, "proc-macro") or boolean(library, "proc_macro"):
        return frozenset({CrateType.PROC_MACRO})
    written = strings(library, "crate-type") or strings(library, "crate_type") or ("lib",)
    names = {"cdylib": CrateType.CDYLIB, "proc-macro": CrateType.PROC_MACRO}
    return frozenset(names.get(name, CrateType.LIB) for name in written)


def _program(files: Files, manifest: TomlFile) -> Target | None:
    """The program to document: the one named like the package, else the first."""
    directory, package = manifest.path.parent, string(manifest.data, "package", "name")
    written = [_written_program(files, directory, package, program) for program in tables(manifest.data, "bin")]
    found = [(package, directory / "src/main.rs")]
    if files.is_directory(directory / "src/bin"):
        found += [(path.stem, path) for path in sorted((directory / "src/bin").glob("*.rs"))]
    programs = [(name, path) for name, path in (*written, *found) if files.is_file(path)]
    preferred = string(manifest.data, "package", "default-run") or package
    for name, path in sorted(programs, key=lambda program: program[0] != preferred):
        return Target(name=name.replace("-", "_"), root_file=path, types=frozenset({CrateType.BIN}))
    return None


def _written_program(files: Files, directory: Path, package: str, program: Table) -> tuple[str, Path]:
    name, path = string(program, "name"), string(program, "path")
    default = "src/main.rs" if name == package else f"src/bin/{name}.rs"
    return name, files.at(directory, path or default)
