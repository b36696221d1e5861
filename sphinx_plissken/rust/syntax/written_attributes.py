"""Attributes and doc comments as they are written before (or at the start of) an item.

Goes in: syntax nodes of attributes and comments. Comes out: ``Attribute`` and ``DocFragment`` values in source order. Configuration is not
applied here: a ``cfg_attr`` stays as written, and so does the expression of ``#[doc = concat!(..)]``.
Rules: the Rust reference, "Attributes" and "Comments".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sphinx_plissken.rust.cfg.compiler_versions import CONDITIONAL_ATTRIBUTE, SELECTORS
from sphinx_plissken.rust.construction import builder
from sphinx_plissken.rust.model import Attribute, DocFragment, DocKind
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import Node
from sphinx_plissken.rust.text.tokens import literal_value


class Written(NamedTuple):
    """The attributes and documentation of one item; its ``cfg`` predicates are among the attributes, too."""

    attributes: tuple[Attribute, ...] = ()
    docs: tuple[DocFragment, ...] = ()
    cfg: tuple[str, ...] = ()


new_attribute = builder(Attribute, "new_attribute")
new_doc = builder(DocFragment, "new_doc")
NOTHING_WRITTEN = Written()
ATTRIBUTE_KINDS = frozenset({"line_comment", "block_comment", "attribute_item", "inner_attribute_item"})
"""The grammar's names of what is read here."""


def joined(outer: Written, inner: Written) -> Written:
    """What is written before an item together with what is written inside of it."""
    if inner is NOTHING_WRITTEN:
        return outer
    return Written(outer.attributes + inner.attributes, outer.docs + inner.docs, outer.cfg + inner.cfg)


class AttributeCollector:
    """Collects attributes and doc comments until an item takes them."""

    __slots__ = ("_attributes", "_cfg", "_docs")

    def __init__(self) -> None:
        self._attributes: list[Attribute] = []
        self._docs: list[DocFragment] = []
        self._cfg: list[str] = []

    def add(self, entry: Attribute | DocFragment) -> None:
        """Add what was read next."""
        if isinstance(entry, DocFragment):
            self._docs.append(entry)
            return
        self._attributes.append(entry)
        if entry.path == "cfg":
            self._cfg.append(entry.tokens[1:-1].strip())

    def document(self, docs: Iterable[DocFragment]) -> None:
        """Add documentation."""
        self._docs += docs

    def take(self) -> Written:
        """What has been collected for the item that follows; the next one starts with nothing."""
        if not self._attributes and not self._docs:
            return NOTHING_WRITTEN
        written = Written(tuple(self._attributes), tuple(self._docs), tuple(self._cfg))
        self._attributes, self._docs, self._cfg = [], [], []
        return written


def read_attribute(source: Source, node: Node, kind: str) -> Attribute | DocFragment | None:
    """Read a node whose type is among ``ATTRIBUTE_KINDS``; None for a comment that documents nothing."""
    start = node.start_byte
    if kind == "line_comment" or kind == "block_comment":
        if source.data[start + 2 : start + 3] not in _DOC_MARKS:
            return None
        return read_doc_comment(source.data[start : node.end_byte].decode(), source.line(start))
    entry = attribute_of_text(source.text(node), source.line(start), is_inner=kind == "inner_attribute_item")
    source.is_conditional |= is_conditional(entry)
    return entry


def attribute_of_text(text: str, line: int, *, is_inner: bool) -> Attribute | DocFragment:
    """Read the text of an attribute, ``#[..]``, that stands at a line."""
    path, tokens, is_unsafe = _read_attribute_text(text)
    if path == "doc" and tokens.startswith("="):
        return doc_attribute(tokens, line, is_inner=is_inner)
    return new_attribute(path, tokens, line, is_inner, is_unsafe)


def is_conditional(entry: Attribute | DocFragment) -> bool:
    """Whether an entry takes a configuration, or the value of an expression."""
    return entry.kind is DocKind.EXPRESSION if isinstance(entry, DocFragment) else entry.path in CONDITIONAL


CONDITIONAL = frozenset({"cfg", "cfg_attr", CONDITIONAL_ATTRIBUTE, *SELECTORS})
"""The attributes that conditional compilation is made of."""
_DOC_MARKS = frozenset({b"/", b"!", b"*"})


def read_doc_comment(text: str, line: int) -> DocFragment | None:
    """Read a comment; None where it is no documentation: ``//``, ``////``, ``/***``, ``/**/``.

    >>> read_doc_comment("/// Runs.\\n", 3).text
    ' Runs.'
    """
    marker = text[:3]
    if marker == "//!" or (marker == "///" and text[3:4] != "/"):
        return DocFragment(kind=DocKind.LINE, text=text[3:].removesuffix("\n"), line=line, is_inner=marker == "//!")
    if marker == "/*!" or (marker == "/**" and text[3:4] not in ("*", "/")):
        return DocFragment(kind=DocKind.BLOCK, text=text[3:].removesuffix("*/"), line=line, is_inner=marker == "/*!")
    return None


def doc_attribute(tokens: str, line: int, *, is_inner: bool) -> DocFragment:
    """The documentation of ``#[doc = ..]``, from the tokens after ``doc``; an expression stays as written for ``doc_expressions``."""
    expression = tokens.removeprefix("=").strip()
    value = literal_value(expression)
    if isinstance(value, str):
        return DocFragment(kind=DocKind.ATTRIBUTE, text=value, line=line, is_inner=is_inner)
    return DocFragment(kind=DocKind.EXPRESSION, text=expression, line=line, is_inner=is_inner)


_ATTRIBUTE = re.compile(
    r"#\s*!?\s*\[\s*(?P<unsafe>unsafe\s*\()?\s*(?P<path>(?:::\s*)?[\w$#]+(?:\s*::\s*[\w$#]+)*)?(?P<tokens>.*)\]", re.DOTALL
)


@lru_cache(maxsize=8192)
def _read_attribute_text(text: str) -> tuple[str, str, bool]:
    """The path, the tokens, and whether it is ``unsafe(..)``."""
    match = _ATTRIBUTE.match(text)
    if match is None:
        return "", text, False
    path = "".join((match["path"] or "").split()).replace("r#", "")
    tokens, is_unsafe = match["tokens"].strip(), match["unsafe"] is not None
    return path, tokens.removesuffix(")").strip() if is_unsafe else tokens, is_unsafe
