"""What a signature written by hand says beyond what rustdoc shows of such an item: whoever writes it wants it seen.

Goes in: the item as read, and its signature as rustdoc shows it. Comes out: the signature with the visibility of fields and trait aliases,
the values of constants and statics and the fields in a variant's braces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sphinx_plissken.rust.model import Const, Field, Item, Shape, Static, TraitAlias, Variant
from sphinx_plissken.rust.signatures.function_tokens import visibility_tokens
from sphinx_plissken.rust.signatures.signature import Signature, Token, TokenKind, text_of
from sphinx_plissken.rust.signatures.signature_tokens import COMMA, SPACE, joined, mark
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, type_tokens

NOT_READ = "_"
"""What rustdoc shows in place of a value that is neither a literal nor a path."""


def with_written_parts(item: Item, signature: Signature) -> Signature:
    """The signature with all that is written.

    ``x: u8`` of ``pub x: u8`` -> ``pub x: u8``; ``static S: u8`` of ``static S: u8 = 0`` -> ``static S: u8 = 0``
    """
    complete = _COMPLETE.get(type(item))
    return tuple(complete(item, signature)) if complete else signature


def _with_visibility(item: Field | TraitAlias, signature: Signature) -> Signature:
    return (*visibility_tokens(item.visibility), *signature)


def _with_value(item: Const | Static, signature: Signature) -> Signature:
    if item.value is None or item.value == NOT_READ or _shows_value(signature):
        return signature
    kept = _without_end(signature)
    return (*kept, SPACE, mark("="), SPACE, Token(TokenKind.TEXT, " ".join(item.value.split())))


def _shows_value(signature: Signature) -> bool:
    _, separator, value = text_of(signature).partition(" = ")
    return bool(separator) and value.rstrip(" ;") != NOT_READ


def _without_end(signature: Signature) -> Signature:
    """A declaration without its semicolon, and without the value that says nothing."""
    end = next((index for index, token in enumerate(signature) if token.text in ("=", ";")), len(signature))
    while end and signature[end - 1].kind is TokenKind.SPACE:
        end -= 1
    return signature[:end]


def _with_fields(item: Variant, signature: Signature) -> Iterable[Token]:
    yield from signature
    if item.shape is not Shape.NAMED:
        return
    fields = [*joined((_field(field) for field in item.fields), COMMA)]
    yield from (SPACE, mark("{"), *((SPACE, *fields, SPACE) if fields else ()), mark("}"))


def _field(field: Field) -> Iterable[Token]:
    yield from (Token(TokenKind.PARAMETER, field.name), mark(":"), SPACE, *type_tokens(field.type, Surroundings()))


_COMPLETE: dict[type[Item], Callable[[Any, Signature], Iterable[Token]]] = {
    Field: _with_visibility,
    TraitAlias: _with_visibility,
    Const: _with_value,
    Static: _with_value,
    Variant: _with_fields,
}
