"""What a git repository says of the files in it: where it starts, at which commit it is, which tags name that commit, where it came from.

Goes in: a directory. Comes out: a ``Repository``. Its files are read, as gitrepository-layout(5) describes them; git is never run, since a
foreign repository's configuration may name programs to run.
"""

from __future__ import annotations

import configparser
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REFERENCE = re.compile(r"ref: (refs/[\w./@+-]+)")
_TAGS = "refs/tags/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository that is checked out."""

    root: Path
    """Its work tree."""
    commit: str = ""
    """The hash of what is checked out; empty where there is none yet."""
    tags: tuple[str, ...] = ()
    """Names of the tags that are known to name that commit, sorted."""
    origin: str = ""
    """The address it was cloned from, as written."""


def find_repository(directory: Path) -> Repository | None:
    """The repository that a directory is in; None if it is in none."""
    for folder in (directory, *directory.parents):
        if (folder / ".git").exists():
            place = _git_folder(folder)
            return _read(folder, place) if place else None
    return None


def _git_folder(root: Path) -> Path | None:
    """``.git``, or what it leads to in a further work tree, if that leads back: a foreign file may name any place."""
    written = root / ".git"
    if written.is_dir():
        return written
    leads = re.fullmatch(r"gitdir: (.+)", _text(written).strip())
    folder = (root / leads[1]).resolve() if leads else None
    if folder is None or Path(_text(folder / "gitdir").strip() or ".").resolve() != written.resolve():
        return None
    return folder


def _read(root: Path, folder: Path) -> Repository:
    common = (folder / (_text(folder / "commondir").strip() or ".")).resolve()
    packed = dict(_packed(common))
    head = _text(folder / "HEAD").strip()
    if reference := _REFERENCE.fullmatch(head):
        name = reference[1]
        head = "" if ".." in name else _text(common / name).strip() or packed.get(name, "")
    commit = head if _HASH.fullmatch(head) else ""
    return Repository(root=root, commit=commit, tags=tuple(_tags(common, packed, commit)), origin=_origin(common))


def _packed(folder: Path) -> Iterator[tuple[str, str]]:
    """Reference -> hash; of an annotated tag the commit's, which the line below it says."""
    name = ""
    for line in _text(folder / "packed-refs").splitlines():
        if line.startswith("^"):
            yield name, line[1:]
        elif _HASH.fullmatch(line.partition(" ")[0]):
            commit, _, name = line.partition(" ")
            yield name, commit


def _tags(folder: Path, packed: dict[str, str], commit: str) -> list[str]:
    """A loose annotated tag is not seen: its object would have to be unpacked."""
    if not commit:
        return []
    loose = {file.relative_to(folder).as_posix(): _text(file).strip() for file in sorted((folder / _TAGS).rglob("*")) if file.is_file()}
    return sorted(name.removeprefix(_TAGS) for name, named in {**packed, **loose}.items() if name.startswith(_TAGS) and named == commit)


def _origin(folder: Path) -> str:
    settings = configparser.RawConfigParser(strict=False, allow_no_value=True)
    try:
        settings.read_string("\n".join(line.strip() for line in _text(folder / "config").splitlines()))
        return settings.get('remote "origin"', "url", fallback="") or ""
    except configparser.Error:
        return ""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
