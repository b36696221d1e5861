"""The impls that ``#[derive(..)]`` makes.

Goes in: a struct, enum or union. Comes out: ``Impl`` values without members, with the bounds that the standard derives write. Of other
derives only the common ones are known; the rest is taken to implement a trait of its own name. Rules: rustc's
``rustc_builtin_macros::deriving``.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_plissken.rust.construction import changed
from sphinx_plissken.rust.model import Enum, Field, Impl, Item, Struct, Union
from sphinx_plissken.rust.shown.derived_errors import error_traits
from sphinx_plissken.rust.signatures.substitution import parts_of
from sphinx_plissken.rust.text.attributes import attribute_items
from sphinx_plissken.rust.text.type_reader import read_generics, read_path
from sphinx_plissken.rust.types import (
    NO_GENERICS,
    ConstParameter,
    GenericArgument,
    GenericParameter,
    Generics,
    Lifetime,
    LifetimeParameter,
    Path,
    PathSegment,
    PathType,
    TraitBound,
    TypeParameter,
    WherePredicate,
)


class _Bounds(enum.Enum):
    """Where a derive writes what it demands of type parameters."""

    INLINE = "inline"  # each parameter gets a bound, and each `T::Item` in a field a predicate: the standard library's derives
    PARAMETERS = "parameters"  # each parameter gets a bound
    WHERE = "where"  # parameters that fields use get a predicate: serde
    NONE = "none"  # nothing is demanded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Derived:
    """A trait that a derive implements."""

    trait: str
    """The path that the derive writes."""
    lifetime: str = ""
    """A lifetime parameter that the impl adds, for the trait: ``'de``."""
    bounds: _Bounds = _Bounds.PARAMETERS
    option: str = ""
    """serde's word for this derive in ``#[serde(bound(..))]``."""


_STANDARD = {
    "Clone": "clone",
    "Copy": "marker",
    "Debug": "fmt",
    "Default": "default",
    "Eq": "cmp",
    "Hash": "hash",
    "Ord": "cmp",
    "PartialEq": "cmp",
    "PartialOrd": "cmp",
}
_KNOWN = {name: (_Derived(trait=f"::core::{path}::{name}", bounds=_Bounds.INLINE),) for name, path in _STANDARD.items()} | {
    "Serialize": (_Derived(trait="::serde::Serialize", bounds=_Bounds.WHERE, option="serialize"),),
    "Deserialize": (_Derived(trait="::serde::Deserialize", lifetime="'de", bounds=_Bounds.WHERE, option="deserialize"),),
    "Arbitrary": (_Derived(trait="::arbitrary::Arbitrary", lifetime="'arbitrary"),),
    "Display": (_Derived(trait="::core::fmt::Display", bounds=_Bounds.NONE),),
    "EnumString": (
        _Derived(trait="::core::str::FromStr", bounds=_Bounds.NONE),
        _Derived(trait="::core::convert::TryFrom<&str>", bounds=_Bounds.NONE),
    ),
}
"""The last name of a derive -> what it implements. ``Display`` and ``EnumString`` are strum's."""


def derived_impls(item: Item) -> tuple[Impl, ...]:
    """The impls that an item's derives make, in source order."""
    if not isinstance(item, _DERIVING):
        return ()
    derives = [attribute for attribute in item.attributes if attribute.path.rpartition("::")[2] == "derive"]
    if not derives:
        return ()
    paths = [meta.path for attribute in derives for meta in attribute_items(attribute) if meta.path]
    used = _used_types(item)
    self_type = _self_type(item)
    return tuple([impl for path in paths for impl in _impls(item, self_type, used, path)])


_DERIVING = (Struct, Enum, Union)


def _impls(item: Struct | Enum | Union, self_type: PathType, used: Sequence[_UsedType], path: str) -> Iterator[Impl]:
    """The impls that one derive makes."""
    name = path.rpartition("::")[2]
    if name == "Error" and (traits := error_traits(item)):
        for trait, where in traits:
            generics = _generics(item, used, _Derived(trait=path, bounds=_Bounds.NONE), ())
            yield _impl(item, self_type, trait, changed(generics, where=(*generics.where, *where)))
        return
    for derived in _KNOWN.get(name) or (_Derived(trait=path),):
        trait = _trait_path(derived)
        yield _impl(item, self_type, trait, _generics(item, used, derived, _bounds(item, trait)))


def _impl(item: Struct | Enum | Union, self_type: PathType, trait: Path, generics: Generics) -> Impl:
    return Impl(
        name="",
        span=item.span,
        made_by=item.made_by,
        cfg=item.cfg,
        generics=generics,
        trait=trait,
        self_type=self_type,
        derived=True,
    )


def _generics(item: Struct | Enum | Union, used: Sequence[_UsedType], derived: _Derived, bounds: tuple[TraitBound, ...]) -> Generics:
    """The item's generics with what a derive demands."""
    inline = bounds if derived.bounds in (_Bounds.INLINE, _Bounds.PARAMETERS) else ()
    parameters = [_parameter(parameter, inline) for parameter in item.generics.parameters]
    if derived.lifetime:
        parameters = [LifetimeParameter(name=derived.lifetime), *parameters]
    where = (*item.generics.where, *_predicates(item, used, derived, bounds))
    return Generics(parameters=tuple(parameters), where=where) if parameters or where else NO_GENERICS


def _predicates(
    item: Struct | Enum | Union, used: Sequence[_UsedType], derived: _Derived, bounds: tuple[TraitBound, ...]
) -> Iterable[WherePredicate]:
    """What a derive adds to the where clause."""
    if derived.bounds in (_Bounds.PARAMETERS, _Bounds.NONE) or not bounds:
        return ()
    if derived.option and (written := _serde_bound(item, derived.option)) is not None:
        return read_generics(where=written).where
    if derived.bounds is _Bounds.INLINE:
        types = [each.type for each in used if len(each.type.path.segments) > 1]
    else:
        types = [each.type for each in used if not each.is_in_marker]
    return [WherePredicate(subject=type, bounds=bounds) for type in dict.fromkeys(types)]


def _serde_bound(item: Item, option: str) -> str | None:
    """The predicates of ``#[serde(bound = "..")]`` or ``#[serde(bound(serialize = ".."))]``."""
    for attribute in item.attributes:
        if attribute.path == "serde":
            for meta in attribute_items(attribute):
                inner = [meta] if meta.value else [one for one in meta.items if one.path == option]
                if meta.path == "bound" and inner and isinstance(inner[0].literal, str):
                    return inner[0].literal
    return None


def _trait_path(derived: _Derived) -> Path:
    path = read_path(derived.trait)
    if not derived.lifetime:
        return path
    last = changed(path.last, arguments=(Lifetime(name=derived.lifetime),))
    return changed(path, segments=(*path.segments[:-1], last))


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
        return changed(parameter, bounds=(*bounds, *parameter.bounds), default=None)
    return changed(parameter, default=None) if isinstance(parameter, ConstParameter) else parameter


def _self_type(item: Struct | Enum | Union) -> PathType:
    arguments = tuple(_argument(parameter) for parameter in item.generics.parameters)
    return PathType(path=Path(segments=(PathSegment(name=item.name, arguments=arguments or None),)))


def _argument(parameter: GenericParameter) -> GenericArgument:
    return Lifetime(name=parameter.name) if isinstance(parameter, LifetimeParameter) else _named(parameter.name)


def _named(name: str) -> PathType:
    return PathType(path=Path(segments=(PathSegment(name=name),)))


class _UsedType(NamedTuple):
    """A type parameter that a field uses, or a type like ``T::Item``."""

    type: PathType
    is_in_marker: bool
    """Whether it stands in a ``PhantomData``."""


def _used_types(item: Struct | Enum | Union) -> list[_UsedType]:
    """The type parameters that fields use, in the order of their declaration, then types like ``T::Item``, as often as they are used."""
    names = [parameter.name for parameter in item.generics.parameters if isinstance(parameter, TypeParameter)]
    found = [each for field in _fields(item) for each in _used(field.type, names)] if names else []
    return sorted(found, key=lambda each: names.index(str(each.type.path)) if len(each.type.path.segments) == 1 else len(names))


def _fields(item: Struct | Enum | Union) -> Iterable[Field]:
    return [field for variant in item.variants for field in variant.fields] if isinstance(item, Enum) else item.fields


def _used(value: object, names: Sequence[str], *, is_in_marker: bool = False) -> Iterator[_UsedType]:
    """The paths in a type that begin with a type parameter."""
    if isinstance(value, PathType) and value.self_type is None:
        if value.path.segments[0].name in names:
            yield _UsedType(value, is_in_marker)
        is_in_marker = is_in_marker or value.path.last.name == "PhantomData"
    for part in value if isinstance(value, tuple) else parts_of(value):
        yield from _used(part, names, is_in_marker=is_in_marker)
