r"""Regular expressions for the pieces that items are made of, as they are usually written; for ``usual_items``.

Nothing goes in. Comes out: patterns, and what they are made of. Delimiters nest to a fixed depth, because regular expressions do; strings,
characters and comments are told apart. Every quantifier is possessive, so that nothing is looked at more than once. ``\w`` is ASCII.
"""

from __future__ import annotations

import re

BLOCK_COMMENT = r"/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/"
COMMENT = rf"(?://[^\n]*+|{BLOCK_COMMENT})"
_RAW = r"""(?:(?<=\br)|(?<=\bbr)|(?<=\bcr))(?:"[^"]*+"|\#"(?s:.*?)"\#|\#\#"(?s:.*?)"\#\#)"""
"""A raw string after its first letters, which look like a name."""
_OPAQUE = rf"""{_RAW}|"(?:[^"\\]++|\\(?s:.))*+"|'(?:[^\\'\n]|\\[^\n]+?)'|'\w++|{COMMENT}|/(?![/*])|\#"""
"""What delimiters do not count in, and what may look like its beginning."""


def pattern(*parts: str) -> re.Pattern[str]:
    """A verbose pattern."""
    return re.compile("".join(parts), re.VERBOSE | re.ASCII)


def _nested(opening: str, closing: str, plain: str, other: str, depth: int) -> str:
    """A group in delimiters; other delimiters in it are not looked at.

    :param plain: what most of it is made of.
    """
    found = r"(?!)"
    for _ in range(depth):
        found = rf"{opening}{plain}(?:(?:{other}|{found}){plain})*+{closing}"
    return found


def _group(opening: str, closing: str, depth: int = 10) -> str:
    return _nested(opening, closing, rf"""[^{opening}{closing}"'/\#]*+""", _OPAQUE, depth)


BRACES = _group(r"\{", r"\}")
BRACKETS = _group(r"\[", r"\]", 4)
_ROUND = _group(r"\(", r"\)")
GROUP = rf"(?:{BRACES}|{_ROUND}|{BRACKETS})"
"""Delimiters with whatever stands in code."""
EXPRESSION = rf"""[^(){{}}\[\]"'/\#,;]*+(?:(?:{_OPAQUE}|{GROUP})[^(){{}}\[\]"'/\#,;]*+)*+"""
"""Code up to a comma or a semicolon."""

SPACE = r"(?:\s++|//(?![/!])[^\n]*+|////[^\n]*+|/\*(?![*!])(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/)*+"
"""White space, and comments that document nothing."""
LINES = r"///(?!/)[^\n]*+(?:\n[ \t]*+///(?!/)[^\n]*+)*+"
"""Lines of documentation in a row."""
ATTRIBUTES = rf"\#{BRACKETS}(?:\s*+\#{BRACKETS})*+"
"""Attributes in a row."""
LEAD = rf"""\s*+(?P<lead>(?P<docs>{LINES})?+\s*+(?P<attributes>{ATTRIBUTES})?+\s*+
(?P<more>(?:\#!?+{BRACKETS}|{COMMENT})(?:\s++|\#!?+{BRACKETS}|{COMMENT})*+)?+)"""
"""White space, comments and attributes: what stands before an item, which is documentation and then attributes nearly always."""
NAME = r"(?:r\#)?+[^\W\d]\w*+(?![^\x00-\x7f])"

# Of types and what they are made of

_INSIDE = rf"""'\w++(?!')|"[\w-]*+"|{COMMENT}|/(?![/*])"""
"""What stands in delimiters besides most of what does; a string is an ABI."""
PARENTHESES = _nested(r"\(", r"\)", r"[^()\"'/]*+", _INSIDE, 5)
_TYPE_BRACKETS = _nested(r"\[", r"\]", r"[^\[\]\"'/]*+", _INSIDE, 3)
_BRACES = r"\{[^{}\"'/]*+\}"
TYPE_GROUP = rf"(?:{PARENTHESES}|{_TYPE_BRACKETS})"
_LIFETIME = r"'\w++(?!')"
_SHALLOW = "|".join((_nested(r"\(", r"\)", r"[^()\"'/]*+", _LIFETIME, 2), _nested(r"\[", r"\]", r"[^\[\]\"'/]*+", _LIFETIME, 2)))
ANGLES = _nested("<", ">", r"[^<>()\[\]{}\"'/-]*+", rf"->|-|{_INSIDE}|{_SHALLOW}|{_BRACES}", 6)
"""Generic parameters or arguments."""
PARAMETERS = rf"(?:{ANGLES}|(?!<))"
"""Generic parameters, or nothing."""
TYPE = rf"(?:[^<>()\[\]{{}}\"'/=,;!-]++|->|'\w++(?!')|\"[\w-]*+\"|!(?=[\s,;)}}(\[]|\Z)|{TYPE_GROUP}|{ANGLES})++"
"""A type, or a path, with the white space after it."""
BOUNDS = rf"(?:[^<>()\[\]{{}}\"'/=;!-]++|->|'\w++(?!')|\"[\w-]*+\"|{TYPE_GROUP}|{ANGLES})*+"
"""Bounds, and a where clause after them."""
_WRITTEN = _nested(r"\(", r"\)", r"[^()\"'/]*+", rf"'\w++(?!')|\"[^\"\\]*+\"|{COMMENT}", 5)
HEADER = rf"(?:[^{{}};\"'/(\[]++|'\w++(?!')|{_WRITTEN}|{_TYPE_BRACKETS}|{COMMENT})*+"
"""What stands between the name of an item and its braces or semicolon."""
