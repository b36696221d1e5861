"""The text of one doc comment or docstring, each line with the place it was written at.

Values only. Knows neither Markdown nor Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinx_plissken.rust.model import DocFragment, DocKind
from sphinx_plissken.rust.shown.documentation import markdown_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DocLine:
    """One line of a doc comment."""

    text: str
    """Without its marker and its newline."""
    number: int
    """Line of the file, counted from 1."""

    @property
    def indentation(self) -> int:
        """How many spaces it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocText:
    """Some lines of documentation in the file they were written in."""

    file: str
    """Path to show in messages."""
    lines: tuple[DocLine, ...] = ()

    def __bool__(self) -> bool:
        return any(not line.is_blank for line in self.lines)

    def __iter__(self) -> Iterator[DocLine]:
        return iter(self.lines)

    def __str__(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def with_lines(self, lines: Iterable[DocLine]) -> DocText:
        """Other lines of the same file."""
        return DocText(file=self.file, lines=tuple(lines))

    def number_of(self, index: int) -> int:
        """The line of the file at which the line with an index stands; the nearest known one for an index outside."""
        if not self.lines:
            return 0
        return self.lines[min(max(index, 0), len(self.lines) - 1)].number


def doc_text(text: str, *, file: str, line: int = 1) -> DocText:
    """A text whose lines follow each other in a file from a line on."""
    return DocText(file=file, lines=tuple(DocLine(text=part, number=line + index) for index, part in enumerate(text.split("\n"))))


def comment_text(fragments: Sequence[DocFragment], *, file: str) -> DocText:
    """The text of a doc comment, joined as rustdoc does it, with the line of each of its lines."""
    text = markdown_of(fragments)
    if text is None:
        return DocText(file=file)
    numbers = [number for fragment in sorted(fragments, key=lambda fragment: fragment.is_inner) for number in _numbers(fragment)]
    lines = text.split("\n")
    numbers += numbers[-1:] * (len(lines) - len(numbers))
    return DocText(file=file, lines=tuple(DocLine(text=line, number=number) for line, number in zip(lines, numbers, strict=False)))


def _numbers(fragment: DocFragment) -> range:
    """The lines of the file that the lines of a fragment stand at; a block's first line is dropped where only stars are on it."""
    if fragment.kind is DocKind.LINE:
        return range(fragment.line, fragment.line + 1)
    count = (markdown_of([fragment]) or "").count("\n") + 1
    first, has_more, _ = fragment.text.partition("\n")
    is_first_dropped = bool(has_more) and fragment.kind is DocKind.BLOCK and not first.strip("*")
    start = fragment.line + is_first_dropped
    return range(start, start + count)


def with_text(text: DocText, lines: Sequence[str]) -> DocText:
    """The text with other lines; each stands at the place of the line that it was, or of the nearest one before it."""
    before = list(text)
    if [line.text for line in before] == list(lines):
        return text
    placed, position = [], 0
    for line in lines:
        found = next((index for index in range(position, len(before)) if before[index].text.strip() == line.strip()), None)
        if line.strip() and found is not None:
            position = found
        placed.append(DocLine(text=line, number=text.number_of(position)))
    return text.with_lines(placed)


_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)\s+(?=[A-Z`\[*_(])")


def first_sentence(text: DocText) -> DocText:
    """The first sentence of a text, up to the end of its first paragraph; a heading is a sentence, code is none."""
    lines: list[DocLine] = []
    for line in text:
        if line.is_blank:
            if lines:
                break
            continue
        stripped = line.text.strip()
        if stripped.startswith(("```", "~~~", ">>>", ".. ", "|")):
            break
        lines.append(DocLine(text=_SENTENCE_END.split(stripped.lstrip("# "))[0], number=line.number))
        if stripped.startswith("#") or lines[-1].text.endswith((".", "!", "?")):
            break
    return text.with_lines(lines)


def one_line(text: DocText) -> str:
    """A text on one line."""
    return " ".join(str(text).split())


def dedented(lines: Iterable[DocLine]) -> tuple[DocLine, ...]:
    """The lines without their common indentation and without blank lines around them."""
    trimmed = _trimmed(list(lines))
    depth = min((line.indentation for line in trimmed if not line.is_blank), default=0)
    return tuple(DocLine(text=line.text[depth:], number=line.number) for line in trimmed)


def _trimmed(lines: list[DocLine]) -> list[DocLine]:
    start, end = 0, len(lines)
    while start < end and lines[start].is_blank:
        start += 1
    while end > start and lines[end - 1].is_blank:
        end -= 1
    return lines[start:end]
