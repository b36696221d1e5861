"""The extension's configuration: from ``conf.py`` to one frozen value.

Goes in: Sphinx' configuration, all names with the prefix ``plissken_``. Comes out: a ``Configuration``. What a value must be is checked
once, when the configuration is complete. Nothing else in the extension reads ``app.config`` for names of its own.
"""

from __future__ import annotations

import enum
import os
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_plissken.project import DependencySources
from sphinx_plissken.project.forge import fill_in, find_revision, find_source_url
from sphinx_plissken.project.git import find_repository
from sphinx_plissken.reference import Choices
from sphinx_plissken.rust.documented import Reach


class Markup(enum.Enum):
    """How Python docstrings are written."""

    AUTO = "auto"  # reStructuredText, or Markdown where that is plain
    RST = "rst"
    MARKDOWN = "markdown"


class Pages(enum.Enum):
    """What each generated page is about."""

    MODULE = "module"  # all of a module
    ITEM = "item"  # a module's list, or one class, function, struct, trait ...


class RustSource(enum.Enum):
    """How the source of Rust items is shown."""

    PAGE = "page"  # on pages of their own, one for each file
    INLINE = "inline"  # folded below each item
    NONE = "none"


class TypeHints(enum.Enum):
    """Where the types of parameters and results are told, by the words of ``autodoc_typehints``."""

    SIGNATURE = "signature"
    DESCRIPTION = "description"  # info fields below the docstring
    BOTH = "both"
    NONE = "none"


class DescriptionTarget(enum.Enum):
    """Which parameters get info fields for their types, by the words of ``autodoc_typehints_description_target``."""

    ALL = "all"
    DOCUMENTED = "documented"  # those that the docstring describes
    DOCUMENTED_PARAMS = "documented_params"  # and always the result


@dataclass(frozen=True, slots=True, kw_only=True)
class Autodoc:
    """What a project that loads ``sphinx.ext.autodoc`` says to it, as far as it is said of us, too; else autodoc's defaults."""

    typehints: TypeHints = TypeHints.SIGNATURE
    target: DescriptionTarget = DescriptionTarget.ALL
    has_full_names: bool = False
    """Whether types are shown with their modules: ``autodoc_typehints_format = "fully-qualified"``."""
    inherits_docstrings: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What ``conf.py`` says to the extension."""

    output: PurePosixPath
    """Folder of the generated pages, relative to the source directory."""
    project: Path | None = None
    """Directory of the project, absolute; None where there is none to read."""
    generates: bool = True
    """Whether pages are written."""
    pages: Pages = Pages.MODULE
    default_options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the ``plissken-rust`` and ``plissken-python`` directives where the directive does not give its own."""
    docstrings: Markup = Markup.AUTO
    source: RustSource = RustSource.INLINE
    source_url: str = ""
    """Where files can be read on the web, with ``{path}``, ``{line}`` and ``{end}`` to be filled in; empty where they cannot."""
    coverage_threshold: Mapping[str, float] = field(default_factory=dict)
    """View -> how much of it must be documented for ``plissken-coverage`` to succeed, in percent."""
    autodoc: Autodoc = Autodoc()
    external_links: Mapping[str, str | None] | None = field(default_factory=dict)
    """Crate -> the address below which its documentation is; None: link it nowhere. None altogether: link to no other crate."""
    has_linkcode: bool = False
    """Whether ``sphinx.ext.linkcode`` is there to ask for files and lines."""
    choices: Choices = field(default_factory=Choices)
    """How the project is read; without the cache's place, which belongs to a build."""


_STRINGS = frozenset({list, tuple})
SOURCE_URL = "plissken_source_url"

_NAMES: tuple[tuple[str, Any, frozenset[type]], ...] = (
    ("plissken_project", None, frozenset({str, type(None)})),
    ("plissken_output_dir", "api", frozenset({str})),
    ("plissken_generate", True, frozenset({bool})),
    ("plissken_pages", "module", frozenset({str})),
    ("plissken_default_options", {}, frozenset({dict})),
    ("plissken_python_docstrings", "auto", frozenset({str})),
    ("plissken_python_typehints", None, frozenset({str, type(None)})),
    ("plissken_rust_source", "inline", frozenset({str})),
    ("plissken_external_links", {}, frozenset({dict, type(None)})),
    ("plissken_rust_crates", (), _STRINGS),
    ("plissken_rust_features", (), _STRINGS),
    ("plissken_rust_all_features", False, frozenset({bool})),
    ("plissken_rust_default_features", True, frozenset({bool})),
    ("plissken_rust_cfg", (), _STRINGS),
    ("plissken_rust_dependencies", "auto", frozenset({str})),
    ("plissken_rust_target", Choices().target, frozenset({str})),
    ("plissken_rust_reach", {}, frozenset({dict})),
)
"""Names, defaults and types; a change of any reads all pages again, since what they show may depend on it."""


def setup_configuration(app: Sphinx) -> None:
    """Register the names, and check what ``conf.py`` says as soon as it is known."""
    for name, default, types in _NAMES:
        app.add_config_value(name, default, "env", types=types)
    app.add_config_value(SOURCE_URL, None, "html", types=frozenset({str, type(None)}))  # pages are written again, not read
    app.add_config_value("plissken_coverage_threshold", 0, "", types=frozenset({int, float, dict}))  # no page depends on it
    app.connect("config-inited", _check)


def _check(app: Sphinx, config: Config) -> None:
    configuration = read_configuration(config, Path(app.confdir))
    config.plissken_source_url = configuration.source_url  # filled in here, so that Sphinx sees whether it has changed


def read_configuration(config: Config, directory: Path) -> Configuration:
    """Read the configuration.

    :param directory: where ``conf.py`` stands; relative paths start there.
    :raises ConfigError: when a value makes no sense.
    """
    project = (directory / config.plissken_project).resolve() if config.plissken_project is not None else None
    return Configuration(
        project=project,
        output=_read_output(config.plissken_output_dir),
        generates=config.plissken_generate,
        pages=_read_word("plissken_pages", config.plissken_pages, Pages),
        default_options=dict(config.plissken_default_options),
        docstrings=_read_word("plissken_python_docstrings", config.plissken_python_docstrings, Markup),
        source=_read_word("plissken_rust_source", config.plissken_rust_source, RustSource),
        source_url=_read_source_url(config.plissken_source_url, project),
        coverage_threshold=_read_threshold(config.plissken_coverage_threshold),
        autodoc=_read_autodoc(config),
        external_links=_read_external_links(config.plissken_external_links),
        has_linkcode="linkcode_resolve" in config,
        choices=Choices(
            features=_strings("plissken_rust_features", config.plissken_rust_features),
            all_features=config.plissken_rust_all_features,
            uses_default_features=config.plissken_rust_default_features,
            cfg=_strings("plissken_rust_cfg", config.plissken_rust_cfg),
            dependencies=_read_word("plissken_rust_dependencies", config.plissken_rust_dependencies, DependencySources),
            target=config.plissken_rust_target,
            reach=_read_reach(config.plissken_rust_reach),
            crates=_strings("plissken_rust_crates", config.plissken_rust_crates),
        ),
    )


def _read_autodoc(config: Config) -> Autodoc:
    """Read our own value, and those of autodoc where it is loaded."""

    def said(name: str, default: Any) -> Any:
        return getattr(config, name, default)

    hints = config.plissken_python_typehints
    if hints is not None:
        hints = _read_word("plissken_python_typehints", hints, TypeHints)
    return Autodoc(
        typehints=hints or TypeHints(said("autodoc_typehints", "signature")),
        target=DescriptionTarget(said("autodoc_typehints_description_target", "all")),
        has_full_names=said("autodoc_typehints_format", "short") == "fully-qualified",
        inherits_docstrings=bool(said("autodoc_inherit_docstrings", True)),
    )


def _read_output(text: str) -> PurePosixPath:
    path = PurePosixPath(text.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ConfigError(f"plissken_output_dir is {text!r}; it must be a folder below the source directory, like 'api'")
    return path


_SOURCE_FIELDS = frozenset({"path", "line", "end", "revision"})


def _read_source_url(template: str | None, project: Path | None) -> str:
    """What ``conf.py`` says, else what the project's files and its repository say."""
    if template is None:
        return find_source_url(project, os.environ) if project and project.is_dir() else ""
    try:
        unknown = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None} - _SOURCE_FIELDS
    except ValueError:
        unknown = {template}
    if unknown:
        raise ConfigError(f"{SOURCE_URL} has the field {{{sorted(unknown)[0]}}}; there are {{path}}, {{line}}, {{end}} and {{revision}}")
    _, revision = find_revision(find_repository(project), os.environ) if project and "{revision}" in template else ("", "")
    return fill_in(template, {"revision": revision or "HEAD"})


WordT = TypeVar("WordT", bound=enum.Enum)


def _read_word(name: str, value: str, words: type[WordT]) -> WordT:
    try:
        return words(value)
    except ValueError:
        known = ", ".join(repr(word.value) for word in words)
        raise ConfigError(f"{name} is {value!r}; it must be one of {known}") from None


def _strings(name: str, value: Iterable[Any]) -> tuple[str, ...]:
    strings = tuple(value)
    if wrong := next((part for part in strings if not isinstance(part, str)), None):
        raise ConfigError(f"{name} holds {wrong!r}; it must be a list of strings")
    return strings


def _read_reach(value: Mapping[str, str]) -> dict[str, Reach]:
    return {crate: _read_word("plissken_rust_reach", word, Reach) for crate, word in value.items()}


_VIEWS = ("python", "rust")


def _read_threshold(value: float | Mapping[str, float]) -> dict[str, float]:
    """One number for both views, or one for each that is named."""
    read = dict(value) if isinstance(value, Mapping) else dict.fromkeys(_VIEWS, value)
    if not (read.keys() <= set(_VIEWS) and all(isinstance(percent, int | float) and 0 <= percent <= 100 for percent in read.values())):
        example = "80 or {'python': 100, 'rust': 80}"
        raise ConfigError(f"plissken_coverage_threshold is {value!r}; it must be a number from 0 to 100, or one for each view: {example}")
    return read


def _read_external_links(value: Mapping[str, Any] | None) -> dict[str, str | None] | None:
    if value is None:
        return None
    for crate, address in value.items():
        if not isinstance(crate, str) or not (address is None or (isinstance(address, str) and "://" in address)):
            raise ConfigError(
                f"plissken_external_links holds {crate!r}: {address!r}; it must lead from the name of a crate"
                " to the address below which its documentation is, or to None"
            )
    return {crate.replace("-", "_"): address for crate, address in value.items()}
