"""Regular expressions for the pieces that items are made of, as they are usually written; for ``usual_items``.

Nothing goes in. Comes out: patterns on UTF-8. Delimiters nest to a fixed depth, because regular expressions do; strings, characters and
comments are told apart. Every quantifier is possessive, so that nothing is looked at more than once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_COMMENT = rb"""//[^\n]*+|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/"""
_RAW_STRING = rb"""r(?:"[^"]*+"|\#"(?s:.*?)"\#|\#\#"(?s:.*?)"\#\#)"""
_OPAQUE = (
    _COMMENT
    + rb"""|/(?![/*])|[bc]?"(?:[^"\\]++|\\(?s:.))*+"|b?'(?:[^\\'\n]{1,4}|\\[^\n]+?)'|'\w++|[bc]?+"""
    + _RAW_STRING
    + rb"""|(?:r\#)?[bcr]\w*+(?!["'\#])"""
)
"""What delimiters do not count in, and what may look like its beginning."""


def pattern(*parts: bytes) -> re.Pattern[bytes]:
    """A verbose pattern."""
    return re.compile(b"".join(parts), re.VERBOSE)


def _nested(opening: bytes, closing: bytes, other: bytes, depth: int) -> bytes:
    """A group in delimiters; other delimiters in it are not looked at."""
    found = rb"(?!)"
    for _ in range(depth):
        found = opening + rb"(?:" + other + rb"|" + found + rb")*+" + closing
    return found


def _group(opening: bytes, closing: bytes) -> re.Pattern[bytes]:
    return pattern(_nested(opening, closing, rb"[^" + opening + closing + rb"""\"'/bcr]++|""" + _OPAQUE, 10))


GROUPS: Mapping[bytes, re.Pattern[bytes]] = {b"{": _group(rb"\{", rb"\}"), b"(": _group(rb"\(", rb"\)"), b"[": _group(rb"\[", rb"\]")}
"""Groups of whatever stands in code, by their first character."""
CODE = pattern(rb"""(?:[^(){}\[\]"'/,;bcr]++|""", _OPAQUE, rb")*+")
"""Code up to a group, a comma or a semicolon."""

SPACE = pattern(rb"(?:\s++|//(?![/!])[^\n]*+|////[^\n]*+|/\*(?![*!])(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/)*+")
"""White space, and comments that document nothing."""
NAME = rb"(?:r\#)?[^\W\d]\w*+(?![\x80-\xff])"

# Of types and what they are made of

_PARENTHESES = _nested(rb"\(", rb"\)", rb"[^()\"'/]++|'\w++(?!')", 5)
_BRACKETS = _nested(rb"\[", rb"\]", rb"[^\[\]\"'/]++|'\w++(?!')", 3)
_BRACES = rb"\{[^{}\"'/]*+\}"
TYPE_GROUP = rb"(?:" + _PARENTHESES + rb"|" + _BRACKETS + rb")"
PARENTHESES = pattern(_PARENTHESES)
ANGLES = _nested(rb"<", rb">", rb"[^<>()\[\]{}\"'/-]++|->|-|'\w++(?!')|" + TYPE_GROUP + rb"|" + _BRACES, 6)
"""Generic parameters or arguments."""
TYPE = rb"(?:[^<>()\[\]{}\"'/=,;!-]++|->|'\w++(?!')|\"[\w-]*+\"|!(?=[\s,;)}(\[]|\Z)|" + TYPE_GROUP + rb"|" + ANGLES + rb")++"
"""A type, or a path, with the white space after it."""
BOUNDS = rb"(?:[^<>()\[\]{}\"'/=;!-]++|->|'\w++(?!')|\"[\w-]*+\"|" + TYPE_GROUP + rb"|" + ANGLES + rb")*+"
"""Bounds, and a where clause after them."""
_WRITTEN = rb"[^()\"'/]++|'\w++(?!')|\"[^\"\\]*+\"|" + _COMMENT
HEADER = pattern(rb"(?:[^{};\"'/(\[]++|'\w++(?!')|", _nested(rb"\(", rb"\)", _WRITTEN, 5), rb"|", _BRACKETS, rb"|", _COMMENT, rb")*+")
"""What stands between the name of an item and its braces or semicolon."""
