"""The griffe objects of bindings: what griffe's own visitor would make of a stub that says the same, and where the Rust is.

Goes in: a name, the Rust item and what was found out about it. Comes out: a griffe object without members. What griffe has no word for
is in ``object.extra["plissken"]``:

* ``kind``: a ``BindingKind``; ``rust``: the definition path; ``file``, ``line``: where that is;
* ``writable``: of a property, whether it has a setter;
* ``text_signature``: of a callable or a class, its ``__text_signature__`` (None where it has none);
* ``hand_written``: of a callable, or of a class without constructor, its ``text_signature`` if a person wrote it, as ``inspect.signature``
  shows it;
* ``renamed``: of a callable, the names of parameters in a hand-written signature -> those under which it takes them;
* ``unsplit``: a hand-written signature that CPython leaves at the beginning of ``__doc__``, since it is none;
* ``source_doc``: documentation that the source has and ``__doc__`` has not;
* ``new_doc``: of a class, the documentation of its ``#[new]``, which PyO3 drops;
* ``derived``: of a class, dunder names that it has without the source writing them (``__ne__`` beside ``__eq__``);
* ``final``: of a class, whether it cannot be subclassed;
* ``qualname``: of an enum's variant class, its ``__qualname__``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import griffe

from sphinx_plissken.bindings.api import EXTRA, BindingKind
from sphinx_plissken.bindings.context import Position, Scope
from sphinx_plissken.rust.model import Span
from sphinx_plissken.rust.types import Path, PathSegment, PathType

SELF = PathType(path=Path(segments=(PathSegment(name="Self"),)))
"""``Self`` as a type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of a class and the definition paths of the Rust items behind it."""

    object: griffe.Class | griffe.Function | griffe.Attribute
    rust: tuple[str, ...]
    derived: tuple[str, ...] = ()
    """Dunder names that come with it."""


def make_function(
    name: str,
    *,
    span: Span,
    parameters: Iterable[griffe.Parameter],
    returns: str | griffe.Expr | None,
    decorator: str = "",
    is_async: bool = False,
) -> griffe.Function:
    """A function; a method has its ``self`` or ``cls`` among the parameters."""
    function = griffe.Function(
        name,
        lineno=span.line,
        endlineno=span.end_line,
        parameters=griffe.Parameters(*parameters),
        returns=returns,
        decorators=[griffe.Decorator(decorator, lineno=span.line, endlineno=span.line)] if decorator else [],
        analysis="static",
    )
    function.labels |= {label for label in (decorator, "async" if is_async else "") if label}
    return function


def make_class(name: str, *, span: Span, bases: Iterable[str | griffe.Expr] = ()) -> griffe.Class:
    """A class without members."""
    return griffe.Class(name, lineno=span.line, endlineno=span.end_line, bases=list(bases), analysis="static")


def make_attribute(
    name: str, *, span: Span, annotation: str | griffe.Expr | None = None, value: str | None = None, labels: Iterable[str] = ()
) -> griffe.Attribute:
    """A class attribute, or a property if its labels say so."""
    attribute = griffe.Attribute(name, lineno=span.line, endlineno=span.end_line, annotation=annotation, value=value, analysis="static")
    attribute.labels |= set(labels)
    return attribute


def describe(object: griffe.Object, kind: BindingKind, rust: str, span: Span, **facts: Any) -> None:
    """Note what griffe has no word for. Special methods are special whatever else they are."""
    is_dunder = object.name.startswith("__") and object.name.endswith("__")
    if is_dunder and not object.is_class and kind not in (BindingKind.CONSTANT, BindingKind.FUNCTION):
        kind = BindingKind.SPECIAL
    object.extra[EXTRA] |= {"kind": kind, "rust": rust, "file": span.file, "line": span.line, **facts}


def annotate_self(scope: Scope) -> str | griffe.Expr | None:
    """The Python class that ``Self`` stands for."""
    return scope.annotate(SELF, Position.RETURN) if scope.self_type else None
