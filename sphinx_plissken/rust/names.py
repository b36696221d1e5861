"""Name resolution: what a path means in a module.

Goes in: assembled crates. Comes out: ``Names``, which answers what a path means where it stands. Rules: the Rust reference, chapters
"Namespaces", "Scopes", "Preludes", "Paths", "Name resolution" and "Use declarations".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sphinx_plissken.rust.model import Crate, Impl, Item, Module, Namespace
from sphinx_plissken.rust.types import Path, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """An item of the crates at hand."""

    path: str
    """Where it is defined: ``crate_name::module::Name``; of a variant or an associated item with its owner: ``c::m::Enum::Variant``."""
    namespace: Namespace
    item: Item
    module: str
    """Path of the module it is written in: the scope of the names in it."""
    crate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """An item of a crate whose source is not at hand, by its full path: ``pyo3::types::PyDict``, ``std::vec::Vec``."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Primitive:
    """``u8``, ``str``, ``bool``."""

    name: str


Meaning = Definition | Foreign | Primitive


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedImpl:
    """An impl and the module it is written in."""

    impl: Impl
    module: str


class Names:
    """The names of several crates, resolved on demand and remembered."""

    def __init__(self, crates: Iterable[Crate]) -> None:
        raise NotImplementedError

    def module(self, path: str) -> Module | None:
        """The module with a definition path."""
        raise NotImplementedError

    def definition(self, path: str, namespace: Namespace) -> Definition | None:
        """The item with a definition path; associated items and variants too."""
        raise NotImplementedError

    def definitions(self) -> Iterator[Definition]:
        """Every item of every module (not the members of items), in source order."""
        raise NotImplementedError

    def resolve(self, path: Path | str, module: str, namespace: Namespace, *, self_type: str = "") -> Meaning | None:
        """What a path means in the module with a definition path; None if unknown.

        ``use`` declarations are followed to the definition. Generic parameters are the caller's business.

        :param self_type: definition path of what ``Self`` stands for.
        """
        raise NotImplementedError

    def resolve_type(self, type: Type, module: str, *, self_type: str = "") -> Meaning | None:
        """What a type names once references, parentheses and the crates' own type aliases are looked through: ``&mut a::Alias`` -> ``a::Struct``."""
        raise NotImplementedError

    def impls(self, path: str) -> tuple[LocatedImpl, ...]:
        """The impls whose self type or whose trait is the item with a definition path, in source order."""
        raise NotImplementedError

    def expand(self, path: Path, tokens: str, module: str) -> str | None:
        """The text that a call of a ``macro_rules!`` macro in a module expands to; None when there is none at hand or no rule matches."""
        raise NotImplementedError
