"""Versions and version requirements as Cargo understands them.

Goes in: text. Comes out: whether a requirement allows a version. Rules: the Cargo book, "Specifying Dependencies".
"""

from __future__ import annotations

import re

Release = tuple[int, int, int]


def read_release(version: str) -> Release:
    """Give the three numbers of a version: ``0.29`` -> ``(0, 29, 0)``; what is no number counts as 0."""
    numbers = _numbers(version)
    return (*numbers, 0, 0, 0)[:3]  # type: ignore[return-value]  # three numbers


def sort_key(version: str) -> tuple[Release, bool, str]:
    """Sort versions; a pre-release comes before its release."""
    before_build = version.partition("+")[0]
    _, dash, label = before_build.partition("-")
    return read_release(before_build), not dash, label


def allows(requirement: str, version: str) -> bool:
    """Say whether a requirement allows a version.

    >>> allows("0.29", "0.29.3"), allows("0.29", "0.30.0"), allows(">=0.25, <0.31", "0.30.1")
    (True, False, True)
    """
    comparators = [part.strip() for part in requirement.split(",") if part.strip()]
    return all(_allows_one(comparator, version) for comparator in comparators)


def newest_allowed(requirement: str, versions: list[str] | tuple[str, ...]) -> str:
    """The newest of the versions that a requirement allows, a release before any pre-release; empty if there is none."""
    allowed = sorted((version for version in versions if allows(requirement, version)), key=sort_key)
    releases = [version for version in allowed if "-" not in version.partition("+")[0]]
    return (releases or allowed or [""])[-1]


def _allows_one(comparator: str, version: str) -> bool:
    match = re.fullmatch(r"(\^|~|=|>=|<=|>|<)?\s*v?([\d.x*X]*)(?:[-+].*)?", comparator)
    if match is None:
        return True  # unknown grammar forbids nothing
    operator, text = match[1] or "^", match[2]
    low, high = _range(operator, text)
    return low <= read_release(version) < high


def _range(operator: str, text: str) -> tuple[Release, Release]:
    """The lowest release that is allowed, and the lowest above it that is not."""
    numbers = _numbers(text)
    low, endless = read_release(text), (10**9, 0, 0)
    if not numbers:
        return (0, 0, 0), endless
    partial_end = _next(numbers, len(numbers) - 1)  # 1.2 -> 1.3.0; 1.2.3 -> 1.2.4
    if operator == "^" and not re.search(r"[*xX]", text):
        return low, _next(numbers, next((i for i, number in enumerate(numbers) if number), len(numbers) - 1))
    if operator == "~":
        return low, _next(numbers, min(len(numbers) - 1, 1))
    ranges: dict[str, tuple[Release, Release]] = {
        ">=": (low, endless),
        ">": (partial_end, endless),
        "<": ((0, 0, 0), low),
        "<=": ((0, 0, 0), partial_end),
    }
    return ranges.get(operator, (low, partial_end))


def _next(numbers: tuple[int, ...], index: int) -> Release:
    """The release after all that share the numbers up to an index."""
    return read_release(".".join(map(str, (*numbers[:index], numbers[index] + 1))))


def _numbers(text: str) -> tuple[int, ...]:
    numbers: list[int] = []
    for part in re.split(r"[-+]", text.strip())[0].split(".")[:3]:
        digits = re.match(r"\d+", part.strip())
        if digits is None:
            break
        numbers.append(int(digits[0]))
    return tuple(numbers)
