"""What rustdoc shows of a crate and where: values that pages and ``inspect`` are made from.

Goes in: assembled crates and their names. Comes out: one ``DocumentedModule`` for each module page, with items under the paths
at which users see them (re-exports inlined, hidden things gone). Rules: the rustdoc book, "Re-exports".
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from sphinx_plissken.rust.construction import quickly_made
from sphinx_plissken.rust.model import DocFragment, ExternCrate, Impl, Item, Module, Use


class Reach(enum.Enum):
    """How far the reference reaches into a crate."""

    PUBLIC = "public"  # rustdoc's default: what another crate can name
    CRATE = "crate"  # whatever its own module does not keep to itself, private modules included
    PRIVATE = "private"  # everything, like rustdoc --document-private-items


class Kind(enum.Enum):
    """The kinds of documented things, by the words of ``inspect --view rust``."""

    MODULE = "module"
    STRUCT = "struct"
    UNION = "union"
    ENUM = "enum"
    TRAIT = "trait"
    TRAIT_ALIAS = "trait_alias"
    FUNCTION = "function"
    CONSTANT = "constant"
    STATIC = "static"
    TYPE_ALIAS = "type_alias"
    MACRO = "macro"
    ATTRIBUTE_MACRO = "proc_attribute"
    DERIVE_MACRO = "proc_derive"
    VARIANT = "variant"
    FIELD = "field"
    VARIANT_FIELD = "variant_field"
    METHOD = "method"
    ASSOCIATED_TYPE = "assoc_type"
    ASSOCIATED_CONST = "assoc_const"
    FOREIGN_TYPE = "foreign_type"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedImpl:
    """An impl block as it appears on a type's or a trait's page."""

    impl: Impl
    """As it is shown: the names in its trait are those that rustc gives them, aliases are looked through."""
    module: str
    """Path of the module it is written in, the scope of its names."""
    members: tuple[DocumentedItem, ...] = ()
    """None on a trait's page."""
    self_path: str = ""
    """On a trait's page, where several implementors have one name: the full path, to be shown in place of the name."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedItem:
    """An item, or a member of one, at one path."""

    kind: Kind
    path: str
    """Where it is shown: ``crate::Runner``, ``crate::Runner::run``. Members of trait impls have their type's path in front, too."""
    definition: str
    """Where it is defined: ``crate::runner::Runner``. Equal for all the paths at which one item is shown."""
    module: str
    """Path of the module it is written in, the scope of its names."""
    item: Item
    is_canonical: bool = True
    """Whether links to the item lead here; exactly one of its paths is canonical."""
    reexport_docs: tuple[DocFragment, ...] = ()
    """Documentation written on the ``use`` that brought it here; shown before its own."""
    features: tuple[str, ...] = ()
    """Cargo features that gate it, its parents included."""
    members: tuple[DocumentedItem, ...] = ()
    """Fields, variants, a trait's items, in source order; a variant has its fields."""
    impls: tuple[DocumentedImpl, ...] = ()
    """Of a type: its inherent impls in source order, then trait impls as rustdoc sorts them. Of a trait: its implementors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reexport:
    """A ``pub use`` that stays a line."""

    use: Use | ExternCrate
    module: str
    target: str
    """Canonical path of what it names; of an item of a foreign crate its full path; empty if unknown."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentedModule:
    """A module page. Items are sorted as on rustdoc's page: by section, then by name."""

    path: str
    definition: str
    module: Module
    is_canonical: bool = True
    reexport_docs: tuple[DocFragment, ...] = ()
    features: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    """Paths of the modules shown below it, sorted."""
    reexports: tuple[Reexport, ...] = ()
    items: tuple[DocumentedItem, ...] = ()
