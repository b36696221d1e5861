"""Which Python could read what the one that runs the build cannot.

Goes in: a syntax error. Comes out: words for its message. Python files are read by the grammar of the Python that runs the build, so what
later versions have added is an error to it, and one that says nothing of them. What has been added is in the "What's New in Python" of each
version.
"""

from __future__ import annotations

import re
import sys
from typing import NamedTuple

Version = tuple[int, int]


class Addition(NamedTuple):
    """What a version of Python has added to the grammar, or takes back as a limit of it."""

    version: Version
    what: str
    line: str
    """A pattern of lines where earlier versions stop."""
    message: str = ""
    """A pattern of what they say."""


ADDITIONS = (
    Addition((3, 12), "type parameters, as in `def name[T]`,", r"\s*(async\s+def|def|class)\s+\w+\s*\["),
    Addition((3, 12), "a `type` statement", r"(.*;)?\s*type\s+\w+\s*(\[.*)?="),
    Addition((3, 12), "an f-string with quotes or backslashes in braces", r".*[fF][rR]?['\"]", r"f-string|unterminated string"),
    Addition((3, 13), "a type parameter with a default", r"\s*(async\s+def|def|class|type)\s+\w+\s*\[[^\]]*="),
    Addition((3, 14), "`except` with several exceptions and no parentheses", r"\s*except\*?\s+[\w.]+\s*,"),
    Addition((3, 14), 'a template string, as in `t""`,', r".*(?<!\w)([tT][rR]?|[rR][tT])['\"]"),
    Addition((3, 15), "a `lazy` import", r"(.*;)?\s*lazy\s+(import|from)\s"),
    Addition((3, 15), "unpacking in a comprehension", r".*\*", r"unpacking cannot be used in"),
)


def no_valid_python(error: SyntaxError, text: str, running: Version = sys.version_info[:2]) -> str:
    """What is wrong with a file, and what would help.

    >>> error = SyntaxError("invalid syntax", ("units.py", 1, 6, "type Length = float", 1, 12))
    >>> no_valid_python(error, "type Length = float", (3, 11))
    'no valid Python 3.11: invalid syntax; a `type` statement needs Python 3.12 or later to run the build'
    """
    wrong = f"no valid Python {_written(running)}: {error.msg}"
    lines = text.splitlines()[(error.lineno or 0) - 1 :][:1] if error.lineno else []
    needed = [each for each in ADDITIONS if each.version > running and lines and _is_met(each, lines[0], error.msg)]
    if not needed:
        return wrong
    latest = max(needed, key=lambda each: each.version)
    return f"{wrong}; {latest.what} needs Python {_written(latest.version)} or later to run the build"


def _is_met(addition: Addition, line: str, message: str) -> bool:
    return bool(re.match(addition.line, line) and re.search(addition.message, message))


def _written(version: Version) -> str:
    return ".".join(map(str, version))
