"""Walk through crates as rustdoc does, and note on each module's page what is shown there.

Goes in: crates, their names, how far the reference reaches. Comes out: ``Page`` values with ``Entry`` values, re-exports already decided.
Rules: rustdoc's ``visit_ast.rs`` and ``clean_doc_module``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sphinx_plissken.rust.cfg.configuration import features_of
from sphinx_plissken.rust.documented import Kind, Reexport
from sphinx_plissken.rust.macros.macro_names import is_exported_macro
from sphinx_plissken.rust.model import (
    Const,
    DocFragment,
    Enum,
    ExternCrate,
    Function,
    Item,
    MacroRules,
    Module,
    Namespace,
    Static,
    Struct,
    Trait,
    TraitAlias,
    TypeAlias,
    Union,
    Use,
)
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.resolution.scopes import NAMESPACES, proc_macro_name
from sphinx_plissken.rust.shown.openness import Openness
from sphinx_plissken.rust.shown.reexports import Inlined, Line, is_glob_inlined, see_reexport
from sphinx_plissken.rust.signatures.representation import is_hidden

_KINDS: dict[type[Item], Kind] = {
    Struct: Kind.STRUCT,
    Union: Kind.UNION,
    Enum: Kind.ENUM,
    Trait: Kind.TRAIT,
    TraitAlias: Kind.TRAIT_ALIAS,
    Function: Kind.FUNCTION,
    Const: Kind.CONSTANT,
    Static: Kind.STATIC,
    TypeAlias: Kind.TYPE_ALIAS,
    MacroRules: Kind.MACRO,
}
_PROC_MACROS = {
    "proc_macro": Kind.MACRO,
    "proc_macro_attribute": Kind.ATTRIBUTE_MACRO,
    "proc_macro_derive": Kind.DERIVE_MACRO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item on a module's page."""

    kind: Kind
    name: str
    """The name it has here."""
    definition: Definition
    reexport_docs: tuple[DocFragment, ...] = ()
    features: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Page:
    """A module's page, filled while crates are walked through."""

    path: str
    module: Module
    definition: str
    reexport_docs: tuple[DocFragment, ...] = ()
    features: tuple[str, ...] = ()
    modules: list[str] = field(default_factory=list)
    entries: dict[tuple[Kind, str], Entry] = field(default_factory=dict)
    reexports: list[Reexport] = field(default_factory=list)
    is_partial: bool = False
    """Whether only what the caller asks for is shown, because the module itself is not."""


class Walk:
    """One walk; ``pages`` has each page before those of the modules in it."""

    def __init__(self, names: Names, openness: Openness) -> None:
        self.pages: dict[str, Page] = {}
        self._names = names
        self._openness = openness
        self._inlining: list[str] = []

    def crate(self, name: str) -> None:
        """Walk through a crate."""
        root = self._names.definition(name, Namespace.TYPE)
        if root is None or not isinstance(root.item, Module):
            return
        page = Page(path=name, module=root.item, definition=name, features=features_of(root.item.cfg))
        self.pages[name] = page
        self._module(page)
        for definition in self._names.exported_macros(name):
            if self._openness.shows(definition.item, definition.path, definition.module):
                self._add(page, definition, definition.item.name, (), features_of(definition.item.cfg))

    def _module(self, page: Page) -> None:
        """What is written in a module, its globs last: a name that is imported one by one, or declared, comes before one of a glob."""
        self._items(page, page.definition, self._names.items(page.definition), (), page.features)

    def _items(
        self,
        page: Page,
        module: str,
        items: Iterable[Item],
        docs: tuple[DocFragment, ...],
        features: tuple[str, ...],
        *,
        is_glob: bool = False,
    ) -> None:
        """Show items of one module on a page, the module's own or one that takes them over by a glob."""
        late = []
        for item in items:
            if isinstance(item, Use) and item.is_glob:
                late.append(item)
            elif isinstance(item, Use | ExternCrate):
                self._use(page, item, module, features)
            elif not is_glob or not self._is_shadowed(page, item):
                self._item(page, item, module, docs, features)
        for glob in late:
            self._glob(page, glob, module, features)

    def _is_shadowed(self, page: Page, item: Item) -> bool:
        """Whether a page's own module has another item of the name, so that a glob does not import it."""
        if not self._names.has_own_name(page.definition, item.name):
            return False
        for namespace in NAMESPACES.get(item.__class__, ())[:1]:
            found = self._names.binding(page.definition, item.name, namespace)
            return found is not None and not found.is_glob and not (isinstance(found.meaning, Definition) and found.meaning.item is item)
        return False

    def _item(self, page: Page, item: Item, module: str, docs: tuple[DocFragment, ...], features: tuple[str, ...]) -> None:
        path = item.path if isinstance(item, Module) else f"{module}::{proc_macro_name(item) or item.name}"
        if not self._is_shown(page, item, path, module):
            return
        features = gated_by(item, features)
        if isinstance(item, Module):
            self._enter(page, item, item.name, docs, features)
        elif kind := _kind_of(item):
            if isinstance(item, MacroRules) and not item.is_macro_2 and is_exported_macro(item):
                if not self._inlining:
                    return  # it is at the root
                path = f"{module.partition('::')[0]}::{item.name}"
            definition = self._names.define(item, path, module)
            name = proc_macro_name(item) or item.name
            if name != "_":
                page.entries.setdefault((kind, name), _entry(kind, name, definition, docs, features))

    def _is_shown(self, page: Page, item: Item, path: str, module: str) -> bool:
        if page.is_partial:
            return self._openness.is_wanted(path)
        if self._inlining and not item.visibility.is_public and not (isinstance(item, MacroRules) and is_exported_macro(item)):
            return self._openness.is_wanted(path)
        return self._openness.shows(item, path, module)

    def _add(self, page: Page, definition: Definition, name: str, docs: tuple[DocFragment, ...], features: tuple[str, ...]) -> None:
        if kind := _kind_of(definition.item):
            page.entries.setdefault((kind, name), _entry(kind, name, definition, docs, features))

    def _enter(self, page: Page, module: Module, name: str, docs: tuple[DocFragment, ...], features: tuple[str, ...]) -> None:
        """Begin the page of a module in another; the first one of a name counts."""
        path = f"{page.path}::{name}"
        if path in self.pages:
            return
        openness = self._openness
        is_partial = not self._inlining and not (openness.is_visible(module, page.definition) and not is_hidden(module))
        inner = Page(path=path, module=module, definition=module.path, reexport_docs=docs, features=features, is_partial=is_partial)
        self.pages[path] = inner
        page.modules.append(path)
        self._module(inner)

    def _use(self, page: Page, use: Use | ExternCrate, module: str, features: tuple[str, ...]) -> None:
        if page.is_partial or not use.visibility.is_public or is_hidden(use):
            return
        features = gated_by(use, features)
        lines: list[Meaning | None] = []
        for seen in see_reexport(use, module, self._names, self._openness):
            if isinstance(seen, Line):
                lines.append(seen.meaning)
            else:
                self._inline(page, seen, use.name, features)
        if lines:
            page.reexports.append(Reexport(use=use, module=module, target=_path_of(lines[0])))

    def _inline(self, page: Page, seen: Inlined, name: str, features: tuple[str, ...]) -> None:
        definition = seen.definition
        if definition.path in self._inlining:
            return
        features = gated_by(definition.item, features)
        if not isinstance(definition.item, Module):
            self._add(page, definition, name, seen.docs, features)
            return
        self._inlining.append(definition.path)
        self._enter(page, definition.item, name, seen.docs, features)
        self._inlining.pop()

    def _glob(self, page: Page, glob: Use, module: str, features: tuple[str, ...]) -> None:
        if page.is_partial or not glob.visibility.is_public or is_hidden(glob):
            return
        target = self._names.glob_target(glob, module)
        if isinstance(target, Definition) and is_glob_inlined(glob, target, self._openness, module):
            if target.path not in self._inlining:
                features = gated_by(target.item, gated_by(glob, features))
                self._inlining.append(target.path)
                self._items(page, target.path, self._names.items(target.path), glob.docs, features, is_glob=True)
                self._inlining.pop()
        elif not (isinstance(target, Definition) and is_hidden(target.item)):
            page.reexports.append(Reexport(use=glob, module=module, target=_path_of(target)))


def _entry(kind: Kind, name: str, definition: Definition, docs: tuple[DocFragment, ...], features: tuple[str, ...]) -> Entry:
    return Entry(kind=kind, name=name, definition=definition, reexport_docs=docs, features=features)


def _kind_of(item: Item) -> Kind | None:
    if isinstance(item, Function):
        return next((_PROC_MACROS[attribute.path] for attribute in item.attributes if attribute.path in _PROC_MACROS), Kind.FUNCTION)
    return _KINDS.get(item.__class__)


def _path_of(meaning: Meaning | None) -> str:
    return meaning.path if isinstance(meaning, Definition | Foreign) else meaning.name if meaning else ""


def gated_by(item: Item, features: tuple[str, ...]) -> tuple[str, ...]:
    """Features, and those that gate an item inside of what they gate; most items carry no predicates."""
    return tuple(dict.fromkeys((*features, *features_of(item.cfg)))) if item.cfg else features
