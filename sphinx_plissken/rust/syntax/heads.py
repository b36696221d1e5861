"""What stands in front of an item's name: ``pub(crate) const unsafe extern "C" fn``.

Goes in: that text. Comes out: the visibility, the qualifiers and the ABI. Rules: the Rust reference, "Visibility and privacy", "Functions".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sphinx_plissken.rust.model import PRIVATE, PUBLIC, Visibility
from sphinx_plissken.rust.text.tokens import literal_value, read_tokens


class Head(NamedTuple):
    """The visibility and the other words before a name."""

    visibility: Visibility
    words: frozenset[str]
    """Keywords: ``const``, ``unsafe``, ``fn``."""
    abi: str | None
    """``"C"`` of ``extern "C"``, without quotes; empty for a bare ``extern``; None where there is none."""


@lru_cache(maxsize=4096)
def read_head(text: str) -> Head:
    """Read what stands in front of a name."""
    words = [token.text for token in read_tokens(text)]
    visibility, length = _read_visibility(words)
    rest = words[length:]
    return Head(visibility=visibility, words=frozenset(rest), abi=_read_abi(rest))


def _read_visibility(words: Sequence[str]) -> tuple[Visibility, int]:
    """The visibility that words begin with, and how many of them it takes."""
    match words:
        case ["pub", "(", *rest] if ")" in rest:
            end = rest.index(")")
            path = "".join(rest[1:end] if rest[0] == "in" else rest[:end])
            return PRIVATE if path == "self" else Visibility(scope=path), end + 3
        case ["pub", *_]:
            return PUBLIC, 1
        case ["crate", *_]:  # what pub(crate) was before the edition of 2018
            return Visibility(scope="crate"), 1
    return PRIVATE, 0


def _read_abi(words: Sequence[str]) -> str | None:
    if "extern" not in words:
        return None
    following = words[words.index("extern") + 1 :]
    value = literal_value(following[0]) if following else None
    return value if isinstance(value, str) else ""
