"""What belongs to a type or a trait: its impls, and the items that a path reaches through it.

Goes in: ``Names`` and the impls of all modules. Comes out: impls by the definition path of their type or trait; associated items by name.
Rules: the Rust reference, chapters "Implementations" and "Associated items".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sphinx_plissken.rust.model import Impl, Item, Namespace, Struct, Trait, TypeAlias, Union
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, LocatedImpl, Meaning, Primitive
from sphinx_plissken.rust.resolution.scopes import NAMESPACES
from sphinx_plissken.rust.types import PathType, TypeParameter

if TYPE_CHECKING:
    from sphinx_plissken.rust.resolution.names import Names


class ImplIndex:
    """The impls by definition path of their self type and of their trait."""

    def __init__(self, names: Names, impls: Iterable[tuple[str, list[Impl]]]) -> None:
        self._by_path: dict[str, list[LocatedImpl]] = {}
        for module, written in impls:
            for impl in written:
                located = LocatedImpl(impl=impl, module=module)
                for path in dict.fromkeys(_ends(names, impl, module)):
                    self._by_path.setdefault(path, []).append(located)

    def of(self, path: str) -> tuple[LocatedImpl, ...]:
        """The impls of the type or trait with a definition path."""
        return tuple(self._by_path.get(path, ()))


def _ends(names: Names, impl: Impl, module: str) -> Iterator[str]:
    """Paths of the self type and the trait; ``impl<T> Trait for T`` has no self type."""
    if not is_parameter(impl) and (path := path_of(names.resolve_type(impl.self_type, module))):
        yield path
    if impl.trait and (path := path_of(names.resolve(impl.trait, module, Namespace.TYPE))):
        yield path


def is_parameter(impl: Impl) -> bool:
    """Whether the self type is one of the impl's own type parameters."""
    type = impl.self_type
    if not isinstance(type, PathType) or type.self_type or len(type.path.segments) != 1:
        return False
    return any(isinstance(parameter, TypeParameter) and parameter.name == type.path.last.name for parameter in impl.generics.parameters)


def path_of(meaning: Meaning | None) -> str:
    """The path or name of what something means; empty if unknown."""
    if isinstance(meaning, Definition | Foreign):
        return meaning.path
    return meaning.name if isinstance(meaning, Primitive) else ""


class AssociatedItems:
    """Associated items by owner and name, found on demand and remembered."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._tables: dict[str, dict[tuple[Namespace, str], Definition]] = {}

    def find(self, owner: Definition, name: str, namespace: Namespace) -> Meaning | None:
        """What ``owner::name`` means; through an alias what it means of the type behind it."""
        if isinstance(owner.item, TypeAlias):
            target = self._names.resolve_type(owner.item.type, owner.module) if owner.item.type else None
            if target is None or target == owner or (isinstance(target, Definition) and isinstance(target.item, TypeAlias)):
                return None
            return self._names.member(target, name, namespace)
        if owner.path not in self._tables:
            self._tables[owner.path] = {}  # while it is made: a type whose members are asked for meanwhile has none
            self._tables[owner.path] = self._read_table(owner)
        return self._tables[owner.path].get((namespace, name))

    def _read_table(self, owner: Definition) -> dict[tuple[Namespace, str], Definition]:
        """The first of each name: inherent items, then those of trait impls, then the traits' own, then fields."""
        table: dict[tuple[Namespace, str], Definition] = {}
        if isinstance(owner.item, Trait):
            _enter(table, owner.item.items, owner, owner.module)
            return table
        located = [found for found in self._names.impls(owner.path) if not is_parameter(found.impl)]
        for found in sorted(located, key=lambda found: found.impl.trait is not None):
            _enter(table, found.impl.items, owner, found.module)
        for found in located:
            trait = self._names.resolve(found.impl.trait, found.module, Namespace.TYPE) if found.impl.trait else None
            if isinstance(trait, Definition) and isinstance(trait.item, Trait):
                _enter(table, trait.item.items, trait, trait.module)
        if isinstance(owner.item, Struct | Union):
            _enter(table, owner.item.fields, owner, owner.module)
        return table


def _enter(table: dict[tuple[Namespace, str], Definition], items: Iterable[Item], owner: Definition, module: str) -> None:
    for item in items:
        for namespace in NAMESPACES.get(type(item), (Namespace.VALUE,)):
            path = f"{owner.path}::{item.name}"
            found = Definition(path=path, namespace=namespace, item=item, module=module, crate=owner.crate)
            table.setdefault((namespace, item.name), found)
