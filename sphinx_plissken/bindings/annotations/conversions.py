"""What the source says about how a type that is no class is converted.

Goes in: a struct or an enum. Comes out: the Rust types that stand for it, from ``#[derive(FromPyObject)]`` and ``#[derive(IntoPyObject)]``,
or from a hand-written impl. Rules: the PyO3 guide, "Conversion traits"; ``frompyobject.rs`` and ``intopyobject.rs`` of PyO3's macros.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_plissken.bindings.annotations.native_types import ANY
from sphinx_plissken.bindings.context import Position
from sphinx_plissken.bindings.options import Options, read_options
from sphinx_plissken.rust.model import Enum, Field, Impl, Item, Shape, Struct, TypeAlias, Variant
from sphinx_plissken.rust.resolution.names import Definition, Names
from sphinx_plissken.rust.types import AssociatedTypeArgument, Lifetime, PathType, TupleType, Type

DERIVES: Mapping[Position, frozenset[str]] = {
    Position.ARGUMENT: frozenset({"FromPyObject"}),
    Position.RETURN: frozenset({"IntoPyObject", "IntoPyObjectRef"}),
}
TRAITS: Mapping[Position, frozenset[str]] = {
    Position.ARGUMENT: frozenset({"FromPyObject", "FromPyObjectBound"}),
    Position.RETURN: frozenset({"IntoPyObject", "IntoPy", "ToPyObject"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What may stand for a value of a type, one of several."""

    alternatives: tuple[Type | str, ...]
    """A Rust type that is converted in its place, or an annotation."""


def derived_conversion(item: Item, position: Position) -> Conversion | None:
    """What a derived conversion says; None where none is derived."""
    if not isinstance(item, (Struct, Enum)) or not _derives(item) & DERIVES[position]:
        return None
    if isinstance(item, Struct):
        return Conversion(alternatives=(_of_fields(item.fields, item.shape, read_options(item.attributes, "pyo3"), position),))
    return Conversion(
        alternatives=tuple(
            _of_fields(v.fields, v.shape, read_options(v.attributes, "pyo3"), position) for v in item.variants if _is_used(v)
        )
    )


def _derives(item: Struct | Enum) -> set[str]:
    """The last names of all derived traits."""
    return {name for attribute in item.attributes if attribute.path == "derive" for name in re.findall(r"\w+(?=\s*[,)])", attribute.tokens)}


def _is_used(variant: Variant) -> bool:
    return variant.shape is not Shape.UNIT


def _of_fields(fields: tuple[Field, ...], shape: Shape, options: Options, position: Position) -> Type | str:
    """One field stands for the whole where it is the only one of a tuple, or ``transparent``."""
    if len(fields) == 1 and (shape is Shape.TUPLE or "transparent" in options):
        return _of_field(fields[0], position)
    if shape is Shape.TUPLE:
        if any(isinstance(_of_field(field, position), str) for field in fields):
            return "tuple"
        return TupleType(elements=tuple(field.type for field in fields))
    return ANY if position is Position.ARGUMENT else "dict"


def _of_field(field: Field, position: Position) -> Type | str:
    """A function of the author's own may convert a field; what it takes or gives is not said."""
    by = "from_py_with" if position is Position.ARGUMENT else "into_py_with"
    return ANY if by in read_options(field.attributes, "pyo3") else field.type


def written_conversions(names: Names, definition: Definition, position: Position) -> list[tuple[Type | None, str]]:
    """The targets of hand-written impls, each with the module it is written in; None for one that says no target."""
    return [
        (_target(located.impl, position), located.module)
        for located in names.impls(definition.path)
        if located.impl.trait is not None and not located.impl.derived and located.impl.trait.last.name in TRAITS[position]
    ]


def _target(impl: Impl, position: Position) -> Type | None:
    """``type Target = PyString`` of an ``IntoPyObject``, the argument of an ``IntoPy<Py<PyTuple>>``."""
    if position is Position.ARGUMENT or impl.trait is None:
        return None
    for item in impl.items:
        if isinstance(item, TypeAlias) and item.name == "Target" and isinstance(item.type, PathType):
            return item.type
    arguments = [a for a in impl.trait.last.arguments or () if not isinstance(a, (Lifetime, AssociatedTypeArgument))]
    target = arguments[0] if arguments and impl.trait.last.name == "IntoPy" else None
    return target if isinstance(target, PathType) else None
