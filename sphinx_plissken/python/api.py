"""What ``python/`` gives: the Python reference as values around griffe objects, under the names that users import."""

from __future__ import annotations

from dataclasses import dataclass

import griffe

from sphinx_plissken.problem import Problem

STUB_ONLY = "plissken-stub-only"
"""Key of ``griffe_object.extra`` of what only the stub of an extension module has, and lists as public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonMember:
    """A class, function, attribute or property at one path of the reference."""

    path: str
    """Where users import it from: ``pkg.Runner``; of a member of a class ``pkg.Runner.run``."""
    definition: str
    """Where it is defined: ``pkg._core.Runner``. Equal for all the paths of one object."""
    object: griffe.Object
    """The definition itself, never an alias."""
    is_home: bool = True
    """Whether it is documented here; elsewhere only a line leads to its home. Exactly one path of each object is its home."""
    home: str = ""
    """The path of its home; equal to ``path`` at home. Outside the reference (an imported third-party name) the definition."""
    members: tuple[PythonMember, ...] = ()
    """Of a class, at home: properties, attributes, methods and nested classes in source order."""
    hidden: tuple[PythonMember, ...] = ()
    """Of a class, at home: private and special members in source order, for those who ask for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonModule:
    """A module page."""

    path: str
    """Where users import it from. An extension's submodule may be shown elsewhere than where it is defined: ``module.path``."""
    module: griffe.Module
    members: tuple[PythonMember, ...] = ()
    """In the order of ``__all__`` where there is one, else of the source; modules are not among them."""
    hidden: tuple[PythonMember, ...] = ()
    """What the module defines and keeps to itself, in source order, for those who ask for it; always at home."""
    modules: tuple[str, ...] = ()
    """Paths of the public submodules, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonReference:
    """The Python reference of a project."""

    modules: tuple[PythonModule, ...] = ()
    """Every public module, sorted by path."""
    problems: tuple[Problem, ...] = ()
