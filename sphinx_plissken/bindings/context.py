"""What both halves of ``bindings/`` hand each other: the context in which an item is seen, and what was seen.

The interpreter of module functions decides *where* an item is registered and makes a ``Context``; ``functions``, ``classes`` and
``exceptions`` say *what* the item is from Python and give it back as ``Seen``.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import griffe

from sphinx_plissken.bindings.api import Counterpart
from sphinx_plissken.bindings.versions import Behaviour
from sphinx_plissken.problem import Problem
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.types import Type


class Position(enum.Enum):
    """Where a type stands; PyO3 takes in other Python types than it gives out (``Vec<T>``: a sequence in, a list out)."""

    ARGUMENT = "argument"  # what a caller hands over: parameters, also of setters
    RETURN = "return"  # what a caller gets: results, properties, class attributes, constants


class Annotate(Protocol):
    """Say a Rust type in Python."""

    def __call__(self, type: Type, module: str, position: Position, self_type: str = "") -> str | griffe.Expr | None:
        """Give the annotation, or None where nothing can be said.

        :param module: path of the Rust module in which the type is written.
        :param self_type: definition path of what ``Self`` stands for.
        """


def annotate_nothing(type: Type, module: str, position: Position, self_type: str = "") -> str | griffe.Expr | None:
    """An ``Annotate`` that knows no types."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known while an item is seen."""

    names: Names
    behaviour: Behaviour
    """How the project's version of PyO3 behaves."""
    crate: str
    """The crate of the extension module, as code names it."""
    class_names: Mapping[str, str] = field(default_factory=dict)
    """Definition path of every registered class or exception -> its Python path: ``{"c::PyRunner": "pkg._core.Runner"}``."""
    annotate: Annotate = annotate_nothing


ObjectT_co = TypeVar("ObjectT_co", bound=griffe.Object, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(Generic[ObjectT_co]):
    """One item as Python sees it."""

    object: ObjectT_co
    """A new griffe object without a parent, named by its Python name."""
    counterparts: tuple[Counterpart, ...] = ()
    """Python paths start at the object's own name: ``Runner``, ``Runner.run``."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where names stand: what is known, the module whose names are seen, and what ``Self`` is."""

    context: Context
    module: str
    """Path of a Rust module."""
    self_type: str = ""
    """Definition path of a Rust type."""

    def annotate(self, type: Type, position: Position) -> str | griffe.Expr | None:
        """Say a Rust type that is written here in Python."""
        return self.context.annotate(type, self.module, position, self.self_type)
