"""Rust that the grammar does not know, shown to it as Rust that it knows.

Goes in: a text. Comes out: its syntax tree, in which a trait alias is a ``type_item`` and a macro 2.0 a ``mod_item``. The disguise is as
long as what it stands for, so that offsets are true; the text itself stays as it is, and tells who looks which is which.
"""

from __future__ import annotations

import re

from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import Node, parse
from sphinx_plissken.rust.text.delimiters import group_end

_START = rb"(?:^|(?<=[{};]))[ \t]*(?:pub(?:\s*\([^)]*\))?\s+)?"
_NAME = rb"\s+(?:r#)?[^\W\d]\w*\s*"
_MACRO_2 = re.compile(_START + rb"(?P<keyword>macro)" + _NAME + rb"(?P<open>[({])", re.MULTILINE)
_TRAIT_ALIAS = re.compile(
    _START + rb"(?:unsafe\s+)?(?P<keyword>trait)" + _NAME + rb"(?:<[^={;]*>\s*)?(?P<bounds>=[^=;{][^;{]*)(?=;)", re.MULTILINE
)

# To look for these first is fast, because they begin with a word.
_PERHAPS_MACRO_2 = re.compile(rb"macro" + _NAME + rb"[({]")
_PERHAPS_TRAIT_ALIAS = re.compile(rb"trait" + _NAME + rb"(?:<[^={;]*>\s*)?=")


def parse_disguised(source: Source) -> Node:
    """Parse a text, the grammar's gaps disguised."""
    data = source.data
    if _PERHAPS_MACRO_2.search(data):
        data = _with_macros_as_modules(data)
    if _PERHAPS_TRAIT_ALIAS.search(data):
        data = _TRAIT_ALIAS.sub(_as_type_alias, data)
    return parse(data)


def is_disguised(source: Source, node: Node, keyword: str) -> bool:
    """Whether an item that seems to begin with one keyword is in truth another thing.

    :param keyword: ``mod`` of what may be a macro 2.0, ``type`` of what may be a trait alias.
    """
    start = next((child for child in node.children if child.type == keyword), node).start_byte
    return not source.data.startswith(keyword.encode(), start)


def _as_type_alias(match: re.Match[bytes]) -> bytes:
    """``trait A<T> = B + C;`` -> ``type  A<T> =u    ;`` (unstable book, ``trait_alias``)."""
    start, text = match.start(), match[0]
    keyword, bounds = match.start("keyword") - start, match.start("bounds") - start
    disguise = b"type " + text[keyword + 5 : bounds] + b"=u"
    return text[:keyword] + disguise + b" " * (len(text) - keyword - len(disguise))


def _with_macros_as_modules(data: bytes) -> bytes:
    """``macro m($x:expr) { $x }`` -> ``mod   m           {    }`` (unstable book, ``decl_macro``)."""
    disguised = bytearray(data)
    end = 0
    for match in _MACRO_2.finditer(data):
        if match.start("keyword") >= end:
            start = match.start("open")
            opening, end = _braces(data, start)
            disguised[match.start("keyword") : match.end("keyword")] = b"mod  "
            disguised[start:end] = b" " * (opening - start) + b"{" + b" " * (end - opening - 2) + b"}"
    return bytes(disguised)


def _braces(data: bytes, start: int) -> tuple[int, int]:
    """Where the braces open of a macro 2.0 whose first delimiter is at an offset, and where they close."""
    end = _group_end(data, start)
    if data[start : start + 1] == b"{":
        return start, end
    opening = data.find(b"{", end)
    is_next = opening >= 0 and not data[end:opening].strip()
    return (opening, _group_end(data, opening)) if is_next else (end - 2, end)


def _group_end(data: bytes, start: int) -> int:
    rest = data[start:].decode(errors="replace")
    return start + len(rest[: group_end(rest, 0)].encode())
