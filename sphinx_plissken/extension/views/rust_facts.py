"""What the Rust view says of each item, as plain values.

Goes in: documented items and modules. Comes out: the text of their documentation, their place, what is said of them beside it. Knows
neither docutils nor directives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinx_plissken.extension.docs.doc_text import DocText, comment_text
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.signatures.attributes import shown_attributes
from sphinx_plissken.extension.views.badges import BINDING, DEPRECATED
from sphinx_plissken.extension.views.source_links import SourcePlace, has_source_links
from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule, Kind
from sphinx_plissken.rust.model import Function, Item, Trait
from sphinx_plissken.rust.types import LifetimeParameter, TypeParameter

WITH_SOURCE = frozenset(
    {Kind.FUNCTION, Kind.METHOD, Kind.STRUCT, Kind.ENUM, Kind.UNION, Kind.TRAIT, Kind.MACRO, Kind.CONSTANT, Kind.STATIC}
)
"""Kinds whose source is shown; of fields and variants the item around them shows it."""

TYPES = frozenset({Kind.STRUCT, Kind.ENUM, Kind.UNION, Kind.TRAIT, Kind.TYPE_ALIAS})
"""Kinds that ``Self`` stands for inside of them."""

PAGED = frozenset({Kind.STRUCT, Kind.ENUM, Kind.UNION, Kind.TRAIT, Kind.FUNCTION, Kind.MACRO, Kind.ATTRIBUTE_MACRO, Kind.DERIVE_MACRO})
"""Kinds that take a page of their own where items do; the others are a line or two."""

BADGED = frozenset({Kind.STRUCT, Kind.ENUM, Kind.FUNCTION})
"""Kinds that carry a badge when they are bindings; on methods it would be noise."""


LINKED = frozenset(Kind) - {Kind.VARIANT, Kind.VARIANT_FIELD}
"""Kinds that lead to their Python objects; variants are found with their enum."""

_CONSTRUCTOR = re.compile(r"\.__(new|init)__$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """What ``#[deprecated]`` says."""

    since: str = ""
    note: str = ""


def documentation(item: DocumentedItem, site: Site) -> DocText:
    """The doc comment of an item."""
    return comment_text(item.item.docs, file=site.file(item.item.span.file))


def reexport_documentation(docs: DocumentedItem | DocumentedModule, site: Site) -> DocText:
    """The doc comment of the ``use`` that brought something here."""
    names = site.reference.names
    module = names.module(docs.path.rpartition("::")[0])
    return comment_text(docs.reexport_docs, file=site.file(module.file) if module else "")


def module_documentation(module: DocumentedModule, site: Site) -> DocText:
    """The doc comment of a module."""
    return comment_text(module.module.docs, file=site.file(module.module.file))


def place(item: Item, site: Site) -> tuple[str, int] | None:
    """The file and line where an item is written."""
    return (site.file(item.span.file), item.span.line) if item.span.file else None


def deprecation(item: Item) -> Deprecation | None:
    """What ``#[deprecated(since = "1.2", note = "use b")]`` says; None where an item is not deprecated (Rust reference, "Diagnostics")."""
    for attribute in item.attributes:
        if attribute.path == "deprecated":
            if attribute.tokens.startswith("="):
                return Deprecation(note=attribute.tokens.removeprefix("=").strip().strip('"'))
            values = dict(re.findall(r'(\w+)\s*=\s*"((?:[^"\\]|\\.)*)"', attribute.tokens))
            return Deprecation(since=values.get("since", ""), note=values.get("note", "").replace('\\"', '"'))
    return None


def is_paged(item: DocumentedItem, site: Site) -> bool:
    """Whether an item of a module takes a page of its own where items do: with all others of its path, unless a module has that path."""
    catalogue = site.catalogue
    return item.path not in catalogue.rust_modules and any(other.kind in PAGED for other in catalogue.rust_items.get(item.path, ()))


def badges(item: DocumentedItem, site: Site) -> list[str]:
    """What a list of items says of one beside its name, as rustdoc's lists do: what has to be known before using it."""
    value = item.item
    said = {
        BINDING: item.kind in BADGED and bool(python_paths(item.definition, site)),
        "unsafe": isinstance(value, Function | Trait) and value.is_unsafe,
        "async": isinstance(value, Function) and value.is_async,
        "const": isinstance(value, Function) and value.is_const,
        DEPRECATED: deprecation(value) is not None,
    }
    return [*(word for word, holds in said.items() if holds), *item.features]


def is_provided(item: DocumentedItem) -> bool:
    """Whether a trait's item comes with a default."""
    if isinstance(item.item, Function):
        return item.item.body is not None
    return getattr(item.item, "value", None) is not None or (
        item.kind is Kind.ASSOCIATED_TYPE and getattr(item.item, "type", None) is not None
    )


def has_source(item: DocumentedItem) -> bool:
    """Whether an item's source says more than its signature."""
    if isinstance(item.item, Function) and item.item.body is None:
        return False
    return item.kind in WITH_SOURCE


def source_place(item: Item) -> SourcePlace | None:
    """The lines of an item; of one that a macro made, those of the call."""
    span = item.span
    return SourcePlace(file=span.file, line=span.line, end=span.end_line) if span.file else None


def has_header(block: DocumentedImpl) -> bool:
    """Whether an inherent impl's own line says more than its type's name: bounds, attributes, documentation."""
    impl = block.impl
    bounds = any(isinstance(p, TypeParameter | LifetimeParameter) and p.bounds for p in impl.generics.parameters)
    return bool(bounds or impl.generics.where or impl.docs or shown_attributes(impl))


def python_paths(definition: str, site: Site) -> tuple[str, ...]:
    """The Python objects made from an item; of a constructor the class."""
    paths = site.reference.python_of.get(definition, ())
    return tuple(dict.fromkeys(_CONSTRUCTOR.sub("", path) for path in paths))


def shown_text(items: Iterable[DocumentedItem], site: Site) -> Iterator[str]:
    """All that descriptions of items are made from, as text; equal text makes equal descriptions."""
    for item in items:
        yield repr(item)
        yield from (repr(python_paths(one.definition, site)) for one in _with_members(item))
        yield "\n".join(source_lines(item.item, site))
        if has_source_links(site):
            yield from (repr(source_place(written)) for written in _written(item))


def source_lines(item: Item, site: Site) -> list[str]:
    """The lines of the file from an item's attributes to its end."""
    for crate in site.reference.crates:
        if file := crate.files.get(item.span.file):
            first = min([item.span.line, *(attribute.line for attribute in item.attributes if attribute.line)])
            return file.text.split("\n")[first - 1 : item.span.end_line]
    return []


def _written(item: DocumentedItem) -> Iterator[Item]:
    for one in _with_members(item):
        yield one.item
        yield from (block.impl for block in one.impls)


def _with_members(item: DocumentedItem) -> Iterator[DocumentedItem]:
    yield item
    for inner in (*item.members, *(member for block in item.impls for member in block.members)):
        yield from _with_members(inner)
