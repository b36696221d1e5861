"""``#[pymethods]``: methods, class attributes, and the parts of properties.

Goes in: the items of a block and the class that they belong to. Comes out: ``Member`` and ``PropertyPart`` values in source order. Source:
the PyO3 guide, "Python classes" and "Class customizations"; ``pyo3-macros-backend`` (``pymethod.rs``, ``method.rs``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import griffe

from sphinx_plissken.bindings.api import BindingKind
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring, split_signature
from sphinx_plissken.bindings.callables.functions import annotate_result
from sphinx_plissken.bindings.callables.parameters import annotate_parameter, see_parameters, visible_parameters, with_receiver
from sphinx_plissken.bindings.classes.constructors import CONSTRUCTOR, ClassHead, see_new
from sphinx_plissken.bindings.classes.fields import PropertyPart, Role
from sphinx_plissken.bindings.classes.specials import GIVES_SELF, OPTIONAL_PARAMETERS, TAKES_SIGNATURE, Slot, slot_of
from sphinx_plissken.bindings.context import Position, Scope
from sphinx_plissken.bindings.naming import ACCESSORS, name_of_item, property_name
from sphinx_plissken.bindings.objects import Member, annotate_self, describe, make_attribute, make_function
from sphinx_plissken.bindings.options import attribute_name, has_attribute, read_options
from sphinx_plissken.bindings.values import python_value
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Attribute, Const, Function, Item, MacroCall
from sphinx_plissken.rust.types import PathType, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What the items of one or several ``#[pymethods]`` blocks make."""

    members: tuple[Member, ...] = ()
    parts: tuple[PropertyPart, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def see_block(items: Iterable[Item], scope: Scope, head: ClassHead) -> Block:
    """See the items of a ``#[pymethods]`` block; ``scope`` says the class in ``self_type``."""
    members: list[Member] = []
    parts: list[PropertyPart] = []
    problems: list[Problem] = []
    for item in items:
        if isinstance(item, Const) and has_attribute(item.attributes, "classattr"):
            members.append(_see_constant(item, scope))
        elif isinstance(item, Function):
            for seen in _see_function(item, scope, head, problems):
                (members if isinstance(seen, Member) else parts).append(seen)  # type: ignore[arg-type]
        elif isinstance(item, MacroCall):
            message = f"`{item.path}!` in #[pymethods] of `{head.name}` could not be expanded; what it makes is missing"
            problems.append(Problem(subtype=Subtype.BINDING, file=item.span.file, line=item.span.line, message=message))
    return Block(members=tuple(members), parts=tuple(parts), problems=tuple(problems))


def _see_constant(constant: Const, scope: Scope) -> Member:
    attribute = make_attribute(
        name_of_item(constant),
        span=constant.span,
        annotation=scope.annotate(constant.type, Position.RETURN),
        value=python_value(constant.value, scope) if constant.value else None,
        labels=["class-attribute"],
    )
    return _finish_attribute(attribute, constant, scope)


def _finish_attribute(attribute: griffe.Attribute, item: Const | Function, scope: Scope) -> Member:
    """Document a class attribute. At run time its docs are those of its value; a reader wants those of the source."""
    rust = f"{scope.self_type}::{item.name}"
    attribute.docstring = make_docstring(docstring_text(item.docs), item.docs)
    describe(attribute, BindingKind.ATTRIBUTE, rust, item.span)
    return Member(object=attribute, rust=(rust,))


def _see_function(function: Function, scope: Scope, head: ClassHead, problems: list[Problem]) -> Iterator[Member | PropertyPart]:
    names = {attribute_name(attribute): attribute for attribute in function.attributes}
    name = "__call__" if "call" in names else name_of_item(function)
    accessor = next((names[word] for word in ACCESSORS if word in names), None)
    slot = slot_of(name, scope.context.behaviour)
    if "classattr" in names:
        yield _see_class_attribute(function, scope)
    elif accessor is not None:
        yield _see_accessor(function, accessor, scope)
    elif "new" in names or name == CONSTRUCTOR:
        member, found = see_new(function, scope, head)
        problems.extend(found)
        yield member
    elif slot is not None:
        yield from _see_slot(function, name, slot, scope, problems)
    else:
        yield _see_method(function, name, scope, problems)


def _see_class_attribute(function: Function, scope: Scope) -> Member:
    annotation = annotate_result(function, scope)
    attribute = make_attribute(name_of_item(function), span=function.span, annotation=annotation, labels=["class-attribute"])
    return _finish_attribute(attribute, function, scope)


def _see_accessor(function: Function, accessor: Attribute, scope: Scope) -> PropertyPart:
    role = Role(attribute_name(accessor))
    visible = visible_parameters(function, skips_first=function.self_parameter is None)
    taken = None
    if role is Role.SETTER and visible:
        taken = griffe.Parameter(
            visible[0].name or visible[0].pattern,
            kind=griffe.ParameterKind.positional_or_keyword,
            annotation=annotate_parameter(visible[0], scope),
        )
    return PropertyPart(
        name=property_name(function, accessor),
        roles=frozenset({role}),
        rust=f"{scope.self_type}::{function.name}",
        span=function.span,
        docs=function.docs,
        given=annotate_result(function, scope) if role is Role.GETTER else None,
        taken=taken,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a kind of method takes its object."""

    kind: BindingKind
    receiver: str = ""
    decorator: str = ""


_FORMS: Mapping[str, _Form] = MappingProxyType(
    {
        "staticmethod": _Form(kind=BindingKind.STATICMETHOD, decorator="staticmethod"),
        "classmethod": _Form(kind=BindingKind.CLASSMETHOD, receiver="cls", decorator="classmethod"),
        "": _Form(kind=BindingKind.METHOD, receiver="self"),
    }
)


def _see_method(function: Function, name: str, scope: Scope, problems: list[Problem]) -> Member:
    form = next((_FORMS[word] for word in _FORMS if word and has_attribute(function.attributes, word)), _FORMS[""])
    options = read_options(function.attributes, "pyo3")
    docs = docstring_text(function.docs)
    seen = see_parameters(
        function,
        options,
        scope,
        receiver=form.receiver,
        skips_first=bool(form.receiver) and function.self_parameter is None,
        docs=docs,
        name=name,
    )
    problems.extend(seen.problems)
    method = make_function(
        name,
        span=function.span,
        parameters=with_receiver(form.receiver, seen.parameters) if form.receiver else seen.parameters,
        returns=seen.returns or annotate_result(function, scope),
        decorator=form.decorator,
        is_async=function.is_async,
    )
    method.docstring = make_docstring(split_signature(docs, name)[1] if seen.is_in_docs else docs, function.docs)
    rust = f"{scope.self_type}::{function.name}"
    describe(
        method,
        form.kind,
        rust,
        function.span,
        text_signature=seen.text_signature,
        hand_written=seen.hand_written,
        unsplit=seen.unsplit,
        renamed=seen.renamed,
    )
    # A class that has `__eq__` inherits no hash (CPython's `overrides_hash`); up to PyO3 0.19 it is an ordinary method.
    return Member(object=method, rust=(rust,), derived=("__hash__",) if name == "__eq__" else ())


def _see_slot(function: Function, name: str, slot: Slot, scope: Scope, problems: list[Problem]) -> Iterator[Member]:
    """The attributes that a slot's method makes. Their docs at run time are CPython's own; a reader wants those of the source."""
    options = read_options(function.attributes, "pyo3")
    seen = see_parameters(function, options, scope, receiver="self", skips_first=function.self_parameter is None)
    problems.extend(seen.problems)
    parameters = seen.parameters if name in TAKES_SIGNATURE else _positional(name, seen.parameters)
    rust = f"{scope.self_type}::{function.name}"
    for attribute in slot.attributes:
        method = make_function(
            attribute,
            span=function.span,
            parameters=with_receiver("self", parameters),
            returns=annotate_self(scope) if name in GIVES_SELF else _slot_result(function, name, scope),
            is_async=function.is_async,
        )
        method.docstring = make_docstring(docstring_text(function.docs), function.docs)
        describe(method, BindingKind.SPECIAL, rust, function.span, text_signature=None)
        yield Member(object=method, rust=(rust,), derived=slot.derived)


def _positional(name: str, parameters: tuple[griffe.Parameter, ...]) -> tuple[griffe.Parameter, ...]:
    required = len(parameters) - OPTIONAL_PARAMETERS.get(name, 0)
    return tuple(
        griffe.Parameter(
            parameter.name,
            kind=griffe.ParameterKind.positional_only,
            annotation=parameter.annotation,
            default=None if index < required else "None",
        )
        for index, parameter in enumerate(parameters)
    )


def _slot_result(function: Function, name: str, scope: Scope) -> str | griffe.Expr | None:
    """The result of a slot; ``__next__`` ends with ``None`` in Rust and with an exception in Python."""
    unwrap = _RESULTS.get(name)
    if unwrap is None or function.returns is None:
        return annotate_result(function, scope)
    return scope.annotate(unwrap(function.returns), Position.RETURN)


def _next(type: Type) -> Type:
    """``PyResult<Option<T>>`` -> ``T``, ``IterNextOutput<T, U>`` -> ``T`` (PyO3 up to 0.22)."""
    while isinstance(type, PathType) and type.path.last.name in ("Result", "PyResult", "Option", "IterNextOutput", "IterANextOutput"):
        arguments = [argument for argument in type.path.last.arguments or () if isinstance(argument, Type)]
        if not arguments:
            break
        type = arguments[0]
    return type


_RESULTS: Mapping[str, Callable[[Type], Type]] = MappingProxyType({"__next__": _next, "__anext__": _next})
