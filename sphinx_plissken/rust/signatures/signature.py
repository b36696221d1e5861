"""Signatures as rustdoc prints them, as tokens, so that each name can be a link.

Goes in: a documented item, an impl or a re-export. Comes out: a flat tuple of tokens; joined, their texts are the signature with rustdoc's
line breaks. Rules: rustdoc's ``html/format.rs`` and ``html/render/print_item.rs``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, Kind, Reexport
from sphinx_plissken.rust.model import (
    Const,
    Enum,
    ExternCrate,
    Field,
    Function,
    Impl,
    Item,
    MacroRules,
    Module,
    Namespace,
    Static,
    Struct,
    Trait,
    TraitAlias,
    TypeAlias,
    Union,
    Variant,
)
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.signatures.constant_tokens import associated_const_tokens, constant_tokens
from sphinx_plissken.rust.signatures.data_tokens import enum_tokens, struct_tokens, union_tokens, variant_tokens
from sphinx_plissken.rust.signatures.function_tokens import function_tokens, visibility_tokens
from sphinx_plissken.rust.signatures.macro_tokens import macro_rules_tokens, proc_macro_tokens
from sphinx_plissken.rust.signatures.representation import attribute_tokens
from sphinx_plissken.rust.signatures.signature_tokens import SPACE, Signature, Token, TokenKind, keyword, mark, text_of, words
from sphinx_plissken.rust.signatures.trait_tokens import associated_type_tokens, trait_tokens
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, bound_tokens, parameter_list, path_tokens, type_tokens
from sphinx_plissken.rust.signatures.where_clauses import merged, where_tokens
from sphinx_plissken.rust.types import Generics

__all__ = ["Signature", "Token", "TokenKind", "signature_of", "signature_of_impl", "signature_of_reexport", "text_of"]


def signature_of(documented: DocumentedItem, *, names: Names | None = None, owner: Item | None = None) -> Signature:
    """The signature of an item, or of a member of one.

    :param names: adds what takes another look at the source: elided lifetimes, values of constants.
    :param owner: the impl or trait (or type) whose member it is: its generic parameters are in scope.
    """
    item = documented.item
    name = documented.path.rpartition("::")[2]
    parts = documented.definition.rpartition("::")
    self_type = parts[0] if documented.kind in _MEMBERS else documented.definition
    is_member = documented.kind in _ASSOCIATED
    around = Surroundings(names=names, module=documented.module, self_type=self_type, is_member=is_member)
    if isinstance(owner, Impl | Trait | Struct | Enum | Union):
        around = around.inside(owner.generics)
    if isinstance(item, Function) and documented.kind in _PROC_MACROS:
        return tuple(proc_macro_tokens(item))
    if item.name != name:
        item = replace(item, name=name)  # imported under another one
    if isinstance(owner, Trait) and isinstance(item, Const):
        return tuple(associated_const_tokens(item, around, in_trait=True))
    member = _MEMBER_PRINTERS.get(documented.kind)
    if member is not None:
        return tuple(member(item, around))
    return (*attribute_tokens(item), *_PRINTERS[item.__class__](documented, item, around))


def signature_of_impl(documented: DocumentedImpl, *, names: Names | None = None) -> Signature:
    """The header of an impl; ``unsafe`` and the defaults of parameters are not part of it."""
    around = Surroundings(names=names, module=documented.module).inside(documented.impl.generics)
    generics = merged(documented.impl.generics)
    return (*impl_head(documented, generics, around), *where_tokens(generics, around))


def impl_head(documented: DocumentedImpl, generics: Generics, around: Surroundings) -> Signature:
    """The header of an impl without its where clause."""
    impl = documented.impl
    tokens = [keyword("impl"), *parameter_list(generics.parameters, around, shows_defaults=False), SPACE]
    if impl.trait:
        tokens += [mark("!")] if impl.is_negative else []
        tokens += [*path_tokens(impl.trait, around), SPACE, *words("for")]
    self_type = [*type_tokens(impl.self_type, around)]
    return (*tokens, *(_with_full_path(self_type, documented.self_path) if documented.self_path else self_type))


def _with_full_path(tokens: list[Token], path: str) -> list[Token]:
    """The tokens of a type with a full path in place of its own name, which is the first reference."""
    place = next((place for place, token in enumerate(tokens) if token.kind is TokenKind.REFERENCE), None)
    return tokens if place is None else [*tokens[:place], replace(tokens[place], text=path), *tokens[place + 1 :]]


def signature_of_reexport(reexport: Reexport) -> Signature:
    """``pub use a::b as c;``, with the path as written."""
    use = reexport.use
    if isinstance(use, ExternCrate):
        head = [*words("pub", "extern", "crate"), Token(TokenKind.REFERENCE, use.crate_name, use.crate_name)]
        path_name = use.crate_name
    else:
        path = str(use.path)
        if use.path.names[-1] == "self" and len(use.path.names) > 1:
            path = path.removesuffix("::self")
        head = [*words("pub", "use"), Token(TokenKind.REFERENCE, path, path)]
        path_name = path.rpartition("::")[2]
        if use.is_glob:
            return (*head, mark("::"), mark("*"), mark(";"))
    renamed = [SPACE, *words("as"), Token(TokenKind.NAME, use.name)] if use.name != path_name else []
    return (*head, *renamed, mark(";"))


_MEMBERS = frozenset({Kind.METHOD, Kind.ASSOCIATED_CONST, Kind.ASSOCIATED_TYPE, Kind.FIELD, Kind.VARIANT, Kind.VARIANT_FIELD})
_ASSOCIATED = frozenset({Kind.METHOD, Kind.ASSOCIATED_CONST, Kind.ASSOCIATED_TYPE})
_PROC_MACROS = frozenset({Kind.MACRO, Kind.ATTRIBUTE_MACRO, Kind.DERIVE_MACRO})


# Members


def _field(field: Field, around: Surroundings) -> Iterator[Token]:
    yield from (Token(TokenKind.NAME, field.name), mark(":"), SPACE, *type_tokens(field.type, around))


_MEMBER_PRINTERS: dict[Kind, Callable[[Any, Surroundings], Iterator[Token]]] = {
    Kind.FIELD: _field,
    Kind.VARIANT_FIELD: _field,
    Kind.ASSOCIATED_CONST: associated_const_tokens,
    Kind.ASSOCIATED_TYPE: associated_type_tokens,
}


# Items


def _head(item: Struct | Enum | Union | TypeAlias | TraitAlias, word: str, around: Surroundings) -> Iterator[Token]:
    yield from (*visibility_tokens(item.visibility, around.module), *words(word), Token(TokenKind.NAME, item.name))
    yield from parameter_list(merged(item.generics).parameters, around)


def _module(documented: DocumentedItem, item: Module, around: Surroundings) -> Iterator[Token]:
    yield from (*visibility_tokens(item.visibility, around.module), *words("mod"), Token(TokenKind.NAME, item.name))


def _function(documented: DocumentedItem, item: Function, around: Surroundings) -> Iterator[Token]:
    yield from function_tokens(item, around)


def _struct(documented: DocumentedItem, item: Struct, around: Surroundings) -> Iterator[Token]:
    around = around.inside(item.generics)
    yield from _head(item, "struct", around)
    yield from struct_tokens(item, documented.members, around, where=[*where_tokens(merged(item.generics), around)])


def _union(documented: DocumentedItem, item: Union, around: Surroundings) -> Iterator[Token]:
    around = around.inside(item.generics)
    yield from _head(item, "union", around)
    yield from union_tokens(item, documented.members, around, where=[*where_tokens(merged(item.generics), around)])


def _enum(documented: DocumentedItem, item: Enum, around: Surroundings) -> Iterator[Token]:
    around = around.inside(item.generics)
    yield from _head(item, "enum", around)
    yield from enum_tokens(item, documented.members, around, where=[*where_tokens(merged(item.generics), around)])


def _variant(documented: DocumentedItem, item: Variant, around: Surroundings) -> Iterator[Token]:
    enum = around.names.definition(around.self_type, Namespace.TYPE) if around.names else None
    yield from variant_tokens(item, documented.members, around, enum=enum.item if enum and isinstance(enum.item, Enum) else None)


def _trait(documented: DocumentedItem, item: Trait, around: Surroundings) -> Iterator[Token]:
    yield from trait_tokens(item, documented.members, around)


def _trait_alias(documented: DocumentedItem, item: TraitAlias, around: Surroundings) -> Iterator[Token]:
    around = around.inside(item.generics)
    yield from (*words("trait"), Token(TokenKind.NAME, item.name), *parameter_list(item.generics.parameters, around))
    yield from (SPACE, mark("="), SPACE, *bound_tokens(item.bounds, around), *where_tokens(merged(item.generics), around), mark(";"))


def _type_alias(documented: DocumentedItem, item: TypeAlias, around: Surroundings) -> Iterator[Token]:
    around = around.inside(item.generics)
    yield from _head(item, "type", around)
    yield from where_tokens(merged(item.generics), around)
    if item.type is not None:
        yield from (SPACE, mark("="), SPACE, *type_tokens(item.type, around))
    yield mark(";")


def _const(documented: DocumentedItem, item: Const, around: Surroundings) -> Iterator[Token]:
    yield from constant_tokens(item, around)


def _static(documented: DocumentedItem, item: Static, around: Surroundings) -> Iterator[Token]:
    qualifiers = {"unsafe": item.is_unsafe, "static": True, "mut": item.is_mutable}
    yield from visibility_tokens(item.visibility, around.module)
    yield from words(*(qualifier for qualifier, holds in qualifiers.items() if holds))
    yield from (Token(TokenKind.NAME, item.name), mark(":"), SPACE, *type_tokens(item.type, around))


def _macro(documented: DocumentedItem, item: MacroRules, around: Surroundings) -> Iterator[Token]:
    yield from macro_rules_tokens(item)


_PRINTERS: dict[type[Item], Callable[[DocumentedItem, Any, Surroundings], Iterator[Token]]] = {
    Module: _module,
    Function: _function,
    Struct: _struct,
    Union: _union,
    Enum: _enum,
    Variant: _variant,
    Trait: _trait,
    TraitAlias: _trait_alias,
    TypeAlias: _type_alias,
    Const: _const,
    Static: _static,
    MacroRules: _macro,
}
