"""Where rustdoc shows the items of a crate whose source is at hand, though this project does not document it.

Goes in: names, and a definition. Comes out: the address of its page, relative to the crate's documentation. A crate is walked through when
it is first asked for, as rustdoc does to find what is public and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sphinx_plissken.published.rustdoc_addresses import PAGE_NAMESPACES, Address, member_address, page_address
from sphinx_plissken.rust.documented import Kind
from sphinx_plissken.rust.model import Const, Field, Function, Item, TypeAlias, Variant
from sphinx_plissken.rust.resolution.meanings import Definition
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.pages import shown_homes

PAGE_KINDS: dict[Kind, str] = {
    Kind.MODULE: "mod",
    Kind.STRUCT: "struct",
    Kind.UNION: "union",
    Kind.ENUM: "enum",
    Kind.TRAIT: "trait",
    Kind.TRAIT_ALIAS: "traitalias",
    Kind.FUNCTION: "fn",
    Kind.CONSTANT: "constant",
    Kind.STATIC: "static",
    Kind.TYPE_ALIAS: "type",
    Kind.FOREIGN_TYPE: "foreigntype",
    Kind.MACRO: "macro",
    Kind.ATTRIBUTE_MACRO: "attr",
    Kind.DERIVE_MACRO: "derive",
}
"""Kinds of items with pages of their own -> the words that begin the names of their files."""

ANCHORS: dict[type[Item], str] = {
    Function: "method",
    Const: "associatedconstant",
    TypeAlias: "associatedtype",
    Field: "structfield",
    Variant: "variant",
}
"""Kinds of members -> the words that begin their anchors."""


@dataclass(slots=True, kw_only=True)
class CratePages:
    """The pages of crates, found crate by crate."""

    names: Names
    _known: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    """Crate -> definition path -> kind of page -> path at which it is shown."""

    def find(self, definition: Definition) -> Address | None:
        """The address of an item or a member; None where rustdoc shows none."""
        pages = self._pages(definition.crate).get(definition.path, {})
        for kind, path in pages.items():
            if definition.namespace in PAGE_NAMESPACES[kind]:
                return page_address(kind, path)
        return self._member(definition)

    def _member(self, definition: Definition) -> Address | None:
        owner, _, name = definition.path.rpartition("::")
        word = ANCHORS.get(type(definition.item))
        if word is None:
            return None
        for kind, path in self._pages(definition.crate).get(owner, {}).items():
            if kind != "mod":
                return member_address(page_address(kind, path), f"{self._word(word, kind, definition)}.{name}")
        enum_path, _, variant = owner.rpartition("::")
        for kind, path in self._pages(definition.crate).get(enum_path, {}).items():
            if kind == "enum" and word == "structfield":
                return member_address(page_address(kind, path), f"variant.{variant}.field.{name}")
        return None

    def _word(self, word: str, kind: str, definition: Definition) -> str:
        """On a trait's page a method without a body is one that implementors must write."""
        is_required = kind == "trait" and isinstance(definition.item, Function) and definition.item.body is None
        return "tymethod" if is_required else word

    def _pages(self, crate: str) -> dict[str, dict[str, str]]:
        if crate not in self._known:
            found: dict[str, dict[str, str]] = {}
            for (kind, definition), path in shown_homes(crate, self.names).items():
                found.setdefault(definition, {})[PAGE_KINDS[kind]] = path
            self._known[crate] = found
        return self._known[crate]


def root_url(names: Names, crate: str) -> str:
    """``#![doc(html_root_url = "..")]`` of a crate at hand; empty where there is none."""
    root = names.module(crate)
    for attribute in root.attributes if root else ():
        if attribute.path == "doc" and (found := re.search(r'\bhtml_root_url\s*=\s*"([^"]+)"', attribute.tokens)):
            return found[1]
    return ""
