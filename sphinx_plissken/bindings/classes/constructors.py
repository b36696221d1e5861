"""Constructors: ``#[new]``, ``new = "from_fields"``, and those of enum variants.

Goes in: the method or the fields. Comes out: the member ``__new__``, whose text signature is that of its class. Source: the PyO3 guide,
"Constructor" and "Complex enums"; ``pyo3-macros-backend`` (``pyclass.rs``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import griffe

from sphinx_plissken.bindings.api import BindingKind
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring
from sphinx_plissken.bindings.callables.parameters import Parameters, see_parameters, with_receiver
from sphinx_plissken.bindings.context import Scope
from sphinx_plissken.bindings.objects import Member, annotate_self, describe, make_function
from sphinx_plissken.bindings.options import NO_OPTIONS, Options, has_attribute, read_options
from sphinx_plissken.bindings.versions import Behaviour
from sphinx_plissken.problem import Problem
from sphinx_plissken.rust.model import Field, Function, Item, Parameter, Shape, Span

CONSTRUCTOR = "__new__"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassHead:
    """What a class says itself of its constructor."""

    name: str
    docs: str = ""
    """They may begin with its signature."""
    options: Options = NO_OPTIONS


def see_new(function: Function, scope: Scope, head: ClassHead) -> tuple[Member, tuple[Problem, ...]]:
    """See ``#[new]``."""
    behaviour = scope.context.behaviour
    options = read_options(function.attributes, "pyo3", "new")
    if behaviour.takes_class_text_signature and "text_signature" in head.options:
        options = replace(options, values={**options.values, "text_signature": head.options.values["text_signature"]})
    if not behaviour.has_class_signature:
        scope = _behaving(scope, replace(behaviour, has_text_signature=False))
    takes_class = has_attribute(function.attributes, "classmethod")
    seen = see_parameters(
        function,
        options,
        scope,
        receiver="cls" if takes_class else "",
        skips_first=takes_class,
        docs=head.docs,
        name=head.name,
    )
    member = _make_constructor(seen, f"{scope.self_type}::{function.name}", function.span, annotate_self(scope))
    member.object.docstring = make_docstring(docstring_text(function.docs), function.docs)
    return member, seen.problems


def from_fields(
    item: Item,
    fields: Iterable[tuple[str, Field]],
    scope: Scope,
    *,
    rust: str,
    returns: str | griffe.Expr | None,
    signature: str | None = None,
) -> tuple[Member, tuple[Problem, ...]]:
    """The constructor that takes a value for each field; all are required where no signature says otherwise.

    :param item: the struct or the variant.
    :param fields: with the names of their parameters.
    :param rust: definition path of what is constructed.
    :param returns: the class.
    """
    parameters = tuple(Parameter(pattern=name, name=name, type=field.type) for name, field in fields)
    function = Function(name=item.name, span=item.span, parameters=parameters)
    options = Options(values={"signature": signature} if signature else {})
    inner = _behaving(scope, replace(scope.context.behaviour, trailing_options_are_optional=False))
    seen = see_parameters(function, options, inner)
    return _make_constructor(seen, rust, item.span, returns), seen.problems


def field_parameter(shape: Shape, index: int, field: Field) -> str:
    """What a field is called as a parameter or a property: ``_0`` in a tuple."""
    return f"_{index}" if shape is Shape.TUPLE else field.name


def _make_constructor(seen: Parameters, rust: str, span: Span, returns: str | griffe.Expr | None) -> Member:
    function = make_function(CONSTRUCTOR, span=span, parameters=with_receiver("cls", seen.parameters), returns=returns)
    describe(
        function,
        BindingKind.SPECIAL,
        rust,
        span,
        text_signature=seen.text_signature,
        hand_written=seen.hand_written,
        is_in_docs=seen.is_in_docs,
        unsplit=seen.unsplit,
        renamed=seen.renamed,
    )
    return Member(object=function, rust=(rust,))


def _behaving(scope: Scope, behaviour: Behaviour) -> Scope:
    return replace(scope, context=replace(scope.context, behaviour=behaviour))
