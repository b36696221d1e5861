"""The object types of the ``rs`` domain, as one table.

Goes in: nothing. Comes out: for each object type its words, namespace, roles and rank in search. Object types, directives and roles are
named by Rust's own keywords; their names stand in ``objects.inv`` and are permanent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sphinx.locale import _

from sphinx_plissken.rust.documented import Kind


class Space(StrEnum):
    """What may share a path: objects of different spaces are told apart by it.

    Rust's three namespaces, of which macros have two parts (Rust reference, "Namespaces"); fields stand beside methods of the same name,
    and impls have no name in Rust at all.
    """

    TYPE = "type"
    VALUE = "value"
    MACRO = "macro"
    ATTRIBUTE = "attribute"  # attribute macros and derive macros
    FIELD = "field"
    IMPL = "impl"


class SearchPriority:
    """What ``Domain.get_objects`` says of an object's rank in search."""

    IMPORTANT = 0
    NORMAL = 1
    MINOR = 2
    HIDDEN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectType:
    """What the domain knows of one object type."""

    label: str
    """What readers see in search results and indices; translatable."""
    space: Space
    roles: tuple[str, ...]
    """The roles that may name it, its own first."""
    keyword: str = ""
    """The Rust keyword that opens a declaration; empty where there is none."""
    priority: int = SearchPriority.NORMAL
    is_scope: bool = False
    """Whether objects described inside of it are its members."""
    is_self: bool = False
    """Whether ``Self`` means it in its content."""


OBJECT_TYPES: dict[str, ObjectType] = {
    "crate": ObjectType(label=_("crate"), space=Space.TYPE, roles=("crate", "mod", "obj"), priority=SearchPriority.IMPORTANT),
    "mod": ObjectType(label=_("module"), space=Space.TYPE, roles=("mod", "obj"), keyword="mod", priority=SearchPriority.IMPORTANT),
    "struct": ObjectType(
        label=_("struct"), space=Space.TYPE, roles=("struct", "type", "obj"), keyword="struct", is_scope=True, is_self=True
    ),
    "enum": ObjectType(label=_("enum"), space=Space.TYPE, roles=("enum", "type", "obj"), keyword="enum", is_scope=True, is_self=True),
    "union": ObjectType(label=_("union"), space=Space.TYPE, roles=("union", "type", "obj"), keyword="union", is_scope=True, is_self=True),
    "trait": ObjectType(label=_("trait"), space=Space.TYPE, roles=("trait", "type", "obj"), keyword="trait", is_scope=True, is_self=True),
    "traitalias": ObjectType(label=_("trait alias"), space=Space.TYPE, roles=("traitalias", "trait", "type", "obj"), keyword="trait"),
    "fn": ObjectType(label=_("function"), space=Space.VALUE, roles=("fn", "obj"), keyword="fn"),
    "const": ObjectType(label=_("constant"), space=Space.VALUE, roles=("const", "obj"), keyword="const"),
    "static": ObjectType(label=_("static"), space=Space.VALUE, roles=("static", "obj"), keyword="static"),
    "type": ObjectType(label=_("type alias"), space=Space.TYPE, roles=("type", "obj"), keyword="type", is_scope=True, is_self=True),
    "macro": ObjectType(label=_("macro"), space=Space.MACRO, roles=("macro", "obj")),
    "attr": ObjectType(label=_("attribute macro"), space=Space.ATTRIBUTE, roles=("attr", "macro", "obj")),
    "derive": ObjectType(label=_("derive macro"), space=Space.ATTRIBUTE, roles=("derive", "macro", "obj")),
    "impl": ObjectType(
        label=_("impl"),
        space=Space.IMPL,
        roles=("impl", "obj"),
        keyword="impl",
        priority=SearchPriority.HIDDEN,
        is_scope=True,
        is_self=True,
    ),
    "variant": ObjectType(label=_("variant"), space=Space.TYPE, roles=("variant", "obj"), is_scope=True),
    "field": ObjectType(label=_("field"), space=Space.FIELD, roles=("field", "obj")),
    "method": ObjectType(label=_("method"), space=Space.VALUE, roles=("method", "fn", "obj"), keyword="fn"),
    "assoctype": ObjectType(label=_("associated type"), space=Space.TYPE, roles=("assoctype", "type", "obj"), keyword="type"),
    "assocconst": ObjectType(label=_("associated constant"), space=Space.VALUE, roles=("assocconst", "const", "obj"), keyword="const"),
}
"""Object type -> what is known of it, in the order in which a path that means several objects is looked at."""

OBJECT_TYPE_OF_KIND: dict[Kind, str] = {
    Kind.MODULE: "mod",
    Kind.STRUCT: "struct",
    Kind.UNION: "union",
    Kind.ENUM: "enum",
    Kind.TRAIT: "trait",
    Kind.TRAIT_ALIAS: "traitalias",
    Kind.FUNCTION: "fn",
    Kind.CONSTANT: "const",
    Kind.STATIC: "static",
    Kind.TYPE_ALIAS: "type",
    Kind.MACRO: "macro",
    Kind.ATTRIBUTE_MACRO: "attr",
    Kind.DERIVE_MACRO: "derive",
    Kind.VARIANT: "variant",
    Kind.FIELD: "field",
    Kind.VARIANT_FIELD: "field",
    Kind.METHOD: "method",
    Kind.ASSOCIATED_TYPE: "assoctype",
    Kind.ASSOCIATED_CONST: "assocconst",
    Kind.FOREIGN_TYPE: "type",
}
