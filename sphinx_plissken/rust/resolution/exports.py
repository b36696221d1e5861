"""What other crates can name of a crate, by any path.

Goes in: names. Comes out: the definition paths of what is public, or re-exported publicly from a private module. Rules: the Rust reference,
"Visibility and privacy"; rustc's effective visibilities at the level "reexported".
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from sphinx_plissken.rust.model import ExternCrate, Item, Module, Namespace, Use
from sphinx_plissken.rust.resolution.meanings import Definition
from sphinx_plissken.rust.resolution.names import Names

_known: WeakKeyDictionary[Names, dict[str, frozenset[str]]] = WeakKeyDictionary()
"""What was found, by crate name, as long as somebody holds the names."""


def is_exported(path: str, crate: str, names: Names) -> bool:
    """Whether other crates can name the item with a definition path."""
    known = _known.setdefault(names, {})
    if crate not in known:
        known[crate] = _exports(crate, names)
    return path in known[crate]


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
    if isinstance(item, Module):
        return [names.define(item, item.path, module)]
    if not isinstance(item, Use | ExternCrate):
        return [names.define(item, f"{module}::{item.name}", module)]
    if isinstance(item, Use) and item.is_glob:
        found = [names.glob_target(item, module)]
    else:
        found = [names.followed(item, module, namespace) for namespace in Namespace]
    return [meaning for meaning in found if isinstance(meaning, Definition)]
