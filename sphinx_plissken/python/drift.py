"""What stubs and sources disagree about, as values, and as problems.

Goes in: ``Drift`` values as stubs are merged. Comes out: a problem for each, or one for all of a kind where a stub differs in many places:
nobody reads a hundred messages that say the same.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinx_plissken.problem import Problem, Subtype

MANY = 5
"""More differences of a kind in one stub make one message."""
SHOWN = 20
"""Differences that one message names."""


class DriftKind(enum.Enum):
    """How a stub differs, and the words for many such differences."""

    UNKNOWN = "has what the source has not"
    MISSING = "lacks what the source has"
    PARAMETERS = "gives other parameters than the source"
    OTHER_KIND = "says of names that they are something else than in the source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """One difference."""

    kind: DriftKind
    file: str
    """The stub."""
    line: int
    path: str
    """The object that differs."""
    names: tuple[str, ...] = ()
    """Members that only one side has."""
    message: str
    """What is said of it alone."""


def drift_problems(drifts: Iterable[Drift]) -> Iterator[Problem]:
    """The problems of all stubs."""
    grouped: dict[tuple[str, DriftKind], list[Drift]] = {}
    for drift in drifts:
        grouped.setdefault((drift.file, drift.kind), []).append(drift)
    for (file, kind), found in grouped.items():
        if len(found) <= MANY:
            yield from (Problem(file=file, line=drift.line, subtype=Subtype.STUB, message=drift.message) for drift in found)
        else:
            yield Problem(file=file, line=0, subtype=Subtype.STUB, message=_of_many(kind, found))


def _of_many(kind: DriftKind, found: Sequence[Drift]) -> str:
    in_order = sorted(found, key=lambda drift: (drift.line, drift.path))
    shown = ", ".join(_short(drift) for drift in in_order[:SHOWN])
    more = f", and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return f"the stub {kind.value}, in {len(found)} places: {shown}{more}"


def _short(drift: Drift) -> str:
    """``Runner.run (line 3)``, ``Runner (line 3: stop, start)``."""
    names = f": {', '.join(drift.names)}" if drift.names else ""
    return f"`{drift.path}` (line {drift.line or 1}{names})"
