"""Put a crate together: follow its modules, apply its configuration, expand its macros.

Goes in: where a crate's root file is and how it is configured. Comes out: a ``Crate``. Rules: the Rust reference, chapters "Modules",
"Conditional compilation" and "Macros By Example" (scoping).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Protocol

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
    shown: str = ""
    """How paths show that directory where it is outside of the project, so that no machine's own folders are shown: ``serde-1.0.2``."""
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


class OtherCrates(Protocol):
    """Crates that are read only where something cannot be told without them."""

    def dependency(self, name: str) -> CrateSource | None:
        """The crate with a name; None if it is not at hand."""

    def is_missing(self, name: str) -> bool:
        """Whether somebody could put it at hand."""


def read_crates(
    sources: Sequence[CrateSource],
    *,
    root: Path,
    target: str = "x86_64-unknown-linux-gnu",
    cache: Path | None = None,
    others: OtherCrates | None = None,
    with_made_bodies: bool = True,
) -> tuple[Crate, ...]:
    """Read crates that may use each other's macros; dependencies first is not required.

    :param root: the project's root; paths in spans and problems are relative to it.
    :param cache: a directory for what was read of each file, keyed by content; None: nothing is kept.
    :param others: where to look for the crates that define macros which are called and not at hand.
    :param with_made_bodies: keep the bodies of functions that macros make; only who evaluates them needs them.
    """
    kept = None if cache is None else Cache(cache)
    question = f"{root} {target} {with_made_bodies} {[_settings(source) for source in sources]}"
    found = kept and kept.load_crates(question, _Surveyor(root, sources, others).observe)
    if found:
        return found
    surveyor = _Surveyor(root, sources, others, kept)
    readings = [_begin(source, surveyor.files, target) for source in sources]
    _expand_macros(readings, lambda name: _begin_other(surveyor, name, target), with_bodies=with_made_bodies)
    crates = tuple(_crate(reading) for reading in readings)
    return kept.store_crates(question, surveyor.seen, crates) if kept else crates


class _Surveyor:
    """Files, and the crates that were asked for; knows what was seen of either."""

    def __init__(self, root: Path, sources: Sequence[CrateSource], others: OtherCrates | None, cache: Cache | None = None) -> None:
        self.files = Files(root, {source.directory: source.shown for source in sources}, cache)
        self._others = others
        self._crates: dict[str, str] = {}

    @property
    def seen(self) -> Mapping[str, str]:
        """What was seen of crates, which says what files may be looked at, and then of files."""
        return self._crates | self.files.seen

    def crate(self, name: str) -> CrateSource | None:
        """A crate that is not among those to read."""
        source = self._others.dependency(name) if self._others else None
        is_missing = self._others is not None and self._others.is_missing(name)
        self._crates[_CRATE + name] = str(_settings(source) if source else is_missing)
        if source:
            self.files.allow(source.directory, source.shown)
        return source

    def is_missing(self, name: str) -> bool:
        """Whether a crate that was asked for could be put at hand."""
        return self._crates.get(_CRATE + name) == str(True)

    def observe(self, what: str) -> str:
        """What is to be seen of a file, or of a crate."""
        if not what.startswith(_CRATE):
            return self.files.observe(what)
        self.crate(what.removeprefix(_CRATE))
        return self._crates[what]


_CRATE = "crate "
"""What tells the name of a crate from the path of a file."""


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
    target: str


def _begin(source: CrateSource, files: Files, target: str) -> _Reading:
    """Follow the modules of a crate."""
    conditions = _conditions(source, files, target)
    tree = ModuleTree(files, conditions)
    root = tree.read_root(source.name, source.root_file)
    return _Reading(source=source, conditions=conditions, tree=tree, root=root, target=target)


def _begin_other(surveyor: _Surveyor, name: str, target: str) -> _Reading | bool:
    """Follow the modules of a crate of which only macros are wanted; where that cannot be done, say whether somebody could change it."""
    source = surveyor.crate(name)
    return surveyor.is_missing(name) if source is None else _begin(source, surveyor.files, target)


_MOST_ROUNDS = 12


def _expand_macros(readings: Sequence[_Reading], begin_other: Callable[[str], _Reading | bool], *, with_bodies: bool) -> None:
    """Expand the macros of all crates, until no call becomes known by what others made.

    Other crates are asked for macros that nobody at hand knows; to guess is the last resort.
    """
    names = MacroNames({reading.source.name: reading.source.dependencies for reading in readings})
    for reading in readings:
        names.learn_module(reading.root, reading.source.name)
    expanders = [Expander(reading.source.name, reading.tree, reading.conditions, names, with_bodies=with_bodies) for reading in readings]
    asked: set[str] = set()
    may_guess = False
    for _ in range(_MOST_ROUNDS):
        for reading, expander in zip(readings, expanders, strict=True):
            reading.root = expander.expand(reading.root, may_guess=may_guess)
        is_done = not any(expander.is_waiting for expander in expanders)
        has_changed = any(expander.changed for expander in expanders)
        if is_done or (may_guess and not has_changed):
            break
        if not (may_guess or has_changed) and _ask_others(expanders, names, asked, begin_other):
            continue
        may_guess = not has_changed


def _ask_others(expanders: Sequence[Expander], names: MacroNames, asked: set[str], begin_other: Callable[[str], _Reading | bool]) -> bool:
    """Learn the macros of crates that calls lead to; says whether there were any."""
    wanted = {name for expander in expanders for name in expander.called_crates}
    has_learnt = False
    for name in sorted(wanted - asked):
        asked.add(name)
        other = begin_other(name)
        if isinstance(other, _Reading):
            names.learn_crate(other.root, name, other.source.dependencies)
            has_learnt = True
        elif other:
            names.missing.add(name)
    return has_learnt


def _crate(reading: _Reading) -> Crate:
    source = reading.source
    return Crate(
        name=source.name,
        version=source.version,
        edition=source.edition,
        root=reading.root,
        features=source.features,
        cfg=source.cfg,
        target=reading.target,
        environment={name: value for name, value in sorted(source.environment.items()) if name != "CARGO_MANIFEST_DIR"},
        dependencies=dict(source.dependencies),
        files=dict(sorted(reading.tree.sources.items())),
        problems=tuple(dict.fromkeys(reading.conditions.problems)),
    )


def _conditions(source: CrateSource, files: Files, target: str) -> Conditions:
    environment = {"CARGO_MANIFEST_DIR": str(source.directory), "CARGO_PKG_VERSION": source.version, **source.environment}

    def value(expression: str, file: str, expand: Expand | None) -> str:
        directory = files.path(file).parent
        return value_of(expression, Surroundings(directory=directory, files=files, environment=environment, expand=expand))

    configuration = configure(source.features, target=target, extra=source.cfg)
    return Conditions(configuration=configuration, value_of=value, problems=[], waiting=set())
