"""An inventory: what a rustdoc site describes, in a text that is small on disk and quick to read.

Goes in: the text, or pages to write into one. Comes out: addresses by path. A line for each page::

    struct std::vec::Vec method.new method.push < std::clone::Clone std::iter::IntoIterator

is its kind and path, the anchors of its members, and the traits that the type implements. Members that a type has through a trait
are found on the trait's own line, since rustdoc shows them on the type's page, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sphinx_plissken.published.rustdoc_addresses import (
    ANCHOR_NAMESPACES,
    IMPLEMENTED,
    PAGE_NAMESPACES,
    Address,
    member_address,
    page_address,
)
from sphinx_plissken.rust.model import Namespace


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryPage:
    """What is known of one page."""

    kind: str
    path: str
    anchors: tuple[str, ...] = ()
    """Of members: ``method.push``, ``variant.Some``."""
    traits: tuple[str, ...] = ()
    """Paths of the traits that a type implements."""


@dataclass(slots=True, kw_only=True)
class Inventory:
    """Pages by path. Lines are read when they are asked for."""

    version: str
    """Of the documented release: ``1.95.0``."""
    lines: dict[str, list[str]] = field(default_factory=dict)
    """Path -> its lines; several where a module, a function and a macro share a path."""

    def find(self, path: str, namespaces: Iterable[Namespace]) -> Address | None:
        """The address of an item or a member, in the first namespace that has the path."""
        for namespace in namespaces:
            if found := self._find(path, namespace):
                return found
        return None

    def pages(self, path: str) -> Iterator[InventoryPage]:
        """What is described under a path."""
        return map(read_line, self.lines.get(path, ()))

    def _find(self, path: str, namespace: Namespace) -> Address | None:
        pages = [page for page in self.pages(path) if namespace in PAGE_NAMESPACES.get(page.kind, ())]
        if pages:
            return page_address(pages[0].kind, path)
        owner, _, name = path.rpartition("::")
        members = (self.find_member(page, name, namespace) for page in self.pages(owner))
        return next((member for member in members if member), None) or self._find_variant_field(owner, name, namespace)

    def find_member(self, page: InventoryPage, name: str, namespace: Namespace) -> Address | None:
        """The address of a member of what a page describes."""
        anchor = _anchor(page.anchors, name, namespace) or self._anchor_of_trait(page, name, namespace)
        return member_address(page_address(page.kind, page.path), anchor) if anchor else None

    def _anchor_of_trait(self, page: InventoryPage, name: str, namespace: Namespace) -> str:
        """The anchor of what a type has through one of its traits."""
        for path in page.traits:
            for trait in self.pages(path):
                if trait.kind == "trait" and (anchor := _anchor(trait.anchors, name, namespace)):
                    word, _, rest = anchor.partition(".")
                    return f"{IMPLEMENTED.get(word, word)}.{rest}"
        return ""

    def _find_variant_field(self, variant: str, name: str, namespace: Namespace) -> Address | None:
        owner, _, variant_name = variant.rpartition("::")
        anchor = f"variant.{variant_name}.field.{name}"
        for page in self.pages(owner) if namespace is Namespace.VALUE else ():
            if anchor in page.anchors:
                return member_address(page_address(page.kind, page.path), anchor)
        return None


def _anchor(anchors: Iterable[str], name: str, namespace: Namespace) -> str:
    ending = f".{name}"
    for anchor in anchors:
        if anchor.endswith(ending):
            word, _, rest = anchor.partition(".")
            if rest == name and namespace in ANCHOR_NAMESPACES.get(word, ()):
                return anchor
    return ""


def read_inventory(text: str) -> Inventory:
    """Read the text of an inventory; each line is looked into when it is asked for."""
    header, _, rest = text.partition("\n")
    inventory = Inventory(version=header.rpartition(" ")[2])
    for line in rest.splitlines():
        inventory.lines.setdefault(line.split(" ", 2)[1], []).append(line)
    return inventory


def read_line(line: str) -> InventoryPage:
    """Read the line of a page."""
    described, _, traits = line.partition(" < ")
    kind, path, *anchors = described.split(" ")
    return InventoryPage(kind=kind, path=path, anchors=tuple(anchors), traits=tuple(traits.split()))


def inventory_text(name: str, version: str, pages: Iterable[InventoryPage]) -> str:
    """The text of an inventory, sorted."""
    lines = sorted(map(_line, pages), key=lambda line: (line.split(" ")[1], line))
    return "\n".join([f"{name} {version}", *lines, ""])


def _line(page: InventoryPage) -> str:
    written = " ".join((page.kind, page.path, *page.anchors))
    return f"{written} < {' '.join(page.traits)}" if page.traits else written
