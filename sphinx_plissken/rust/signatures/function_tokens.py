"""The headers of functions and methods as rustdoc prints them, in tokens.

Goes in: a function and what surrounds it. Comes out: tokens with rustdoc's line breaks. Rules: rustdoc's ``html/format.rs``
(``FnDecl::full_print``) and ``html/render/mod.rs`` (``assoc_method``).
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plissken.rust.model import Function, Parameter, SelfParameter, Visibility
from sphinx_plissken.rust.signatures.pattern_names import pattern_name
from sphinx_plissken.rust.signatures.signature_tokens import SPACE, Token, TokenKind, keyword, line_break, mark, text_of, words
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, abi_tokens, lifetime_token, parameter_list, returned, type_tokens
from sphinx_plissken.rust.signatures.where_clauses import member_where_tokens, merged, where_tokens
from sphinx_plissken.rust.types import Lifetime, PathType, ReferenceType

WIDTH = 80
"""The longest header on one line; it is counted as HTML, with ``&quot;`` for a quotation mark."""


def visibility_tokens(visibility: Visibility, module: str = "") -> Iterator[Token]:
    """Print ``pub`` or ``pub(..)`` with the space after it; nothing for what only its own module sees."""
    scope = visibility.scope
    if scope == "self" or (scope == "crate" and module and "::" not in module):
        return
    yield keyword("pub")
    if scope:
        yield from (mark("("), keyword(scope if scope in ("crate", "super") else f"in {scope.removeprefix('in ')}"), mark(")"))
    yield SPACE


def function_tokens(function: Function, around: Surroundings) -> Iterator[Token]:
    """Print a function or a method on a line of its own, its where clause below it."""
    around = around.inside(function.generics)
    head = [*visibility_tokens(function.visibility, around.module), *_qualified_name(function, around)]
    yield from (*head, *_declaration(function, around, len(_as_html(head)), indent=0))
    yield from where_tokens(merged(function.generics), around)


def member_tokens(function: Function, around: Surroundings) -> Iterator[Token]:
    """Print a method within the declaration of its trait."""
    around = around.inside(function.generics)
    head = [*_qualified_name(function, around)]
    yield from (*head, *_declaration(function, around, len(_as_html(head)) + 4, indent=4))
    yield from member_where_tokens(merged(function.generics), around)


def _as_html(tokens: list[Token]) -> str:
    return text_of(tokens).replace('"', "&quot;")


def _qualified_name(function: Function, around: Surroundings) -> Iterator[Token]:
    qualifiers = {"default": function.is_default, "const": function.is_const, "async": function.is_async, "unsafe": function.is_unsafe}
    yield from words(*(qualifier for qualifier, holds in qualifiers.items() if holds))
    yield from abi_tokens(function.abi)
    yield from (*words("fn"), Token(TokenKind.NAME, function.name))
    yield from parameter_list(merged(function.generics).parameters, around)


def _declaration(function: Function, around: Surroundings, head: int, *, indent: int) -> Iterator[Token]:
    """Print parameters and result, each parameter on a line of its own if all of it would be too long."""
    parameters = [[*tokens] for tokens in _parameters(function, around)]
    result = [*returned(function.returns, around)]
    flat = [mark("("), *(token for tokens in parameters for token in (*tokens, mark(","), SPACE))]
    if parameters:
        flat = flat[:-2]
    flat += [mark(")"), *result]
    if head + len(text_of(flat)) <= WIDTH or not parameters:
        yield from flat
        return
    yield mark("(")
    for tokens in parameters:
        yield from (line_break(indent + 4), *tokens)
        yield from (mark(","),) if tokens[0].text != "..." else ()
    yield from (line_break(indent), mark(")"), *result)


def _parameters(function: Function, around: Surroundings) -> Iterator[Iterator[Token]]:
    first = 0
    if function.self_parameter:
        first = 1
        yield _receiver(function.self_parameter, around)
    for place, parameter in enumerate(function.parameters, first):
        yield _parameter(parameter, f"__arg{place}" if function.is_async else "", around)
    if function.is_variadic:
        yield iter((mark("..."),))


def _receiver(parameter: SelfParameter, around: Surroundings) -> Iterator[Token]:
    """Print ``self``; ``self: &Self`` is ``&self``."""
    type = parameter.type
    is_reference, is_mutable, lifetime = parameter.is_reference, parameter.is_mutable, parameter.lifetime
    if isinstance(type, ReferenceType) and _is_self(type.inner):
        is_reference, is_mutable, lifetime = True, type.is_mutable, type.lifetime.name if type.lifetime else ""
    elif type is not None and not _is_self(type):
        yield from (keyword("self"), mark(":"), SPACE, *type_tokens(type, around))
        return
    if is_reference:
        yield mark("&")
        yield from (lifetime_token(Lifetime(name=lifetime)), SPACE) if lifetime and lifetime != "'_" else ()
        yield from words("mut") if is_mutable else ()
    yield keyword("self")


def _is_self(type: object) -> bool:
    return isinstance(type, PathType) and type.self_type is None and type.path.names == ("Self",)


def _parameter(parameter: Parameter, stand_in: str, around: Surroundings) -> Iterator[Token]:
    """Print ``name: T``.

    :param stand_in: what a destructured parameter is called if its pattern is lost: that of an ``async fn`` is moved into the body.
    """
    name = parameter.name or ("_" if parameter.pattern in ("_", "") else stand_in or pattern_name(parameter.pattern))
    yield from (Token(TokenKind.PARAMETER, name), mark(":"), SPACE, *type_tokens(parameter.type, around))
