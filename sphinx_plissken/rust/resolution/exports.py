"""What other crates can name of a crate, by any path.

Goes in: names. Comes out: the definition paths of what is public, or re-exported publicly from a private module; the crates not at hand
whose items are re-exported. Rules: the Rust reference, "Visibility and privacy"; rustc's effective visibilities at the level "reexported".
"""

from __future__ import annotations

from typing import TypeGuard
from weakref import WeakKeyDictionary

from sphinx_plissken.rust.model import ExternCrate, Item, Module, Namespace, Use
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning
from sphinx_plissken.rust.resolution.names import Names

_known: WeakKeyDictionary[Names, dict[str, frozenset[str]]] = WeakKeyDictionary()
"""What was found, by crate name, as long as somebody holds the names."""


def is_exported(path: str, crate: str, names: Names) -> bool:
    """Whether other crates can name the item with a definition path."""
    known = _known.setdefault(names, {})
    if crate not in known:
        known[crate] = _exports(crate, names)
    return path in known[crate]


def reexported_crates(crate: str, names: Names) -> frozenset[str]:
    """The crates not at hand from which other crates can name something by a path in this one: what it re-exports one by one, or by a glob.

    A re-export of a whole crate leads to nothing in it.
    """
    found: set[str] = set()
    entered: set[str] = set()
    waiting = [crate]
    while waiting:
        module = waiting.pop()
        if module in entered:
            continue
        entered.add(module)
        for item in names.items(module):
            if item.visibility.is_public:
                for meaning in _meanings(item, module, names):
                    is_part = isinstance(meaning, Definition | Foreign) and ("::" in meaning.path or _is_glob(item))
                    if is_part and isinstance(meaning, Foreign):
                        found.add(meaning.path.partition("::")[0])
                    elif is_part and isinstance(meaning, Definition) and isinstance(meaning.item, Module):
                        waiting.append(meaning.path)
    return frozenset(found)


def _exports(crate: str, names: Names) -> frozenset[str]:
    found: set[str] = set()
    entered: set[str] = set()
    waiting = [crate]
    while waiting:
        module = waiting.pop()
        if module in entered:
            continue
        entered.add(module)
        for item in names.items(module):
            if item.visibility.is_public:
                for definition in _leads_to(item, module, names):
                    found.add(definition.path)
                    if isinstance(definition.item, Module):
                        waiting.append(definition.path)
    return frozenset(found)


def _leads_to(item: Item, module: str, names: Names) -> list[Definition]:
    """What a public item of a module makes public: itself, or what it re-exports; of a glob the module, whose public items follow."""
    return [meaning for meaning in _meanings(item, module, names) if isinstance(meaning, Definition)]


def _meanings(item: Item, module: str, names: Names) -> list[Meaning | None]:
    if isinstance(item, Module):
        return [names.define(item, item.path, module)]
    if not isinstance(item, Use | ExternCrate):
        return [names.define(item, f"{module}::{item.name}", module)]
    if _is_glob(item):
        return [names.glob_target(item, module)]
    return [names.followed(item, module, namespace) for namespace in Namespace]


def _is_glob(item: Item) -> TypeGuard[Use]:
    return isinstance(item, Use) and item.is_glob
