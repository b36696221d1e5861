"""Where the sources of a project can be read on the web.

Goes in: the project's directory and the variables of the process. Comes out: the template of an address, with ``{path}``, ``{line}`` and
``{end}`` to be filled in. An address always names the commit, or a tag of it, since lines move with every other one; where that is not
known there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sphinx_plissken.project.files import EMPTY, Files, Table, string, table
from sphinx_plissken.project.git import Repository, find_repository


@dataclass(frozen=True, slots=True, kw_only=True)
class Forge:
    """A place on the web that shows repositories."""

    host: re.Pattern[str]
    name: re.Pattern[str]
    """What of an address' path is the repository; further parts are pages of it."""
    source: str
    """Where it shows lines of a file."""


_OWNER_AND_NAME = re.compile(r"[\w.-]+/[\w.-]+?(?=(?:\.git)?(?:/|$))")
FORGES = (
    Forge(
        host=re.compile(r"(?:www\.)?github\.com"),
        name=_OWNER_AND_NAME,
        source="{repository}/blob/{revision}/{path}#L{line}-L{end}",
    ),
    Forge(
        host=re.compile(r"gitlab\.com|gitlab\.[\w.-]+"),
        name=re.compile(r"[\w.-]+(?:/[\w.-]+?)+?(?=(?:\.git)?(?:/-/|/?$))"),
        source="{repository}/-/blob/{revision}/{path}#L{line}-{end}",
    ),
    Forge(
        host=re.compile(r"codeberg\.org"),
        name=_OWNER_AND_NAME,
        source="{repository}/src/{kind}/{revision}/{path}#L{line}-L{end}",
    ),
)
"""The forges that are recognised. Sources: their own pages' permanent links."""

LABELS = ("source", "sourcecode", "repository", "github", "gitlab", "codeberg", "homepage", "home")
"""Labels of ``[project.urls]`` that lead to the sources, the likeliest first (packaging.python.org, "Well-known Project URLs")."""

_ADDRESS = re.compile(
    r"(?:\w+\+)?(?:(?:https?|ssh|git)://(?:[^@/]*@)?(?P<host>[\w.-]+)(?::\d+)?/|(?:\w+@)(?P<ssh>[\w.-]+):)(?P<path>[^?#\s]+)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """A repository on a forge."""

    forge: Forge
    address: str
    """``https://github.com/owner/name``"""


def find_source_url(directory: Path, variables: Mapping[str, str]) -> str:
    """The template for a project's files; empty where the repository or the commit is not known.

    :param variables: of the process; ReadTheDocs says in them what it builds (ReadTheDocs, "Environment variable reference").
    """
    repository = find_repository(directory.resolve())
    hosted = _hosted(directory, repository, variables)
    kind, revision = find_revision(repository, variables)
    if not (hosted and revision):
        return ""
    inside = directory.resolve().relative_to(repository.root.resolve()).as_posix() if repository else "."
    path = "{path}" if inside == "." else f"{quote(inside)}/{{path}}"
    filled = {"repository": hosted.address, "kind": kind, "revision": quote(revision, safe=""), "path": path}
    return fill_in(hosted.forge.source, filled)


def fill_in(template: str, values: Mapping[str, str]) -> str:
    """A template with some of its fields filled in; the others stay."""
    return re.sub(r"\{(\w+)\}", lambda field: values.get(field[1], field[0]), template)


def find_revision(repository: Repository | None, variables: Mapping[str, str]) -> tuple[str, str]:
    """``("commit", hash)`` or ``("tag", name)`` of what was read, the tag where one names the commit; empty where neither is known."""
    if repository and repository.commit:
        tag = min((tag for tag in repository.tags if re.search(r"\d$", tag)), key=lambda tag: (len(tag), tag), default="")
        return ("tag", tag) if tag else ("commit", repository.commit)
    if variables.get("READTHEDOCS") == "True":
        return "commit", variables.get("READTHEDOCS_GIT_COMMIT_HASH", "")
    return "", ""


def _hosted(directory: Path, repository: Repository | None, variables: Mapping[str, str]) -> Hosted | None:
    """What the project declares; where it was cloned from another repository, that is the one that holds the commit."""
    declared = next((found for address in _declared(Files(directory)) if (found := read_address(address))), None)
    origin = read_address(repository.origin) if repository else None
    if declared and origin and _last(declared) != _last(origin):
        return origin
    return declared or origin or read_address(variables.get("READTHEDOCS_GIT_CLONE_URL", ""))


def _last(hosted: Hosted) -> str:
    return hosted.address.rpartition("/")[2].lower()


def _declared(files: Files) -> Iterator[str]:
    """The addresses that pyproject.toml and Cargo.toml name, the likeliest first."""
    pyproject, cargo = (_data(files, name) for name in ("pyproject.toml", "Cargo.toml"))
    urls = table(pyproject, "project", "urls")
    labelled = {re.sub(r"[\W_]+", "", label).lower(): string(urls, label) for label in urls}
    yield from (labelled[label] for label in LABELS if label in labelled)
    yield string(cargo, "package", "repository")
    yield string(cargo, "workspace", "package", "repository")
    yield from labelled.values()
    yield string(cargo, "package", "homepage")


def _data(files: Files, name: str) -> Table:
    file = files.toml(files.root / name)
    return file.data if file else EMPTY


def read_address(address: str) -> Hosted | None:
    """The repository that an address is of; None where no known forge has it.

    ``git@github.com:owner/name.git`` -> ``https://github.com/owner/name``; names and passwords in an address are left out.
    """
    parts = _ADDRESS.fullmatch(address.strip().partition("#")[0].partition("?")[0])
    if parts is None:
        return None
    host = (parts["host"] or parts["ssh"]).lower()
    for forge in FORGES:
        if forge.host.fullmatch(host) and (name := forge.name.match(parts["path"])):
            return Hosted(forge=forge, address=f"https://{host.removeprefix('www.')}/{name[0]}")
    return None
