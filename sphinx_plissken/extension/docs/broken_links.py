"""Which intra-doc links are mistakes.

Goes in: the text of a link that names nothing here, and the module it stands in. Comes out: what to tell its author; nothing where the
name may come from what cannot be seen: macros that were not expanded, glob imports and traits of crates that are not at hand,
conditions that do not hold. Rule:
rustdoc's lint ``broken_intra_doc_links``.
"""

from __future__ import annotations

import re

from sphinx_plissken.extension.docs.intra_doc_links import IntraDocLink, LinkScope, derived_traits, read_link, resolve_link
from sphinx_plissken.published.standard_library import CRATES
from sphinx_plissken.rust.model import Enum, Impl, Item, MacroCall, Module, Namespace, Struct, Trait, Union
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign
from sphinx_plissken.rust.resolution.written_names import is_written_somewhere

_ANCHORS = frozenset({"crate", "self", "super", "Self"})

_KNOWN_DERIVES = frozenset("Clone Copy Debug Default Eq Hash Ord PartialEq PartialOrd".split())


def explain_broken_link(text: str, scope: LinkScope) -> str:
    """Why a link names nothing, by rustdoc's words; empty where that is not sure."""
    link = read_link(text)
    if link is None or resolve_link(link, scope) is not None:
        return ""
    names = link.path.removeprefix("::").split("::")
    for place in range(1, len(names) + 1):
        path = "::".join(names[:place])
        if place == len(names) or not resolve_link(IntraDocLink(path=path, shown=path, namespaces=(Namespace.TYPE,)), scope):
            is_perhaps_off = is_written_somewhere(names[place - 1], scope.names)
            return "" if is_perhaps_off else _explain(link, names[: place - 1], names[place - 1], scope)
    return ""


def _explain(link: IntraDocLink, owner: list[str], name: str, scope: LinkScope) -> str:
    """The message for the first name of a path that means nothing."""
    if not owner:
        is_sure = name not in _ANCHORS and _is_all_seen(scope.module, scope)
        return f"unresolved link to `{link.shown}`: no item named `{name}` in scope" if is_sure else ""
    path = "::".join(owner)
    if owner[-1] in _ANCHORS and len(owner) == 1 and owner[0] == "Self" and not scope.self_type:
        return ""
    found = resolve_link(IntraDocLink(path=path, shown=path, namespaces=(Namespace.TYPE,)), scope)
    if not isinstance(found, Definition) or not _has_all_members(found, scope):
        return ""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(found.item).__name__).lower()
    return f"unresolved link to `{link.shown}`: the {kind} `{found.path.rpartition('::')[2]}` has nothing named `{name}`"


def _is_all_seen(module: str, scope: LinkScope) -> bool:
    """Whether every name of a module is known."""
    is_expanded = not any(isinstance(item, MacroCall) for item in scope.names.items(module))
    return scope.names.module(module) is not None and is_expanded and not scope.names.foreign_globs(module)


def _has_all_members(owner: Definition, scope: LinkScope) -> bool:
    """Whether everything that a module, a type or a trait has is known."""
    item = owner.item
    if isinstance(item, Module):
        return _is_all_seen(owner.path, scope)
    if isinstance(item, Trait):
        return not any(isinstance(member, MacroCall) for member in item.items)
    if not isinstance(item, Struct | Enum | Union) or _has_more(item):
        return False
    return all(_is_seen(located.impl, located.module, scope) for located in scope.names.impls(owner.path))


def _is_seen(impl: Impl, module: str, scope: LinkScope) -> bool:
    """Whether an impl gives its type nothing but what is written in it, or in a trait that is known."""
    if any(isinstance(item, MacroCall) for item in impl.items):
        return False
    trait = scope.names.resolve(impl.trait, module, Namespace.TYPE) if impl.trait else None
    if impl.trait is None or isinstance(trait, Definition):
        return True
    return isinstance(trait, Foreign) and trait.path.partition("::")[0] in CRATES


def _has_more(item: Item) -> bool:
    """Whether procedural macros may give a type more than is written."""
    for attribute in item.attributes:
        if attribute.path == "derive" and any(name.rpartition("::")[2] not in _KNOWN_DERIVES for name in derived_traits(item)):
            return True
    return False
