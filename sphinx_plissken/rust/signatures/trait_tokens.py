"""Traits and associated types as rustdoc prints them, in tokens.

Goes in: a trait, and its members that are shown. Comes out: tokens with rustdoc's line breaks. Rules: rustdoc's ``item_trait``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_plissken.rust.model import Const, Function, Item, Trait, TypeAlias
from sphinx_plissken.rust.signatures.constant_tokens import associated_const_tokens
from sphinx_plissken.rust.signatures.function_tokens import member_tokens, visibility_tokens
from sphinx_plissken.rust.signatures.signature_tokens import SPACE, Token, TokenKind, joined, line_break, mark, words
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, bound_tokens, parameter_list, type_tokens
from sphinx_plissken.rust.signatures.where_clauses import member_where_tokens, merged, where_tokens

if TYPE_CHECKING:
    from sphinx_plissken.rust.documented import DocumentedItem

_MOST_ON_ONE_LINE = 2
"""Supertraits; more of them get a line each."""
_ELLIPSIS = (SPACE, mark("{"), SPACE, Token(TokenKind.TEXT, "..."), SPACE, mark("}"))


def trait_tokens(trait: Trait, members: Sequence[DocumentedItem], around: Surroundings) -> Iterator[Token]:
    """Print a trait with its members."""
    around = around.inside(trait.generics)
    generics = merged(trait.generics)
    qualifiers = {"unsafe": trait.is_unsafe, "auto": trait.is_auto, "trait": True}
    yield from visibility_tokens(trait.visibility, around.module)
    yield from words(*(qualifier for qualifier, holds in qualifiers.items() if holds))
    yield from (Token(TokenKind.NAME, trait.name), *parameter_list(generics.parameters, around), *_supertraits(trait, around))
    where = [*where_tokens(generics, around)]
    items = [member.item for member in members]
    inside = replace(around, is_member=True)
    yield from (*where, line_break() if where else SPACE, mark("{"))
    yield from (*_body(items, inside), line_break(), mark("}")) if items else (SPACE, mark("}"))


def _supertraits(trait: Trait, around: Surroundings) -> Iterator[Token]:
    if len(trait.bounds) > _MOST_ON_ONE_LINE:
        lines = joined((bound_tokens([bound], around) for bound in trait.bounds), (line_break(4), mark("+"), SPACE))
        yield from (mark(":"), line_break(4), *lines)
    elif trait.bounds:
        yield from (mark(":"), SPACE, *bound_tokens(trait.bounds, around))


def _body(items: Sequence[Item], around: Surroundings) -> Iterator[Token]:
    """Types, constants, required methods, provided methods; in each the ones without a default first."""
    types = [item for item in items if isinstance(item, TypeAlias)]
    consts = [item for item in items if isinstance(item, Const)]
    methods = [item for item in items if isinstance(item, Function)]
    for alias in sorted(types, key=lambda alias: alias.type is not None):
        yield from (line_break(4), *associated_type_tokens(alias, around, in_trait=True), mark(";"))
    for const in sorted(consts, key=lambda const: const.value is not None):
        yield from (line_break(4), *associated_const_tokens(const, around, in_trait=True), mark(";"))
    required = [method for method in methods if method.body is None]
    provided = [method for method in methods if method.body is not None]
    yield from _methods("Required", required, around, (mark(";"),))
    yield from _methods("Provided", provided, around, _ELLIPSIS)


def _methods(word: str, methods: Sequence[Function], around: Surroundings, end: tuple[Token, ...]) -> Iterator[Token]:
    if methods:
        yield from (line_break(4), Token(TokenKind.COMMENT, f"// {word} method{'s' if len(methods) > 1 else ''}"))
    for method in methods:
        yield from (line_break(4), *member_tokens(method, around), *end)


def associated_type_tokens(alias: TypeAlias, around: Surroundings, *, in_trait: bool = False) -> Iterator[Token]:
    """Print an associated type."""
    around = around.inside(alias.generics)
    generics = merged(alias.generics)
    yield from (*visibility_tokens(alias.visibility, around.module), *words("type"), Token(TokenKind.NAME, alias.name))
    yield from parameter_list(generics.parameters, around)
    if alias.bounds:
        yield from (mark(":"), SPACE, *bound_tokens(alias.bounds, around))
    if alias.type is not None:
        yield from (SPACE, mark("="), SPACE, *type_tokens(alias.type, around))
    yield from member_where_tokens(generics, around) if in_trait else where_tokens(generics, around)
