"""A place in a text of items that are written as usual, from which ``usual_items`` steps on.

Goes in: a ``Source``. Comes out: nothing by itself. Whatever is not as usual raises ``UnusualError``.
"""

from __future__ import annotations

import re

from sphinx_plissken.rust.model import PRIVATE, Attribute, DocFragment, Visibility
from sphinx_plissken.rust.syntax.declarations import ItemParts, Outer, item_parts
from sphinx_plissken.rust.syntax.heads import Head, read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.usual_text import ANGLES, CODE, GROUPS, HEADER, NAME, SPACE, TYPE, pattern
from sphinx_plissken.rust.syntax.written_attributes import AttributeCollector, Written, attribute_of_text, read_doc_comment
from sphinx_plissken.rust.text.cursor import KEYWORDS
from sphinx_plissken.rust.text.type_reader import read_generics, read_type
from sphinx_plissken.rust.types import NO_GENERICS, Generics, Type, UnknownType


class UnusualError(Exception):
    """Something is not written as usual; caught where the reading begins."""


_DOC_COMMENT = pattern(rb"//[/!][^\n]*+\n?|/\*[*!](?!/)(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/")
_MAY_BE_COMMENT = re.compile(rb"(?<!:)/[/*]")
_NAME = pattern(NAME)
_ANGLES = pattern(ANGLES)
_TYPE = pattern(TYPE)
_VISIBILITY = pattern(rb"pub(?:\s*\((?:crate|super|self|in\s+[\w:]++)\))?(?=[\s(&*\[])\s*+")
_WHERE = re.compile(rb"\bwhere\b")


class UsualCursor:
    """A place in a text; each method steps over what its name says."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.data
        self.at = 0

    def attributes(self, outer: AttributeCollector, inner: AttributeCollector) -> bool:
        """Step over white space, attributes and comments; whether anything follows but a closing brace or the end."""
        data, source = self.data, self.source
        entry: Attribute | DocFragment | None
        while True:
            at = self.at = _after_space(data, self.at)
            first = data[at : at + 1]
            if first == b"/":
                found = _DOC_COMMENT.match(data, at)
                entry = None if found is None else read_doc_comment(found[0].decode(), source.line(at))
                self.at = at if found is None else found.end()
            elif first == b"#":
                is_inner = data.startswith(b"!", at + 1)
                self.at += 1 + is_inner
                self.group()
                entry = attribute_of_text(source, data[at : self.at].decode(), at, is_inner=is_inner)
            else:
                return first not in b"}"
            if entry is None:
                raise UnusualError
            (inner if entry.is_inner else outer).add(entry)

    def match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        """Step over what has to be there."""
        found = pattern.match(self.data, self.at)
        if found is None:
            raise UnusualError
        self.at = found.end()
        return found

    def group(self) -> bytes:
        """Step over a group in delimiters, which has to be there."""
        start = self.at
        group = GROUPS.get(self.data[start : start + 1])
        if group is None:
            raise UnusualError
        return self.match(group)[0]

    def expression(self) -> str:
        """Step over an expression; what follows it is left with the white space before it."""
        start = self.at
        while self.match(CODE) and self.data[self.at : self.at + 1] in GROUPS:
            self.group()
        text = self.data[start : self.at].strip()
        if not text or _MAY_BE_COMMENT.search(text):
            raise UnusualError
        self.at = self.data.index(text, start) + len(text)
        return text.decode()

    def skip(self, text: bytes) -> bool:
        """Step over white space, and over a text if it is there."""
        self.at = _after_space(self.data, self.at)
        if not self.data.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def expect(self, text: bytes) -> None:
        """Step over a text that has to be there."""
        if not self.skip(text):
            raise UnusualError

    def named(self, outer: Outer) -> tuple[Head, str]:
        """What stands before the name that is here, and the name."""
        head = read_head(self.data[outer.start : self.at])
        return head, self.name()

    def parts(self, outer: Outer, name: str, visibility: Visibility) -> ItemParts:
        """The common parts of an item that ends here."""
        return item_parts(self.source, self.at, outer, name=name, visibility=visibility)

    def header(self, end: bytes) -> bytes:
        """The text before the brace or semicolon that comes next, which is not stepped over."""
        text = self.match(HEADER)[0]
        following = self.data[self.at : self.at + 1]
        if not following or following not in end or text.rstrip()[-1:] in (b"<", b"="):
            raise UnusualError  # after these a brace begins a constant argument
        return text

    def generics(self, end: bytes) -> tuple[Generics, bytes]:
        """Generic parameters with the where clause before a brace or semicolon, and what stands between them."""
        parameters = self.angles()
        text, where = split_where(self.header(end))
        return usual_generics(parameters, where), text.strip()

    def angles(self) -> str:
        """Generic parameters, or nothing."""
        if not self.skip(b"<"):
            return ""
        self.at -= 1
        return self.match(_ANGLES)[0].decode()

    def written(self, end: bytes = b"}") -> Written | None:
        """The attributes of a field or variant; None before the end of the list."""
        outer = AttributeCollector()
        if not self.attributes(outer, outer) or self.data.startswith(end, self.at):
            return None
        return outer.take()

    def visibility(self) -> Visibility:
        """The visibility of a field."""
        found = _VISIBILITY.match(self.data, self.at)
        if found is None:
            return PRIVATE
        self.at = found.end()
        return read_head(found[0].rstrip()).visibility

    def name(self) -> str:
        """A name that is no keyword."""
        self.at = _after_space(self.data, self.at)
        name = self.match(_NAME)[0].decode()
        if name in KEYWORDS:
            raise UnusualError
        return name

    def type(self) -> Type:
        """A type; what follows it is left with the white space before it."""
        start = self.at = _after_space(self.data, self.at)
        text = self.match(_TYPE)[0].rstrip()
        self.at = start + len(text)
        return usual_type(text)


def _after_space(data: bytes, at: int) -> int:
    found = SPACE.match(data, at)
    return at if found is None else found.end()


def usual_type(text: bytes) -> Type:
    """Read a type that can be read."""
    type = read_type(text.strip().decode())
    if isinstance(type, UnknownType):
        raise UnusualError
    return type


def split_where(header: bytes) -> tuple[bytes, bytes]:
    """What stands before a where clause, and the clause, which alone may have comments in it."""
    found = _WHERE.search(header)
    before, where = (header, b"") if found is None else (header[: found.start()], header[found.start() :].strip())
    if b"/" in before:
        raise UnusualError
    return before, where


def usual_generics(parameters: str, where: bytes) -> Generics:
    """Read generic parameters and a where clause, either of which may be empty."""
    if "#" in parameters:
        raise UnusualError  # a condition on a parameter
    return read_generics(parameters, where.decode()) if parameters or where else NO_GENERICS
