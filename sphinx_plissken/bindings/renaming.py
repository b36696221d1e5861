"""``rename_all``: the names of fields and enum variants by one of eight rules.

Goes in: an identifier and a rule. Comes out: the name. Source: PyO3's ``RenamingRule`` and the crate ``heck`` 0.5, which it uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType


def split_words(identifier: str) -> list[str]:
    """Split an identifier into words: ``HTTPServer2`` -> ``["HTTP", "Server2"]``, ``field_one`` -> ``["field", "one"]``.

    A word ends before an upper letter after a lower one, and before the last of several upper ones when a lower one follows; digits are
    neither and take on the case of the letter before them.
    """
    words = []
    for part in re.split(r"[\W_]+", identifier):
        start, mode = 0, ""
        for index, letter in enumerate(part):
            before, following = mode, part[index + 1 : index + 2]
            mode = "lower" if letter.islower() else "upper" if letter.isupper() else mode
            if mode == "lower" and following.isupper():
                words.append(part[start : index + 1])
                start, mode = index + 1, ""
            elif before == "upper" and letter.isupper() and following.islower():
                words.append(part[start:index])
                start, mode = index, ""
        words.append(part[start:])
    return [word for word in words if word]


def _joined(separator: str, case: Callable[[str], str]) -> Callable[[str], str]:
    return lambda identifier: separator.join(map(case, split_words(identifier)))


def _camel(identifier: str) -> str:
    first, *rest = split_words(identifier) or [""]
    return first.lower() + "".join(map(str.capitalize, rest))


RULES: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "camelCase": _camel,
        "kebab-case": _joined("-", str.lower),
        "lowercase": str.lower,
        "PascalCase": _joined("", str.capitalize),
        "SCREAMING-KEBAB-CASE": _joined("-", str.upper),
        "SCREAMING_SNAKE_CASE": _joined("_", str.upper),
        "snake_case": _joined("_", str.lower),
        "UPPERCASE": str.upper,
    }
)


def rename(identifier: str, rule: str | None) -> str:
    """Give the name that a rule makes; the identifier itself where there is no such rule."""
    return RULES.get(rule or "", str)(identifier)
