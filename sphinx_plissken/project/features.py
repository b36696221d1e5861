"""Cargo features: which are on, given what a build and the user ask for.

Goes in: a project's crates and a choice. Comes out: for each package the features that are on, closed over what they imply and passed
on to dependencies. Rules: the Cargo book, "Features"; a crate that Cargo would build twice with different features is documented
once, with all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sphinx_plissken.project.api import CratePackage, Dependency, Project
from sphinx_plissken.project.cargo import plain_name


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureChoice:
    """What the user asks for."""

    features: tuple[str, ...] = ()
    """``x`` for every main crate that has it; ``crate/x`` for one crate, or for a crate's dependency."""
    all_features: bool = False
    uses_default_features: bool = True
    uses_docs_rs: bool = False
    """Whether main crates that no extension module is built from take what ``[package.metadata.docs.rs]`` asks for."""


def features_of(project: Project, choice: FeatureChoice | None = None) -> Mapping[str, frozenset[str]]:
    """Say which features are on, by package."""
    features = resolve_features(project, choice).features
    return {package: frozenset(features[package]) for package in features}


def resolve_features(project: Project, choice: FeatureChoice | None = None) -> Features:
    """Say which features are on, and be ready to say it of dependencies that are found later."""
    resolver = Features({crate.package: crate for crate in project.crates})
    for crate in project.crates:
        if crate.is_main:
            resolver.build(crate)
            for feature in _asked_for(project, crate, choice or FeatureChoice()):
                resolver.turn_on(crate, feature)
    return resolver


def unknown_features(project: Project, choice: FeatureChoice) -> tuple[str, ...]:
    """The features that the user asks for and no crate of the project has."""
    known = {feature for crate in project.crates for feature in crate.features}
    owners = {
        plain_name(name) for crate in project.crates for name in (crate.package, crate.name, *(each.name for each in crate.dependencies))
    }
    return tuple(
        name for name in choice.features if name not in known and plain_name(name.partition("/")[0].removesuffix("?")) not in owners
    )


def _asked_for(project: Project, crate: CratePackage, choice: FeatureChoice) -> Iterator[str]:
    """The features that are asked for of a main crate."""
    extensions = [extension for extension in project.extensions if extension.package == crate.package]
    docs_rs = choice.uses_docs_rs and not extensions
    if choice.all_features or any(each.all_features for each in extensions) or (docs_rs and crate.docs_rs_all_features):
        yield from crate.features
    if (
        choice.uses_default_features
        and (not extensions or any(each.uses_default_features for each in extensions))
        and (not docs_rs or crate.docs_rs_default_features)
    ):
        yield "default"
    yield from crate.docs_rs_features if docs_rs else ()
    for extension in extensions:
        yield from extension.features
    for feature in choice.features:
        owner, slash, name = feature.partition("/")
        yield name if slash and plain_name(owner) in (plain_name(crate.package), crate.name) else feature


class Features:
    """Features that are on, dependencies that are built, and ``x?/y`` that waits for ``x`` to be built."""

    def __init__(self, crates: Mapping[str, CratePackage]) -> None:
        self.crates = dict(crates)
        self.features: dict[str, set[str]] = {package: set() for package in crates}
        self._asked: dict[str, dict[str, None]] = {}
        """By package from outside of the project that has not been added: what its dependents ask of it."""
        self._built: set[str] = set()
        self._taken: set[tuple[str, str]] = set()  # package and dependency
        self._waiting: dict[tuple[str, str], list[str]] = {}

    def add(self, crate: CratePackage) -> frozenset[str]:
        """The features that are on of a dependency from outside of the project, by what has been asked of it."""
        self.crates[crate.package] = crate
        self.features[crate.package] = set()
        self.build(crate)
        for feature in self._asked.pop(crate.package, {}):
            self.turn_on(crate, feature)
        return frozenset(self.features[crate.package])

    def build(self, crate: CratePackage) -> None:
        """Take a crate's dependencies that are not optional."""
        if crate.package not in self._built:
            self._built.add(crate.package)
            for dependency in crate.dependencies:
                if not dependency.is_optional:
                    self._take(crate, dependency)

    def turn_on(self, crate: CratePackage, feature: str) -> None:
        """Turn on ``name``, ``dep:name``, ``name/feature`` or ``name?/feature``."""
        if feature.startswith("dep:"):
            self._take(crate, _dependency(crate, feature[4:]))
            return
        name, slash, passed = feature.partition("/")
        if slash:
            self._pass_on(crate, name.removesuffix("?"), passed, is_weak=name.endswith("?"))
        elif feature in crate.features and feature not in self.features[crate.package]:
            self.features[crate.package].add(feature)
            for implied in crate.features[feature]:
                self.turn_on(crate, implied)

    def _pass_on(self, crate: CratePackage, name: str, feature: str, *, is_weak: bool) -> None:
        dependency = _dependency(crate, name)
        if dependency is None:
            return
        if is_weak and dependency.is_optional and (crate.package, dependency.name) not in self._taken:
            self._waiting.setdefault((crate.package, dependency.name), []).append(feature)
            return
        if dependency.is_optional:
            self.turn_on(crate, name)  # `name/feature` also turns on the feature `name`, where there is one
        self._take(crate, dependency)
        self._ask(dependency, feature)

    def _take(self, crate: CratePackage, dependency: Dependency | None) -> None:
        """Build a dependency, with the features that its entry asks for."""
        if dependency is None or (crate.package, dependency.name) in self._taken:
            return
        self._taken.add((crate.package, dependency.name))
        if (needed := self.crates.get(dependency.package)) is not None and dependency.path is not None:
            self.build(needed)
        asked = (*sorted(dependency.features), *self._waiting.pop((crate.package, dependency.name), ()))
        for feature in (*(("default",) if dependency.uses_default_features else ()), *asked):
            self._ask(dependency, feature)

    def _ask(self, dependency: Dependency, feature: str) -> None:
        """Turn on a feature of a dependency, now or when it is added."""
        if (needed := self.crates.get(dependency.package)) is not None:
            self.turn_on(needed, feature)
        else:
            self._asked.setdefault(dependency.package, {})[feature] = None


def _dependency(crate: CratePackage, name: str) -> Dependency | None:
    return next((dependency for dependency in crate.dependencies if dependency.name == plain_name(name)), None)
