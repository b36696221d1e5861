"""Rust sources without any Cargo.toml.

Goes in: a directory. Comes out: the crates that it seems to hold, and the extension modules built from them. Nothing but convention is
to go by: a ``lib.rs`` in a usual place, and, since no file names the extension module, a look at the text for ``#[pymodule]``. That look
is the one place in this room where Rust text is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from sphinx_plissken.project.api import CratePackage, CrateType, Dependency, ExtensionModule, Layout
from sphinx_plissken.project.files import Files

PLACES = (
    "lib.rs",
    "src/lib.rs",
    "rust/lib.rs",
    "rust/src/lib.rs",
    "rust/*/lib.rs",
    "rust/*/src/lib.rs",
    "crates/*/lib.rs",
    "crates/*/src/lib.rs",
)
"""Where root files are looked for. The first place that has any counts, with its neighbours of the same depth."""
EDITION = "2021"
"""The edition of sources that do not say theirs."""

PYMODULE = re.compile(
    r"""^[ \t]*\#\[\s*(?:pyo3::(?:prelude::)?)?pymodule (?:\s*\((?P<options>[^\])]*)\))? \s*\]
    (?:\s*(?:\#\[(?P<attribute>[^\]]*)\]|//[^\n]*))*
    \s*(?:pub(?:\([^)]*\))?\s+)?(?:fn|mod)\s+(?:r\#)?(?P<name>\w+)""",
    re.MULTILINE | re.VERBOSE,
)


def find_bare_crates(files: Files, name: str) -> tuple[tuple[CratePackage, ...], tuple[ExtensionModule, ...]]:
    """Find crates that have no manifest, and their extension modules.

    :param name: of the project, for a crate that nothing else names.
    """
    roots = _root_files(files)
    crates, extensions = [], []
    for root_file in roots:
        module = _module_name(files, root_file)
        directory = root_file.parent.parent if root_file.parent.name == "src" else root_file.parent
        own = directory.name if len(roots) > 1 else name
        crate = CratePackage(
            package=(module or own).replace("-", "_"),
            name=(module or own).replace("-", "_"),
            version="",
            edition=EDITION,
            directory=directory,
            manifest=None,
            root_file=root_file,
            types=frozenset({CrateType.CDYLIB if module else CrateType.LIB}),
            why=f"{files.name(root_file)}, without a Cargo.toml",
        )
        crates.append(crate)
        if module:
            why = f"{files.name(root_file)}: #[pymodule]"
            extensions.append(ExtensionModule(import_name=module, package=crate.package, layout=Layout.BARE, why=why))
    return tuple(_see_each_other(crates)), tuple(extensions)


def _root_files(files: Files) -> list[Path]:
    for place in PLACES:
        found = sorted(path for path in files.root.glob(place) if files.is_file(path))
        if found:
            return found
    return []


def _module_name(files: Files, root_file: Path) -> str:
    """The Python name of the ``#[pymodule]`` in a root file; empty if there is none."""
    match = PYMODULE.search(files.text(root_file) or "")
    if match is None:
        return ""
    renamed = re.search(r'\bname\s*=\s*"([^"]+)"', f"{match['options'] or ''} {match['attribute'] or ''}")
    return renamed[1] if renamed else match["name"]


def _see_each_other(crates: list[CratePackage]) -> list[CratePackage]:
    """Without manifests any crate may use any other."""
    return [
        replace(
            crate,
            dependencies=tuple(
                Dependency(name=other.name, key=other.package, package=other.package, path=other.directory)
                for other in crates
                if other is not crate
            ),
        )
        for crate in crates
    ]
