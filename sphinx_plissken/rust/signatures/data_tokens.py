"""The bodies of structs, unions and enums as rustdoc prints them, in tokens.

Goes in: the type, and its members that are shown. Comes out: tokens with rustdoc's line breaks: what is private or hidden is a comment.
Rules: rustdoc's ``render_struct_fields``, ``render_union`` and ``render_enum_fields``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sphinx_plissken.rust.model import Enum, Field, Shape, Struct, Union, Variant
from sphinx_plissken.rust.signatures.const_values import Place, discriminants, evaluate
from sphinx_plissken.rust.signatures.function_tokens import visibility_tokens
from sphinx_plissken.rust.signatures.representation import attribute_tokens, representation_words
from sphinx_plissken.rust.signatures.signature_tokens import COMMA, SPACE, Token, TokenKind, joined, line_break, mark
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, type_tokens

if TYPE_CHECKING:
    from sphinx_plissken.rust.documented import DocumentedItem

_PRIVATE_FIELDS = Token(TokenKind.COMMENT, "/* private fields */")


def struct_tokens(struct: Struct, members: Sequence[DocumentedItem], around: Surroundings, where: Sequence[Token]) -> Iterator[Token]:
    """Print what follows a struct's name and generic parameters."""
    if struct.shape is Shape.NAMED:
        yield from (*where, line_break() if where else SPACE)
        yield from _named_fields(struct.fields, _shown(members), around, indent=0)
        return
    if struct.shape is Shape.TUPLE:
        yield from _tuple_fields(struct.fields, _shown(members), around)
    yield from (*where[:-1], mark(";"))  # without the comma after the last predicate


def union_tokens(union: Union, members: Sequence[DocumentedItem], around: Surroundings, where: Sequence[Token]) -> Iterator[Token]:
    """Print what follows a union's name and generic parameters."""
    yield from (*where, line_break() if where else SPACE)
    yield from _named_fields(union.fields, _shown(members), around, indent=0)


def enum_tokens(enum: Enum, members: Sequence[DocumentedItem], around: Surroundings, where: Sequence[Token]) -> Iterator[Token]:
    """Print what follows an enum's name and generic parameters."""
    yield from (*where, line_break() if where else SPACE, mark("{"))
    for member in members:
        if isinstance(member.item, Variant):
            attributes = [line_break(4) if token.kind is TokenKind.BREAK else token for token in attribute_tokens(member.item)]
            yield from (line_break(4), *attributes, *_variant(member.item, member.members, around, enum, in_enum=True), mark(","))
    is_exhaustive = not any(attribute.path == "non_exhaustive" for attribute in enum.attributes)
    if len(members) < len(enum.variants) and is_exhaustive:
        yield from (line_break(4), Token(TokenKind.COMMENT, "// some variants omitted"))
    yield from (line_break(), mark("}")) if enum.variants else (mark("}"),)


def variant_tokens(variant: Variant, members: Sequence[DocumentedItem], around: Surroundings, enum: Enum | None) -> Iterator[Token]:
    """Print a variant on its own: named fields are described below it."""
    yield from _variant(variant, members, around, enum, in_enum=False)


def _variant(
    variant: Variant, members: Sequence[DocumentedItem], around: Surroundings, enum: Enum | None, *, in_enum: bool
) -> Iterator[Token]:
    yield Token(TokenKind.NAME if not in_enum else TokenKind.TEXT, variant.name)
    if variant.shape is Shape.TUPLE:
        yield from _tuple_fields(variant.fields, _shown(members), around)
    elif variant.shape is Shape.NAMED and in_enum:
        yield from (SPACE, *_named_fields(variant.fields, _shown(members), around, indent=4))
    elif variant.shape is Shape.UNIT and (value := _discriminant(variant, enum, around)):
        yield from (SPACE, mark("="), SPACE, Token(TokenKind.LITERAL, value))


def _discriminant(variant: Variant, enum: Enum | None, around: Surroundings) -> str:
    """A variant's number: of an enum without fields as soon as one variant has one, or its layout is promised; else where it is written."""
    if variant.discriminant is None and (enum is None or not _shows_discriminants(enum)):
        return ""
    if around.names is None:
        return variant.discriminant or ""
    place = Place(around.names, around.module, around.self_type)
    if enum is None:
        found = evaluate(variant.discriminant or "", place, "i128")
        return f"{found.value:_}" if found else variant.discriminant or ""
    value = discriminants(enum, place).get(variant.name)
    return variant.discriminant or "" if value is None else f"{value:_}"


def _shows_discriminants(enum: Enum) -> bool:
    if any(variant.shape is not Shape.UNIT for variant in enum.variants):
        return False
    is_promised = any(word == "C" or word[0] in "iu" for word in representation_words(enum))
    return is_promised or any(variant.discriminant is not None for variant in enum.variants)


def _shown(members: Sequence[DocumentedItem]) -> frozenset[str]:
    return frozenset(member.item.name for member in members)


def _named_fields(fields: Sequence[Field], shown: frozenset[str], around: Surroundings, *, indent: int) -> Iterator[Token]:
    visible = [field for field in fields if field.name in shown]
    yield mark("{")
    for field in visible:
        yield from (line_break(indent + 4), *visibility_tokens(field.visibility, around.module))
        yield from (Token(TokenKind.PARAMETER, field.name), mark(":"), SPACE, *type_tokens(field.type, around), mark(","))
    if len(visible) < len(fields):
        yield from (line_break(indent + 4), _PRIVATE_FIELDS) if visible else (SPACE, _PRIVATE_FIELDS, SPACE)
    yield from (line_break(indent), mark("}")) if visible else (mark("}"),)


def _tuple_fields(fields: Sequence[Field], shown: frozenset[str], around: Surroundings) -> Iterator[Token]:
    yield mark("(")
    if fields and not any(field.name in shown for field in fields):
        yield _PRIVATE_FIELDS
    else:
        yield from joined((_tuple_field(field, shown, around) for field in fields), COMMA)
    yield mark(")")


def _tuple_field(field: Field, shown: frozenset[str], around: Surroundings) -> Iterator[Token]:
    if field.name in shown:
        yield from (*visibility_tokens(field.visibility, around.module), *type_tokens(field.type, around))
    else:
        yield mark("_")
