"""What ``project/`` gives: a ``Project`` as plain values, each with the reason why it was found."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_plissken.problem import Problem


class CrateType(enum.Enum):
    """What Cargo builds of a package's library target (Cargo reference, "Cargo Targets")."""

    LIB = "lib"
    CDYLIB = "cdylib"  # only a shared library: what an extension module is built from
    PROC_MACRO = "proc-macro"
    BIN = "bin"  # no library target, only a program


class DependencySources(enum.Enum):
    """Where the source of a dependency from outside of the project is looked for."""

    AUTO = "auto"  # in the project's vendor folder, else among what Cargo has downloaded on this machine
    VENDOR = "vendor"  # in the project's vendor folder: every machine that has the project finds the same
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """One entry of ``[dependencies]``, workspace inheritance applied."""

    name: str
    """The name under which code sees it, with underscores."""
    key: str
    """The name under which the manifest has it: ``chrono-tz``; an optional dependency's own feature is called so."""
    package: str
    """The name of the package."""
    requirement: str = ""
    """``0.29``, as written; empty where there is none."""
    path: Path | None = None
    """The directory of a path dependency, absolute."""
    features: frozenset[str] = frozenset()
    uses_default_features: bool = True
    is_optional: bool = False
    locked_version: str = ""
    """The version in Cargo.lock; empty where none is locked."""
    revision: str = ""
    """The commit in Cargo.lock, of a dependency that comes from a Git repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CratePackage:
    """A Cargo package and the crate that documentation is about: its library, or else its program."""

    package: str
    """``rpds-py``"""
    name: str
    """The crate's name in code: ``rpds``. Where two crates of the project share one, it is made
    from the package's: ``tokenizers_python``."""
    version: str
    edition: str
    directory: Path
    """Where its Cargo.toml stands, or would stand; absolute."""
    manifest: Path | None
    """None for sources without any Cargo.toml."""
    root_file: Path
    """``src/lib.rs`` or the like; absolute."""
    types: frozenset[CrateType] = frozenset({CrateType.LIB})
    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """``[features]`` as written, ``default`` included, and the implicit features of optional dependencies."""
    build_script: Path | None = None
    """``build.rs``, or what ``package.build`` names; None where there is none. Absolute."""
    docs_rs_features: tuple[str, ...] = ()
    """``[package.metadata.docs.rs] features``."""
    docs_rs_all_features: bool = False
    docs_rs_default_features: bool = True
    dependencies: tuple[Dependency, ...] = ()
    description: str = ""
    repository: str = ""
    documentation: str = ""
    homepage: str = ""
    license: str = ""
    authors: tuple[str, ...] = ()
    is_main: bool = True
    """Whether it is documented by itself, as by ``cargo doc --workspace --no-deps``; the others are read because those need them."""
    why: str = ""
    """What led to it: ``workspace member of Cargo.toml``."""


class Layout(enum.Enum):
    """How a wheel holds the extension module (maturin guide, "Project Layout")."""

    MIXED = "mixed"  # a Python package with the extension inside; its __init__.py is hand-written
    PURE_RUST = "pure-rust"  # maturin writes the __init__.py, which star-imports the extension
    BARE = "bare"  # the extension module stands alone (setuptools-rust with an undotted target, or a crate without pyproject)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionModule:
    """One extension module: what is imported, and the crate it is built from."""

    import_name: str
    """``pkg._core``; of a pure Rust layout ``rpds.rpds``."""
    package: str
    """The Cargo package whose library it is."""
    layout: Layout
    features: tuple[str, ...] = ()
    """Features that its build turns on, beside the default ones."""
    uses_default_features: bool = True
    all_features: bool = False
    why: str = ""
    """Which line of which file says so: ``pyproject.toml: [tool.maturin] module-name``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonRoot:
    """A directory from which modules are imported, and the top-level packages and modules of the project in it."""

    directory: Path
    """Absolute."""
    names: tuple[str, ...]
    """``("pkg",)``; also stub packages: ``pkg-stubs``."""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What was found in a directory, and why."""

    root: Path
    """Absolute. Every path in the reference is shown relative to it."""
    name: str
    """The distribution's name, else the crate's, else the directory's."""
    version: str = ""
    description: str = ""
    crates: tuple[CratePackage, ...] = ()
    """The crates to document and those they need from inside the project (workspace members, path dependencies), sorted by package."""
    extensions: tuple[ExtensionModule, ...] = ()
    python: tuple[PythonRoot, ...] = ()
    problems: tuple[Problem, ...] = ()
