"""What the names of modules stand for: declarations, imports one by one, imports by glob.

Goes in: the scopes of modules, and somebody who follows paths. Comes out: a ``Binding`` for each name that is asked for, remembered.
Rules: the Rust reference, chapters "Use declarations" and "Name resolution": what is declared or imported one by one shadows what a glob
imports, and globs may go in circles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from sphinx_plissken.rust.model import Enum, ExternCrate, Module, Namespace, TypeAlias, Use
from sphinx_plissken.rust.resolution.meanings import Binding, Definition, Meaning, is_visible
from sphinx_plissken.rust.resolution.scopes import Declaration, Scope, visibility_scope
from sphinx_plissken.rust.types import Type

_Key = tuple[str, str, Namespace]


class Paths(Protocol):
    """Who follows paths, and in doing so asks for the names of modules."""

    def resolve_use_path(self, names: tuple[str, ...], is_global: bool, module: str, namespace: Namespace) -> Meaning | None:
        """What the path of a ``use`` means in a module."""

    def binding_in_scope(self, name: str, module: str, namespace: Namespace) -> Binding | None:
        """What a name without a path stands for at the place where the paths of a module's ``use`` declarations begin."""

    def resolve_type(self, type: Type, module: str) -> Meaning | None:
        """What a type names."""

    def extern_crate(self, item: ExternCrate, module: str) -> Meaning:
        """The crate that an ``extern crate`` names."""

    def define_declared(self, declaration: Declaration, owner: str, name: str, namespace: Namespace) -> Definition:
        """An item that a module declares, as a definition."""

    def variant(self, enum: Definition, name: str, namespace: Namespace) -> Definition | None:
        """A variant of an enum."""


class ModuleNames:
    """The names of modules, found on demand and remembered."""

    def __init__(self, scopes: Mapping[str, Scope], paths: Paths) -> None:
        self._scopes = scopes
        self._paths = paths
        self._bindings: dict[_Key, Binding | None] = {}
        self._globs: dict[int, Meaning] = {}  # by identity: a hash of a ``Use`` is a hash of all that is in it
        self._pending: dict[_Key, int] = {}
        self._deepest_return = 0
        self._undecided: list[_Key] = []

    @property
    def is_searching(self) -> bool:
        """Whether a search is under way, so that nothing found now has to be final."""
        return bool(self._pending)

    def binding(self, module: str, name: str, namespace: Namespace) -> Binding | None:
        """What a name of a module stands for; None if it has no such name."""
        scope = self._scopes.get(module)
        if scope is None or not (scope.globs or name in scope.names):
            return None
        key = (module, name, namespace)
        if key in self._bindings:
            return self._bindings[key]
        if key in self._pending:
            self._deepest_return = min(self._deepest_return, self._pending[key])
            return None
        if self._pending:
            return self._find_binding(key)
        try:
            return self._find_binding(key)
        except RecursionError:  # a chain of imports that nobody wrote by hand
            self._pending.clear()
            self._undecided.clear()
            return None

    def named_directly(self, use: Use, module: str, namespace: Namespace) -> Binding | None:
        """The name that the path of a ``use`` ends in, in the module that the path leads to; that may be a ``use`` itself."""
        names, is_global = imported_path(use)
        if len(names) == 1:
            return self._paths.binding_in_scope(names[0], module, namespace)
        owner = self._paths.resolve_use_path(names[:-1], is_global, module, Namespace.TYPE)
        if isinstance(owner, Definition) and isinstance(owner.item, Module):
            return self.binding(owner.path, names[-1], namespace)
        return None

    def followed(self, use: Use | ExternCrate, module: str, namespace: Namespace) -> Meaning | None:
        """What a ``use`` that is no glob, or an ``extern crate``, brings into one namespace of a module."""
        if isinstance(use, ExternCrate):
            return self._paths.extern_crate(use, module) if namespace is Namespace.TYPE else None
        names, is_global = imported_path(use)
        if use.path.names != names and namespace is not Namespace.TYPE:
            return None  # `use a::{self}` imports from the type namespace only
        return self._paths.resolve_use_path(names, is_global, module, namespace)

    def glob_target(self, glob: Use, module: str) -> Meaning | None:
        """The module or enum whose names a glob imports."""
        known = self._globs.get(id(glob))
        if known is None and (known := self._find_glob_target(glob, module)) is not None:
            self._globs[id(glob)] = known
        return known

    def _find_glob_target(self, glob: Use, module: str) -> Meaning | None:
        names, is_global = imported_path(glob)
        target = self._paths.resolve_use_path(names or ("crate",), is_global, module, Namespace.TYPE)
        if isinstance(target, Definition) and isinstance(target.item, TypeAlias) and target.item.type:
            return self._paths.resolve_type(target.item.type, target.module)
        return target

    def _find_binding(self, key: _Key) -> Binding | None:
        """Look for a binding while its key is marked as pending, so that cycles end.

        What was not found only because some outer search is still pending is not remembered before that search has ended: that nothing was
        found is final for all members of a cycle at once.
        """
        depth = self._pending[key] = len(self._pending)
        outer, self._deepest_return = self._deepest_return, depth
        undecided = len(self._undecided)
        found = self._search_module(*key)
        del self._pending[key]
        is_decided = self._deepest_return >= depth
        self._deepest_return = outer if is_decided else min(outer, self._deepest_return)
        if found is not None or is_decided:
            self._bindings[key] = found
        else:
            self._undecided.append(key)
        if is_decided:
            if found is None:
                self._bindings |= dict.fromkeys(self._undecided[undecided:])
            del self._undecided[undecided:]
        return found

    def _search_module(self, module: str, name: str, namespace: Namespace) -> Binding | None:
        scope = self._scopes.get(module)
        if scope is None:
            return None
        if declaration := scope.declared.get((namespace, name)):
            return self._own_binding(declaration, scope, name, namespace)
        return self._imported_binding(scope, name, namespace) or self._glob_binding(scope, name, namespace)

    def _own_binding(self, declaration: Declaration, scope: Scope, name: str, namespace: Namespace) -> Binding:
        visibility = visibility_scope(declaration.item, scope.module.path, scope.crate.name)
        meaning = self._paths.define_declared(declaration, scope.module.path, name, namespace)
        return Binding(module=scope.module.path, declaration=declaration.item, visibility=visibility, meaning=meaning)

    def _imported_binding(self, scope: Scope, name: str, namespace: Namespace) -> Binding | None:
        """A name imported one by one; an import of an item that is not at hand may be in any namespace, so it comes last."""
        foreign = None
        for use in scope.uses.get(name, ()):
            meaning = self.followed(use, scope.module.path, namespace)
            if meaning is None:
                continue
            visibility = visibility_scope(use, scope.module.path, scope.crate.name)
            found = Binding(module=scope.module.path, declaration=use, visibility=visibility, meaning=meaning)
            if isinstance(meaning, Definition):
                return self._as_visible_as_named(found, use, namespace)
            foreign = foreign or found
        return foreign

    def _as_visible_as_named(self, found: Binding, use: Use | ExternCrate, namespace: Namespace) -> Binding | None:
        """An import is never more visible than what it names; what cannot be seen from here is not imported."""
        named = self.named_directly(use, found.module, namespace) if isinstance(use, Use) else None
        if named is None or not named.visibility:
            return found
        if not is_visible(named.visibility, found.module):
            return None
        return replace(found, visibility=max(found.visibility, named.visibility, key=len))

    def _glob_binding(self, scope: Scope, name: str, namespace: Namespace) -> Binding | None:
        """A name imported by a glob; of several, one that is seen from everywhere: they mean the same, or the name is never used."""
        best: Binding | None = None
        for glob in scope.globs:
            found = self._through_glob(glob, scope, name, namespace)
            if found and (best is None or (best.visibility and not found.visibility)):
                best = found
        return best

    def _through_glob(self, glob: Use, scope: Scope, name: str, namespace: Namespace) -> Binding | None:
        """The name in what a glob imports, as seen here: never more visible than it is there, or than the glob says."""
        here = scope.module.path
        target = self.glob_target(glob, here)
        if not isinstance(target, Definition):
            return None
        if isinstance(target.item, Enum):
            variant = self._paths.variant(target, name, namespace)
            own = visibility_scope(glob, here, scope.crate.name)
            return Binding(module=here, declaration=glob, visibility=own, meaning=variant) if variant else None
        there = self.binding(target.path, name, namespace)
        if there is None or not is_visible(there.visibility, here):
            return None
        own = visibility_scope(glob, here, scope.crate.name)
        narrower = max(own, there.visibility, key=len)  # both are modules around this one
        return Binding(module=here, declaration=glob, visibility=narrower, meaning=there.meaning)


def imported_path(use: Use) -> tuple[tuple[str, ...], bool]:
    """The names of the path of a ``use`` without the ``self`` of ``a::{self}``, and whether it starts with ``::``."""
    names = use.path.names
    if len(names) > 1 and names[-1] == "self":
        names = names[:-1]
    return names, use.path.is_global
