"""The text that an expression of literals and built-in macros stands for, in ``#[doc = ..]`` and ``include!(..)``.

Goes in: the expression as written and where it stands. Comes out: the text, or the reason why it is not known.
Rules: the standard library's ``include_str!``, ``concat!``, ``env!`` and ``stringify!``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.rust.assembly.files import Files
from sphinx_plissken.rust.syntax.source_text import decode
from sphinx_plissken.rust.text.attributes import split_at_commas
from sphinx_plissken.rust.text.tokens import join, literal_value, read_tokens


class UnknownValueError(Exception):
    """The value of an expression cannot be told; says why."""


class UnknownMacroError(UnknownValueError):
    """There is a call of a macro that is not built in, and nobody to ask what it stands for."""


Expand = Callable[[str], str | None]
"""From a macro call to the expression it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where an expression stands."""

    directory: Path
    """The directory of its file."""
    files: Files
    environment: Mapping[str, str]
    expand: Expand | None = None
    """Whom to ask about macros that are not built in."""


def value_of(expression: str, around: Surroundings) -> str:
    """The text that an expression stands for.

    :raises UnknownValueError: when it cannot be told.
    """
    text = expression.strip()
    value = literal_value(text)
    if isinstance(value, bool):
        return text
    if isinstance(value, str | int | float):
        return str(value)
    name, mark, argument = text.partition("!")
    if not mark:
        raise UnknownValueError(f"`{_short(text)}` has no value that can be told from the source")
    evaluate = _MACROS.get(name.strip().removeprefix("::").removeprefix("core::").removeprefix("std::"))
    if evaluate is not None:
        return evaluate(argument.strip()[1:-1], around)
    expanded = around.expand and around.expand(text)
    if not expanded:
        raise UnknownMacroError(f"`{_short(text)}` calls a macro that is not known here")
    return value_of(expanded, around)


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else folded[:57] + "..."


def _concat(argument: str, around: Surroundings) -> str:
    return "".join(value_of(part, around) for part in split_at_commas(argument) if part.strip())


def _stringify(argument: str, around: Surroundings) -> str:
    return join(read_tokens(argument)).strip()


def _env(argument: str, around: Surroundings) -> str:
    name = value_of(next(iter(split_at_commas(argument)), ""), around)
    if name not in around.environment:
        raise UnknownValueError(f"the environment variable {name} of the build is not known")
    return around.environment[name]


def _include_str(argument: str, around: Surroundings) -> str:
    path = value_of(argument.strip().rstrip(","), around)
    data = around.files.read_bytes(around.directory / path)
    if isinstance(data, str):
        raise UnknownValueError(f"{path} {data}")
    return decode(data).text


_MACROS: Mapping[str, Callable[[str, Surroundings], str]] = {
    "concat": _concat,
    "stringify": _stringify,
    "env": _env,
    "include_str": _include_str,
}
