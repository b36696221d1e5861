"""The impls that ``#[derive(..)]`` makes.

Goes in: a struct, enum or union. Comes out: ``Impl`` values without members, with the bounds that the standard derives write. Of other
derives only the common ones are known; the rest is taken to implement a trait of its own name. Rules: rustc's
``rustc_builtin_macros::deriving``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sphinx_plissken.rust.attributes import split_at_commas
from sphinx_plissken.rust.model import Enum, Field, Impl, Item, Struct, Union
from sphinx_plissken.rust.type_reader import read_path
from sphinx_plissken.rust.types import (
    ArrayType,
    AssociatedTypeArgument,
    ConstArgument,
    ConstParameter,
    GenericArgument,
    GenericParameter,
    Generics,
    Lifetime,
    LifetimeParameter,
    Path,
    PathSegment,
    PathType,
    PointerType,
    ReferenceType,
    SliceType,
    TraitBound,
    TupleType,
    Type,
    TypeParameter,
    WherePredicate,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Derived:
    """A trait that a derive implements."""

    trait: str
    """The path that the derive writes."""
    lifetime: str = ""
    """A lifetime parameter that the impl adds, for the trait: ``'de``."""
    bounds_fields: bool = True
    """Whether a field of type ``T::Item`` gets a bound of its own."""


_STANDARD = {
    name: (_Derived(trait=f"::core::{path}::{name}"),)
    for name, path in {
        "Clone": "clone",
        "Copy": "marker",
        "Debug": "fmt",
        "Default": "default",
        "Eq": "cmp",
        "Hash": "hash",
        "Ord": "cmp",
        "PartialEq": "cmp",
        "PartialOrd": "cmp",
    }.items()
}
_COMMON = {
    "Serialize": (_Derived(trait="::serde::Serialize", bounds_fields=False),),
    "Deserialize": (_Derived(trait="::serde::Deserialize", lifetime="'de", bounds_fields=False),),
}


def derived_impls(item: Item) -> tuple[Impl, ...]:
    """The impls that an item's derives make, in source order."""
    if not isinstance(item, Struct | Enum | Union):
        return ()
    paths = [path for attribute in item.attributes if attribute.path == "derive" for path in split_at_commas(attribute.tokens)]
    return tuple(_impl(item, derived) for path in paths if path for derived in _derived(path))


def _derived(path: str) -> Sequence[_Derived]:
    name = path.rpartition("::")[2].strip()
    return _STANDARD.get(name) or _COMMON.get(name) or (_Derived(trait=path, bounds_fields=False),)


def _impl(item: Struct | Enum | Union, derived: _Derived) -> Impl:
    trait = _trait_path(derived)
    bounds = _bounds(item, trait)
    parameters = [_parameter(parameter, bounds) for parameter in item.generics.parameters]
    if derived.lifetime:
        parameters = [LifetimeParameter(name=derived.lifetime), *parameters]
    where = [*item.generics.where, *(_projections(item, bounds) if derived.bounds_fields and bounds else ())]
    return Impl(
        name="",
        span=item.span,
        attributes=tuple(attribute for attribute in item.attributes if attribute.path == "cfg"),
        made_by=item.made_by,
        cfg=item.cfg,
        generics=Generics(parameters=tuple(parameters), where=tuple(where)),
        trait=trait,
        self_type=_self_type(item),
        derived=True,
    )


def _trait_path(derived: _Derived) -> Path:
    path = read_path(derived.trait)
    if not derived.lifetime:
        return path
    last = replace(path.last, arguments=(Lifetime(name=derived.lifetime),))
    return replace(path, segments=(*path.segments[:-1], last))


def _bounds(item: Struct | Enum | Union, trait: Path) -> tuple[TraitBound, ...]:
    """What the derive demands of type parameters: the trait itself, but for the default variant of an enum, and copies of a union."""
    name = trait.last.name
    if name == "Default" and isinstance(item, Enum):
        return ()
    if name == "Clone" and isinstance(item, Union):
        return (TraitBound(path=read_path("::core::marker::Copy")), TraitBound(path=trait))
    return (TraitBound(path=trait),)


def _parameter(parameter: GenericParameter, bounds: tuple[TraitBound, ...]) -> GenericParameter:
    if isinstance(parameter, TypeParameter):
        return replace(parameter, bounds=(*bounds, *parameter.bounds), default=None)
    return replace(parameter, default=None) if isinstance(parameter, ConstParameter) else parameter


def _self_type(item: Struct | Enum | Union) -> PathType:
    arguments = tuple(_argument(parameter) for parameter in item.generics.parameters)
    return PathType(path=Path(segments=(PathSegment(name=item.name, arguments=arguments or None),)))


def _argument(parameter: GenericParameter) -> GenericArgument:
    return Lifetime(name=parameter.name) if isinstance(parameter, LifetimeParameter) else _named(parameter.name)


def _named(name: str) -> PathType:
    return PathType(path=Path(segments=(PathSegment(name=name),)))


def _projections(item: Struct | Enum | Union, bounds: tuple[TraitBound, ...]) -> Iterator[WherePredicate]:
    """Bounds for types like ``T::Item`` in fields, each once."""
    names = {parameter.name for parameter in item.generics.parameters if isinstance(parameter, TypeParameter)}
    found = dict.fromkeys(type for field in _fields(item) for type in _projected(field.type, names)) if names else {}
    for type in found:
        yield WherePredicate(subject=type, bounds=bounds)


def _fields(item: Struct | Enum | Union) -> Iterable[Field]:
    return [field for variant in item.variants for field in variant.fields] if isinstance(item, Enum) else item.fields


def _projected(type: Type, names: set[str]) -> Iterator[Type]:
    """The paths in a type that begin with a type parameter and go on."""
    if isinstance(type, PathType):
        if type.self_type is None and type.path.segments[0].name in names and len(type.path.segments) > 1:
            yield type
        for segment in type.path.segments:
            for argument in segment.arguments or ():
                yield from _projected_argument(argument, names)
    elif isinstance(type, ReferenceType | PointerType | SliceType | ArrayType):
        yield from _projected(type.inner, names)
    elif isinstance(type, TupleType):
        for element in type.elements:
            yield from _projected(element, names)


def _projected_argument(argument: GenericArgument, names: set[str]) -> Iterator[Type]:
    if isinstance(argument, AssociatedTypeArgument):
        yield from _projected(argument.type, names) if argument.type else ()
    elif not isinstance(argument, Lifetime | ConstArgument):
        yield from _projected(argument, names)
