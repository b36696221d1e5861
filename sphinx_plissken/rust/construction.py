"""Frozen values with many fields, made in a fraction of the time.

Goes in: a frozen, slotted dataclass. Comes out: the same class with another ``__init__``. That of ``dataclasses`` sets each field by a call
of ``object.__setattr__``, as a frozen class allows nothing else; with the 25 fields of a ``Function`` that takes six times as long as in an
open class, and a crate has ten thousand items and more, each several times over. Here a value is of a twin class while it is made, with the
same slots and nothing frozen, and belongs to its own class when it is complete. This is the one place of ``rust/`` that plays with classes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar, cast

_V = TypeVar("_V")
_C = TypeVar("_C", bound=type[Any])


def quickly_made(kind: _C) -> _C:
    """Replace the ``__init__`` of a frozen, slotted dataclass whose fields are given by keyword.

    Worth its while from five fields on, and from two where there are tens of thousands of values.
    """
    required = [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]
    defaults = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    assert len(required) + len(defaults) == len(fields(kind)), "a default factory is not looked for here"
    parameters = ", ".join(["self", "*", *required, *(f"{name}=default_{name}" for name in defaults)])
    values = {f"default_{name}": value for name, value in defaults.items()} | {"_set_class": vars(object)["__class__"].__set__}
    lines = ["_set_class(self, _twin)", *(f"self.{field.name} = {field.name}" for field in fields(kind)), "self.__class__ = _kind"]
    type.__setattr__(kind, "__init__", _compiled(kind, parameters, lines, values))
    return kind


def builder(kind: type[_V], name: str) -> Callable[..., _V]:
    """A function that makes a value of such a class from those of all its fields, in their order."""
    names = [field.name for field in fields(cast("Any", kind))]
    lines = ["_made = _twin()", *(f"_made.{field} = {field}" for field in names), "_made.__class__ = _kind", "return _made"]
    return _compiled(kind, ", ".join(names), lines, {}, name)


def changed(value: _V, **changes: object) -> _V:
    """A value with other values in some of its fields: ``dataclasses.replace`` for the classes that are ``quickly_made``."""
    kind = value.__class__
    made = _COPIERS[kind](value)
    for name, new in changes.items():
        setattr(made, name, new)
    try:
        made.__class__ = kind
    except TypeError as error:
        raise RecursionError(_NO_STACK) from error
    return cast("_V", made)


_NO_STACK = "no stack is left to tell that two classes have the same slots"
"""The only reason why a value cannot go over from one class to its twin."""


class _Copiers(dict[type[Any], Callable[[Any], Any]]):
    """What copies the fields of a value of a class to one of its twin."""

    def __missing__(self, kind: type[Any]) -> Callable[[Any], Any]:
        lines = ["_made = _twin()", *(f"_made.{field.name} = _value.{field.name}" for field in fields(kind)), "return _made"]
        copy = self[kind] = _compiled(kind, "_value", lines, {})
        return copy


_COPIERS = _Copiers()


def _compiled(kind: type[Any], parameters: str, lines: list[str], values: dict[str, Any], name: str = "__init__") -> Callable[..., Any]:
    """A function written out, as ``dataclasses`` does it: a loop over the fields would take several times as long."""
    namespace = {**values, "_kind": kind, "_twin": _twin(kind)}
    body = ["try:", *(f" {line}" for line in lines), "except TypeError as error:", f" raise RecursionError({_NO_STACK!r}) from error"]
    exec(f"def {name}({parameters}):\n " + "\n ".join(body), namespace)
    made: Callable[..., Any] = namespace[name]
    return made


def _twin(kind: type[Any]) -> type[Any]:
    """A class with the slots of another one, whose values are not frozen."""
    thawed = {name: vars(object)[name] for name in ("__init__", "__setattr__", "__delattr__")} | {"__slots__": kind.__slots__}
    return type(kind.__name__, kind.__bases__, thawed)
