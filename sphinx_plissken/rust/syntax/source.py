"""One text that is read as items, and where in the project it stands.

A text is a whole file, the argument of a macro call at its place in a file, or what a macro call expanded to, which all stands at the call.
Knows positions; knows no syntax.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Span
from sphinx_plissken.rust.syntax.tree import Node

_NEWLINE = re.compile(rb"\n")


class Source:
    """A text with its place; collects the problems met in it."""

    def __init__(self, text: str, *, file: str, line: int = 1, column: int = 1, made_by: str = "", call: Span | None = None) -> None:
        """Place a text.

        :param line: the line of its first character in the file, from 1; ``column`` likewise.
        :param made_by: the macro that made it.
        :param call: where everything in it stands, if it stands nowhere itself.
        """
        self.all = text
        self.file = file
        self.first_line = line
        self.first_column = column
        self.made_by = made_by
        self.call = call
        self.problems: list[Problem] = []
        self.depth = 0
        """How deep in the text its reader is."""
        self.is_conditional = False
        """Whether its reader met anything that takes a configuration: ``cfg``, ``cfg_attr``, an expression for documentation."""

    @cached_property
    def data(self) -> bytes:
        """The text in UTF-8, in which the grammar counts."""
        return self.all.encode(errors="replace")

    @cached_property
    def _is_ascii(self) -> bool:
        return self.all.isascii()

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *[newline.end() for newline in _NEWLINE.finditer(self.data)]]

    def between(self, before: str, after: str) -> Source:
        """The text with words before and after it; what is in it stands where it stood."""
        return Source(
            f"{before}{self.all}{after}",
            file=self.file,
            line=self.first_line,
            column=self.first_column - len(before),
            made_by=self.made_by,
            call=self.call,
        )

    def part(self, text: str, line: int) -> Source:
        """A text that is made of what stands at a line; only lines are true in it."""
        return Source(text, file=self.file, line=line, made_by=self.made_by, call=self.call)

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self.data[node.start_byte : node.end_byte].decode()

    def text_between(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.data[start:end].decode()

    def line(self, offset: int) -> int:
        """The line of a byte offset."""
        if self.call is not None:
            return self.call.line
        return bisect_right(self._starts, offset) + self.first_line - 1

    def span(self, start: int, end: int) -> Span:
        """The span between two byte offsets."""
        if self.call is not None:
            return self.call
        row = bisect_right(self._starts, start)
        end_row = bisect_right(self._starts, end, row - 1)
        before = self.first_line - 1
        return Span(
            file=self.file,
            line=row + before,
            column=self._column_of(row, start),
            end_line=end_row + before,
            end_column=self._column_of(end_row, end),
        )

    def _column_of(self, row: int, offset: int) -> int:
        start = self._starts[row - 1]
        width = offset - start if self._is_ascii else len(self.data[start:offset].decode(errors="replace"))
        return width + (self.first_column if row == 1 else 1)

    def complain(self, message: str, offset: int, subtype: Subtype = Subtype.RUST) -> None:
        """Note a problem at a byte offset."""
        self.problems.append(Problem(file=self.file, line=self.line(offset), subtype=subtype, message=message))
