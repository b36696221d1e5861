"""Type aliases looked through, with their generic arguments put in.

Goes in: a type as written, and the names around it. Comes out: the type that rustc means: ``type P<T> = V<T, 2>;`` makes ``P<u8>`` into
``V<u8, 2>``. Rules: the Rust reference, "Type aliases".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from sphinx_plissken.rust.meanings import Definition
from sphinx_plissken.rust.model import Namespace, TypeAlias
from sphinx_plissken.rust.names import Names
from sphinx_plissken.rust.types import (
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
    Type,
    TypeParameter,
)

_DEEPEST = 16
"""How many aliases of aliases are looked through."""

_V = TypeVar("_V")


def without_alias(type: Type, names: Names, module: str) -> tuple[Type, str]:
    """A type with the alias that it names looked through, and the module whose names the result is in; other types as they are."""
    for _ in range(_DEEPEST):
        if not isinstance(type, PathType) or type.self_type is not None:
            break
        meaning = names.resolve(type.path, module, Namespace.TYPE)
        if not isinstance(meaning, Definition) or not isinstance(meaning.item, TypeAlias) or meaning.item.type is None:
            break
        written = type.path.last.arguments or ()
        type, module = substituted(meaning.item.type, _arguments(meaning.item.generics, written)), meaning.module
    return type, module


def _arguments(generics: Generics, written: tuple[GenericArgument, ...]) -> dict[str, GenericArgument]:
    """What each generic parameter stands for: what is written, else its default."""
    lifetimes = [argument for argument in written if isinstance(argument, Lifetime)]
    others = [argument for argument in written if not isinstance(argument, Lifetime)]
    found: dict[str, GenericArgument] = {}
    for parameter in generics.parameters:
        if isinstance(parameter, LifetimeParameter):
            found[parameter.name] = lifetimes.pop(0) if lifetimes else Lifetime(name="'_")
        elif others:
            found[parameter.name] = others.pop(0)
        elif (default := _default(parameter)) is not None:
            found[parameter.name] = substituted(default, found)
    return found


def _default(parameter: GenericParameter) -> GenericArgument | None:
    if isinstance(parameter, TypeParameter):
        return parameter.default
    if isinstance(parameter, ConstParameter) and parameter.default is not None:
        return ConstArgument(text=parameter.default)
    return None


def substituted(value: _V, arguments: Mapping[str, GenericArgument]) -> _V:
    """A type, or a part of one, with generic parameters replaced by what they stand for."""
    if not arguments:
        return value
    return cast("_V", _substituted(value, arguments))


def _substituted(value: object, arguments: Mapping[str, GenericArgument]) -> object:
    if isinstance(value, tuple):
        return tuple(_substituted(part, arguments) for part in value)
    if isinstance(value, Lifetime):
        return arguments.get(value.name, value)
    if isinstance(value, PathType) and value.self_type is None and value.path.segments[0].name in arguments:
        return _projected(value, arguments[value.path.segments[0].name])
    if isinstance(value, PathSegment | Path | PathType) or (is_dataclass(value) and not isinstance(value, type)):
        changed = {field.name: _substituted(getattr(value, field.name), arguments) for field in fields(value)}
        return replace(value, **changed)
    return value


def _projected(value: PathType, argument: GenericArgument) -> object:
    """``T`` as what it stands for, ``T::Item`` as ``<X>::Item``."""
    if len(value.path.segments) == 1:
        return argument
    rest = replace(value.path, segments=value.path.segments[1:])
    if isinstance(argument, PathType) and argument.self_type is None:
        return PathType(path=replace(argument.path, segments=(*argument.path.segments, *rest.segments)))
    return PathType(path=rest, self_type=cast("Type", argument))
