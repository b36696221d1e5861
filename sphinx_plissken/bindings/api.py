"""What ``bindings/`` gives: the API that an extension module exposes, as griffe objects, and the table of counterparts."""

from __future__ import annotations

import enum
from dataclasses import dataclass

import griffe

from sphinx_plissken.problem import Problem

EXTRA = "plissken"
"""Key of ``griffe_object.extra`` under which a synthesised object keeps what griffe has no word for; see ``objects``."""


class BindingKind(enum.StrEnum):
    """What an object is at run time, by the words of ``inspect --view python``; stored as ``extra["plissken"]["kind"]``."""

    MODULE = "module"
    CLASS = "class"
    EXCEPTION = "exception"
    FUNCTION = "function"
    METHOD = "method"
    CLASSMETHOD = "classmethod"
    STATICMETHOD = "staticmethod"
    PROPERTY = "property"
    ATTRIBUTE = "attribute"  # a class attribute that is no property: #[classattr], an enum's variant
    CONSTANT = "constant"  # in a module
    SPECIAL = "special"  # a dunder method that the source writes


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Counterpart:
    """A Python object and the Rust item behind it."""

    python: str
    """Path below the extension module's import name: ``pkg._core.Runner.run``."""
    rust: str
    """Definition path: ``hybrid_binary::PyRunner::run``; of a property the getter's or the field's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bindings:
    """One extension module as Python sees it."""

    module: griffe.Module
    """The extension module itself, named by the last part of its import name; submodules are members."""
    import_name: str
    counterparts: tuple[Counterpart, ...] = ()
    """Sorted. One Python object may have several Rust items (getter and setter), one Rust item several Python objects."""
    problems: tuple[Problem, ...] = ()
