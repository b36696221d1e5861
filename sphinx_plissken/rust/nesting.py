"""Items inside of items: fields, variants, the items of traits, impls, foreign blocks and modules."""

from __future__ import annotations

import operator
from collections.abc import Mapping

from sphinx_plissken.rust.construction import changed
from sphinx_plissken.rust.model import Enum, ForeignBlock, Impl, Item, Module, Struct, Trait, Union, Variant

_FIELDS: Mapping[type[Item], str] = {
    Struct: "fields",
    Union: "fields",
    Enum: "variants",
    Variant: "fields",
    Trait: "items",
    Impl: "items",
    ForeignBlock: "items",
    Module: "items",
}


def inner_items(item: Item) -> tuple[Item, ...]:
    """The items directly inside of one."""
    field = _FIELDS.get(type(item))
    inner: tuple[Item, ...] | None = getattr(item, field) if field else None
    return inner or ()


def with_inner_items(item: Item, inner: tuple[Item, ...]) -> Item:
    """An item with other items inside; the item itself where they are the same."""
    before = inner_items(item)
    if len(inner) == len(before) and all(map(operator.is_, inner, before)):
        return item
    return changed(item, **{_FIELDS[type(item)]: inner})
