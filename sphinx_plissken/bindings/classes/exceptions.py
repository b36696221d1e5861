"""Exceptions made by ``create_exception!``.

Goes in: a crate, and later one definition. Comes out: the crate with an item for each such call, so that names resolve to it (the macro
makes a struct), and the Python class. Source: the PyO3 guide, "Python exceptions", and ``pyo3::create_exception!``.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

import griffe

from sphinx_plissken.bindings.api import BindingKind, Counterpart
from sphinx_plissken.bindings.classes.bases import see_bases
from sphinx_plissken.bindings.context import Context, Scope, Seen
from sphinx_plissken.bindings.objects import describe, make_class
from sphinx_plissken.bindings.values import python_value
from sphinx_plissken.rust.model import PUBLIC, Attribute, Crate, Item, MacroCall, Module, Shape, Struct
from sphinx_plissken.rust.resolution.names import Definition
from sphinx_plissken.rust.text.attributes import split_at_commas
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import Type

CREATE, IMPORT = "create_exception", "import_exception"


def declare_exceptions(crate: Crate) -> Crate:
    """Put the struct that ``create_exception!`` or ``import_exception!`` makes in the place of each call."""
    return replace(crate, root=_declared(crate.root))


def _declared(module: Module) -> Module:
    items = tuple(_declare(item) for item in module.items or ())
    return module if module.items is None or items == module.items else replace(module, items=items)


def _declare(item: Item) -> Item:
    if isinstance(item, Module):
        return _declared(item)
    if not isinstance(item, MacroCall) or item.path.last.name not in (CREATE, IMPORT):
        return item
    macro = item.path.last.name
    arguments = split_at_commas(item.tokens[1:-1])
    if len(arguments) < 2:
        return item
    return Struct(
        name=arguments[1],
        visibility=PUBLIC,
        attributes=(*item.attributes, Attribute(path=macro, tokens=item.tokens, line=item.span.line)),
        span=item.span,
        made_by=item.made_by or macro,
        cfg=item.cfg,
        shape=Shape.TUPLE,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionCall:
    """``create_exception!(pkg._core, Name, PyValueError, "doc")``, or ``import_exception!(module, Name)``."""

    module: str
    name: str
    base: Type | None = None
    doc: str = ""
    """An expression."""


def exception_call(item: Item) -> ExceptionCall | None:
    """The ``create_exception!`` behind an item; None where there is none."""
    return _read_call(item, CREATE)


def imported_exception(item: Item) -> str | None:
    """The Python path of what ``import_exception!`` imports: ``socket.timeout``; None for any other item."""
    call = _read_call(item, IMPORT)
    return f"{call.module}.{call.name}" if call else None


def _read_call(item: Item, macro: str) -> ExceptionCall | None:
    tokens = next((attribute.tokens for attribute in item.attributes if attribute.path == macro), None)
    if tokens is None:
        return None
    module, name, base, doc, *_ = (*split_at_commas(tokens[1:-1]), "", "")
    return ExceptionCall(module=module, name=name, base=read_type(base) if base else None, doc=doc)


def see_exception(definition: Definition, context: Context, *, name: str | None = None) -> Seen[griffe.Class]:
    """See an exception that ``create_exception!`` makes.

    :param name: what it is called in the module, where that is not its own name.
    """
    item, scope = definition.item, Scope(context=context, module=definition.module)
    call = exception_call(item)
    assert call is not None
    exception = make_class(name or call.name, span=item.span, bases=see_bases(call.base, scope))
    doc = python_value(call.doc, scope) if call.doc else None
    if doc and isinstance(text := ast.literal_eval(doc), str) and text:
        exception.docstring = griffe.Docstring(text, lineno=item.span.line, endlineno=item.span.end_line)
    describe(exception, BindingKind.EXCEPTION, definition.path, item.span, text_signature=None, final=False)
    return Seen(object=exception, counterparts=(Counterpart(python=exception.name, rust=definition.path),))
