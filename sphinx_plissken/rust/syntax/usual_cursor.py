"""A place in a text of items that are written as usual, from which ``usual_items`` steps on.

Goes in: a ``Source``. Comes out: nothing by itself. Whatever is not as usual raises ``UnusualError``. Places are counted in characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, count

from sphinx_plissken.rust.construction import builder
from sphinx_plissken.rust.model import Attribute, DocFragment, DocKind, Span, Visibility
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.usual_headers import UnusualError
from sphinx_plissken.rust.syntax.usual_text import BRACKETS, COMMENT, SPACE, pattern
from sphinx_plissken.rust.syntax.written_attributes import (
    NOTHING_WRITTEN,
    AttributeCollector,
    Written,
    attribute_of_text,
    read_doc_comment,
)

_new_span = builder(Span, "new_span")
_new_doc = builder(DocFragment, "new_doc")

Parts = tuple[str, Visibility, tuple[Attribute, ...], tuple[DocFragment, ...], Span, str, tuple[str, ...]]
"""The values of the fields that all items have, in the order of ``model.Item``."""

_SPACE = pattern(SPACE)
_WRITTEN = pattern(
    rf"""\s*+(?:
    (?P<lines>///(?!/)[^\n]*+(?:\n[ \t]*+///(?!/)[^\n]*+)*+)
    |(?P<inner_lines>//![^\n]*+(?:\n[ \t]*+//![^\n]*+)*+)
    |(?P<attribute>\#!?+{BRACKETS})
    |(?P<comment>{COMMENT})
    )"""
)


class UsualCursor:
    """A place in a text; each method steps over what its name says."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.all
        self.at = 0
        self._file = source.file
        self._made_by = source.made_by
        self._call = source.call
        self._outer, self._strange = AttributeCollector(), AttributeCollector()
        self._starts: list[int] = []
        """Where the lines begin: the first one at its column, too. None does where all of the text stands at a call."""
        if source.call is None:
            self._starts = list(accumulate([len(line) + 1 for line in self.text.split("\n")], initial=0))
            self._starts[0] = 1 - source.first_column
        self._before = source.first_line - 1 if source.call is None else source.call.line

    def line(self, at: int) -> int:
        """The line of a place."""
        return bisect_right(self._starts, at) + self._before

    def span(self, start: int, end: int) -> Span:
        """The span between two places."""
        if self._call is not None:
            return self._call
        starts, before = self._starts, self._before
        row = bisect_right(starts, start)
        end_row = bisect_right(starts, end, row - 1)
        return _new_span(self._file, row + before, start - starts[row - 1] + 1, end_row + before, end - starts[end_row - 1] + 1)

    def parts_between(self, start: int, end: int, written: Written, name: str, visibility: Visibility) -> Parts:
        """The common parts of an item between two places."""
        attributes, docs, cfg = written
        return name.removeprefix("r#"), visibility, attributes, docs, self.span(start, end), self._made_by, cfg

    def written(self, lead: str, end: int, inner: AttributeCollector | None = None) -> Written:
        """What the attributes and comments say that end at a place.

        :param inner: collects those that belong to what is around them.
        """
        last = len(lead.rstrip())
        if not last:
            return NOTHING_WRITTEN
        start = end - len(lead)
        line_end = self.text.find("\n", start + last, end)
        outer, inside = self._outer, inner or self._strange
        for found in _WRITTEN.finditer(self.text, start, end if line_end < 0 else line_end):
            kind = str(found.lastgroup)
            written, line = found[kind], self.line(found.start(kind))
            if kind == "attribute":
                entry = attribute_of_text(self.source, written, line, is_inner=written.startswith("#!"))
                (inside if entry.is_inner else outer).add(entry)
            elif docs := self._docs(kind, written, line):
                (inside if docs[0].is_inner else outer).document(docs)
        if inner is None and inside.take() is not NOTHING_WRITTEN:
            raise UnusualError
        return outer.take()

    def _docs(self, kind: str, text: str, line: int) -> list[DocFragment]:
        """What a comment documents, or as many lines of documentation as there are in a row."""
        if kind == "comment":
            block = read_doc_comment(text, line)
            return [] if block is None else [block]
        is_inner = kind == "inner_lines"
        lines = zip(text.split("\n"), count(line, 1 if self._call is None else 0), strict=False)
        return [_new_doc(DocKind.LINE, written.lstrip(" \t")[3:], at, is_inner) for written, at in lines]

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Step over what has to be there."""
        found = pattern.match(self.text, self.at)
        if found is None:
            raise UnusualError
        self.at = found.end()
        return found

    def skip(self, text: str) -> bool:
        """Step over white space, and over a text if it is there."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def expect(self, text: str) -> None:
        """Step over a text that has to be there."""
        if not self.skip(text):
            raise UnusualError
