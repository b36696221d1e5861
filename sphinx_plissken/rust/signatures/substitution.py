"""What types are made of, and generic parameters in them replaced by what they stand for.

Goes in: a type, or anything that types are made of. Comes out: its parts, or the same with other parts: ``Vec<T>`` with ``u8`` for ``T`` is
``Vec<u8>``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from operator import is_
from typing import Any, TypeVar, cast

from sphinx_plissken.rust import types
from sphinx_plissken.rust.construction import changed
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

_V = TypeVar("_V")

PARTS: dict[type, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind) if each.type != "bool" and each.name not in ("name", "modifier", "abi", "tokens"))
    for kind in vars(types).values()
    if isinstance(kind, type) and is_dataclass(kind)
}
"""Class of types and of what they are made of -> the fields that may hold types, or text that is an argument."""


def parts_of(value: object) -> tuple[Any, ...]:
    """The values of a type's fields that may hold types; none of what is no type."""
    return tuple([getattr(value, name) for name in PARTS.get(value.__class__, ())])


def with_parts(value: Any, change: Callable[[Any], Any]) -> Any:
    """A type, or what types are made of, with its parts changed; itself where none of them is."""
    changes = {name: part for name in PARTS.get(value.__class__, ()) if (part := change(old := getattr(value, name))) is not old}
    return changed(value, **changes) if changes else value


def assigned(generics: Generics, written: tuple[GenericArgument, ...]) -> dict[str, GenericArgument]:
    """What each generic parameter stands for: what is written, else its default."""
    lifetimes = [argument for argument in written if isinstance(argument, Lifetime)]
    others = [argument for argument in written if not isinstance(argument, Lifetime)]
    found: dict[str, GenericArgument] = {}
    for parameter in generics.parameters:
        if isinstance(parameter, LifetimeParameter):
            found[parameter.name] = lifetimes.pop(0) if lifetimes else Lifetime(name="'_")
        elif others:
            found[parameter.name] = others.pop(0)
        elif (default := default_of(parameter)) is not None:
            found[parameter.name] = substituted(default, found)
    return found


def default_of(parameter: GenericParameter) -> GenericArgument | None:
    """What a generic parameter stands for where nothing is written."""
    if isinstance(parameter, TypeParameter):
        return parameter.default
    if isinstance(parameter, ConstParameter) and parameter.default is not None:
        return ConstArgument(text=parameter.default)
    return None


def substituted(value: _V, arguments: Mapping[str, GenericArgument]) -> _V:
    """A type, or what is made of types, with generic parameters replaced by what they stand for."""
    return cast("_V", _substituted(value, arguments)) if arguments else value


def _substituted(value: Any, arguments: Mapping[str, GenericArgument]) -> Any:
    substitute = _SUBSTITUTERS.get(value.__class__)
    return with_parts(value, lambda part: _substituted(part, arguments)) if substitute is None else substitute(value, arguments)


def _substituted_tuple(values: tuple[Any, ...], arguments: Mapping[str, GenericArgument]) -> tuple[Any, ...]:
    found = tuple([_substituted(value, arguments) for value in values])
    return values if all(map(is_, found, values)) else found


def _substituted_type(type: PathType, arguments: Mapping[str, GenericArgument]) -> Any:
    if type.self_type is not None:
        return with_parts(type, lambda part: _substituted(part, arguments))
    first = type.path.segments[0].name
    if first in arguments:
        return _replaced(type, arguments[first])
    path = _substituted_path(type.path, arguments)
    return type if path is type.path else PathType(path=path)


def _substituted_path(path: Path, arguments: Mapping[str, GenericArgument]) -> Path:
    segments = _substituted_tuple(path.segments, arguments)
    return path if segments is path.segments else Path(segments=segments, is_global=path.is_global)


def _substituted_segment(segment: PathSegment, arguments: Mapping[str, GenericArgument]) -> Any:
    if segment.arguments is None and segment.inputs is None:
        return segment
    return with_parts(segment, lambda part: _substituted(part, arguments))


def _substituted_lifetime(lifetime: Lifetime, arguments: Mapping[str, GenericArgument]) -> Lifetime:
    argument = arguments.get(lifetime.name)
    return argument if isinstance(argument, Lifetime) else lifetime


def _substituted_text(text: str, arguments: Mapping[str, GenericArgument]) -> str:
    """The length of an array."""
    return _text(arguments[text]) or text if text in arguments else text


_SUBSTITUTERS: dict[type, Callable[[Any, Mapping[str, GenericArgument]], Any]] = {
    tuple: _substituted_tuple,
    PathType: _substituted_type,
    Path: _substituted_path,
    PathSegment: _substituted_segment,
    Lifetime: _substituted_lifetime,
    str: _substituted_text,
}


def _replaced(type: PathType, argument: GenericArgument) -> Any:
    """``T`` as what it stands for, ``T::Item`` as ``<X>::Item``."""
    if len(type.path.segments) == 1:
        return argument
    rest = changed(type.path, segments=type.path.segments[1:])
    if isinstance(argument, PathType) and argument.self_type is None:
        return PathType(path=changed(argument.path, segments=(*argument.path.segments, *rest.segments)))
    return PathType(path=rest, self_type=cast("Type", argument))


def _text(argument: GenericArgument) -> str:
    if isinstance(argument, ConstArgument):
        return argument.text
    return str(argument.path) if isinstance(argument, PathType) and argument.self_type is None else ""
