"""What other crates can name of a crate, by any path.

Goes in: names. Comes out: the definition paths of what is public, or re-exported publicly from a private module; the crates not at hand
whose items are re-exported. Rules: the Rust reference, "Visibility and privacy"; rustc's effective visibilities at the level "reexported".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    parts = _public(crate, names, _is_part, only=(Module, Use, ExternCrate))
    return frozenset(meaning.path.partition("::")[0] for _item, meaning in parts if isinstance(meaning, Foreign))


def _is_part(item: Item, meaning: Definition | Foreign) -> bool:
    """Whether something is named that stands in a crate, or all that does, and not just the crate."""
    return "::" in meaning.path or _is_glob(item)


def _exports(crate: str, names: Names) -> frozenset[str]:
    everything = _public(crate, names, lambda _item, _meaning: True)
    return frozenset(meaning.path for _item, meaning in everything if isinstance(meaning, Definition))


def _public(
    crate: str, names: Names, is_wanted: Callable[[Item, Definition | Foreign], bool], only: tuple[type[Item], ...] = (Item,)
) -> Iterator[tuple[Item, Definition | Foreign]]:
    """The public items of a crate's public modules, each with what it makes public: itself, or what it re-exports; of a glob the module.

    A module that is made public is entered, too, if it is wanted.

    :param only: the kinds of items to look at; without modules and what re-exports them nothing in these is.
    """
    entered: set[str] = set()
    waiting = [crate]
    while waiting:
        module = waiting.pop()
        if module in entered:
            continue
        entered.add(module)
        for item in names.items(module):
            is_public = isinstance(item, only) and item.visibility.is_public
            for meaning in _meanings(item, module, names) if is_public else ():
                if isinstance(meaning, Definition | Foreign) and is_wanted(item, meaning):
                    yield item, meaning
                    if isinstance(meaning, Definition) and isinstance(meaning.item, Module):
                        waiting.append(meaning.path)


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
