"""The items of one text: a file, the argument of a macro call, or what a macro expanded to.

Goes in: a text and its place. Comes out: a ``FileItems``, the items in source order and the problems. All of it follows from the text
alone: no other file is read, no configuration applied, no macro expanded; ``mod x;`` and macro calls stay what they are. So it can be
kept by content.
Rules: the Rust reference, chapter "Items".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import ForeignBlock, Impl, Item, MacroCall, MacroRules, Module, Trait, TraitAlias, TypeAlias, Use
from sphinx_plissken.rust.syntax.broken_text import (
    BROKEN_KINDS,
    Recovered,
    is_qualifier,
    mended_pieces,
    recover,
    separate_pieces,
    syntax_problem,
    unclosed_problem,
)
from sphinx_plissken.rust.syntax.declarations import (
    DECLARATIONS,
    Outer,
    field_text,
    item_parts,
    named_parts,
    read_const,
    read_item_generics,
    read_macro_call,
    read_type_alias,
)
from sphinx_plissken.rust.syntax.disguises import is_disguised, parse_disguised
from sphinx_plissken.rust.syntax.heads import read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import Node, error_nodes
from sphinx_plissken.rust.syntax.usual_items import read_usual_items
from sphinx_plissken.rust.syntax.written_attributes import (
    ATTRIBUTE_KINDS,
    NOTHING_WRITTEN,
    AttributeCollector,
    Written,
    joined,
    read_attribute,
)
from sphinx_plissken.rust.text.type_reader import read_bounds, read_generics, read_path, read_type
from sphinx_plissken.rust.types import PathSegment


@dataclass(frozen=True, slots=True, kw_only=True)
class FileItems:
    """What one text says."""

    items: tuple[Item, ...] = ()
    written: Written = NOTHING_WRITTEN
    """Its inner attributes and documentation: ``#![..]``, ``//!``."""
    problems: tuple[Problem, ...] = ()
    is_conditional: bool = False
    """Whether any of it depends on the configuration, or on the value of an expression."""


def read_file_items(text: str, *, file: str, complaint: str = "", line: int = 0) -> FileItems:
    """Read the items of a file.

    :param complaint: what was wrong with its bytes, at a line; it is then the only problem of the file.
    """
    read = _read_usual(Source(text, file=file)) or read_by_grammar(text, file)
    if complaint:
        problem = Problem(file=file, line=line, subtype=Subtype.RUST, message=complaint)
        return replace(read, problems=(problem,))
    return read


def _read_usual(source: Source) -> FileItems | None:
    """What is written as usual is read in a third of the time that it takes to make a syntax tree and to walk it."""
    usual = read_usual_items(source)
    return usual and FileItems(items=usual[0], written=usual[1], is_conditional=source.is_conditional)


def read_by_grammar(text: str, file: str) -> FileItems:
    """Read a text; one in which delimiters are never closed, or something else is wrong where items stand, is read in pieces."""
    source = Source(text, file=file)
    root = parse_disguised(source)
    pieces = mended_pieces(text) if root.has_error else ()
    if not pieces:
        whole = _read(source, root)
        if not whole.problems:
            return whole
        pieces = separate_pieces(text)
        if len(pieces) < 2:
            return whole
    read = [_read(Source(piece.text, file=file, line=piece.line)) for piece in pieces]
    items = tuple(item for piece in read for item in piece.items)
    first = unclosed_problem(text, file) or next((problem for piece in read for problem in piece.problems), None)
    problems = () if first is None else (first,)
    is_conditional = any(piece.is_conditional for piece in read)
    return FileItems(items=items, written=read[0].written, problems=problems, is_conditional=is_conditional)


def read_made_items(source: Source, *, is_inside: bool) -> FileItems:
    """Read what a macro call expanded to.

    :param is_inside: whether the call stands in an impl, a trait or a foreign block.
    """
    return _read_usual(source) or _read(_wrapped(source) if is_inside else source, is_inside=is_inside)


def read_argument_items(source: Source, *, is_inside: bool) -> FileItems | None:
    """Read the inside of a macro call's argument as items; None unless it is nothing but items."""
    if (usual := _read_usual(source)) is not None:
        return usual if usual.items else None
    source = _wrapped(source) if is_inside else source
    root = parse_disguised(source)
    nodes = _nodes(root, is_inside=is_inside)
    if root.has_error and any(error.parent in (root, *nodes) or error in nodes for error in error_nodes(root)):
        return None
    if not nodes or not all(_is_item(node) for node in nodes):
        return None
    read = _read(source, root, is_inside=is_inside)
    return read if read.items and not read.problems else None


def _is_item(node: Node) -> bool:
    """Whether a node is an item, an attribute or a comment, or at least a delimiter."""
    if node.type == "expression_statement":
        return node.children[0].type == "macro_invocation" and node.children[-1].type == ";"
    return not node.is_error and (
        not node.is_named or node.type in READERS or node.type in ATTRIBUTE_KINDS or node.type == "empty_statement"
    )


_BEFORE_MEMBERS = "impl X {"


def _wrapped(source: Source) -> Source:
    """A text that stands in an impl, a trait or a foreign block, in an impl of its own: the grammar gives all of them the same items."""
    return source.between(_BEFORE_MEMBERS, "}")


def _nodes(root: Node, *, is_inside: bool) -> list[Node]:
    """The nodes at the level of items."""
    if not is_inside:
        return root.children
    bodies = [child.child_by_field_name("body") for child in root.children if child.type == "impl_item"]
    return [node for body in bodies if body is not None for node in body.children]


def _read(source: Source, root: Node | None = None, *, is_inside: bool = False) -> FileItems:
    try:
        root = root or parse_disguised(source)
        items, written = _read_nodes(source, _nodes(root, is_inside=is_inside))
        return FileItems(items=items, written=written, problems=_problems(source, root), is_conditional=source.is_conditional)
    except RecursionError:
        message = "nested too deeply to be read; nothing of it is documented"
        return FileItems(problems=(Problem(file=source.file, line=source.line(0), subtype=Subtype.RUST, message=message),))


def _problems(source: Source, root: Node) -> tuple[Problem, ...]:
    if root.has_error and (problem := syntax_problem(source, root)) is not None:
        return (*source.problems, problem)
    return tuple(source.problems)


def _read_nodes(source: Source, nodes: Iterable[Node]) -> tuple[tuple[Item, ...], Written]:
    """The items among sibling nodes, and the inner attributes of what is around them."""
    items: list[Item] = []
    outer, inner = AttributeCollector(), AttributeCollector()
    start = -1  # of qualifiers before the next item that the grammar does not know
    end = 0  # of what has been read
    for node in nodes:
        kind = node.type
        if kind in ATTRIBUTE_KINDS:
            if (entry := read_attribute(source, node, kind)) is not None:
                (inner if entry.is_inner else outer).add(entry)
            continue
        reader = READERS.get(kind)
        if reader is None or node.start_byte < end:
            continue
        if kind in BROKEN_KINDS and is_qualifier(source, node):
            start = node.start_byte if start < 0 else start
            continue
        read = reader(source, node, Outer(outer.take(), node.start_byte if start < 0 else start))
        start = -1
        if isinstance(read, Item):
            items.append(read)
        elif isinstance(read, Recovered):
            items.append(read.item)
            end = read.end
        elif read is not None:
            items.extend(read)
    return tuple(items), inner.take()


def _read_broken(source: Source, node: Node, outer: Outer) -> Recovered | Item | tuple[Item, ...] | None:
    """Read one of ``BROKEN_KINDS``: a macro call, what the grammar does not know, or items within broken text."""
    first = node.children[0] if node.children else node
    if first.type == "macro_invocation":
        return read_macro_call(source, first, outer)
    if (recovered := recover(source, outer)) is not None:
        return recovered
    return _read_nodes(source, node.children)[0] if node.is_error else None


def _read_module(source: Source, node: Node, outer: Outer) -> Module | MacroRules:
    """Read ``mod_item``."""
    if is_disguised(source, node, "mod"):
        return _read_macro_2(source, node, outer)
    items, written = _read_body(source, node, outer)
    _, parts = named_parts(source, node, outer._replace(written=written))
    is_inline = items is not None
    return Module(**parts, items=items, is_inline=is_inline, file=source.file if is_inline else "")


def _read_macro_2(source: Source, node: Node, outer: Outer) -> MacroRules:
    _, parts = named_parts(source, node, outer)
    name = node.child_by_field_name("name")
    body = source.text_between(node.start_byte if name is None else name.end_byte, node.end_byte)
    return MacroRules(**parts, body=body.strip(), is_macro_2=True)


def _read_const(source: Source, node: Node, outer: Outer) -> Item | tuple[Item, ...]:
    """Read ``const_item``; of ``const _: () = { .. };`` also the impls in the block: an impl counts wherever it is written.

    What the block imports for them is imported beside it. Impls for types that the block declares are nobody else's business.
    """
    const = read_const(source, node, outer)
    block = node.child_by_field_name("value")
    if block is None or block.type != "block":
        return const
    inner, _ = _read_nodes(source, block.children)
    own = {item.name for item in inner if not isinstance(item, Impl | Use | MacroCall)}
    cfg = tuple(attribute for attribute in const.attributes if attribute.path == "cfg")
    lifted = [item for item in inner if (isinstance(item, Impl) and not _names_any(item, own)) or isinstance(item, Use)]
    if not any(isinstance(item, Impl) for item in lifted):
        return const
    return (const, *(replace(item, cfg=const.cfg + item.cfg, attributes=cfg + item.attributes) for item in lifted))


def _names_any(impl: Impl, names: set[str]) -> bool:
    """Whether the header of an impl is about one of some types."""
    return bool(names) and not names.isdisjoint(_names_in((impl.trait, impl.self_type)))


def _names_in(value: object) -> Iterator[str]:
    """The names of types and traits in a type."""
    if isinstance(value, PathSegment):
        yield value.name
    if is_dataclass(value):
        value = tuple(getattr(value, each.name) for each in fields(value))
    for part in value if isinstance(value, tuple) else ():
        yield from _names_in(part)


def _read_type_item(source: Source, node: Node, outer: Outer) -> TypeAlias | TraitAlias:
    """Read ``type_item``."""
    if not is_disguised(source, node, "type"):
        return read_type_alias(source, node, outer)
    _, parts = named_parts(source, node, outer)
    type_node = node.child_by_field_name("type")
    text = source.text_between(node.end_byte if type_node is None else type_node.start_byte, node.end_byte - 1)
    bounds, *where = re.split(r"\bwhere\b", text, maxsplit=1)
    generics = read_generics(field_text(source, node, "type_parameters"), "".join(where))
    return TraitAlias(**parts, generics=generics, bounds=read_bounds(bounds))


def _read_body(source: Source, node: Node, outer: Outer) -> tuple[tuple[Item, ...] | None, Written]:
    """The items between the braces of an item, and its attributes with those inside the braces."""
    body = node.child_by_field_name("body")
    if body is None:
        return None, outer.written
    if source.depth > _DEEPEST:
        source.complain("items are nested too deeply to be read", body.start_byte)
        return (), outer.written
    source.depth += 1
    items, inner = _read_nodes(source, body.children)
    source.depth -= 1
    return items, joined(outer.written, inner)


_DEEPEST = 100
"""How deep items may be nested in each other, so that whoever walks them can recurse."""


def _read_impl(source: Source, node: Node, outer: Outer) -> Impl:
    """Read ``impl_item``."""
    items, written = _read_body(source, node, outer)
    trait = field_text(source, node, "trait")
    words = {child.type for child in node.children}
    return Impl(
        **item_parts(source, node.end_byte, outer._replace(written=written)),
        generics=read_item_generics(source, node),
        trait=read_path(trait) if trait else None,
        self_type=read_type(field_text(source, node, "type")),
        items=items or (),
        is_negative="!" in words,
        is_unsafe="unsafe" in words,
    )


def _read_trait(source: Source, node: Node, outer: Outer) -> Trait:
    """Read ``trait_item``."""
    items, written = _read_body(source, node, outer)
    head, parts = named_parts(source, node, outer._replace(written=written))
    bounds = field_text(source, node, "bounds")
    return Trait(
        **parts,
        generics=read_item_generics(source, node),
        bounds=read_bounds(bounds) if bounds else (),
        items=items or (),
        is_unsafe="unsafe" in head.words,
        is_auto="auto" in head.words,
    )


def _read_foreign_block(source: Source, node: Node, outer: Outer) -> ForeignBlock:
    """Read ``foreign_mod_item``."""
    items, written = _read_body(source, node, outer)
    body = node.child_by_field_name("body")
    head = read_head(source.text_between(outer.start, node.end_byte if body is None else body.start_byte))
    parts = item_parts(source, node.end_byte, outer._replace(written=written))
    return ForeignBlock(**parts, abi=head.abi or "C", is_unsafe="unsafe" in head.words, items=items or ())


READERS: Mapping[str, Callable[[Source, Node, Outer], Recovered | Item | tuple[Item, ...] | None]] = {
    **DECLARATIONS,
    "mod_item": _read_module,
    "const_item": _read_const,
    "type_item": _read_type_item,
    "impl_item": _read_impl,
    "trait_item": _read_trait,
    "foreign_mod_item": _read_foreign_block,
    **dict.fromkeys(BROKEN_KINDS, _read_broken),
}
"""The grammar's node types of items, and what reads them."""
