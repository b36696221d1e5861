"""What a name can mean: an item of the crates at hand, an item of another crate, or a primitive type. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx_plissken.rust.construction import quickly_made
from sphinx_plissken.rust.model import Impl, Item, Namespace, Use


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An item of the crates at hand."""

    path: str
    """Where it is defined: ``crate_name::module::Name``; of a variant or an associated item with its owner: ``c::m::Enum::Variant``."""
    namespace: Namespace
    item: Item
    module: str
    """Path of the module it is written in: the scope of the names in it. Of a crate's root the root itself."""
    crate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """An item of a crate whose source is not at hand, by its full path: ``pyo3::types::PyDict``, ``std::vec::Vec``."""

    path: str
    is_guess: bool = field(default=False, compare=False)
    """Whether nothing but a glob import may have brought the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Primitive:
    """``u8``, ``str``, ``bool``; also the types without a name, by rustdoc's words: ``slice``, ``array``, ``tuple``, ``unit``, ``fn``."""

    name: str


Meaning = Definition | Foreign | Primitive


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One name in one namespace of a module: who declares it there, who may see it, what it means in the end."""

    module: str
    """The module that it is a name of."""
    declaration: Item
    """The item itself, or the ``Use`` or ``ExternCrate`` that brings it here; of a glob the ``Use`` with ``is_glob``."""
    visibility: str
    """The module inside of which it can be seen; empty if everywhere."""
    meaning: Meaning

    @property
    def is_glob(self) -> bool:
        """Whether it comes through a glob import, which any other declaration of the name shadows."""
        return isinstance(self.declaration, Use) and self.declaration.is_glob


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedImpl:
    """An impl and the module it is written in."""

    impl: Impl
    module: str


def is_visible(visibility: str, module: str) -> bool:
    """Whether something visible inside of one module can be seen from another: ``c::a`` from ``c::a::b``."""
    return not visibility or module == visibility or module.startswith(visibility + "::")
