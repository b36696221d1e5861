"""Properties: from fields, getters, setters and deleters.

Goes in: the parts of properties in source order. Comes out: one property for each name. Source: the PyO3 guide, "Object properties";
``pyo3::impl_::pyclass`` and ``create_type_object.rs`` for docs.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import griffe

from sphinx_plissken.bindings.api import BindingKind
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring
from sphinx_plissken.bindings.context import Position, Scope
from sphinx_plissken.bindings.naming import CLASS_ATTRIBUTES, field_name
from sphinx_plissken.bindings.objects import Member, describe, make_attribute, make_function
from sphinx_plissken.bindings.options import read_options
from sphinx_plissken.rust.model import DocFragment, Span, Struct


class Role(enum.Enum):
    """What a part of a property does."""

    GETTER = "getter"
    SETTER = "setter"
    DELETER = "deleter"


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyPart:
    """A field with ``get`` or ``set``, or a method that is a getter, setter or deleter."""

    name: str
    roles: frozenset[Role]
    rust: str
    """Definition path of the field or the method."""
    span: Span
    docs: tuple[DocFragment, ...] = ()
    given: str | griffe.Expr | None = None
    """The type of what the getter gives."""
    taken: griffe.Parameter | None = None
    """What the setter takes."""


def see_fields(struct: Struct, scope: Scope) -> Iterator[PropertyPart]:
    """The parts of properties that a struct's fields are."""
    whole = read_options(struct.attributes, *CLASS_ATTRIBUTES)
    for field in struct.fields:
        options = read_options(field.attributes, "pyo3")
        roles = {Role.GETTER} if "get" in options or "get_all" in whole else set()
        if "set" in options or "set_all" in whole:
            roles.add(Role.SETTER)
        name = field_name(struct, field)
        if roles and not name.isdigit():
            taken = _parameter("value", scope.annotate(field.type, Position.ARGUMENT)) if Role.SETTER in roles else None
            yield PropertyPart(
                name=name,
                roles=frozenset(roles),
                rust=f"{scope.self_type}::{field.name}",
                span=field.span,
                docs=field.docs,
                given=scope.annotate(field.type, Position.RETURN) if Role.GETTER in roles else None,
                taken=taken,
            )


def make_properties(parts: Iterable[PropertyPart], scope: Scope) -> Iterator[Member]:
    """One property for each name, in the order of their first parts."""
    by_name: dict[str, list[PropertyPart]] = {}
    for part in parts:
        by_name.setdefault(part.name, []).append(part)
    for name, group in by_name.items():
        yield _make_property(name, group, scope)


def _make_property(name: str, parts: Sequence[PropertyPart], scope: Scope) -> Member:
    by_role = {role: part for part in reversed(parts) for role in part.roles}
    main = by_role.get(Role.GETTER, parts[0])
    setter, deleter = by_role.get(Role.SETTER), by_role.get(Role.DELETER)
    annotation = main.given if Role.GETTER in main.roles else setter.taken.annotation if setter and setter.taken else None
    labels = ["property"] + ["writable"] * bool(setter) + ["deletable"] * bool(deleter)
    attribute = make_attribute(name, span=main.span, annotation=annotation, labels=labels)
    if setter:
        parameters = (_parameter("self"), setter.taken or _parameter("value"))
        attribute.setter = make_function(name, span=setter.span, parameters=parameters, returns="None")
    if deleter:
        attribute.deleter = make_function(name, span=deleter.span, parameters=(_parameter("self"),), returns="None")
    first_documented = next((part for part in parts if docstring_text(part.docs).strip()), None)
    documented = first_documented if scope.context.behaviour.documents_properties_first_documented else parts[0]
    if documented:
        attribute.docstring = make_docstring(docstring_text(documented.docs), documented.docs)
    source_doc = docstring_text(first_documented.docs) if first_documented and attribute.docstring is None else ""
    describe(attribute, BindingKind.PROPERTY, main.rust, main.span, writable=setter is not None, source_doc=source_doc)
    return Member(object=attribute, rust=tuple(dict.fromkeys([main.rust, *(part.rust for part in parts)])))


def _parameter(name: str, annotation: str | griffe.Expr | None = None) -> griffe.Parameter:
    return griffe.Parameter(name, kind=griffe.ParameterKind.positional_or_keyword, annotation=annotation)
