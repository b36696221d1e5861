"""What ``#[derive(thiserror::Error)]`` implements beside ``Error``: ``Display`` for its messages, ``From`` for what it wraps.

Goes in: a struct or an enum. Comes out: traits with what they demand of type parameters. Other derives of that name say nothing in
``#[error("..")]``, and only implement ``Error``. Rules: thiserror's documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_plissken.rust.model import Enum, Field, Item, Struct, Union, Variant
from sphinx_plissken.rust.signatures.substitution import parts_of
from sphinx_plissken.rust.text.attributes import attribute_items
from sphinx_plissken.rust.text.type_reader import read_bounds, read_path, read_type
from sphinx_plissken.rust.types import Path, PathSegment, PathType, Type, TypeParameter, WherePredicate


class Implemented(NamedTuple):
    """A trait that is implemented."""

    trait: Path
    where: tuple[WherePredicate, ...] = ()


def error_traits(item: Struct | Enum | Union) -> tuple[Implemented, ...]:
    """The traits, in the order in which the derive writes them; none where it is another derive."""
    shapes = [item] if isinstance(item, Struct) else [item, *item.variants] if isinstance(item, Enum) else []
    messages = [(shape, message) for shape in shapes for message in _messages(shape)]
    if not messages:
        return ()
    parameters = {parameter.name for parameter in item.generics.parameters if isinstance(parameter, TypeParameter)}
    shown = dict.fromkeys(predicate for shape, message in messages for predicate in _demanded(shape, message, parameters))
    error = _where("Self", "::core::fmt::Debug + ::core::fmt::Display") if parameters else ()
    return (
        Implemented(read_path("::core::error::Error"), error),
        Implemented(read_path("::core::fmt::Display"), tuple(shown)),
        *(Implemented(_from(field.type)) for shape in shapes for field in _fields(shape) if _is_marked(field)),
    )


def _fields(shape: Item) -> tuple[Field, ...]:
    return shape.fields if isinstance(shape, Struct | Variant) else ()


def _is_marked(field: Field) -> bool:
    return any(attribute.path == "from" for attribute in field.attributes)


def _from(type: Type) -> Path:
    path = read_path("::core::convert::From")
    return Path(segments=(*path.segments[:-1], PathSegment(name="From", arguments=(type,))), is_global=True)


def _messages(shape: Item) -> Iterator[str]:
    """The format strings of a struct or variant, or ``{0}`` for one that is transparent."""
    for attribute in shape.attributes:
        first = next(iter(attribute_items(attribute)), None) if attribute.path == "error" else None
        if first is not None and isinstance(first.literal, str) and not first.path:
            yield first.literal
        elif first is not None and first.path in ("transparent", "fmt"):
            yield _TRANSPARENT if first.path == "transparent" else ""


_TRANSPARENT = "{0}"
"""The message of a shape whose only field says everything."""
_PLACE = re.compile(r"\{(?P<field>\w+)(?::(?P<format>[^}]*))?\}")


def _demanded(shape: Item, message: str, parameters: set[str]) -> Iterator[WherePredicate]:
    """What a message demands of the fields in it whose types are not known: ``{0:?}`` wants ``T: Debug``."""
    fields = {field.name: field for field in _fields(shape)}
    if message == _TRANSPARENT:
        fields |= zip("0", fields.values(), strict=False)
    for place in _PLACE.finditer(message.replace("{{", "")):
        field = fields.get(place["field"])
        if field is not None and _names_any(field.type, parameters):
            bound = "Debug" if (place["format"] or "").endswith("?") else "Display"
            yield WherePredicate(subject=field.type, bounds=read_bounds(f"::core::fmt::{bound}"))


def _names_any(value: object, names: set[str]) -> bool:
    """Whether a type is made of any type parameter."""
    if isinstance(value, PathType) and value.self_type is None and value.path.names[0] in names:
        return True
    parts = value if isinstance(value, tuple) else parts_of(value)
    return any(_names_any(part, names) for part in parts)


def _where(subject: str, bounds: str) -> tuple[WherePredicate, ...]:
    return (WherePredicate(subject=read_type(subject), bounds=read_bounds(bounds)),)
