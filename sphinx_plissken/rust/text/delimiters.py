"""Where delimiters stand in a text, without parsing it: for text that cannot be parsed.

Goes in: a text. Comes out: offsets. Strings, characters and comments are told apart, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_plissken.rust.text.tokens import CLOSING, OPENING

_COMMENT_END = re.compile(r"/\*|\*/")
_LEXEME = re.compile(
    r"""//[^\n]*+ | (?P<comment>/\*)
    | [bc]?r(?P<hashes>\#*+)"(?s:.*?)(?:"(?P=hashes)|\Z) | [bc]?"(?:[^"\\]|\\(?s:.))*+(?:"|\Z)
    | b?'(?:[^\\'\n]|\\[^\n]+?)' | (?:r\#)?+\w++
    | (?P<delimiter>[()\[\]{}])""",
    re.VERBOSE,
)


def delimiters(text: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The delimiters of a text with their offsets."""
    while match := _LEXEME.search(text, start):
        start = match.end()
        if match["delimiter"]:
            yield match.start(), match["delimiter"]
        elif match["comment"]:
            start = _comment_end(text, start)


def _comment_end(text: str, start: int) -> int:
    """The offset after a block comment that is open at an offset."""
    depth = 1
    while depth and (match := _COMMENT_END.search(text, start)):
        depth += 1 if match[0] == "/*" else -1
        start = match.end()
    return len(text) if depth else start


def group_end(text: str, start: int) -> int:
    """The offset after the group that opens at an offset; the end of the text if nothing closes it."""
    depth = 0
    for offset, delimiter in delimiters(text, start):
        depth += -1 if delimiter in OPENING else 1
        if depth <= 0:
            return offset + 1
    return len(text)


class Unclosed(NamedTuple):
    """A delimiter that nothing closes, and what would close it and those that are open after it."""

    offset: int
    closing: str


def unclosed(text: str) -> Unclosed | None:
    """The first delimiter of a text that nothing closes."""
    opened: list[tuple[int, str]] = []
    for offset, delimiter in delimiters(text):
        opening = OPENING.get(delimiter)
        if opening is None:
            opened.append((offset, delimiter))
        elif any(entry[1] == opening for entry in opened[-8:]):
            while opened.pop()[1] != opening:
                pass
    return Unclosed(opened[0][0], "".join(CLOSING[delimiter] for _, delimiter in reversed(opened))) if opened else None
