"""Generic parameters and where clauses as rustdoc orders them.

Goes in: ``Generics`` as written. Comes out: ``Generics`` as shown, and tokens. Rules: rustdoc's ``clean_generics`` and
``print_where_clause``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_plissken.rust.construction import changed
from sphinx_plissken.rust.signatures.signature_tokens import SPACE, Token, keyword, line_break, mark
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, bound_tokens, lifetime_token, quantified, type_tokens
from sphinx_plissken.rust.types import (
    Bound,
    ConstParameter,
    GenericParameter,
    Generics,
    Lifetime,
    LifetimeParameter,
    Path,
    PathSegment,
    PathType,
    TraitBound,
    Type,
    TypeParameter,
    WherePredicate,
)


def merged(generics: Generics) -> Generics:
    """Each subject once in the where clause, each of its bounds once; what a parameter's own bounds say of such a subject moves there."""
    if not generics.where:
        return generics
    predicates: dict[Type | Lifetime, WherePredicate] = {}
    for predicate in generics.where:
        known = predicates.get(predicate.subject)
        predicates[predicate.subject] = _extended(known, predicate.bounds, predicate.lifetimes) if known else _once(predicate)
    parameters = shown_parameters(generics)
    for written, parameter in zip(generics.parameters, parameters, strict=True):
        if parameter is not written and not isinstance(written, ConstParameter):
            subject = _subject(written)
            predicates[subject] = _extended(predicates[subject], written.bounds, ())
    return Generics(parameters=parameters, where=tuple(predicates.values()))


def shown_parameters(generics: Generics) -> tuple[GenericParameter, ...]:
    """Generic parameters without the bounds of those that are subjects of the where clause, where these bounds go."""
    subjects = {_name_of(predicate.subject) for predicate in generics.where}
    if not subjects:
        return generics.parameters
    return tuple([_without_bounds(parameter) if parameter.name in subjects else parameter for parameter in generics.parameters])


def _without_bounds(parameter: GenericParameter) -> GenericParameter:
    return parameter if isinstance(parameter, ConstParameter) or not parameter.bounds else changed(parameter, bounds=())


def _name_of(subject: Type | Lifetime) -> str:
    """The name of a subject that may be a generic parameter; empty for any other."""
    if isinstance(subject, Lifetime):
        return subject.name
    if not isinstance(subject, PathType) or subject.self_type is not None or subject.path.is_global or len(subject.path.segments) > 1:
        return ""
    segment = subject.path.segments[0]
    return segment.name if segment.arguments is None and segment.inputs is None else ""


def with_bounds_apart(generics: Generics) -> Generics:
    """All bounds in the where clause, those of parameters first: so rustdoc shows what other crates declare."""
    own = [
        WherePredicate(subject=_subject(parameter), bounds=parameter.bounds)
        for parameter in generics.parameters
        if isinstance(parameter, LifetimeParameter | TypeParameter) and parameter.bounds
    ]
    parameters = tuple(map(_without_bounds, generics.parameters))
    all_apart = merged(Generics(parameters=parameters, where=(*own, *generics.where)))
    return changed(all_apart, where=tuple(changed(predicate, bounds=_relaxed_last(predicate.bounds)) for predicate in all_apart.where))


def _relaxed_last(bounds: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """Bounds with ``?Sized`` after all others."""
    return tuple(sorted(bounds, key=lambda bound: isinstance(bound, TraitBound) and bound.modifier == "?"))


def _subject(parameter: GenericParameter) -> Type | Lifetime:
    if isinstance(parameter, LifetimeParameter):
        return Lifetime(name=parameter.name)
    return PathType(path=Path(segments=(PathSegment(name=parameter.name),)))


def _once(predicate: WherePredicate) -> WherePredicate:
    """A predicate with each of its bounds once."""
    is_once = all(len(bounds) < 2 or len(set(bounds)) == len(bounds) for bounds in (predicate.bounds, predicate.lifetimes))
    return predicate if is_once else _extended(predicate, (), ())


def _extended(predicate: WherePredicate, bounds: Iterable[Bound], lifetimes: Iterable[Lifetime]) -> WherePredicate:
    return changed(
        predicate,
        bounds=tuple(dict.fromkeys([*predicate.bounds, *bounds])),
        lifetimes=tuple(dict.fromkeys([*predicate.lifetimes, *lifetimes])),
    )


def where_tokens(generics: Generics, around: Surroundings) -> Iterator[Token]:
    """Print the where clause of an item: always on lines of its own, with a comma after each predicate."""
    if generics.where:
        yield from (line_break(), keyword("where"))
        for predicate in generics.where:
            yield from (line_break(4), *_predicate(predicate, around), mark(","))


def member_where_tokens(generics: Generics, around: Surroundings) -> Iterator[Token]:
    """Print the where clause of a member within the declaration of its trait."""
    for place, predicate in enumerate(generics.where):
        yield from (mark(","), line_break(13)) if place else (line_break(7), keyword("where"), SPACE)
        yield from _predicate(predicate, around)


def _predicate(predicate: WherePredicate, around: Surroundings) -> Iterator[Token]:
    yield from quantified(predicate.lifetimes)
    if isinstance(predicate.subject, Lifetime):
        yield lifetime_token(predicate.subject)
    else:
        yield from type_tokens(predicate.subject, around)
    yield from (mark(":"), SPACE, *bound_tokens(predicate.bounds, around)) if predicate.bounds else (mark(":"),)
