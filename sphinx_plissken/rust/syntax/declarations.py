"""Items without items of their own: functions, types and their fields, constants, uses, macros.

Goes in: the syntax node of one item with what is written before it. Comes out: the item. Nothing is looked up and no configuration applied.
Rules: the Rust reference, chapter "Items". The readers are listed by the grammar's node types in ``DECLARATIONS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple, TypedDict

from sphinx_plissken.rust.model import (
    PRIVATE,
    Attribute,
    Const,
    DocFragment,
    Enum,
    ExternCrate,
    Field,
    Function,
    Item,
    MacroCall,
    MacroRules,
    Parameter,
    SelfParameter,
    Shape,
    Span,
    Static,
    Struct,
    TypeAlias,
    Union,
    Use,
    Variant,
    Visibility,
)
from sphinx_plissken.rust.syntax.heads import Head, read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import Node
from sphinx_plissken.rust.syntax.written_attributes import (
    ATTRIBUTE_KINDS,
    NOTHING_WRITTEN,
    AttributeCollector,
    Written,
    joined,
    read_attribute,
)
from sphinx_plissken.rust.text.type_reader import read_bounds, read_generics, read_path, read_type, read_use_tree
from sphinx_plissken.rust.types import NO_GENERICS, Generics, Type


class Outer(NamedTuple):
    """What stands before an item."""

    written: Written
    start: int
    """The byte offset of its first word; qualifiers that the grammar does not know may stand before its node."""


class ItemParts(TypedDict):
    """What all items have; see ``model.Item``."""

    name: str
    visibility: Visibility
    attributes: tuple[Attribute, ...]
    docs: tuple[DocFragment, ...]
    span: Span
    made_by: str
    cfg: tuple[str, ...]


def item_parts(source: Source, end: int, outer: Outer, *, name: str = "", visibility: Visibility = PRIVATE) -> ItemParts:
    """The common parts of an item that ends at a byte offset."""
    written = outer.written
    return {
        "name": name.removeprefix("r#"),
        "visibility": visibility,
        "attributes": written.attributes,
        "docs": written.docs,
        "span": source.span(outer.start, end),
        "made_by": source.made_by,
        "cfg": written.cfg,
    }


def named_parts(source: Source, node: Node, outer: Outer) -> tuple[Head, ItemParts]:
    """What stands before the name of an item, and its common parts."""
    name = node.child_by_field_name("name")
    if name is None:
        return read_head(""), item_parts(source, node.end_byte, outer)
    head = read_head(source.text_between(outer.start, name.start_byte))
    return head, item_parts(source, node.end_byte, outer, name=source.text(name), visibility=head.visibility)


def field_text(source: Source, node: Node, field: str) -> str:
    """The text of a field of a node; empty where there is none."""
    child = node.child_by_field_name(field)
    return "" if child is None else source.text(child)


def read_item_generics(source: Source, node: Node, start: int = 0, end: int = 0) -> Generics:
    """The generic parameters and the where clause of an item.

    :param start: byte offset after which a where clause may stand; ``end`` that before which it does. They spare a look at every child.
    """
    parameters = where = ""
    named = node.child_by_field_name("type_parameters")
    if named is not None:
        parameters = source.text(named)
        source.is_conditional |= "cfg" in parameters
    if source.data.find(b"where", start or node.start_byte, end or node.end_byte) >= 0:
        for child in node.children:
            kind = child.type
            if kind == "where_clause" or (kind == "ERROR" and source.data.startswith(b"where", child.start_byte)):
                where = source.text(child)  # the grammar does not know the clause of ``struct A where T: B;``
    return read_generics(parameters, where) if parameters or where else NO_GENERICS


def read_function(source: Source, node: Node, outer: Outer) -> Function:
    """Read ``function_item`` or ``function_signature_item``."""
    body = node.child_by_field_name("body")
    body_text = None if body is None else source.text(body)
    if body_text is not None and INNER_ATTRIBUTE.match(body_text) and body is not None:
        outer = outer._replace(written=joined(outer.written, _read_inner_attributes(source, body)))
    head, parts = named_parts(source, node, outer)
    words = head.words
    signature = read_signature(source, node, node.end_byte if body is None else body.start_byte)
    return Function(
        **parts,
        generics=signature.generics,
        self_parameter=signature.self_parameter,
        parameters=signature.parameters,
        returns=signature.returns,
        is_const="const" in words,
        is_async="async" in words,
        is_unsafe="unsafe" in words,
        is_safe="safe" in words,
        is_default="default" in words,
        abi=head.abi,
        is_variadic=signature.is_variadic,
        body=body_text,
        body_line=0 if body is None else source.line(body.start_byte),
    )


class Signature(NamedTuple):
    """What stands between the name and the body of a function."""

    generics: Generics
    self_parameter: SelfParameter | None
    parameters: tuple[Parameter, ...]
    is_variadic: bool
    returns: Type | None


_SIGNATURES: dict[str, Signature] = {}
"""Signatures that have been read, by their text; many functions share one."""
_MOST_SIGNATURES = 20_000


def read_signature(source: Source, node: Node, end: int) -> Signature:
    """Read what stands between the name of a function and a byte offset."""
    name = node.child_by_field_name("name")
    start = node.start_byte if name is None else name.end_byte
    text = source.text_between(start, end)
    known = _SIGNATURES.get(text)
    if known is not None:
        return known
    returns = field_text(source, node, "return_type")
    signature = Signature(
        read_item_generics(source, node, start, end),
        *read_parameters(source, node.child_by_field_name("parameters")),
        read_type(returns) if returns else None,
    )
    if "#" not in text:  # attributes of parameters know their lines
        if len(_SIGNATURES) >= _MOST_SIGNATURES:
            _SIGNATURES.clear()
        _SIGNATURES[text] = signature
    return signature


INNER_ATTRIBUTE = re.compile(r"\{\s*(?://!|/\*!|#\s*!)")


def _read_inner_attributes(source: Source, body: Node) -> Written:
    """The inner attributes of a function's body."""
    inner = AttributeCollector()
    for node in body.named_children:
        kind = node.type
        entry = read_attribute(source, node, kind) if kind in ATTRIBUTE_KINDS else None
        if entry is not None and entry.is_inner:
            inner.add(entry)
    return inner.take()


def read_parameters(source: Source, node: Node | None) -> tuple[SelfParameter | None, tuple[Parameter, ...], bool]:
    """The receiver, the other parameters, and whether there is a ``...``."""
    self_parameter: SelfParameter | None = None
    parameters: list[Parameter] = []
    is_variadic = False
    for child, written in _attributed(source, [] if node is None else node.named_children):
        kind = child.type
        if kind == "parameter":
            parameter = _read_parameter(source, child, written)
            if isinstance(parameter, SelfParameter):
                self_parameter = parameter
            else:
                parameters.append(parameter)
        elif kind == "self_parameter":
            self_parameter = read_short_self(source.text(child))
        elif kind == "variadic_parameter":
            is_variadic = True
        elif kind != "ERROR":  # only a type, as the edition of 2015 allows in traits
            parameters.append(Parameter(pattern="", type=read_type(source.text(child)), attributes=written.attributes))
    return self_parameter, tuple(parameters), is_variadic


def _attributed(source: Source, nodes: list[Node]) -> Iterator[tuple[Node, Written]]:
    """The nodes that are no attributes, each with the attributes before it."""
    if not any(node.type in ATTRIBUTE_KINDS for node in nodes):
        for node in nodes:
            yield node, NOTHING_WRITTEN
        return
    outer = AttributeCollector()
    for node in nodes:
        kind = node.type
        if kind not in ATTRIBUTE_KINDS:
            yield node, outer.take()
        elif (entry := read_attribute(source, node, kind)) is not None and not entry.is_inner:
            outer.add(entry)


def _read_parameter(source: Source, node: Node, written: Written) -> Parameter | SelfParameter:
    type_node = node.child_by_field_name("type")
    type_ = read_type("" if type_node is None else source.text(type_node))
    pattern_node = node.child_by_field_name("pattern")
    pattern = source.text_between(node.start_byte, node.start_byte if pattern_node is None else pattern_node.end_byte)
    if pattern in ("self", "mut self"):
        return SelfParameter(type=type_, is_mutable=pattern != "self")
    return Parameter(pattern=pattern, type=type_, name=bound_name(pattern), attributes=written.attributes)


_IDENTIFIER_PATTERN = re.compile(r"(?:ref\s+)?(?:mut\s+)?(?:r#)?((?!_$)[^\W\d]\w*)")


@lru_cache(maxsize=4096)
def bound_name(pattern: str) -> str:
    """``mut x`` -> ``x``; empty where the pattern is no identifier."""
    match = _IDENTIFIER_PATTERN.fullmatch(pattern)
    return match[1] if match else ""


@lru_cache(maxsize=256)
def read_short_self(text: str) -> SelfParameter:
    """Read a receiver without a type: ``&'a mut self``."""
    lifetime = re.search(r"'\w+", text)
    return SelfParameter(
        is_reference=text.startswith("&"),
        lifetime=lifetime[0] if lifetime else "",
        is_mutable=re.search(r"\bmut\b", text) is not None,
    )


def read_struct(source: Source, node: Node, outer: Outer) -> Struct:
    """Read ``struct_item``."""
    _, parts = named_parts(source, node, outer)
    shape, fields = read_fields(source, node.child_by_field_name("body"))
    return Struct(**parts, generics=read_item_generics(source, node), shape=shape, fields=fields)


def read_union(source: Source, node: Node, outer: Outer) -> Union:
    """Read ``union_item``."""
    _, parts = named_parts(source, node, outer)
    _, fields = read_fields(source, node.child_by_field_name("body"))
    return Union(**parts, generics=read_item_generics(source, node), fields=fields)


def read_fields(source: Source, body: Node | None) -> tuple[Shape, tuple[Field, ...]]:
    """Read the fields of a struct, union or variant."""
    if body is None:
        return Shape.UNIT, ()
    if body.type == "ordered_field_declaration_list":
        return Shape.TUPLE, tuple(_read_tuple_fields(source, body))
    return Shape.NAMED, tuple(
        Field(**_field_parts(source, child, written), type=read_type(field_text(source, child, "type")))
        for child, written in _attributed(source, body.named_children)
        if child.type == "field_declaration"
    )


def _field_parts(source: Source, node: Node, written: Written) -> ItemParts:
    return named_parts(source, node, Outer(written, node.start_byte))[1]


def _read_tuple_fields(source: Source, body: Node) -> Iterator[Field]:
    """Tuple fields are flat in the grammar: attributes, visibility, type, comma."""
    start, visibility, index = -1, PRIVATE, 0
    for node, written in _attributed_tuple(source, body):
        if node.type == "visibility_modifier":
            start, visibility = node.start_byte, read_head(source.text(node)).visibility
            continue
        outer = Outer(written, node.start_byte if start < 0 else start)
        yield Field(**item_parts(source, node.end_byte, outer, name=str(index), visibility=visibility), type=read_type(source.text(node)))
        start, visibility, index = -1, PRIVATE, index + 1


def _attributed_tuple(source: Source, body: Node) -> Iterator[tuple[Node, Written]]:
    """Visibilities and types; the types have the attributes, which stand before the visibility."""
    waiting = NOTHING_WRITTEN
    for node, written in _attributed(source, [child for child in body.named_children if child.type != "ERROR"]):
        if node.type == "visibility_modifier":
            waiting = written
            yield node, NOTHING_WRITTEN
        else:
            yield node, joined(waiting, written)
            waiting = NOTHING_WRITTEN


def read_enum(source: Source, node: Node, outer: Outer) -> Enum:
    """Read ``enum_item``."""
    _, parts = named_parts(source, node, outer)
    body = node.child_by_field_name("body")
    variants = tuple(
        _read_variant(source, child, written)
        for child, written in _attributed(source, [] if body is None else body.named_children)
        if child.type == "enum_variant"
    )
    return Enum(**parts, generics=read_item_generics(source, node), variants=variants)


def _read_variant(source: Source, node: Node, written: Written) -> Variant:
    shape, fields = read_fields(source, node.child_by_field_name("body"))
    value = field_text(source, node, "value")
    return Variant(**_field_parts(source, node, written), shape=shape, fields=fields, discriminant=value or None)


def read_const(source: Source, node: Node, outer: Outer) -> Const:
    """Read ``const_item``."""
    _, parts = named_parts(source, node, outer)
    value = field_text(source, node, "value")
    return Const(**parts, type=read_type(field_text(source, node, "type")), value=value or None)


def read_static(source: Source, node: Node, outer: Outer) -> Static:
    """Read ``static_item``."""
    head, parts = named_parts(source, node, outer)
    value = field_text(source, node, "value")
    return Static(
        **parts,
        type=read_type(field_text(source, node, "type")),
        value=value or None,
        is_mutable="mut" in head.words,
        is_unsafe="unsafe" in head.words,
        is_safe="safe" in head.words,
    )


def read_type_alias(source: Source, node: Node, outer: Outer) -> TypeAlias:
    """Read ``type_item`` or ``associated_type``."""
    _, parts = named_parts(source, node, outer)
    # The grammar has either bounds or a type; where both are written, one is left in an ERROR.
    bounds = field_text(source, node, "bounds") or _left_over(source, node, ":")
    return TypeAlias(
        **parts,
        generics=read_item_generics(source, node),
        bounds=read_bounds(bounds) if bounds else (),
        type=_aliased_type(source, node),
    )


def _aliased_type(source: Source, node: Node) -> Type | None:
    text = field_text(source, node, "type")
    if text:
        return read_type(text)
    default = _left_over(source, node, "=")
    return read_type(default[1:].strip()) if default else None


def _left_over(source: Source, node: Node, mark: str) -> str:
    errors = (source.text(child) for child in node.children if child.is_error)
    return next((text for text in errors if text.startswith(mark)), "")


def read_use(source: Source, node: Node, outer: Outer) -> tuple[Use, ...]:
    """Read ``use_declaration``: one value for each leaf."""
    argument = node.child_by_field_name("argument")
    if argument is None:
        return ()
    visibility = read_head(source.text_between(outer.start, argument.start_byte)).visibility
    parts = item_parts(source, node.end_byte, outer, visibility=visibility)
    uses = []
    for leaf in read_use_tree(source.text(argument)):
        parts["name"] = leaf.name
        uses.append(Use(**parts, path=leaf.path, is_glob=leaf.is_glob))
    return tuple(uses)


def read_extern_crate(source: Source, node: Node, outer: Outer) -> ExternCrate:
    """Read ``extern_crate_declaration``."""
    _, parts = named_parts(source, node, outer)
    crate_name = parts["name"]
    alias = field_text(source, node, "alias")
    parts["name"] = alias.removeprefix("r#") or crate_name
    return ExternCrate(**parts, crate_name=crate_name)


def read_macro_rules(source: Source, node: Node, outer: Outer) -> MacroRules:
    """Read ``macro_definition``; the rules stay text."""
    name = node.child_by_field_name("name")
    after = node.start_byte if name is None else name.end_byte
    body = source.text_between(after, node.end_byte).strip().removesuffix(";").rstrip()
    return MacroRules(**item_parts(source, node.end_byte, outer, name="" if name is None else source.text(name)), body=body)


def read_macro_call(source: Source, node: Node, outer: Outer) -> MacroCall | None:
    """Read ``macro_invocation``."""
    tokens = next((child for child in node.children if child.type == "token_tree"), None)
    if tokens is None:
        return None
    path = read_path(field_text(source, node, "macro"))
    return MacroCall(**item_parts(source, node.end_byte, outer), path=path, tokens=source.text(tokens))


Reader = Callable[[Source, Node, Outer], Item | tuple[Item, ...] | None]

DECLARATIONS: Mapping[str, Reader] = {
    "function_item": read_function,
    "function_signature_item": read_function,
    "struct_item": read_struct,
    "union_item": read_union,
    "enum_item": read_enum,
    "const_item": read_const,
    "static_item": read_static,
    "associated_type": read_type_alias,
    "use_declaration": read_use,
    "extern_crate_declaration": read_extern_crate,
    "macro_definition": read_macro_rules,
    "macro_invocation": read_macro_call,
}
