"""The whole walk but the last step: find, read, see, merge.

Goes in: a project directory and a few choices. Comes out: a ``Reference``, everything that pages, ``inspect`` and ``check`` are made from.
Nothing here knows Sphinx.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sphinx_plissken.bindings.api import Bindings
from sphinx_plissken.bindings.classes.exceptions import declare_exceptions
from sphinx_plissken.bindings.see import see_bindings
from sphinx_plissken.cffi.find import find_cffi_module
from sphinx_plissken.crate_sources import CrateSources
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.project import (
    CratePackage,
    CrateType,
    DependencySources,
    ExtensionModule,
    FeatureChoice,
    Project,
    find_project,
    pyo3_version_of,
    unknown_features,
)
from sphinx_plissken.python.api import PythonMember, PythonReference
from sphinx_plissken.python.read import read_python
from sphinx_plissken.rust.assembly.cache import Cache
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.documented import DocumentedModule, Reach
from sphinx_plissken.rust.model import Crate
from sphinx_plissken.rust.resolution.exports import reexported_crates
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.pages import document


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the user may choose; the defaults suit a project that says nothing."""

    features: tuple[str, ...] = ()
    """Cargo features to turn on, beside the default ones and those of the extension's build."""
    all_features: bool = False
    uses_default_features: bool = True
    uses_docs_rs_features: bool = False
    """Whether a crate that no extension module is built from takes the features that its Cargo.toml asks of docs.rs."""
    cfg: tuple[str, ...] = ()
    """Further ``cfg`` options that are on, by the words of ``rustc --cfg``: ``tokio_unstable``, ``backend="portable"``."""
    target: str = "x86_64-unknown-linux-gnu"
    """Target triple for which ``cfg(target_os = ...)`` and its like are judged."""
    dependencies: DependencySources = DependencySources.AUTO
    """Where the source of dependencies is looked for: those whose macros make items, or whose items are re-exported."""
    reach: Mapping[str, Reach] = field(default_factory=dict)
    """How far the Rust reference reaches, by crate name. A crate that is not named here: ``CRATE`` if only an extension module or a program
    is built from it (nothing outside can name its items, so its ``pub`` is written for its maintainers), else ``PUBLIC``; and what Python
    sees of it is shown however private it is."""
    default_reach: Reach | None = None
    """That of the crates that ``reach`` does not name; None: as said there."""
    crates: tuple[str, ...] = ()
    """Names of the crates to document; empty: the main ones, and those that hold what Python sees."""
    cache: Path | None = None
    """Directory for what was read of each file; None: nothing is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Both views of a project."""

    project: Project
    crates: tuple[Crate, ...] = ()
    """The project's, and after them those from elsewhere whose items are re-exported."""
    names: Names
    rust: tuple[DocumentedModule, ...] = ()
    """Every documented module of every documented crate, sorted by path; a crate's root comes first."""
    bindings: tuple[Bindings, ...] = ()
    python: PythonReference
    python_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Definition path of a Rust item -> paths of its Python objects as the Python reference shows them (homes)."""
    rust_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path of a Python object's home -> definition paths of the Rust items behind it."""
    problems: tuple[Problem, ...] = ()
    """Of all stages, sorted, each once."""


def read_reference(directory: Path, choices: Choices | None = None) -> Reference:
    """Read a project.

    :raises NotADirectoryError: when there is no such directory.
    """
    with _without_garbage_collection():
        return _read(find_project(directory), choices or Choices())


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Build many values without the collector looking through all of them again and again, a tenth of the time: they have no cycles.

    Afterwards they count as old, so that it does not look through them at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # what is thawed belongs to the oldest generation
        if was_on:
            gc.enable()


def find_dependencies(project: Project, choices: Choices) -> tuple[Callable[[str], CrateSource | None], Callable[[CrateSource], Crate]]:
    """Who finds the source of a dependency by the name of its crate, and who reads it: for those that want to know of its items."""
    sources = CrateSources(project, _feature_choice(choices), choices.cfg, choices.dependencies)
    return sources.any_dependency, lambda source: _read_sources([source], project, choices, sources)[0]


def _read(project: Project, choices: Choices) -> Reference:
    sources = CrateSources(project, _feature_choice(choices), choices.cfg, choices.dependencies)
    crates = _read_crates(project, choices, sources)
    names = Names(crates)
    bindings = tuple(_see_extension(project, extension, crates, names) for extension in project.extensions)
    rust_items = frozenset(each.rust for binding in bindings for each in binding.counterparts)
    reaches = _reaches(project, choices, rust_items)
    documented = [crate for crate in crates if crate.name in reaches]
    all_crates, all_names = _with_reexported(crates, names, documented, project, choices, sources)
    rust = _document(project, choices, all_crates, all_names, reaches, _also(choices, rust_items))
    python = read_python(project, bindings)
    python_of, rust_of = _counterparts(bindings, python)
    return Reference(
        project=project,
        crates=all_crates,
        names=all_names,
        rust=rust,
        bindings=bindings,
        python=python,
        python_of=python_of,
        rust_of=rust_of,
        problems=_all_problems(project, choices, crates, bindings, python),
    )


# Reading crates


def _read_crates(project: Project, choices: Choices, sources: CrateSources) -> tuple[Crate, ...]:
    """The crates that are documented, those that extension modules are built from, and what these depend on by path."""
    return tuple(map(declare_exceptions, _read_sources(sources.own(_needed(project, choices)), project, choices, sources)))


def _read_sources(wanted: Sequence[CrateSource], project: Project, choices: Choices, sources: CrateSources) -> tuple[Crate, ...]:
    """Read crates. The bodies of functions that macros make are of interest to bindings only."""
    has_bindings = bool(project.extensions)
    return read_crates(wanted, root=project.root, target=choices.target, cache=choices.cache, others=sources, with_made_bodies=has_bindings)


def _with_reexported(
    crates: tuple[Crate, ...], names: Names, documented: Sequence[Crate], project: Project, choices: Choices, sources: CrateSources
) -> tuple[tuple[Crate, ...], Names]:
    """The crates, and those from elsewhere whose items the documented ones re-export, directly or through each other.

    What is wrong with the latter is not the project's business. The Python view is made without them: it is the same on every machine.
    """
    asked: set[str] = set()
    while wanted := {name for crate in documented for name in reexported_crates(crate.name, names)} - asked:
        asked |= wanted
        found = [source for name in sorted(wanted) if (source := sources.dependency(name)) is not None]
        if found:
            read = _read_sources(found, project, choices, sources)
            crates = (*crates, *(replace(crate, problems=()) for crate in read))
            names = Names(crates)
    return crates, names


def _feature_choice(choices: Choices) -> FeatureChoice:
    return FeatureChoice(
        features=choices.features,
        all_features=choices.all_features,
        uses_default_features=choices.uses_default_features,
        uses_docs_rs=choices.uses_docs_rs_features,
    )


def _needed(project: Project, choices: Choices) -> set[str]:
    """The packages to read."""
    by_directory = {crate.directory: crate for crate in project.crates}
    built = {extension.package for extension in project.extensions}
    chosen = _chosen(project, choices)
    waiting = [crate for crate in project.crates if crate.package in built or (crate in chosen if choices.crates else crate.is_main)]
    needed = {crate.package for crate in waiting}
    for crate in waiting:
        paths = (each.path for each in crate.dependencies if each.path is not None)
        found = (by_directory[path] for path in paths if path in by_directory)
        new = [each for each in found if each.package not in needed]
        needed.update(each.package for each in new)
        waiting.extend(new)
    return needed


def _chosen(project: Project, choices: Choices) -> list[CratePackage]:
    """The crates that the user names, by their own names or by their packages'."""
    return [crate for crate in project.crates if crate.name in choices.crates or crate.package in choices.crates]


# Seeing and documenting


def _see_extension(project: Project, extension: ExtensionModule, crates: tuple[Crate, ...], names: Names) -> Bindings:
    package = next(crate for crate in project.crates if crate.package == extension.package)
    version = pyo3_version_of(project, package)
    return see_bindings(
        crates,
        names,
        import_name=extension.import_name,
        crate=package.name,
        pyo3_version=version,
        find_cffi_module=lambda name: find_cffi_module(project.root, name),
    )


def _reaches(project: Project, choices: Choices, rust_items: frozenset[str]) -> Mapping[str, Reach]:
    """How far the reference reaches into each crate that is documented."""
    chosen = _chosen(project, choices)
    with_bindings = {path.partition("::")[0] for path in rust_items}
    documented = chosen if choices.crates else [crate for crate in project.crates if crate.is_main or crate.name in with_bindings]
    built = {extension.package for extension in project.extensions}
    return {
        crate.name: choices.reach.get(crate.name, choices.default_reach or _default_reach(crate, is_built=crate.package in built))
        for crate in documented
    }


def _document(
    project: Project, choices: Choices, crates: tuple[Crate, ...], names: Names, reaches: Mapping[str, Reach], also: frozenset[str]
) -> tuple[DocumentedModule, ...]:
    """The pages of the crates that are documented, from the cache if they have been made before."""
    kept = None if choices.cache is None else Cache(choices.cache)
    question = f"{project.root} {sorted((name, reach.value) for name, reach in reaches.items())} {sorted(also)}"
    found = None if kept is None else kept.load_pages(question, crates)
    if found is None:
        found = document([crate for crate in crates if crate.name in reaches], names, reaches, also=also)
        if kept:
            kept.store_pages(question, crates, found)
    return found


def _also(choices: Choices, rust_items: frozenset[str]) -> frozenset[str]:
    """What Python sees is documented however private it is, unless the user says how far the reference reaches."""
    if choices.default_reach is not None:
        return frozenset()
    return frozenset(path for path in rust_items if path.partition("::")[0] not in choices.reach)


def _default_reach(crate: CratePackage, *, is_built: bool) -> Reach:
    closed = crate.types == {CrateType.BIN} or (is_built and CrateType.LIB not in crate.types)
    return Reach.CRATE if closed else Reach.PUBLIC


# Merging


def _counterparts(
    bindings: tuple[Bindings, ...], python: PythonReference
) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Rust item -> homes of its Python objects, and the other way round."""
    homes = dict(_homes(python))
    python_of: dict[str, list[str]] = {}
    rust_of: dict[str, list[str]] = {}
    for each in sorted({each for binding in bindings for each in binding.counterparts}):
        if (home := homes.get(each.python)) is not None:
            python_of.setdefault(each.rust, []).append(home)
            rust_of.setdefault(home, []).append(each.rust)
    return (
        {rust: tuple(dict.fromkeys(found)) for rust, found in sorted(python_of.items())},
        {home: tuple(dict.fromkeys(found)) for home, found in sorted(rust_of.items())},
    )


def _homes(python: PythonReference) -> Iterator[tuple[str, str]]:
    """Definition -> home, for everything that the Python reference shows or could show."""
    for module in python.modules:
        yield module.module.path, module.path
        yield from _homes_of_members((*module.members, *module.hidden))


def _homes_of_members(members: tuple[PythonMember, ...]) -> Iterator[tuple[str, str]]:
    for member in members:
        if member.is_home:
            yield member.definition, member.path
            yield from _homes_of_members((*member.members, *member.hidden))


def _all_problems(
    project: Project, choices: Choices, crates: tuple[Crate, ...], bindings: tuple[Bindings, ...], python: PythonReference
) -> tuple[Problem, ...]:
    read = (*project.problems, *python.problems, *_wrong_choices(project, choices))
    of_crates = (problem for crate in crates for problem in crate.problems)
    of_bindings = (problem for binding in bindings for problem in binding.problems)
    return tuple(sorted({*read, *of_crates, *of_bindings}))


def _wrong_choices(project: Project, choices: Choices) -> Iterator[Problem]:
    """What the user asks for and the project does not have."""
    for feature in unknown_features(project, _feature_choice(choices)):
        yield Problem(file="", subtype=Subtype.PROJECT, message=f"no crate of the project has a feature `{feature}`")
    known = {name for crate in project.crates for name in (crate.name, crate.package)}
    there = ", ".join(f"`{crate.name}`" for crate in project.crates) or "none"
    for name in sorted({*choices.crates, *choices.reach} - known):
        yield Problem(file="", subtype=Subtype.PROJECT, message=f"the project has no crate `{name}`; there is {there}")
