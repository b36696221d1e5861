"""What each module declares itself, before any ``use`` is followed.

Goes in: a crate. Comes out: one ``Scope`` for each of its modules. Knows namespaces and visibility; resolves nothing.
Rules: the Rust reference, chapters "Namespaces" and "Visibility and privacy".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sphinx_plissken.rust.macros.macro_names import is_exported_macro
from sphinx_plissken.rust.model import (
    Const,
    Crate,
    Enum,
    ExternCrate,
    ForeignBlock,
    Function,
    Impl,
    Item,
    MacroRules,
    Module,
    Namespace,
    Shape,
    Static,
    Struct,
    Trait,
    TraitAlias,
    TypeAlias,
    Union,
    Use,
    Variant,
)

NAMESPACES: dict[type[Item], tuple[Namespace, ...]] = {
    Module: (Namespace.TYPE,),
    Struct: (Namespace.TYPE,),
    Union: (Namespace.TYPE,),
    Enum: (Namespace.TYPE,),
    Trait: (Namespace.TYPE,),
    TraitAlias: (Namespace.TYPE,),
    TypeAlias: (Namespace.TYPE,),
    Variant: (Namespace.TYPE, Namespace.VALUE),
    Function: (Namespace.VALUE,),
    Const: (Namespace.VALUE,),
    Static: (Namespace.VALUE,),
    MacroRules: (Namespace.MACRO,),
}
"""The namespaces in which an item of each kind has its name; a kind that is not here binds no name of its own."""

_PROC_MACROS = frozenset({"proc_macro", "proc_macro_attribute", "proc_macro_derive"})


class Declaration(NamedTuple):
    """An item and the module it is written in."""

    item: Item
    module: str


@dataclass(slots=True)
class Scope:
    """The names that a module declares; filled while it is read, only looked at later."""

    module: Module
    crate: Crate
    parent: str
    """Path of the module around it; empty for a crate's root."""
    declared: dict[tuple[Namespace, str], Declaration] = field(default_factory=dict)
    """The first declaration of each name; macros that ``#[macro_export]`` lifts are in the root's."""
    uses: dict[str, list[Use | ExternCrate]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """All that is declared or used by name, in whatever namespace."""
    globs: list[Use] = field(default_factory=list)
    impls: list[Impl] = field(default_factory=list)
    items: tuple[Item, ...] = ()
    """The module's items in source order; in place of foreign blocks what they declare."""


@dataclass(slots=True)
class CrateScopes:
    """The scopes of a crate's modules by path, and its textually scoped macros."""

    scopes: dict[str, Scope] = field(default_factory=dict)
    macros: dict[str, list[Declaration]] = field(default_factory=dict)
    """Every ``macro_rules!`` by name, in source order."""


def read_scopes(crate: Crate) -> CrateScopes:
    """Sort the items of a crate's modules into scopes."""
    result = CrateScopes()
    waiting = [(crate.root, "")]
    while waiting:
        module, parent = waiting.pop()
        if module.path in result.scopes:
            continue  # a twin under another cfg that could not be judged: the first one counts, as for items
        scope = result.scopes[module.path] = Scope(module=module, crate=crate, parent=parent)
        root = result.scopes[crate.root.path]
        scope.items = tuple(_flat_items(module.items or ()))
        for item in scope.items:
            _declare(item, scope, root, result)
        waiting += [(item, module.path) for item in reversed(module.items or ()) if isinstance(item, Module)]
    return result


def _flat_items(items: Iterable[Item]) -> Iterator[Item]:
    """The items of a module; those of foreign blocks are names of the module itself."""
    for item in items:
        if isinstance(item, ForeignBlock):
            yield from (_declared_elsewhere(declared, item) for declared in item.items)
        else:
            yield item


def _declared_elsewhere(item: Item, block: ForeignBlock) -> Item:
    """An item of a foreign block as if it stood alone: with the block's ABI, and unsafe unless it says ``safe``."""
    if isinstance(item, Function):
        return replace(item, abi=block.abi, is_unsafe=not item.is_safe)
    return replace(item, is_unsafe=not item.is_safe) if isinstance(item, Static) else item


def _declare(item: Item, scope: Scope, root: Scope, crate: CrateScopes) -> None:
    if isinstance(item, Impl):
        scope.impls.append(item)
    elif isinstance(item, _IMPORTS):
        if isinstance(item, Use) and item.is_glob:
            scope.globs.append(item)
        else:
            scope.uses.setdefault(item.name, []).append(item)
            scope.names.add(item.name)
    elif isinstance(item, MacroRules) and not item.is_macro_2:
        declaration = Declaration(item, scope.module.path)
        crate.macros.setdefault(item.name, []).append(declaration)
        if is_exported_macro(item):
            root.declared[Namespace.MACRO, item.name] = declaration  # the last one wins, as in textual scope
            root.names.add(item.name)
    else:
        _declare_names(item, scope)


_IMPORTS = (Use, ExternCrate)


def _declare_names(item: Item, scope: Scope) -> None:
    declaration = Declaration(item, scope.module.path)
    for key in names_of(item):
        scope.declared.setdefault(key, declaration)
        scope.names.add(key[1])


def names_of(item: Item) -> Iterator[tuple[Namespace, str]]:
    """The names that an item declares, with their namespaces; a tuple or unit struct is a value as well."""
    if item.attributes and isinstance(item, Function) and (name := proc_macro_name(item)):
        yield Namespace.MACRO, name
        return
    if item.name in ("", "_"):
        return
    for namespace in NAMESPACES.get(item.__class__, ()):
        yield namespace, item.name
    if isinstance(item, Struct) and item.shape is not Shape.NAMED:
        yield Namespace.VALUE, item.name


def proc_macro_name(item: Item) -> str:
    """The name of the macro that a function of a proc-macro crate defines; empty for any other item."""
    for attribute in item.attributes:
        if attribute.path in _PROC_MACROS:
            derived = re.match(r"\(\s*(?:r#)?(\w+)", attribute.tokens)
            return derived[1] if derived and attribute.path == "proc_macro_derive" else item.name
    return ""


def visibility_scope(item: Item, module: str, crate: str) -> str:
    """The module inside of which an item can be seen, empty if everywhere: ``pub(super)`` in ``c::a::b`` -> ``c::a``."""
    if isinstance(item, MacroRules) and not item.is_macro_2:
        return "" if is_exported_macro(item) else crate
    scope = item.visibility.scope.removeprefix("in ").replace(" ", "")
    if not scope:
        return ""
    steps = scope.split("::")
    here = module.split("::") if steps[0] in ("self", "super") else [crate]
    for step in steps:
        if step == "super":
            here = here[:-1] or [crate]
        elif step not in ("self", "crate"):
            here.append(step)
    return "::".join(here)
