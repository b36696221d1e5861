"""Base classes: what ``extends = T`` and the base of ``create_exception!`` are in Python.

Goes in: a Rust type. Comes out: the base class, and whether it is an exception. Source: the PyO3 guide, "Inheritance".
"""

from __future__ import annotations

import builtins

import griffe

from sphinx_plissken.bindings.context import Position, Scope
from sphinx_plissken.bindings.naming import CLASS_ATTRIBUTES
from sphinx_plissken.bindings.options import has_attribute, read_options
from sphinx_plissken.rust.resolution.names import Definition, Foreign
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import PathType, Type

_DEEPEST = 20
"""How many bases of bases are looked at; a class that extends itself does not compile, but may be written."""


def see_bases(base: Type | None, scope: Scope) -> tuple[str | griffe.Expr, ...]:
    """The bases of a class, ``object`` left out."""
    if base is None:
        return ()
    annotation = scope.annotate(base, Position.RETURN)
    if isinstance(annotation, griffe.ExprSubscript):
        annotation = annotation.left
    elif isinstance(annotation, str):
        annotation = annotation.partition("[")[0]
    if not annotation and isinstance(base, PathType):
        annotation = base.path.last.name
    return () if annotation is None or str(annotation) in ("typing.Any", "Any", "object", "PyAny") else (annotation,)


def is_exception(base: Type | None, scope: Scope, depth: int = _DEEPEST) -> bool:
    """Whether a class with this base is an exception."""
    if base is None or not depth:
        return False
    meaning = scope.context.names.resolve_type(base, scope.module)
    if isinstance(meaning, Foreign):
        return "exceptions" in meaning.path.split("::") or _is_builtin_exception(meaning.path.rpartition("::")[2])
    if not isinstance(meaning, Definition):
        return isinstance(base, PathType) and _is_builtin_exception(base.path.last.name)
    if has_attribute(meaning.item.attributes, "create_exception", "import_exception"):
        return True
    inner = Scope(context=scope.context, module=meaning.module)
    return is_exception(extended_type(meaning), inner, depth - 1)


def extended_type(definition: Definition) -> Type | None:
    """The type that a ``#[pyclass]`` extends."""
    text = read_options(definition.item.attributes, *CLASS_ATTRIBUTES).values.get("extends")
    return read_type(text) if text else None


def _is_builtin_exception(name: str) -> bool:
    found = getattr(builtins, name.removeprefix("Py"), None)
    return isinstance(found, type) and issubclass(found, BaseException)
