"""Put a crate together: follow its modules, apply its configuration, expand its macros.

Goes in: where a crate's root file is and how it is configured. Comes out: a ``Crate``. Rules: the Rust reference, chapters "Modules",
"Conditional compilation" and "Macros By Example" (scoping).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from sphinx_plissken.rust.assembly.cache import Cache
from sphinx_plissken.rust.assembly.conditional import Conditions
from sphinx_plissken.rust.assembly.expansion import Expander
from sphinx_plissken.rust.assembly.files import Files
from sphinx_plissken.rust.assembly.module_tree import ModuleTree
from sphinx_plissken.rust.assembly.text_values import Expand, Surroundings, value_of
from sphinx_plissken.rust.cfg.configuration import configure
from sphinx_plissken.rust.macros.macro_names import MacroNames
from sphinx_plissken.rust.model import Crate, Module


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateSource:
    """Where a crate is and how it is configured."""

    name: str
    """As code names it."""
    root_file: Path
    directory: Path
    """The package's directory: nothing outside of it (and of the project's root) is read."""
    version: str = ""
    edition: str = "2015"
    features: frozenset[str] = frozenset()
    """The features that are on, closed over what they imply."""
    cfg: frozenset[str] = frozenset({"doc"})
    """Further options that are on, by the words of ``rustc --cfg``: ``Py_3_8``, ``key="value"``."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What ``env!`` may be asked for: ``CARGO_PKG_VERSION``, ``CARGO_PKG_NAME``, ``CARGO_PKG_DESCRIPTION`` ..."""
    dependencies: Mapping[str, str] = field(default_factory=dict)
    """Names under which code sees other crates -> those crates' names."""
    is_proc_macro: bool = False


def read_crates(
    sources: Sequence[CrateSource], *, root: Path, target: str = "x86_64-unknown-linux-gnu", cache: Path | None = None
) -> tuple[Crate, ...]:
    """Read crates that may use each other's macros; dependencies first is not required.

    :param root: the project's root; paths in spans and problems are relative to it.
    :param cache: a directory for what was read of each file, keyed by content; None: nothing is kept.
    """
    kept = None if cache is None else Cache(cache)
    directories = [source.directory for source in sources]
    question = f"{root} {target} {[_settings(source) for source in sources]}"
    found = kept and kept.load_crates(question, Files(root, directories).observe)
    if found:
        return found
    files = Files(root, directories, kept)
    readings = [_begin(source, files, root, target) for source in sources]
    _expand_macros(readings)
    crates = tuple(_crate(reading) for reading in readings)
    return kept.store_crates(question, files.seen, crates) if kept else crates


def _settings(source: CrateSource) -> list[object]:
    """Everything that a source says, in an order that does not change from run to run."""
    values = ((entry.name, getattr(source, entry.name)) for entry in fields(source))
    return [
        (name, sorted(value.items() if isinstance(value, Mapping) else value)) if isinstance(value, Mapping | frozenset) else (name, value)
        for name, value in values
    ]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """A crate that is being put together."""

    source: CrateSource
    conditions: Conditions
    tree: ModuleTree
    root: Module


def _begin(source: CrateSource, files: Files, root: Path, target: str) -> _Reading:
    """Follow the modules of a crate."""
    conditions = _conditions(source, files, root, target)
    tree = ModuleTree(files, conditions)
    return _Reading(source=source, conditions=conditions, tree=tree, root=tree.read_root(source.name, source.root_file))


_MOST_ROUNDS = 8


def _expand_macros(readings: Sequence[_Reading]) -> None:
    """Expand the macros of all crates, until no call becomes known by what others made; guess only where nothing else helps."""
    names = MacroNames({reading.source.name: reading.source.dependencies for reading in readings})
    for reading in readings:
        names.learn_module(reading.root, reading.source.name)
    expanders = [Expander(reading.source.name, reading.tree, reading.conditions, names) for reading in readings]
    may_guess = False
    for _ in range(_MOST_ROUNDS):
        for reading, expander in zip(readings, expanders, strict=True):
            reading.root = expander.expand(reading.root, may_guess=may_guess)
        is_done = not any(expander.is_waiting for expander in expanders)
        has_changed = any(expander.changed for expander in expanders)
        if is_done or (may_guess and not has_changed):
            break
        may_guess = not has_changed


def _crate(reading: _Reading) -> Crate:
    source = reading.source
    return Crate(
        name=source.name,
        version=source.version,
        edition=source.edition,
        root=reading.root,
        features=source.features,
        dependencies=dict(source.dependencies),
        files=dict(sorted(reading.tree.sources.items())),
        problems=tuple(dict.fromkeys(reading.conditions.problems)),
    )


def _conditions(source: CrateSource, files: Files, root: Path, target: str) -> Conditions:
    environment = {"CARGO_MANIFEST_DIR": str(source.directory), "CARGO_PKG_VERSION": source.version, **source.environment}

    def value(expression: str, file: str, expand: Expand | None) -> str:
        directory = (root / file).parent
        return value_of(expression, Surroundings(directory=directory, files=files, environment=environment, expand=expand))

    configuration = configure(source.features, target=target, extra=source.cfg)
    return Conditions(configuration=configuration, value_of=value, problems=[], waiting=set())
