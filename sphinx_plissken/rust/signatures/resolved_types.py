"""Types as rustc sees them, where rustdoc shows those and not what is written: in the trait of an impl's header.

Goes in: a type or path as written, and what surrounds it. Comes out: the same with aliases and ``Self`` looked through, imported names by
their own names, ``T::Item`` as ``<T as Trait>::Item``, and arguments left out that are the default. Rules: rustdoc's ``clean_middle_ty``
and ``clean_middle_generic_args``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import is_
from typing import Any, TypeVar, cast

from sphinx_plissken.rust.construction import changed, quickly_made
from sphinx_plissken.rust.model import Namespace, Trait, TypeAlias
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.resolution.preludes import STANDARD_CRATES
from sphinx_plissken.rust.signatures.standard_types import (
    AUTO_TRAITS,
    SELF_BY_DEFAULT,
    has_associated_type,
    owner_of_associated_type,
    standard_alias,
)
from sphinx_plissken.rust.signatures.substitution import PARTS, assigned, default_of, parts_of, substituted, with_parts
from sphinx_plissken.rust.text.type_reader import read_path
from sphinx_plissken.rust.types import (
    ConstParameter,
    DynType,
    GenericArgument,
    GenericParameter,
    Generics,
    Lifetime,
    LifetimeParameter,
    MacroType,
    Path,
    PathSegment,
    PathType,
    ReferenceType,
    TraitBound,
    Type,
    TypeParameter,
)

_DEEPEST = 24
"""How many aliases of aliases are looked through."""

_V = TypeVar("_V")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a type stands."""

    sites: Sites
    names: Names
    module: str
    self_type: Type | None
    """What ``Self`` stands for, resolved."""
    bounds: Mapping[str, tuple[TraitBound, ...]]
    """The type and const parameters in scope, with their trait bounds."""
    generics: Generics
    """Where these parameters are declared."""
    depth: int
    known: dict[int, tuple[PathType, Type]]
    """What types have been resolved to, here or wherever else in the module the parameters have the same names: by identity, as equal
    types that were read are one, and a hash takes as long as all the rest."""


class Sites:
    """The sites in some crates. A type mostly means the same in all of a module: it is resolved once, and then known.

    What ``Self`` is and what is asked of a parameter seldom matters; ``private_uses`` counts how often it did.
    """

    def __init__(self, names: Names) -> None:
        self.private_uses = 0
        self.aliases: dict[tuple[str, int], tuple[Generics, Type]] = {}
        """What has been resolved of the declarations of aliases, by path and depth."""
        self._names = names
        self._bounds: dict[int, tuple[Generics, Mapping[str, tuple[TraitBound, ...]], frozenset[str]]] = {}
        """By identity of generics, as their hash takes long: their bounds, and the names of their parameters."""
        self._known: dict[tuple[str, frozenset[str], int], dict[int, tuple[PathType, Type]]] = {}

    def at(self, generics: Generics, module: str, self_type: Type | None = None, depth: int = 0) -> Site:
        """The place of what is written with some generics in scope."""
        if (found := self._bounds.get(id(generics))) is None:
            own = bounds_of(generics)
            found = self._bounds[id(generics)] = generics, own, frozenset(own)
        _, bounds, parameters = found
        if (known := self._known.get((module, parameters, depth))) is None:
            known = self._known[module, parameters, depth] = {}
        return Site(
            sites=self,
            names=self._names,
            module=module,
            self_type=self_type,
            bounds=bounds,
            generics=generics,
            depth=depth,
            known=known,
        )


def bounds_of(generics: Generics) -> dict[str, tuple[TraitBound, ...]]:
    """The trait bounds of each type and const parameter, those of the where clause too."""
    found: dict[str, tuple[TraitBound, ...]] = {}
    for parameter in generics.parameters:
        if isinstance(parameter, TypeParameter):
            found[parameter.name] = tuple(bound for bound in parameter.bounds if isinstance(bound, TraitBound))
        elif isinstance(parameter, ConstParameter):
            found[parameter.name] = ()
    for predicate in generics.where:
        subject = predicate.subject
        if isinstance(subject, PathType) and subject.self_type is None and (name := str(subject.path)) in found:
            found[name] += tuple(bound for bound in predicate.bounds if isinstance(bound, TraitBound))
    return found


def resolved(value: _V, site: Site) -> _V:
    """A type, or what is made of types, as rustc sees it."""
    return cast("_V", _resolved(value, site))


def _resolved(value: Any, site: Site) -> Any:
    resolve = _RESOLVERS.get(value.__class__)
    return value if resolve is None else resolve(value, site)


def _macro_type(value: MacroType, site: Site) -> Any:
    expanded = site.names.expanded_type(value, site.module)
    return value if isinstance(expanded, MacroType) else _resolved(expanded, site)


def _dyn_type(value: DynType, site: Site) -> DynType:
    return changed(value, bounds=_sorted_bounds([_resolved(bound, site) for bound in value.bounds]))


def _resolved_tuple(values: tuple[Any, ...], site: Site) -> tuple[Any, ...]:
    """A tuple with its elements resolved; itself where none of them changes. Most are leaves, which is why they are told apart here."""
    found = tuple([value if (resolve := _RESOLVERS.get(value.__class__)) is None else resolve(value, site) for value in values])
    return values if all(map(is_, found, values)) else found


def _reference(value: ReferenceType, site: Site) -> ReferenceType:
    inner = _resolved(value.inner, site)
    return value if inner is value.inner else changed(value, inner=inner)


def _trait_bound(value: TraitBound, site: Site) -> TraitBound:
    path = resolved_path(value.path, site)
    return value if path is value.path else changed(value, path=path)


def _with_parts_resolved(value: Any, site: Site) -> Any:
    return with_parts(value, lambda part: _resolved(part, site))


def _sorted_bounds(bounds: list[Any]) -> tuple[Any, ...]:
    """The bounds of a trait object: auto traits after the other one, in rustc's order."""

    def rank(bound: Any) -> int:
        name = bound.path.last.name if isinstance(bound, TraitBound) else ""
        return AUTO_TRAITS.index(name) + 1 if name in AUTO_TRAITS else 0 if name else len(AUTO_TRAITS) + 1

    return tuple(sorted(bounds, key=rank))


def _path_type(type: PathType, site: Site) -> Type:
    segments = type.path.segments
    if len(segments) == 1 and type.self_type is None and segments[0].name in site.bounds:
        return type
    known = site.known.get(id(type))
    if known is not None:
        return known[1]
    private_uses = site.sites.private_uses
    found = _read_path_type(type, site)
    if site.sites.private_uses == private_uses:
        site.known[id(type)] = type, found
    return found


def _read_path_type(type: PathType, site: Site) -> Type:
    if type.self_type is not None:
        inner, trait = resolved(type.self_type, site), resolved(type.trait, site)
        return PathType(path=_with_arguments(type.path, site), self_type=inner, trait=trait)
    segments = type.path.segments
    if len(segments) == 1 and segments[0].name == "Self":
        site.sites.private_uses += 1
        return site.self_type or type
    if segments[0].name in site.bounds:
        site.sites.private_uses += 1
        return _projection(type, site)
    meaning = site.names.resolve(type.path, site.module, Namespace.TYPE)
    if isinstance(meaning, Definition) and isinstance(meaning.item, TypeAlias) and meaning.item.type is not None:
        return _through_alias(type.path, meaning, meaning.item, site)
    if isinstance(meaning, Foreign) and (alias := standard_alias(meaning.path)):
        return substituted(alias[1], assigned(alias[0], resolved(type.path.last.arguments or (), site)))
    path = _by_definition(type.path, meaning, site)
    return type if path is type.path else PathType(path=path)


def _through_alias(path: Path, alias: Definition, item: TypeAlias, site: Site) -> Type:
    if site.depth >= _DEEPEST or item.type is None:
        return PathType(path=path)
    generics, type = _read_alias(alias, item, site)
    arguments = assigned(generics, resolved(path.last.arguments or (), site))
    # Once more with the arguments in place: now some may be what the default is.
    return resolved(substituted(type, arguments), site.sites.at(site.generics, site.module, site.self_type, site.depth + 1))


def _read_alias(alias: Definition, item: TypeAlias, site: Site) -> tuple[Generics, Type]:
    """The generic parameters of an alias and the type behind it, resolved where it is declared."""
    sites, depth = site.sites, site.depth + 1
    if (known := sites.aliases.get((alias.path, depth))) is None:
        inside = sites.at(item.generics, alias.module, depth=depth)
        known = sites.aliases[alias.path, depth] = resolved(item.generics, inside), resolved(cast("Type", item.type), inside)
    return known


def resolved_path(path: Path, site: Site) -> Path:
    """The path of a type or trait by the place where it is defined, with its arguments."""
    return _by_definition(path, site.names.resolve(path, site.module, Namespace.TYPE), site)


def _by_definition(path: Path, meaning: Meaning | None, site: Site) -> Path:
    written = path.last.arguments
    path = _with_arguments(path, site)
    last = path.segments[-1]
    arguments = _without_defaults(last.arguments, meaning, site, says_self=_is_self(written[-1]) if written else False) or None
    if not isinstance(meaning, _ITEMS):
        return path if arguments is last.arguments else changed(path, segments=(*path.segments[:-1], changed(last, arguments=arguments)))
    own = isinstance(meaning, Definition) and meaning.crate == site.module.partition("::")[0]
    plain = _plain_path(meaning.path, own)
    if arguments is None and last.inputs is None and last.output is None:
        return plain
    before, name = plain.segments[:-1], plain.segments[-1].name
    if arguments is last.arguments and name == last.name and before == path.segments[:-1] and path.is_global == plain.is_global:
        return path
    end = PathSegment(name=name, arguments=arguments, inputs=last.inputs, output=last.output)
    return Path(segments=(*before, end), is_global=plain.is_global)


_ITEMS = (Definition, Foreign)


@lru_cache(maxsize=4096)
def _plain_path(definition: str, own: bool) -> Path:
    """A definition path as a path that can be written anywhere in a crate; ``own``: in its own."""
    steps = definition.split("::")
    return Path(segments=tuple(PathSegment(name=step) for step in (["crate", *steps[1:]] if own else steps)), is_global=not own)


def _with_arguments(path: Path, site: Site) -> Path:
    if len(path.segments) == 1:
        segment = path.segments[0]
        found = _resolved_segment(segment, site)
        return path if found is segment else Path(segments=(found,), is_global=path.is_global)
    segments = _resolved_tuple(path.segments, site)
    return path if segments is path.segments else Path(segments=segments, is_global=path.is_global)


def _resolved_segment(segment: PathSegment, site: Site) -> PathSegment:
    arguments, inputs, output = segment.arguments, segment.inputs, segment.output
    if arguments is not None:
        arguments = _resolved_tuple(arguments, site)
    if inputs is not None:
        inputs, output = _resolved_tuple(inputs, site), resolved(output, site)
    if arguments is segment.arguments and inputs is segment.inputs and output is segment.output:
        return segment
    return PathSegment(name=segment.name, arguments=arguments, inputs=inputs, output=output)


_RESOLVERS: dict[type, Callable[[Any, Site], Any]] = {
    **{kind: _with_parts_resolved for kind, parts in PARTS.items() if set(parts) - {"text"}},
    tuple: _resolved_tuple,
    Path: resolved_path,
    PathSegment: _resolved_segment,
    PathType: _path_type,
    MacroType: _macro_type,
    DynType: _dyn_type,
    ReferenceType: _reference,
    TraitBound: _trait_bound,
}
"""Class -> what resolves it; what is not here has no names in it."""


# Arguments that are the default


def _without_defaults(
    arguments: tuple[GenericArgument, ...] | None, meaning: Meaning | None, site: Site, *, says_self: bool
) -> tuple[GenericArgument, ...] | None:
    """Arguments without the last ones that say what the default is.

    :param says_self: whether the last one is written ``Self``: its unnamed lifetimes are those of the type.
    """
    if not arguments:
        return arguments
    if isinstance(meaning, Foreign):
        if len(arguments) > 1 or meaning.path.rpartition("::")[2] not in SELF_BY_DEFAULT:
            return arguments
        site.sites.private_uses += 1
        return () if says_self or _is_equal(arguments[0], site.self_type) else arguments
    generics: Generics | None = getattr(meaning.item, "generics", None) if isinstance(meaning, Definition) else None
    if generics is None or not isinstance(meaning, Definition) or not generics.parameters or default_of(generics.parameters[-1]) is None:
        return arguments  # parameters with defaults are the last ones
    parameters = [parameter for parameter in generics.parameters if not isinstance(parameter, LifetimeParameter)]
    lifetimes = sum([isinstance(argument, Lifetime) for argument in arguments])
    count = len(arguments) - lifetimes
    if not 0 < count <= len(parameters) or default_of(parameters[count - 1]) is None:
        return arguments  # associated types follow, or the last one has no default
    if says_self and _is_self(default_of(parameters[count - 1])):
        arguments = arguments[:-1]
    inside = site.sites.at(generics, meaning.module, site.self_type)
    return _trimmed(arguments, lifetimes, parameters, assigned(generics, arguments), inside)


def _trimmed(
    positional: tuple[GenericArgument, ...],
    lifetimes: int,
    parameters: Sequence[GenericParameter],
    known: Mapping[str, GenericArgument],
    inside: Site,
) -> tuple[GenericArgument, ...]:
    while len(positional) > lifetimes:
        parameter = parameters[len(positional) - lifetimes - 1]
        default = default_of(parameter)
        if default is None or not _is_equal(substituted(resolved(default, inside), known), positional[-1]):
            break
        positional = positional[:-1]
    return positional


def _is_self(argument: GenericArgument | None) -> bool:
    return isinstance(argument, PathType) and argument.self_type is None and argument.path.names == ("Self",)


def _is_equal(one: object, other: object) -> bool:
    """Whether two types are the same; those with unnamed lifetimes are not, because each is a lifetime of its own."""
    return one == other and not _has_unnamed_lifetime(one)


def _has_unnamed_lifetime(value: Any) -> bool:
    if isinstance(value, Lifetime):
        return value.name == "'_"
    if isinstance(value, ReferenceType) and value.lifetime is None:
        return True
    if isinstance(value, tuple):
        return any(map(_has_unnamed_lifetime, value))
    return any(map(_has_unnamed_lifetime, parts_of(value)))


# Projections


def _projection(type: PathType, site: Site) -> Type:
    """``T::Item`` as ``<T as Trait>::Item``, where the trait can be told."""
    parameter, *rest = type.path.segments
    written = next(_written_traits(site.generics, parameter.name, rest[0].name), None)
    trait = resolved_path(written, site) if written else _trait_with(rest[0].name, site.bounds[parameter.name], site)
    owner = PathType(path=Path(segments=(parameter,)))
    if trait is None or len(rest) > 1:
        return PathType(path=_with_arguments(type.path, site))
    return PathType(path=Path(segments=(_resolved_segment(rest[0], site),)), self_type=owner, trait=trait)


def _written_traits(value: object, parameter: str, name: str) -> Iterator[Path]:
    """The traits that are written out elsewhere in the generics: that of ``<T as Trait>::Item`` for ``T`` and ``Item``."""
    if isinstance(value, PathType) and value.trait is not None and value.path.segments[0].name == name:
        owner = value.self_type
        yield from [value.trait] if isinstance(owner, PathType) and str(owner.path) == parameter else ()
    for part in value if isinstance(value, tuple) else parts_of(value):
        yield from _written_traits(part, parameter, name)


def _trait_with(name: str, bounds: tuple[TraitBound, ...], site: Site) -> Path | None:
    """The trait among some bounds, or their supertraits, that has an associated type; the only bound, if nothing more is known."""
    unknown: list[Path] = []
    for bound, at in _with_supertraits(bounds, site):
        meaning = site.names.resolve(bound.path, at.module, Namespace.TYPE)
        path = resolved_path(bound.path, at)
        if isinstance(meaning, Definition) and isinstance(meaning.item, Trait):
            if any(isinstance(item, TypeAlias) and item.name == name for item in meaning.item.items):
                return path
        elif isinstance(meaning, Foreign) and has_associated_type(meaning.path, name):
            return path
        elif isinstance(meaning, Foreign) and (owner := owner_of_associated_type(meaning.path, name)):
            return read_path(owner)
        elif bound.modifier != "?" and not is_standard(meaning):
            unknown.append(path)
    return unknown[0] if len(unknown) == 1 else None


def is_standard(meaning: Meaning | None) -> bool:
    """Whether something is in the standard library."""
    return isinstance(meaning, Foreign) and meaning.path.partition("::")[0] in STANDARD_CRATES


def _with_supertraits(bounds: tuple[TraitBound, ...], site: Site) -> Iterator[tuple[TraitBound, Site]]:
    waiting = [(bound, site) for bound in bounds]
    seen: set[str] = set()
    while waiting:
        bound, at = waiting.pop(0)
        yield bound, at
        meaning = site.names.resolve(bound.path, at.module, Namespace.TYPE)
        if isinstance(meaning, Definition) and isinstance(meaning.item, Trait) and meaning.path not in seen:
            seen.add(meaning.path)
            arguments = assigned(meaning.item.generics, resolved(bound.path.last.arguments or (), at))
            inner = site.sites.at(site.generics, meaning.module, site.self_type, site.depth)
            waiting += [(substituted(above, arguments), inner) for above in meaning.item.bounds if isinstance(above, TraitBound)]
