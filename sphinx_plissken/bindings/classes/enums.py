"""``#[pyclass]`` enums: variants as class attributes, or as classes.

Goes in: an enum. Comes out: the members that its variants make. Source: the PyO3 guide, "pyclass enums"; ``pyo3-macros-backend``
(``pyclass.rs``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sphinx_plissken.bindings.api import EXTRA, BindingKind, Counterpart
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring
from sphinx_plissken.bindings.classes.constructors import CONSTRUCTOR, field_parameter, from_fields
from sphinx_plissken.bindings.classes.fields import PropertyPart, Role, make_properties
from sphinx_plissken.bindings.context import Position, Scope
from sphinx_plissken.bindings.naming import KEYWORDS, variant_name
from sphinx_plissken.bindings.objects import Member, annotate_self, describe, make_attribute, make_class
from sphinx_plissken.bindings.options import read_options
from sphinx_plissken.bindings.values import number_of, python_value
from sphinx_plissken.bindings.versions import VariantName
from sphinx_plissken.problem import Problem
from sphinx_plissken.rust.model import Enum, Field, Shape, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenVariants:
    """What an enum's variants make."""

    members: tuple[Member, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    """Of what is inside variant classes: Python paths start at the variant."""
    problems: tuple[Problem, ...] = ()


def is_simple(enum: Enum) -> bool:
    """Whether all variants are unit variants."""
    return all(variant.shape is Shape.UNIT for variant in enum.variants)


def see_variants(enum: Enum, scope: Scope, class_name: str) -> SeenVariants:
    """See the variants of an enum; ``scope`` says the enum in ``self_type``."""
    if is_simple(enum):
        return SeenVariants(members=tuple(_see_simple(enum, scope)))
    seen = [_see_complex(enum, variant, scope, class_name) for variant in enum.variants]
    return SeenVariants(
        members=tuple(member for one in seen for member in one.members),
        counterparts=tuple(counterpart for one in seen for counterpart in one.counterparts),
        problems=tuple(problem for one in seen for problem in one.problems),
    )


def _see_simple(enum: Enum, scope: Scope) -> Iterator[Member]:
    """Instances of the class; ``int()`` of one is its discriminant. Their docs are only in the source."""
    following: int | None = 0
    for variant in enum.variants:
        value = python_value(variant.discriminant, scope) if variant.discriminant else None if following is None else str(following)
        following = _following(value)
        name, rust = variant_name(enum, variant), f"{scope.self_type}::{variant.name}"
        attribute = make_attribute(name, span=variant.span, annotation=annotate_self(scope), value=value, labels=["class-attribute"])
        attribute.docstring = make_docstring(docstring_text(variant.docs), variant.docs)
        describe(attribute, BindingKind.ATTRIBUTE, rust, variant.span)
        yield Member(object=attribute, rust=(rust,))


def _following(value: str | None) -> int | None:
    """The discriminant after one with this value (Rust reference, "Implicit discriminants")."""
    number = number_of(value or "")
    return None if number is None else number + 1


def _see_complex(enum: Enum, variant: Variant, scope: Scope, class_name: str) -> SeenVariants:
    """A subclass of the enum with a property for each field."""
    name, rust = variant_name(enum, variant), f"{scope.self_type}::{variant.name}"
    behaviour = scope.context.behaviour
    fields = [(field_parameter(variant.shape, index, field), field) for index, field in enumerate(variant.fields)]
    signature = read_options(variant.attributes, "pyo3").values.get("constructor")
    base = annotate_self(scope)
    object = make_class(name, span=variant.span, bases=[base or class_name])
    own_class = f"{base}.{name}" if base else None
    constructor, problems = from_fields(variant, fields, scope, rust=rust, returns=own_class, signature=signature)
    parts = [_see_field(variant, index, field, rust, scope) for index, field in enumerate(variant.fields)]
    members = [constructor, *make_properties(parts, replace(scope, self_type=rust)), _match_args(variant, scope)]
    for member in members:
        object.set_member(member.object.name, member.object)
    docs = docstring_text(variant.docs)
    if behaviour.documents_variants:
        object.docstring = make_docstring(docs, variant.docs)
    describe(
        object,
        BindingKind.CLASS,
        rust,
        variant.span,
        text_signature=constructor.object.extra[EXTRA]["text_signature"],
        source_doc="" if behaviour.documents_variants else docs,
        derived=("__getitem__", "__len__") if variant.shape is Shape.TUPLE else (),
        final=True,
        qualname=_qualname(enum, variant, scope, class_name),
    )
    inside = tuple(
        Counterpart(python=f"{name}.{member.object.name}", rust=path)
        for member in members
        for path in member.rust
        if member.object.name not in ("__match_args__", CONSTRUCTOR)
    )
    return SeenVariants(members=(Member(object=object, rust=(rust,)),), counterparts=inside, problems=problems)


def _see_field(variant: Variant, index: int, field: Field, rust: str, scope: Scope) -> PropertyPart:
    return PropertyPart(
        name=_property(variant, index, field, scope),
        roles=frozenset({Role.GETTER}),
        rust=f"{rust}::{field.name}",
        span=field.span,
        docs=field.docs if scope.context.behaviour.documents_variants else (),
        given=scope.annotate(field.type, Position.RETURN),
    )


def _property(variant: Variant, index: int, field: Field, scope: Scope) -> str:
    name = field_parameter(variant.shape, index, field)
    is_raw = name in KEYWORDS
    return f"r#{name}" if is_raw and not scope.context.behaviour.unraws_variant_fields else name


def _match_args(variant: Variant, scope: Scope) -> Member:
    names = tuple(_property(variant, index, field, scope) for index, field in enumerate(variant.fields))
    value = repr(names) if names else scope.context.behaviour.empty_match_args
    attribute = make_attribute("__match_args__", span=variant.span, value=value, labels=["class-attribute"])
    rust = f"{scope.self_type}::{variant.name}"
    describe(attribute, BindingKind.SPECIAL, rust, variant.span)
    return Member(object=attribute, rust=(rust,))


def _qualname(enum: Enum, variant: Variant, scope: Scope, class_name: str) -> str:
    """The ``__qualname__`` of a variant class, which follows the variant's ``name`` option but not the enum's ``rename_all``."""
    own_name = read_options(variant.attributes, "pyo3").text("name") or variant.name
    return {
        VariantName.JOINED: f"{enum.name}_{variant.name}",
        VariantName.BARE: variant.name,
        VariantName.DOTTED_RUST: f"{enum.name}.{variant.name}",
        VariantName.DOTTED: f"{class_name}.{own_name}",
    }[scope.context.behaviour.variant_name]
