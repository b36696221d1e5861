"""Fenced and indented code of a doc comment, as rustdoc understands it.

Goes in: the info string of a fence and its text. Comes out: the language to highlight and the lines to show.
Rules: the rustdoc book, "Documentation tests" and "Advanced features".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RUST_WORDS = re.compile(
    r"rust|ignore(-.+)?|should_panic|no_run|compile_fail|edition\d{4}|standalone(_crate|-crate)?|test_harness|E\d{4}|\{.*\}|\(.*\)"
)
"""Words of an info string that leave the code Rust."""

MARKS = ("ignore", "should_panic", "compile_fail")
"""Words that a reader should know of: the example is not run, panics, or does not compile."""

ALIASES = {"notrust": "text", "none": "text", "plain": "text", "shell": "console", "py": "python", "pyi": "python", "proto": "protobuf"}
"""Languages by other names than Pygments'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A block of code to show."""

    text: str
    language: str
    marks: tuple[str, ...] = ()
    """Those of ``MARKS`` that were written."""


def read_code(info: str, text: str, *, default: str = "rust") -> Code:
    """Read a code block; ``default`` is the language where the fence names none.

    >>> read_code("rust,no_run", "# use a::b;\\nb();").text
    'b();'
    """
    words = [word for word in re.split(r"[,\s]+", info.strip()) if word]
    if "custom" in words:
        return Code(text=text, language=_custom_language(words))
    other = [word for word in words if not RUST_WORDS.fullmatch(word)]
    if other:
        return Code(text=text, language=ALIASES.get(other[0].lower(), other[0].lower()))
    language = "rust" if words else default
    if language != "rust":
        return Code(text=text, language="pycon" if text.lstrip().startswith(">>>") else language)
    marks = tuple(mark for mark in MARKS if any(word.startswith(mark) for word in words))
    return Code(text=shown_lines(text), language="rust", marks=marks)


def _custom_language(words: list[str]) -> str:
    """The language of a fence that is none of rustdoc's: ``custom,{class=language-c}``, ``custom,c``."""
    classes = [part for word in words for part in re.findall(r"language-([\w+-]+)", word)]
    named = [word for word in words if word != "custom" and not RUST_WORDS.fullmatch(word)]
    language = next(iter([*classes, *named]), "text").lower()
    return ALIASES.get(language, language)


def shown_lines(text: str) -> str:
    """Rust code without the lines hidden by ``# ``; ``##`` stands for one ``#``."""
    return "\n".join(line for line in map(_shown, text.split("\n")) if line is not None)


def _shown(line: str) -> str | None:
    stripped = line.lstrip()
    if stripped.startswith("##"):
        return line.replace("##", "#", 1)
    if stripped == "#" or stripped.startswith("# "):
        return None
    return line
