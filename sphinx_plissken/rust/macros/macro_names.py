"""Which macro the path of a call means.

Goes in: the modules of the crates at hand, as far as they are known, and the macros in textual scope where a call stands. Comes out: the
macro. Rules: the Rust reference, "Macros By Example" (scoping, importing, and exporting). Only macros are resolved here, while they are
still being expanded; ``names`` does the rest, afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sphinx_plissken.rust.model import ExternCrate, Item, MacroRules, Module, Use
from sphinx_plissken.rust.types import Path

TextualScope = dict[str, "Macro"]
"""The macros whose definition stands before a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A macro and the crate that it is defined in, which ``$crate`` in it means."""

    rules: MacroRules
    crate: str


@dataclass(slots=True, kw_only=True)
class _ModuleMacros:
    """What a module says about macros, by the name that is bound."""

    defined: TextualScope = field(default_factory=dict)
    """Macros that have a path: exported ones at the root, and macros 2.0."""
    textual: TextualScope = field(default_factory=dict)
    """The macros in textual scope at the end of the module."""
    uses: dict[str, list[Path]] = field(default_factory=dict)
    globs: list[Path] = field(default_factory=list)
    crates: dict[str, str] = field(default_factory=dict)
    """``extern crate name as alias``."""
    takes_macros_of: list[str] = field(default_factory=list)
    """Crates with ``#[macro_use] extern crate``."""


def is_exported_macro(item: Item) -> bool:
    """Whether a ``macro_rules!`` has ``#[macro_export]``, which puts it into the crate's root."""
    return any(attribute.path == "macro_export" for attribute in item.attributes)


def is_macro_use(item: Item) -> bool:
    """Whether a module or an extern crate has ``#[macro_use]``."""
    return any(attribute.path == "macro_use" for attribute in item.attributes)


class MacroNames:
    """The macros of several crates; grows while they are expanded."""

    def __init__(self, dependencies: Mapping[str, Mapping[str, str]]) -> None:
        """Begin with no macros.

        :param dependencies: of each crate, the names under which it sees other crates.
        """
        self._dependencies = dict(dependencies)
        self._modules: dict[str, _ModuleMacros] = {}
        self.unknown_crates: dict[str, None] = {}
        """Crates not at hand that the last search for a macro led to."""
        self.missing: set[str] = set()
        """Crates that are not at hand, and could be."""
        self._looking_through_globs: set[tuple[str, str]] = set()
        self._not_through_globs: set[tuple[str, str]] = set()
        """Modules and names that no glob brings there, until more is learnt."""

    def learn_crate(self, root: Module, crate: str, dependencies: Mapping[str, str]) -> None:
        """Take note of one more crate."""
        self._dependencies[crate] = dependencies
        self.learn_module(root, crate)

    def learn_module(self, module: Module, crate: str) -> None:
        """Take note of a module and of those inside of it."""
        self._modules.setdefault(module.path, _ModuleMacros())
        self.learn(module.items or (), module.path, crate)

    def learn(self, items: Iterable[Item], module: str, crate: str) -> None:
        """Take note of items that stand in a module."""
        self._not_through_globs.clear()
        known = self._modules.setdefault(module, _ModuleMacros())
        for item in items:
            if isinstance(item, Module):
                self.learn_module(item, crate)
            elif isinstance(item, Use):
                (known.globs if item.is_glob else known.uses.setdefault(item.name, [])).append(item.path)
            elif isinstance(item, MacroRules):
                macro = Macro(rules=item, crate=crate)
                if is_exported_macro(item) and not item.is_macro_2:
                    self._modules.setdefault(crate, _ModuleMacros()).defined[item.name] = macro
                elif item.is_macro_2:
                    known.defined[item.name] = macro
            elif isinstance(item, ExternCrate):
                known.crates[item.name] = item.crate_name
                if is_macro_use(item):
                    known.takes_macros_of.append(item.crate_name)

    def learn_textual(self, module: str, scope: TextualScope) -> None:
        """Take note of the macros in textual scope at the end of a module."""
        self._modules.setdefault(module, _ModuleMacros()).textual = scope

    def resolve(self, path: Path, scope: TextualScope, module: str, origin: str) -> Macro | None:
        """What a path means where a call stands.

        :param origin: the crate of the macro that made the call, or of the call itself: ``macro_export(local_inner_macros)`` looks there.
        """
        self.unknown_crates = {}
        crate = _crate_of(module)
        *before, name = path.names
        if path.is_global or before:
            start = "" if path.is_global else module
            found = self._module_of(tuple(before), start, crate, frozenset())
            return None if found is None else self._named(name, found, frozenset())
        if name in scope:
            return scope[name]
        return self._named(name, module, frozenset()) or self._from_prelude(name, crate) or self._exported(name, origin)

    def _exported(self, name: str, crate: str) -> Macro | None:
        root = self._modules.get(crate)
        if root is None:
            self.unknown_crates[crate] = None
        return root.defined.get(name) if root else None

    def _from_prelude(self, name: str, crate: str) -> Macro | None:
        """A macro that ``#[macro_use] extern crate`` brings into the whole crate."""
        root = self._modules.get(crate)
        for used in root.takes_macros_of if root else ():
            if found := self._exported(name, self._crate_named(used, crate)):
                return found
        return None

    def _named(self, name: str, module: str, seen: frozenset[tuple[str, str]]) -> Macro | None:
        """The macro that a name is bound to in a module."""
        known = self._modules.get(module)
        if known is None and "::" not in module:
            self.unknown_crates[module] = None
        if known is None or (module, name) in seen:
            return None
        if name in known.defined:
            return known.defined[name]
        seen |= {(module, name)}
        for path in known.uses.get(name, ()):
            if found := self._used(path.names, path.is_global, module, seen):
                return found
        for path in known.globs:
            inner = self._module_of(path.names, "" if path.is_global else module, _crate_of(module), seen)
            if inner is not None and (found := self._named(name, inner, seen)):
                return found
        return None

    def _used(self, names: tuple[str, ...], is_global: bool, module: str, seen: frozenset[tuple[str, str]]) -> Macro | None:
        """What ``use names`` in a module brings."""
        *before, name = names
        if not before and not is_global:
            return self._modules[module].textual.get(name) or self._exported(name, _crate_of(module))
        inner = self._module_of(tuple(before), "" if is_global else module, _crate_of(module), seen)
        return None if inner is None else self._named(name, inner, seen)

    def _module_of(self, names: tuple[str, ...], module: str, crate: str, seen: frozenset[tuple[str, str]]) -> str | None:
        """The module that the names of a path lead to from a module; from ``""`` they begin with a crate."""
        for index, name in enumerate(names):
            step = self._step(name, module, crate, seen, is_first=index == 0)
            if step is None:
                return None
            module = step
        return module

    def _step(self, name: str, module: str, crate: str, seen: frozenset[tuple[str, str]], *, is_first: bool) -> str | None:
        if name in ("crate", "$crate"):
            return crate
        if name == "self":
            return module
        if name == "super":
            return module.rpartition("::")[0] or None
        if module and f"{module}::{name}" in self._modules:
            return f"{module}::{name}"
        known = self._modules.get(module)
        if known is not None and (module, name) not in seen:
            if name in known.crates:
                return self._crate_named(known.crates[name], crate)
            for path in known.uses.get(name, ()):
                found = self._module_of(path.names, "" if path.is_global else module, crate, seen | {(module, name)})
                if found is not None:
                    return found
            if (found := self._step_through_globs(name, module, crate)) is not None:
                return found
        named = self._crate_named(name, crate)
        if is_first and named not in self._modules and (not module or name in self._dependencies.get(crate, {})):
            self.unknown_crates[named] = None
        return named if is_first and named in self._modules else None

    def _step_through_globs(self, name: str, module: str, crate: str) -> str | None:
        """A module that a glob import brings: ``macros`` where ``use super::*`` stands."""
        key = (module, name)
        if key in self._not_through_globs or key in self._looking_through_globs:
            return None
        self._looking_through_globs.add(key)
        found = None
        for path in self._modules[module].globs:
            inner = self._module_of(path.names, "" if path.is_global else module, crate, frozenset())
            if inner is not None and (found := self._step(name, inner, crate, frozenset(), is_first=False)) is not None:
                break
        self._looking_through_globs.discard(key)
        if found is None:
            self._not_through_globs.add(key)
        return found

    def _crate_named(self, name: str, crate: str) -> str:
        """The crate that code of a crate sees under a name."""
        return crate if name == "self" else self._dependencies.get(crate, {}).get(name, name)


def _crate_of(module: str) -> str:
    return module.partition("::")[0]
