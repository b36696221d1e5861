"""Constants and their values as rustdoc prints them, in tokens.

Goes in: a constant and what surrounds it. Comes out: tokens. Rules: rustdoc's ``item_constant``, ``assoc_const`` and ``rendered_const``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plissken.rust.model import Const
from sphinx_plissken.rust.resolution.preludes import PRIMITIVES
from sphinx_plissken.rust.signatures.const_values import Place, evaluate, primitive_name, printed
from sphinx_plissken.rust.signatures.function_tokens import visibility_tokens
from sphinx_plissken.rust.signatures.signature_tokens import SPACE, Token, TokenKind, mark, words
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, parameter_list, type_tokens
from sphinx_plissken.rust.text.tokens import Kind, join, read_tokens
from sphinx_plissken.rust.types import PathType, PointerType

_PATH = re.compile(r"(?:::)?[\w]+(?:::\w+)*")


def constant_tokens(const: Const, around: Surroundings) -> Iterator[Token]:
    """Print a constant, with its value where that is a literal or a number."""
    around = around.inside(const.generics)
    yield from _declaration(const, around)
    text = shown_expression(const.value or "")
    is_literal = _is_literal(text)
    if is_literal or _is_scalar(const, around):
        yield from (SPACE, mark("="), SPACE, _expression(text), mark(";"))
        if not is_literal and (value := _value(const, around)) and _differ(value, text):
            yield from (SPACE, Token(TokenKind.COMMENT, f"// {value}"))
    else:
        yield mark(";")


def associated_const_tokens(const: Const, around: Surroundings, *, in_trait: bool = False) -> Iterator[Token]:
    """Print an associated constant; of an impl's the value only where it says something."""
    around = around.inside(const.generics)
    yield from _declaration(const, around)
    if const.value is None:
        return
    text = shown_expression(const.value)
    if in_trait or text != "_":
        yield from (SPACE, mark("="), SPACE, _expression(_value(const, around, with_type=False) or text if text == "_" else text))


def _declaration(const: Const, around: Surroundings) -> Iterator[Token]:
    yield from (*visibility_tokens(const.visibility, around.module), *words("const"), Token(TokenKind.NAME, const.name))
    yield from (*parameter_list(const.generics.parameters, around), mark(":"), SPACE, *type_tokens(const.type, around))


def shown_expression(text: str) -> str:
    """A literal or a path as written; ``_`` for any other expression."""
    tokens = read_tokens(text)
    text = join(tokens)
    if _is_literal(text) or (_PATH.fullmatch(text) and tokens[0].kind is Kind.IDENTIFIER) or text == "()":
        return text
    if text.startswith("{") and text.endswith("}") and shown_expression(inner := text[1:-1].strip()) != "_":
        return f"{{ {inner} }}"
    return "_"


def _is_literal(text: str) -> bool:
    tokens = read_tokens(text.removeprefix("-"))
    return len(tokens) == 1 and (tokens[0].kind is Kind.LITERAL or tokens[0].text in ("true", "false"))


def _expression(text: str) -> Token:
    if _is_literal(text) or text == "_":
        return Token(TokenKind.LITERAL, text)
    return Token(TokenKind.REFERENCE, text, text) if _PATH.fullmatch(text) else Token(TokenKind.TEXT, text)


def _is_scalar(const: Const, around: Surroundings) -> bool:
    """Whether rustc knows the value as one number: of any primitive type but a reference."""
    if const.generics.parameters or isinstance(const.type, PointerType):
        return isinstance(const.type, PointerType)
    if around.names is None:
        return isinstance(const.type, PathType) and const.type.path.names[-1] in PRIMITIVES - {"str"}
    return primitive_name(const.type, _place(around)) in PRIMITIVES - {"str"}


def _value(const: Const, around: Surroundings, *, with_type: bool = True) -> str:
    """The value of a constant as a comment shows it; empty if unknown."""
    if around.names is None or const.value is None:
        return ""
    place = _place(around)
    found = evaluate(const.value, place, primitive_name(const.type, place))
    return printed(found, with_type=with_type) if found else ""


def _place(around: Surroundings) -> Place:
    assert around.names is not None
    return Place(around.names, around.module, around.self_type)


def _differ(value: str, text: str) -> bool:
    return value.lower() != text.lower() and value.lower().removesuffix("i32") != text.lower()
