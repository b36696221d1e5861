"""What can be made of text that the grammar cannot parse.

Some of it is Rust that tree-sitter-rust does not know (``safe fn``, ``auto trait``), some is broken. The first is recovered from its text;
of the second, one problem for each file says where it starts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Item, TypeAlias
from sphinx_plissken.rust.syntax.declarations import Outer, item_parts
from sphinx_plissken.rust.syntax.heads import read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import Node
from sphinx_plissken.rust.syntax.written_attributes import NOTHING_WRITTEN
from sphinx_plissken.rust.text.delimiters import delimiters, unclosed
from sphinx_plissken.rust.text.tokens import OPENING

BROKEN_KINDS = frozenset({"ERROR", "expression_statement", "visibility_modifier", "trait"})
"""The node types under which the grammar leaves what it does not know where items stand; the last two begin an item that it gave up."""

_QUALIFIER = re.compile(rb"(?:safe|unsafe|auto|default|gen|const|async|impl\s*\([^)]*\)|\s)+")


class Recovered(NamedTuple):
    """An item that was read from text, and where it ends."""

    item: Item
    end: int


def is_qualifier(source: Source, node: Node) -> bool:
    """Whether a node is only words that belong before the next item."""
    return _QUALIFIER.fullmatch(source.data, node.start_byte, node.end_byte) is not None


def recover(source: Source, outer: Outer) -> Recovered | None:
    """Read an extern type with a visibility (unstable book, ``extern_types``), if that is what starts where ``outer`` ends."""
    match = _EXTERN_TYPE.match(source.data, outer.start)
    if match is None:
        return None
    name, visibility = match["name"].decode(), read_head(match["head"].decode()).visibility
    return Recovered(TypeAlias(**item_parts(source, match.end(), outer, name=name, visibility=visibility)), match.end())


_EXTERN_TYPE = re.compile(rb"(?P<head>pub(?:\s*\([^)]*\))?\s+)type\s+(?P<name>(?:r#)?[^\W\d]\w*)\s*;")

_ITEM_LEVEL = frozenset(
    {"source_file", "ERROR", "declaration_list", "field_declaration_list", "ordered_field_declaration_list", "enum_variant_list"}
    | {"mod_item", "impl_item", "trait_item", "foreign_mod_item", "struct_item", "union_item", "enum_item", "enum_variant"}
)
"""Nodes in which an error concerns items. One in a function's body changes nothing here, one in a type is left to ``type_reader``."""


_ITEM_LINE = re.compile(
    r"""^(?P<indent>[ \t]*)
    (?: (?:pub|fn|struct|enum|union|impl|trait|mod|use|const|static|type|unsafe|extern|async)\b
    | macro_rules! | (?P<attribute>\#\[ | ///(?!/)) )""",
    re.MULTILINE | re.VERBOSE,
)


_MOST_PIECES = 20


class Piece(NamedTuple):
    """A part of a text, mended, and the line that it starts at."""

    text: str
    line: int


def mended_pieces(text: str) -> tuple[Piece, ...]:
    """The parts of a text in which delimiters are never closed, with these closed. Of any other text there are none.

    A part ends before a line that begins like an item and is not indented more than the line of the delimiter.
    """
    pieces: list[Piece] = []
    line = 1
    found = unclosed(text)
    while found is not None and len(pieces) < _MOST_PIECES:
        cut = _next_item(text, found.offset)
        pieces.append(Piece(f"{text[:cut]}\n{found.closing}", line))
        line, text = line + text.count("\n", 0, cut), text[cut:]
        found = unclosed(text)
    return (*pieces, Piece(text, line)) if pieces else ()


def _next_item(text: str, offset: int) -> int:
    """The offset of the line of the next item outside of a delimiter, or of the end."""
    start = text.rfind("\n", 0, offset) + 1
    width = offset - start - len(text[start:offset].lstrip())
    lines = _ITEM_LINE.finditer(text, text.find("\n", offset) + 1 or len(text))
    return next((match.start() for match in lines if len(match["indent"]) <= width), len(text))


def separate_pieces(text: str) -> tuple[Piece, ...]:
    """The parts of a text that begin where an item does, outside of all delimiters, so that what is wrong in one does no harm to others."""
    depths = _depths(text)
    starts = [0]
    is_attributed = False
    for match in _ITEM_LINE.finditer(text):
        if match["indent"] or depths[bisect_right(depths, (match.start(), _DEEPER)) - 1][1]:
            continue
        if not is_attributed:
            starts.append(match.start())
        is_attributed = match["attribute"] is not None
    pieces: list[Piece] = []
    line = 1
    for start, end in pairwise((*starts, len(text))):
        pieces.append(Piece(text[start:end], line))
        line += text.count("\n", start, end)
    return tuple(piece for piece in pieces if piece.text.strip())


_DEEPER = 1 << 30


def _depths(text: str) -> list[tuple[int, int]]:
    """How many delimiters are open from which offset on."""
    depths = [(0, 0)]
    for offset, delimiter in delimiters(text):
        depths.append((offset + 1, max(0, depths[-1][1] + (-1 if delimiter in OPENING else 1))))
    return depths


def unclosed_problem(text: str, file: str) -> Problem | None:
    """The problem that a delimiter is never closed."""
    found = unclosed(text)
    if found is None:
        return None
    message = f"`{text[found.offset]}` is never closed; close it, or what follows in this file may be missing or misplaced"
    return Problem(file=file, line=text.count("\n", 0, found.offset) + 1, subtype=Subtype.RUST, message=message)


_READ_ANYWAY = (b"=", b"where")
"""How errors begin that are read all the same: the default of an associated type, the where clause of a unit struct."""


def syntax_problem(source: Source, root: Node) -> Problem | None:
    """The first thing that is wrong where items stand."""
    node = _first_error(source, root)
    if node is None:
        return None
    words = " ".join(source.text(node).split())
    message = f"cannot be read as an item: `{words if len(words) <= 60 else words[:57] + '...'}`; it is left out"
    return Problem(file=source.file, line=source.line(node.start_byte), subtype=Subtype.RUST, message=message)


def _first_error(source: Source, root: Node) -> Node | None:
    """The first node of an error that nothing was recovered from."""
    waiting, end = [root], 0
    while waiting:
        node = waiting.pop()
        if node.start_byte < end:
            continue
        if node.type in BROKEN_KINDS and node is not root:
            recovered = recover(source, Outer(NOTHING_WRITTEN, node.start_byte))
            if recovered is not None:
                end = recovered.end
            elif node.is_error and not is_qualifier(source, node) and not source.data.startswith(_READ_ANYWAY, node.start_byte):
                return node
        elif node.has_error and node.type in _ITEM_LEVEL:
            waiting.extend(reversed(node.children))
    return None
