"""Which file a ``mod x;`` means.

Goes in: the place of a module and the name and ``#[path]`` of one inside of it. Comes out: the files to look for. Reads nothing.
Rules: the Rust reference, "Modules" (module source filenames, the ``path`` attribute); what it leaves open is as in rustc's
``rustc_expand::module``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the files of a module's own modules are looked for."""

    directory: Path
    relative: str = ""
    """A directory below it that holds them: ``a`` for the modules of ``a.rs``; ``#[path]`` does not look there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that may hold a module, and the place that this gives the module."""

    file: Path
    place: Place


def inline_place(place: Place, name: str, path: str | None) -> Place:
    """The place of ``mod name { }``.

    :param path: the value of its ``#[path]``, which names a directory.
    """
    if path is not None:
        return Place(directory=place.directory / path)
    return Place(directory=place.directory / place.relative / name)


def candidates(place: Place, name: str, path: str | None) -> tuple[Candidate, ...]:
    """The files that ``mod name;`` may mean, the first that exists being the one.

    :param path: the value of its ``#[path]``. A file named by one has its modules beside it, like a ``mod.rs``.
    """
    if path is not None:
        file = place.directory / path
        return (Candidate(file=file, place=Place(directory=file.parent)),)
    directory = place.directory / place.relative
    return (
        Candidate(file=directory / f"{name}.rs", place=Place(directory=directory, relative=name)),
        Candidate(file=directory / name / "mod.rs", place=Place(directory=directory / name)),
    )
