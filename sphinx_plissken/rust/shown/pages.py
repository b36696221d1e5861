"""From crates to what their reference shows: one ``DocumentedModule`` for each module page.

Goes in: assembled crates, their names, how far the reference reaches. Comes out: values for pages and for ``inspect``.
Rules: the rustdoc book, "Re-exports"; rustdoc's ``print_item.rs`` (order), ``strip_private`` (impls) and ``formats/cache.rs`` (paths).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule, Kind, Reach, Reexport
from sphinx_plissken.rust.model import Const, Crate, Enum, ExternCrate, Function, Impl, Item, Struct, Trait, TypeAlias, Union
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.impl_pages import ImplPages, PlacedImpl
from sphinx_plissken.rust.shown.module_pages import Entry, Page, Walk, gated_by
from sphinx_plissken.rust.shown.openness import Openness
from sphinx_plissken.rust.signatures.impl_ranks import ImplRanks
from sphinx_plissken.rust.signatures.representation import is_hidden

SECTIONS = (
    Kind.MODULE,
    Kind.MACRO,
    Kind.STRUCT,
    Kind.ENUM,
    Kind.CONSTANT,
    Kind.STATIC,
    Kind.TRAIT,
    Kind.FUNCTION,
    Kind.TYPE_ALIAS,
    Kind.UNION,
    Kind.ATTRIBUTE_MACRO,
    Kind.DERIVE_MACRO,
    Kind.TRAIT_ALIAS,
    Kind.FOREIGN_TYPE,
)
"""The sections of a module's page, in rustdoc's order; re-exports come before them."""

_MEMBER_KINDS: dict[type[Item], Kind] = {
    Function: Kind.METHOD,
    Const: Kind.ASSOCIATED_CONST,
    TypeAlias: Kind.ASSOCIATED_TYPE,
}


def document(
    crates: Iterable[Crate], names: Names, reach: Mapping[str, Reach] | None = None, also: frozenset[str] = frozenset()
) -> tuple[DocumentedModule, ...]:
    """What the reference of some crates shows, sorted by path: each module before those in it.

    :param names: the names of these crates, and of others that are at hand: what is re-exported from them is shown, too.
    :param reach: by crate name; a crate that is not in it is shown as far as the public can see.
    :param also: definition paths of items and members that are shown whoever can see them, with the modules that they are in.
    """
    openness = Openness(names, reach or {}, also)
    walk = Walk(names, openness)
    for crate in crates:
        walk.crate(crate.name)
    showing = _Showing(names, openness, walk.pages)
    return tuple(showing.module(walk.pages[path]) for path in sorted(walk.pages, key=lambda path: path.split("::")))


def shown_homes(crate: str, names: Names) -> dict[tuple[Kind, str], str]:
    """The canonical path of each item that the public sees of a crate, by kind and definition path; nothing else of it is looked at."""
    walk = Walk(names, Openness(names, {}, frozenset()))
    walk.crate(crate)
    return _homes(walk.pages)


def natural_order(name: str) -> str:
    """A key that sorts names as rustdoc does: capitals first, numbers by their value, before any letter."""
    return _NUMBER.sub(_number_key, name)


_NUMBER = re.compile(r"[0-9]+")


def _number_key(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"\0{chr(len(digits))}{digits}"


class _Showing:
    """What was found on the walk, made into values; impls are found and paths are chosen when everything that is shown is known."""

    def __init__(self, names: Names, openness: Openness, pages: Mapping[str, Page]) -> None:
        self._openness = openness
        documented = {path.partition("::")[0] for path in pages}
        shown = {entry.definition.path for page in pages.values() for entry in page.entries.values()}
        self._impls = ImplPages(names, documented, shown)
        self._ranks = ImplRanks()
        self._homes = _homes(pages)
        self._homes_of_all = {definition: path for (_, definition), path in reversed(self._homes.items())}

    def module(self, page: Page) -> DocumentedModule:
        return DocumentedModule(
            path=page.path,
            definition=page.definition,
            module=page.module,
            is_canonical=self._homes[Kind.MODULE, page.definition] == page.path,
            reexport_docs=page.reexport_docs,
            features=page.features,
            modules=tuple(sorted(page.modules, key=lambda path: natural_order(path.rpartition("::")[2]))),
            reexports=tuple(replace(line, target=self._home(line.target)) for line in sorted(page.reexports, key=_line_rank)),
            items=tuple(self._item(entry, page.path) for entry in sorted(page.entries.values(), key=_entry_rank)),
        )

    def _item(self, entry: Entry, page: str) -> DocumentedItem:
        definition, path = entry.definition, f"{page}::{entry.name}"
        item = definition.item
        return DocumentedItem(
            kind=entry.kind,
            path=path,
            definition=definition.path,
            module=definition.module,
            item=item,
            is_canonical=self._homes[entry.kind, definition.path] == path,
            reexport_docs=entry.reexport_docs,
            features=entry.features,
            members=tuple(self._members(item, path, definition.path, definition.module, entry.features)),
            impls=self._item_impls(item, path, definition.path, entry.features),
        )

    # Members

    def _members(self, item: Item, path: str, definition: str, module: str, features: tuple[str, ...]) -> Iterator[DocumentedItem]:
        if isinstance(item, Struct | Union):
            shown = [field for field in item.fields if self._openness.is_member_shown(field, f"{definition}::{field.name}", module)]
            yield from (_member(Kind.FIELD, field, path, definition, module, features) for field in shown)
        elif isinstance(item, Enum):
            for variant in item.variants:
                if not is_hidden(variant):
                    inner = tuple(
                        _variant_fields(variant.fields, f"{path}::{variant.name}", f"{definition}::{variant.name}", module, features)
                    )
                    yield _member(Kind.VARIANT, variant, path, definition, module, features, inner)
        elif isinstance(item, Trait):
            yield from _associated([member for member in item.items if not is_hidden(member)], path, definition, module, features)

    # Impls

    def _item_impls(self, item: Item, path: str, definition: str, features: tuple[str, ...]) -> tuple[DocumentedImpl, ...]:
        if isinstance(item, Trait):
            return self._implementors(self._impls.of_trait(definition))
        if not isinstance(item, Struct | Enum | Union | TypeAlias):
            return ()
        placed = self._impls.of_type(definition)
        inherent = [self._impl(each, path, definition, features) for each in placed if each.impl.trait is None]
        of_traits = [self._impl(each, path, definition, features) for each in placed if each.impl.trait is not None]
        return (*(impl for impl in inherent if impl.members), *self._sorted(of_traits))

    def _implementors(self, placed: Sequence[PlacedImpl]) -> tuple[DocumentedImpl, ...]:
        meanings: dict[str, set[str]] = {}
        for each in placed:
            meanings.setdefault(each.self_name, set()).add(each.self_meaning)
        found = []
        for each in placed:
            is_ambiguous = bool(each.self_name) and len(meanings[each.self_name]) > 1
            path = self._home(each.self_type) if is_ambiguous and each.self_type else ""
            found.append(DocumentedImpl(impl=each.impl, module=each.module, self_path=path))
        return self._sorted(found)

    def _sorted(self, impls: Sequence[DocumentedImpl]) -> tuple[DocumentedImpl, ...]:
        """Trait impls by what is printed, negative ones last."""
        if len(impls) < 2:
            return tuple(impls)
        ranks = self._ranks.of(impls)
        return tuple([impls[place] for place in sorted(range(len(impls)), key=ranks.__getitem__)])

    def _home(self, definition: str) -> str:
        """The canonical path of an item, or of a member of one; a definition path that is not shown stays as it is."""
        if definition in self._homes_of_all:
            return self._homes_of_all[definition]
        owner, _, name = definition.rpartition("::")
        return f"{self._homes_of_all[owner]}::{name}" if owner in self._homes_of_all else definition

    def _impl(self, placed: PlacedImpl, path: str, definition: str, features: tuple[str, ...]) -> DocumentedImpl:
        impl = placed.impl
        members = [member for member in impl.items if self._is_impl_member_shown(member, impl, definition, placed.module)]
        features = gated_by(impl, features)
        return DocumentedImpl(
            impl=impl, module=placed.module, members=tuple(_associated(members, path, definition, placed.module, features))
        )

    def _is_impl_member_shown(self, member: Item, impl: Impl, definition: str, module: str) -> bool:
        if impl.trait is not None:
            return not is_hidden(member)
        return self._openness.is_member_shown(member, f"{definition}::{member.name}", module)


def _member(
    kind: Kind, item: Item, path: str, definition: str, module: str, features: tuple[str, ...], members: tuple[DocumentedItem, ...] = ()
) -> DocumentedItem:
    return DocumentedItem(
        kind=kind,
        path=f"{path}::{item.name}",
        definition=f"{definition}::{item.name}",
        module=module,
        item=item,
        features=gated_by(item, features),
        members=members,
    )


def _variant_fields(fields: Sequence[Item], path: str, definition: str, module: str, features: tuple[str, ...]) -> Iterator[DocumentedItem]:
    for field in fields:
        if not is_hidden(field):
            yield _member(Kind.VARIANT_FIELD, field, path, definition, module, features)


def _associated(items: Iterable[Item], path: str, definition: str, module: str, features: tuple[str, ...]) -> Iterator[DocumentedItem]:
    for item in items:
        if kind := _MEMBER_KINDS.get(item.__class__):
            yield _member(kind, item, path, definition, module, features)


def _homes(pages: Mapping[str, Page]) -> dict[tuple[Kind, str], str]:
    """The canonical path of each item, by kind and definition path.

    Its own place counts where it is shown there, else the first one: a crate's root before its modules.
    """
    homes: dict[tuple[Kind, str], str] = {}
    for page in pages.values():
        if page.path == page.definition or (Kind.MODULE, page.definition) not in homes:
            homes[Kind.MODULE, page.definition] = page.path
        for entry in page.entries.values():
            key, path = (entry.kind, entry.definition.path), f"{page.path}::{entry.name}"
            if key not in homes or path == entry.definition.path:
                homes[key] = path
    return homes


def _entry_rank(entry: Entry) -> tuple[int, str]:
    return SECTIONS.index(entry.kind), natural_order(entry.name)


def _line_rank(reexport: Reexport) -> int:
    """Crates first, globs last; otherwise as written."""
    return 0 if isinstance(reexport.use, ExternCrate) else 2 if reexport.use.is_glob else 1
