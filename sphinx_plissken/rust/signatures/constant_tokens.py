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
from sphinx_plissken.rust.text.cursor import KEYWORDS
from sphinx_plissken.rust.text.tokens import Kind, join, read_tokens
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import PathSegment, PathType, PointerType

_PATH = re.compile(r"(?:::)?[^\W\d]\w*(?:::\w+)*")
_BLOCK = re.compile(r"(?P<word>unsafe )?\{(?P<inner>.*)\}", re.DOTALL)
_COMMA = re.compile(r"\s*,\s*")


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
        yield from (SPACE, mark("="), SPACE, _expression(text))


def _declaration(const: Const, around: Surroundings) -> Iterator[Token]:
    yield from (*visibility_tokens(const.visibility, around.module), *words("const"), Token(TokenKind.NAME, const.name))
    yield from (*parameter_list(const.generics.parameters, around), mark(":"), SPACE, *type_tokens(const.type, around))


def shown_expression(text: str) -> str:
    """A literal as written, or a path; ``_`` for any other expression. Rules: rustdoc's ``rendered_const``."""
    text = join(read_tokens(text))
    if _is_literal(text) or text == "()":
        return text
    if block := _BLOCK.fullmatch(text):
        inner = shown_expression(block["inner"].strip())
        return "_" if inner == "_" else f"{block['word'] or ''}{{ {inner} }}"
    return _shown_path(text) or "_"


def _shown_path(text: str) -> str:
    """A path to a constant or a function; nothing for one with arguments in it other than those of a type whose member it names."""
    if _PATH.fullmatch(text):
        return "" if text.rpartition("::")[2] in KEYWORDS else text
    type = read_type(text)
    if not isinstance(type, PathType) or any(map(_has_arguments, (type.path.last, *(type.trait.segments if type.trait else ())))):
        return ""
    name = type.path.last.name
    if type.self_type is None and not (name.isupper() or name.islower()):
        return ""  # a variant
    text = _COMMA.sub(", ", text.replace("::<", "<"))
    if isinstance(type.self_type, PathType) and type.trait is None:
        return f"{text[1 : text.rindex('>')]}::{name}"
    return text


def _has_arguments(segment: PathSegment) -> bool:
    return segment.arguments is not None or segment.inputs is not None


def _is_literal(text: str) -> bool:
    """Whether it is a literal, or a negative one, which may be in parentheses."""
    while text.startswith("(") and text.endswith(")") and text != "()":
        text = text[1:-1].strip()
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


def _value(const: Const, around: Surroundings) -> str:
    """The value of a constant as a comment shows it; empty if unknown."""
    if around.names is None or const.value is None:
        return ""
    place = _place(around)
    found = evaluate(const.value, place, primitive_name(const.type, place))
    return printed(found) if found else ""


def _place(around: Surroundings) -> Place:
    assert around.names is not None
    return Place(around.names, around.module, around.self_type)


def _differ(value: str, text: str) -> bool:
    return value.lower() != text.lower() and value.lower().removesuffix("i32") != text.lower()
