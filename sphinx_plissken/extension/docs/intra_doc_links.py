"""Intra-doc links: from the text in brackets to what it names.

Goes in: ``[`Foo::bar()`]`` as written and the module it stands in. Comes out: what it means, or None, and then the text stays as written.
Rules: the rustdoc book, "Linking to items by name". Knows neither Markdown nor Sphinx.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sphinx_plissken.published.standard_library import find_standard
from sphinx_plissken.rust.model import Item, Namespace, Variant
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning, Primitive
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.resolution.preludes import PRIMITIVES
from sphinx_plissken.rust.types import Path

_TYPE, _VALUE, _MACRO = (Namespace.TYPE,), (Namespace.VALUE,), (Namespace.MACRO,)
ANY: tuple[Namespace, ...] = (Namespace.TYPE, Namespace.VALUE, Namespace.MACRO)

DISAMBIGUATORS: dict[str, tuple[Namespace, ...]] = {
    **dict.fromkeys(("struct", "enum", "trait", "union", "mod", "module", "type", "tyalias", "typealias", "prim", "primitive"), _TYPE),
    **dict.fromkeys(("fn", "function", "method", "const", "constant", "static", "value", "field", "variant"), _VALUE),
    **dict.fromkeys(("macro", "derive"), _MACRO),
}
"""Words before ``@``, and the namespaces in which they look."""

_SUFFIXES = (("!()", _MACRO), ("![]", _MACRO), ("!{}", _MACRO), ("()", _VALUE), ("!", _MACRO))
_NAMELESS = frozenset({"slice", "array", "tuple", "unit", "pointer", "reference", "fn", "never"})
"""rustdoc's words for primitive types that are not spelled as names; what a scope has under such a name comes first."""

_ALLOWED = re.compile(r"[\w:<>, !*&;'()\[\]{}@]+")
_PATH = re.compile(r"(?:::)?[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntraDocLink:
    """A link as written, taken apart."""

    path: str
    """Without disambiguator, backticks and generic arguments: ``Vec::push``."""
    shown: str
    """What a reader sees where no other text is given: ``Vec<T>::push()``."""
    namespaces: tuple[Namespace, ...] = ANY
    fragment: str = ""
    is_code: bool = False
    """Whether it is written in backticks."""
    word: str = ""
    """The disambiguator: ``prim`` of ``prim@u8``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkScope:
    """Where a doc comment stands."""

    names: Names
    module: str
    """Definition path of the module whose names it sees."""
    self_type: str = ""
    """Definition path of what ``Self`` means; empty where it means nothing."""
    is_outside: bool = False
    """Whether some of the text stands before the module and not in it, where the names around the module count."""


def read_link(text: str) -> IntraDocLink | None:
    """Take a link apart; None if it can't be an item's name."""
    shown, _, fragment = re.sub(r"`|\br#", "", text).strip().partition("#")
    if not shown or not _ALLOWED.fullmatch(shown):
        return None
    word, at, rest = shown.partition("@")
    namespaces = ANY
    if at:
        if word not in DISAMBIGUATORS:
            return None
        shown, namespaces = rest.strip(), DISAMBIGUATORS[word]
    path = shown
    for suffix, suffix_namespaces in _SUFFIXES:
        if len(path) > len(suffix) and path.endswith(suffix):
            path = path.removesuffix(suffix)
            namespaces = namespaces if at else suffix_namespaces
            break
    path = "never" if path == "!" else without_generics(path)
    if not _PATH.fullmatch(path):
        return None
    return IntraDocLink(path=path, shown=shown, namespaces=namespaces, fragment=fragment, is_code="`" in text, word=word if at else "")


def without_generics(path: str) -> str:
    """``Vec<T>::push`` -> ``Vec::push``; also ``Vec::<T>::push``."""
    kept, depth = [], 0
    for character in path.strip().removeprefix("&").removeprefix("mut "):
        depth += character == "<"
        if not depth:
            kept.append(character)
        depth -= character == ">" and depth > 0
    return re.sub(r":{3,}", "::", "".join(kept)).strip().removesuffix("::")


def resolve_link(link: IntraDocLink, scope: LinkScope) -> Meaning | None:
    """What a link means where it stands, which of a module's documentation may be the module around it."""
    around = scope.module.rpartition("::")[0] if scope.is_outside else ""
    outside = _resolve(link, replace(scope, module=around, is_outside=False)) if around else None
    return outside or _resolve(link, scope)


def _resolve(link: IntraDocLink, scope: LinkScope) -> Meaning | None:
    """What a link means; type before value before macro where the namespaces allow several.

    What may come from another crate by ``use prelude::*`` only, which nobody can know, is believed to be a name if it is written as code
    or as a path.
    """
    if link.path in PRIMITIVES and Namespace.TYPE in link.namespaces and not link.word.startswith("mod"):
        primitive = Primitive(name=link.path)  # rather than a module of its name
        if link.word.startswith("prim") or scope.names.resolve_type_path(link.path, scope.module) == primitive:
            return primitive
    resolved = (scope.names.resolve(link.path, scope.module, namespace, self_type=scope.self_type) for namespace in link.namespaces)
    meanings = [meaning for meaning in resolved if meaning]
    known = [meaning for meaning in meanings if not (isinstance(meaning, Foreign) and meaning.is_guess)]
    for meaning in sorted(known, key=lambda meaning: not isinstance(meaning, Definition)):
        return meaning
    if member := _resolve_member(link, scope):
        return member
    if link.path in _NAMELESS and Namespace.TYPE in link.namespaces:
        return Primitive(name=link.path)
    return meanings[0] if meanings and (link.is_code or "::" in link.path) else None


def _resolve_member(link: IntraDocLink, scope: LinkScope) -> Meaning | None:
    """A path whose last segment is a member of what the rest names."""
    owner_path, separator, name = link.path.rpartition("::")
    if not separator or not owner_path:
        return None
    if (owner_path in _NAMELESS or owner_path in PRIMITIVES) and find_standard(link.path, link.namespaces):
        return Foreign(path=link.path)  # a type before a module of its name: `slice::iter`, `str::len`
    owner = _resolve(IntraDocLink(path=owner_path, shown=owner_path, namespaces=_TYPE), scope)
    match owner:
        case Definition(item=Variant(fields=fields)):
            field = next((field for field in fields if field.name == name), None)
            return replace(owner, path=f"{owner.path}::{name}", namespace=Namespace.VALUE, item=field) if field else None
        case Definition():
            found = (scope.names.definition(f"{owner.path}::{name}", namespace) for namespace in link.namespaces)
            return next((meaning for meaning in found if meaning), None) or _resolve_inherited(owner, name, scope)
        case Foreign():
            return replace(owner, path=f"{owner.path}::{name}")
        case Primitive():
            return Foreign(path=f"{owner.name}::{name}")
    return None


def _resolve_inherited(owner: Definition, name: str, scope: LinkScope) -> Meaning | None:
    """What a type has by a trait of another crate: ``Point::clone`` of ``impl Clone for Point`` is described with the trait.

    Only the traits of the standard library are known well enough to tell.
    """
    traits: list[tuple[Path | str, str]] = [
        *((located.impl.trait, located.module) for located in scope.names.impls(owner.path) if located.impl.trait),
        *((derived, owner.module) for derived in derived_traits(owner.item)),
    ]
    for path, module in traits:
        trait = scope.names.resolve(path, module, Namespace.TYPE)
        if isinstance(trait, Foreign) and find_standard(f"{trait.path}::{name}", ANY):
            return Foreign(path=f"{trait.path}::{name}")
    return None


def derived_traits(item: Item) -> list[str]:
    """The paths in an item's ``#[derive(..)]``."""
    return [name for attribute in item.attributes if attribute.path == "derive" for name in re.findall(r"[\w:]+", attribute.tokens)]
