"""Conditional compilation applied to items: what is off goes, what a ``cfg_attr`` says is said, and doc expressions get their values.

Goes in: items as written. Comes out: the same items, without a copy where nothing changes.
Rules: the Rust reference, "Conditional compilation".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.assembly.text_values import Expand, UnknownMacroError, UnknownValueError
from sphinx_plissken.rust.cfg.configuration import Configuration
from sphinx_plissken.rust.construction import changed
from sphinx_plissken.rust.model import Attribute, DocFragment, DocKind, Function, Item, Parameter, Shape, Struct, Variant
from sphinx_plissken.rust.nesting import inner_items, with_inner_items
from sphinx_plissken.rust.syntax.written_attributes import CONDITIONAL, doc_attribute
from sphinx_plissken.rust.types import NO_GENERICS, Generics

_attributes_of, _condition_of = attrgetter("attributes"), attrgetter("cfg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What decides about the items of a crate."""

    configuration: Configuration
    value_of: Callable[[str, str, Expand | None], str]
    """The text of an expression in a file; raises ``UnknownValueError``."""
    problems: list[Problem]
    """Where to say that the text of some documentation is not known."""
    waiting: set[DocFragment]
    """Documentation whose value takes a macro of the crates at hand."""


def apply_to_all(items: Iterable[Item], conditions: Conditions) -> tuple[Item, ...]:
    """The items that are on."""
    return tuple(applied for item in items if (applied := apply(item, conditions)) is not None)


def apply(item: Item, conditions: Conditions) -> Item | None:
    """An item under conditions; None where it is off."""
    if item.attributes or item.docs:
        marked = _apply_to_attributes(item, conditions)
        if marked is None:
            return None
        item = marked
    generics: Generics = getattr(item, "generics", NO_GENERICS)
    if generics.parameters and any(map(_condition_of, generics.parameters)):
        item = replace(item, generics=_applied(generics, conditions.configuration))  # type: ignore[call-arg]  # whatever has generics
    if isinstance(item, Function):
        return _apply_to_parameters(item, conditions.configuration)
    inner = inner_items(item)
    if not inner:
        return item
    applied = apply_to_all(inner, conditions)
    if isinstance(item, Struct | Variant) and item.shape is Shape.TUPLE and len(applied) < len(inner):
        applied = tuple(replace(field, name=str(index)) for index, field in enumerate(applied))
    return with_inner_items(item, applied)


def _applied(generics: Generics, configuration: Configuration) -> Generics:
    on = (parameter for parameter in generics.parameters if not parameter.cfg or configuration.holds(parameter.cfg))
    return replace(generics, parameters=tuple(replace(parameter, cfg="") for parameter in on))


def _apply_to_attributes(item: Item, conditions: Conditions) -> Item | None:
    attributes, docs = item.attributes, item.docs
    if not CONDITIONAL.isdisjoint([attribute.path for attribute in attributes]):
        applied = conditions.configuration.applied(attributes)
        if applied is None:
            return None
        if applied is not attributes:
            attributes, docs = _separated(applied, docs)
        if isinstance(item, Function) and any(attribute.path == "const" for attribute in attributes):  # see compiler_versions
            item, attributes = changed(item, is_const=True), tuple(each for each in attributes if each.path != "const")
    if DocKind.EXPRESSION in [fragment.kind for fragment in docs]:
        docs = tuple(
            _evaluated(fragment, item.span.file, conditions) if fragment.kind is DocKind.EXPRESSION else fragment for fragment in docs
        )
    if attributes is item.attributes and docs is item.docs:
        return item
    branch = item.cfg[: len(item.cfg) - len(cfg_of(item.attributes))]  # of cfg_if!, whose condition is no attribute
    return changed(item, attributes=attributes, docs=docs, cfg=branch + cfg_of(attributes))


def _evaluated(fragment: DocFragment, file: str, conditions: Conditions) -> DocFragment:
    """A fragment with the value of its expression as its text, if no other macros than those built in are in it."""
    try:
        return evaluated(fragment, file, conditions)
    except UnknownMacroError:
        conditions.waiting.add(fragment)
        return fragment


def evaluated(fragment: DocFragment, file: str, conditions: Conditions, expand: Expand | None = None) -> DocFragment:
    """A fragment with the value of its expression as its text.

    :raises UnknownMacroError: when there is a call of a macro that is not built in, and nobody to ask.
    """
    try:
        return replace(fragment, text=conditions.value_of(fragment.text, file, expand))
    except UnknownValueError as error:
        if isinstance(error, UnknownMacroError) and expand is None:
            raise
        message = f"a part of the documentation is not shown: {error}"
        conditions.problems.append(Problem(file=file, line=fragment.line, subtype=Subtype.DOC, message=message))
        return replace(fragment, text="")


def _separated(attributes: tuple[Attribute, ...], docs: tuple[DocFragment, ...]) -> tuple[tuple[Attribute, ...], tuple[DocFragment, ...]]:
    """Attributes without ``doc = ..``, and documentation with it, in source order."""
    said = [attribute for attribute in attributes if attribute.path == "doc" and attribute.tokens.startswith("=")]
    if not said:
        return attributes, docs
    fragments = (doc_attribute(attribute.tokens, attribute.line, is_inner=attribute.is_inner) for attribute in said)
    merged = sorted((*docs, *fragments), key=lambda fragment: (fragment.is_inner, fragment.line))
    return tuple(attribute for attribute in attributes if attribute not in said), tuple(merged)


def cfg_of(attributes: Iterable[Attribute]) -> tuple[str, ...]:
    """The predicates of ``cfg`` attributes."""
    return tuple(attribute.tokens[1:-1].strip() for attribute in attributes if attribute.path == "cfg")


def _apply_to_parameters(function: Function, configuration: Configuration) -> Function:
    if not any(map(_attributes_of, function.parameters)):
        return function
    parameters: list[Parameter] = []
    for parameter in function.parameters:
        attributes = configuration.applied(parameter.attributes)
        if attributes is not None:
            parameters.append(replace(parameter, attributes=attributes))
    return replace(function, parameters=tuple(parameters))
