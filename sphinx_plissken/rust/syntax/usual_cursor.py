"""A place in a text of items that are written as usual, from which ``usual_items`` steps on.

Goes in: a ``Source``. Comes out: nothing by itself. Whatever is not as usual raises ``UnusualError``. Places are counted in characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, count
from typing import NamedTuple

from sphinx_plissken.rust.construction import builder
from sphinx_plissken.rust.model import Attribute, DocFragment, DocKind, Span, Visibility
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.usual_headers import UnusualError
from sphinx_plissken.rust.syntax.usual_text import BRACKETS, COMMENT, LINES, SPACE, pattern
from sphinx_plissken.rust.syntax.written_attributes import (
    NOTHING_WRITTEN,
    AttributeCollector,
    Written,
    attribute_of_text,
    is_conditional,
    new_attribute,
    new_doc,
    read_doc_comment,
)

_new_span = builder(Span, "new_span")

Parts = tuple[str, Visibility, tuple[Attribute, ...], tuple[DocFragment, ...], Span, str, tuple[str, ...]]
"""The values of the fields that all items have, in the order of ``model.Item``."""

_SPACE = pattern(SPACE)
_WRITTEN = pattern(rf"\s*+(?:(?P<lines>{LINES}|//![^\n]*+(?:\n[ \t]*+//![^\n]*+)*+)|(?P<attribute>\#!?+{BRACKETS})|(?P<comment>{COMMENT}))")
_ATTRIBUTE = pattern(rf"\#!?+{BRACKETS}")


class _Run(NamedTuple):
    """Attributes that stand in a row; their lines are counted from the first of them."""

    attributes: tuple[tuple[str, str, int, bool], ...]
    """Path, tokens, line, and whether it is ``unsafe``."""
    docs: tuple[DocFragment, ...]
    cfg: tuple[str, ...]
    is_conditional: bool


@lru_cache(maxsize=8192)
def _read_run(text: str) -> _Run:
    """Read attributes: the same ones stand before many items."""
    collector, conditional = AttributeCollector(), False
    for found in _ATTRIBUTE.finditer(text):
        entry = attribute_of_text(found[0], text.count("\n", 0, found.start()), is_inner=False)
        collector.add(entry)
        conditional |= is_conditional(entry)
    attributes, docs, cfg = collector.take()
    return _Run(tuple([(each.path, each.tokens, each.line, each.is_unsafe) for each in attributes]), docs, cfg, conditional)


class UsualCursor:
    """A place in a text; each method steps over what its name says."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.all
        self.at = 0
        self._file = source.file
        self._made_by = source.made_by
        self._call = source.call
        self._starts: list[int] = []
        """Where the lines begin: the first one at its column, too. None does where all of the text stands at a call."""
        if source.call is None:
            self._starts = list(accumulate([len(line) + 1 for line in self.text.split("\n")], initial=0))
            self._starts[0] = 1 - source.first_column
        self._lines = 0 if source.call else 1
        """How many lines a line is: where all of the text stands at a call, none."""
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

    def written(self, found: re.Match[str], inner: AttributeCollector | None = None) -> Written:
        """What stands before an item, as ``LEAD`` found it, that is not nothing.

        :param inner: collects what belongs to what is around the item.
        """
        docs, attributes, more = found.group("docs", "attributes", "more")
        if more:
            return self._mixed(found["lead"], found.end("lead"), inner)
        fragments = self._docs(docs, found.start("docs"), is_inner=False) if docs else ()
        if not attributes:
            return Written((), fragments)
        run = _read_run(attributes)
        self.source.is_conditional |= run.is_conditional
        line, lines = self.line(found.start("attributes")), self._lines
        return Written(
            tuple([new_attribute(path, tokens, line + lines * at, False, is_unsafe) for path, tokens, at, is_unsafe in run.attributes]),
            (*fragments, *[new_doc(doc.kind, doc.text, line + lines * doc.line, False) for doc in run.docs]) if run.docs else fragments,
            run.cfg,
        )

    def _docs(self, text: str, at: int, *, is_inner: bool) -> tuple[DocFragment, ...]:
        """Lines of documentation in a row, from a place on."""
        lines = zip(text.split("\n"), count(self.line(at), self._lines), strict=False)
        return tuple([new_doc(DocKind.LINE, written.lstrip(" \t")[3:], line, is_inner) for written, line in lines])

    def _mixed(self, lead: str, end: int, inner: AttributeCollector | None) -> Written:
        """Attributes and comments in any order, up to a place."""
        start = end - len(lead)
        line_end = self.text.find("\n", start + len(lead.rstrip()), end)
        outer, inside = AttributeCollector(), inner or AttributeCollector()
        for found in _WRITTEN.finditer(self.text, start, end if line_end < 0 else line_end):
            for entry in self._entries(str(found.lastgroup), found[str(found.lastgroup)], found.start(str(found.lastgroup))):
                (inside if entry.is_inner else outer).add(entry)
        if inner is None and inside.take() is not NOTHING_WRITTEN:
            raise UnusualError
        return outer.take()

    def _entries(self, kind: str, text: str, at: int) -> Sequence[Attribute | DocFragment]:
        """What stands at a place: an attribute, lines of documentation, or another comment."""
        if kind == "lines":
            return self._docs(text, at, is_inner=text.startswith("//!"))
        if kind == "comment":
            block = read_doc_comment(text, self.line(at))
            return () if block is None else (block,)
        entry = attribute_of_text(text, self.line(at), is_inner=text.startswith("#!"))
        self.source.is_conditional |= is_conditional(entry)
        return (entry,)

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

    def close(self, text: str) -> None:
        """Step over a delimiter that has to be here."""
        if not self.text.startswith(text, self.at):
            raise UnusualError
        self.at += 1

    def expect(self, text: str) -> None:
        """Step over a text that has to be there."""
        if not self.skip(text):
            raise UnusualError
