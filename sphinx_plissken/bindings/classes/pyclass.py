"""``#[pyclass]``: what a class looks like from Python.

Goes in: the definition of a struct or an enum. Comes out: a griffe class with the members from its fields or variants and from every
``#[pymethods]`` block, wherever that is written. Source: the PyO3 guide, "Python classes".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import griffe

from sphinx_plissken.bindings.api import EXTRA, BindingKind, Counterpart
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring, split_signature
from sphinx_plissken.bindings.classes.bases import extended_type, is_exception, see_bases
from sphinx_plissken.bindings.classes.constructors import CONSTRUCTOR, ClassHead, field_parameter, from_fields
from sphinx_plissken.bindings.classes.enums import is_simple, see_variants
from sphinx_plissken.bindings.classes.fields import PropertyPart, make_properties, see_fields
from sphinx_plissken.bindings.classes.methods import Block, see_block
from sphinx_plissken.bindings.classes.specials import PYPROTO_TRAITS
from sphinx_plissken.bindings.context import Context, Scope, Seen
from sphinx_plissken.bindings.naming import CLASS_ATTRIBUTES, name_of_item
from sphinx_plissken.bindings.objects import Member, annotate_self, describe, make_class
from sphinx_plissken.bindings.options import Options, has_attribute, read_options
from sphinx_plissken.bindings.versions import COMPARISONS
from sphinx_plissken.problem import Problem
from sphinx_plissken.rust.model import Enum, Impl, Struct
from sphinx_plissken.rust.resolution.names import Definition


def see_class(definition: Definition, context: Context, *, name: str | None = None) -> Seen[griffe.Class]:
    """See a ``#[pyclass]``.

    :param name: what it is called in the module, where that is not its own name.
    """
    item = definition.item
    assert isinstance(item, Struct | Enum)
    own_name = name_of_item(item)
    options = read_options(item.attributes, *CLASS_ATTRIBUTES)
    scope = Scope(context=context, module=definition.module, self_type=definition.path)
    base = extended_type(definition)
    object = make_class(name or own_name, span=item.span, bases=see_bases(base, scope))
    seen = _see_members(item, options, scope, own_name)
    for member in seen.members:
        object.set_member(member.object.name, member.object)
    docs = docstring_text(item.docs)
    facts = _constructor_facts(object, docs, own_name)
    object.docstring = make_docstring(split_signature(docs, own_name)[1] if facts.pop("is_in_docs", False) else docs, item.docs)
    describe(
        object,
        BindingKind.EXCEPTION if is_exception(base, scope) else BindingKind.CLASS,
        definition.path,
        item.span,
        derived=_derived(item, options, seen.members, scope),
        final="subclass" not in options and not (isinstance(item, Enum) and not is_simple(item)),
        **facts,
    )
    return Seen(object=object, counterparts=tuple(_counterparts(object.name, definition.path, seen)), problems=seen.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Members:
    """All members of a class; of two with the same name the later one counts."""

    members: tuple[Member, ...]
    inside: tuple[Counterpart, ...] = ()
    """Counterparts of what is inside its members."""
    problems: tuple[Problem, ...] = ()


def _see_members(item: Struct | Enum, options: Options, scope: Scope, class_name: str) -> _Members:
    members: list[Member] = []
    parts: list[PropertyPart] = []
    inside: tuple[Counterpart, ...] = ()
    problems: list[Problem] = []
    if isinstance(item, Enum):
        variants = see_variants(item, scope, class_name)
        members += variants.members
        inside = variants.counterparts
        problems += variants.problems
    else:
        parts += see_fields(item, scope)
        if options.text("new") == "from_fields":
            fields = [(field_parameter(item.shape, index, field), field) for index, field in enumerate(item.fields)]
            constructor, found = from_fields(item, fields, scope, rust=scope.self_type, returns=annotate_self(scope))
            members.append(constructor)
            problems += found
    head = ClassHead(name=class_name, docs=docstring_text(item.docs), options=options)
    for block in _blocks(scope, head):
        members += block.members
        parts += block.parts
        problems += block.problems
    return _Members(members=(*make_properties(parts, scope), *members), inside=inside, problems=tuple(problems))


def _blocks(scope: Scope, head: ClassHead) -> Iterator[Block]:
    for located in scope.context.names.impls(scope.self_type):
        if _holds_methods(located.impl, scope):
            inner = Scope(context=scope.context, module=located.module, self_type=scope.self_type)
            yield see_block(located.impl.items, inner, head)


def _holds_methods(impl: Impl, scope: Scope) -> bool:
    if has_attribute(impl.attributes, "pymethods"):
        return True
    is_protocol = impl.trait is not None and impl.trait.last.name in PYPROTO_TRAITS
    return is_protocol and scope.context.behaviour.has_pyproto and has_attribute(impl.attributes, "pyproto")


def _constructor_facts(class_: griffe.Class, docs: str, own_name: str) -> dict[str, Any]:
    """The text signature of the class, and the docs of its constructor, which PyO3 drops.

    CPython takes a signature that the docs begin with whether the class has a constructor or not.
    """
    constructor = class_.members.get(CONSTRUCTOR)
    if not isinstance(constructor, griffe.Function):
        text = split_signature(docs, own_name)[0] or None
        return {"text_signature": text, "hand_written": text, "is_in_docs": text is not None}
    known = constructor.extra[EXTRA]
    new_doc = constructor.docstring.value if constructor.docstring else ""
    return {
        "text_signature": known["text_signature"],
        "is_in_docs": known.pop("is_in_docs", False),
        "new_doc": new_doc,
        "unsplit": known.pop("unsplit", ""),
    }


def _derived(item: Struct | Enum, options: Options, members: Iterable[Member], scope: Scope) -> tuple[str, ...]:
    """Dunder names that exist without being written as methods, sorted."""
    written = {member.object.name for member in members}
    names = {name for member in members for name in member.derived}
    is_simple_enum = isinstance(item, Enum) and is_simple(item)
    if {"eq", "ord", "eq_int"} & options.values.keys() or (is_simple_enum and scope.context.behaviour.simple_enums_compare):
        names |= {*COMPARISONS, "__hash__"}
    names |= {dunder for option, dunder in _OPTION_METHODS.items() if option in options}
    if is_simple_enum:
        names |= {"__repr__", "__int__"}
    return tuple(sorted(names - written))


_OPTION_METHODS = {"hash": "__hash__", "str": "__str__", "generic": "__class_getitem__", "dict": "__dict__"}


def _counterparts(name: str, rust: str, seen: _Members) -> Iterator[Counterpart]:
    yield Counterpart(python=name, rust=rust)
    for member in seen.members:
        for path in member.rust:
            yield Counterpart(python=f"{name}.{member.object.name}", rust=path)
    for counterpart in seen.inside:
        yield Counterpart(python=f"{name}.{counterpart.python}", rust=counterpart.rust)
