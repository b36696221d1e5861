"""Addresses of items on sites that rustdoc makes.

Goes in: the kind of an item and its path. Comes out: the file of its page and the anchor on it, relative to the site. Rules: rustdoc's
``ItemType`` and ``html/url_parts_builder.rs``; the names stand in every link to docs.rs, so they do not change.
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_plissken.rust.model import Namespace

_TYPE, _VALUE, _MACRO = Namespace.TYPE, Namespace.VALUE, Namespace.MACRO

PAGE_NAMESPACES: dict[str, frozenset[Namespace]] = {
    "mod": frozenset({_TYPE}),
    "struct": frozenset({_TYPE, _VALUE}),  # a tuple struct is a function, too
    "enum": frozenset({_TYPE}),
    "union": frozenset({_TYPE}),
    "trait": frozenset({_TYPE}),
    "traitalias": frozenset({_TYPE}),
    "type": frozenset({_TYPE}),
    "foreigntype": frozenset({_TYPE}),
    "primitive": frozenset({_TYPE}),
    "fn": frozenset({_VALUE}),
    "constant": frozenset({_VALUE}),
    "static": frozenset({_VALUE}),
    "macro": frozenset({_MACRO}),
    "attr": frozenset({_MACRO}),
    "derive": frozenset({_MACRO}),
    "keyword": frozenset(),  # named by `keyword@` alone
}
"""The word that begins the name of a page's file -> the namespaces in which its item has its name."""

ANCHOR_NAMESPACES: dict[str, frozenset[Namespace]] = {
    "method": frozenset({_VALUE}),
    "tymethod": frozenset({_VALUE}),
    "associatedconstant": frozenset({_VALUE}),
    "associatedtype": frozenset({_TYPE}),
    "variant": frozenset({_TYPE, _VALUE}),
    "structfield": frozenset({_VALUE}),
}
"""The word that begins an anchor -> the namespaces of the member that it marks."""

IMPLEMENTED = {"tymethod": "method"}
"""Words of anchors on a trait's page that are others on the page of a type that implements it."""

LABELS = {
    "mod": "mod",
    "traitalias": "trait alias",
    "foreigntype": "foreign type",
    "attr": "attribute macro",
    "derive": "derive macro",
    "method": "method",
    "tymethod": "method",
    "associatedconstant": "associated constant",
    "associatedtype": "associated type",
    "structfield": "field",
}
"""rustdoc's words in titles, where they differ from those in addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an item is described."""

    kind: str
    """A key of ``PAGE_NAMESPACES`` or ``ANCHOR_NAMESPACES``."""
    path: str
    """The item's path: ``std::vec::Vec::push``."""
    location: str
    """File and anchor relative to the site: ``std/vec/struct.Vec.html#method.push``."""

    @property
    def title(self) -> str:
        """What rustdoc shows when the pointer rests on a link: ``struct std::vec::Vec``."""
        return f"{LABELS.get(self.kind, self.kind)} {self.path}"


def page_location(kind: str, path: str) -> str:
    """The file of an item's page.

    >>> page_location("struct", "std::vec::Vec"), page_location("mod", "std::vec")
    ('std/vec/struct.Vec.html', 'std/vec/index.html')
    """
    folder, _, name = path.replace("::", "/").rpartition("/")
    return f"{folder}/{name}/index.html".lstrip("/") if kind == "mod" else f"{folder}/{kind}.{name}.html"


def page_address(kind: str, path: str) -> Address:
    """The address of an item with a page of its own."""
    return Address(kind=kind, path=path, location=page_location(kind, path))


def member_address(page: Address, anchor: str) -> Address:
    """The address of a member on a page: ``method.push``, ``variant.Some.field.0``."""
    kind, _, name = anchor.partition(".")
    path = f"{page.path}::{name.replace('.field.', '::')}"
    return Address(kind="structfield" if ".field." in name else kind, path=path, location=f"{page.location}#{anchor}")
