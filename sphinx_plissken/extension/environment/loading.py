"""Reads the project once a build, and keeps what was read at hand.

Goes in: the configuration. Comes out: a ``Site``: the configuration and the catalogue of what is documented. It is read when the builder is
ready, in the parent process, so that forked readers share it; it is never put on the environment. Problems become warnings here,
and here only.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from weakref import WeakKeyDictionary

import griffe
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError, ExtensionError
from sphinx.util import logging

from sphinx_plissken.extension.configuration import Configuration, Markup, read_configuration
from sphinx_plissken.extension.docs.markup import Judgement, judge
from sphinx_plissken.extension.docs.places import location_of
from sphinx_plissken.extension.environment.catalogue import Catalogue
from sphinx_plissken.extension.environment.judgements import Package, judge_docstrings, package_of
from sphinx_plissken.problem import Problem
from sphinx_plissken.published.dependencies import Dependencies
from sphinx_plissken.published.publications import Publications, releases_of
from sphinx_plissken.reference import Reference, find_dependencies, read_reference

logger = logging.getLogger(__name__)


class Site:
    """What a build documents. The project is read when it is first asked for."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.other_sites: frozenset[str] = frozenset()
        """Paths of Rust objects that intersphinx can find."""
        self.reported: set[tuple[str, int, str]] = set()
        """File, line and message of what has been warned of in documentation, which several pages may show."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """Everything documented, by path.

        :raises ExtensionError: when there is nothing to document.
        """
        return Catalogue(_read(self.configuration))

    @cached_property
    def judgements(self) -> Mapping[Package, Judgement]:
        """What the docstrings of each package are written in, where ``conf.py`` leaves that to them."""
        return judge_docstrings(self.reference) if self.configuration.docstrings is Markup.AUTO else {}

    def judgement_of(self, obj: griffe.Object) -> Judgement:
        """What the docstring of an object is written in, as far as those of its package tell."""
        package = package_of(obj)
        return self.judgements.get(package) or judge((), is_rust=package[1])

    @property
    def reference(self) -> Reference:
        """Everything documented."""
        return self.catalogue.reference

    @cached_property
    def publications(self) -> Publications:
        """Where other crates are described."""
        project = self.reference.project
        find, read = find_dependencies(project, self.configuration.choices)
        return Publications(
            names=self.reference.names,
            own=frozenset(crate.name for crate in project.crates),
            releases=releases_of(project.crates),
            roots=self.configuration.external_links,
            dependencies=Dependencies(find=find, read=read),
        )

    def file(self, path: str) -> str:
        """The full path of a file of the project, for messages."""
        return str(self.reference.project.root / path) if path else ""


_SITES: WeakKeyDictionary[Config, Site] = WeakKeyDictionary()
"""The sites of the builds in this process, by their configuration, which directives can reach."""


def setup_loading(app: Sphinx) -> None:
    """Read the project as soon as there is a builder."""
    app.connect("config-inited", _note, priority=900)
    app.connect("builder-inited", _load, priority=100)
    app.connect("env-before-read-docs", _prepare)


def site_of(env: BuildEnvironment) -> Site | None:
    """The site of a build; None where ``plissken_project`` names none."""
    return loaded_site(env.config)


def loaded_site(config: Config) -> Site | None:
    """Likewise, by the build's configuration."""
    site = _SITES.get(config)
    return site if site and site.configuration.project else None


def _note(app: Sphinx, config: Config) -> None:
    configuration = read_configuration(config, Path(app.confdir))
    choices = dataclasses.replace(configuration.choices, cache=Path(app.doctreedir) / "plissken")
    _SITES[config] = Site(dataclasses.replace(configuration, choices=choices))


def _load(app: Sphinx) -> None:
    if site := loaded_site(app.config):
        for problem in site.reference.problems:
            _warn(problem, site)
        for (package, is_rust), judgement in site.judgements.items():
            logger.info("plissken: docstrings of %s%s are %s", package, " in Rust" if is_rust else "", judgement)


def _prepare(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if docnames and app.parallel > 1 and (site := site_of(env)):
        site.catalogue.prepare()


def _read(configuration: Configuration) -> Reference:
    project = configuration.project
    if project is None:
        raise ExtensionError("plissken_project names no project; set it in conf.py")
    try:
        reference = read_reference(project, configuration.choices)
    except NotADirectoryError:
        raise ConfigError(f"plissken_project: there is no directory {project}") from None
    if not reference.rust and not reference.python.modules:
        raise ExtensionError(_nothing(project, reference.problems))
    return reference


def _nothing(project: Path, problems: Iterable[Problem]) -> str:
    told = "".join(f"\n  {problem}" for problem in problems)
    return f"plissken found nothing to document in {project}{':' if told else ''}{told}"


def _warn(problem: Problem, site: Site) -> None:
    place = site.file(problem.file)
    location = location_of(place, problem.line) if place else None
    logger.warning("%s", problem.message, type="plissken", subtype=problem.subtype.value, location=location)
