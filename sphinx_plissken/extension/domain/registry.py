"""What the ``rs`` domain remembers: tables of plain values, and look-ups in them.

Goes in: objects and aliases, page by page. Comes out: the entry that a path means. Each look-up is a few dict accesses, and forgetting
a page costs what that page holds; nothing here scans all objects. Knows neither docutils nor how references are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sphinx_plissken.extension.domain.object_types import OBJECT_TYPES, Space

Key = tuple[str, str]
"""Path and space."""


class ObjectEntry(NamedTuple):
    """Where an object is described."""

    docname: str
    node_id: str
    objtype: str
    line: int
    """Line of the description, for messages; 0 if unknown."""
    impl: str
    """Name of the impl that it is a member of, if any: members of different impls may share a path."""
    rank: int
    """Which of several members with one path the path means: the lowest. See ``Rank``."""


class Rank:
    """How strongly an object claims its path."""

    ITEM = 0  # an item, or a member of an inherent impl
    TRAIT_MEMBER = 1  # a member of a trait impl, which an inherent one hides (Rust reference, "Method-call expressions")
    QUALIFIED = 2  # the other path of such a member, through its impl


class AliasEntry(NamedTuple):
    """Another path of an object and of all that is below it."""

    docname: str
    target: str


class ModuleEntry(NamedTuple):
    """What the module index shows of a crate or module beside its name."""

    docname: str
    node_id: str
    synopsis: str
    is_deprecated: bool


class Registry:
    """The tables of one environment. Their content is the domain's data: it is pickled, merged and kept between builds."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._paths_by_last: dict[str, list[str]] | None = None

    @staticmethod
    def empty() -> dict[str, Any]:
        """The tables of a fresh environment."""
        return {"objects": {}, "shadowed": {}, "aliases": {}, "modules": {}, "documents": {}}

    def as_it_is(self) -> Registry:
        """The tables that look-ups need, as they are now, whatever is noted later."""
        return Registry({**self._data, "objects": dict(self.objects), "aliases": dict(self.aliases)})

    def has_same_objects(self, other: Registry) -> bool:
        """Whether all paths mean the same in both."""
        return self.objects == other.objects and self.aliases == other.aliases

    @property
    def objects(self) -> dict[Key, ObjectEntry]:
        """The object that each path and space mean."""
        return self._data["objects"]  # type: ignore[no-any-return]

    @property
    def shadowed(self) -> dict[Key, list[ObjectEntry]]:
        """Objects whose path means another one; each page keeps what it said, so that forgetting one page brings back the other."""
        return self._data["shadowed"]  # type: ignore[no-any-return]

    @property
    def aliases(self) -> dict[str, AliasEntry]:
        """Other paths -> paths."""
        return self._data["aliases"]  # type: ignore[no-any-return]

    @property
    def modules(self) -> dict[str, ModuleEntry]:
        """Crates and modules by path."""
        return self._data["modules"]  # type: ignore[no-any-return]

    @property
    def _documents(self) -> dict[str, dict[str, dict[Any, None]]]:
        """docname -> table -> keys that the page has entries under, in order."""
        return self._data["documents"]  # type: ignore[no-any-return]

    def note_object(self, path: str, entry: ObjectEntry) -> None:
        """Remember an object; of several with one path and space, the path means the first by rank and page."""
        key = (path, OBJECT_TYPES[entry.objtype].space.value)
        self._touch(entry.docname, "objects", key)
        other = self.objects.get(key)
        if other is None:
            self.objects[key] = entry
            return
        winner, loser = (entry, other) if _claim(entry) < _claim(other) else (other, entry)
        self.objects[key] = winner
        self.shadowed.setdefault(key, []).append(loser)
        if loser.impl and loser.rank == Rank.ITEM:  # `impl X<u8>` and `impl X<u16>` with one method each: the second one needs a name, too
            self.note_object(f"{loser.impl}::{path.rpartition('::')[2]}", loser._replace(rank=Rank.QUALIFIED))

    def note_alias(self, path: str, target: str, docname: str) -> None:
        """Remember that a path, and every path below it, is another name of a target. An object of that path wins; nothing ever warns."""
        if path == target:
            return
        self._touch(docname, "aliases", path)
        other = self.aliases.get(path)
        if other is None or docname <= other.docname:
            self.aliases[path] = AliasEntry(docname, target)

    def note_module(self, path: str, entry: ModuleEntry) -> None:
        """Remember a crate or module for the module index."""
        self._touch(entry.docname, "modules", path)
        self.modules.setdefault(path, entry)

    def forget(self, docname: str) -> None:
        """Forget what a page said."""
        keys = self._documents.pop(docname, {})
        for key in keys.get("objects", ()):
            self._forget_object(key, docname)
        for path in keys.get("aliases", ()):
            if (alias := self.aliases.get(path)) and alias.docname == docname:
                del self.aliases[path]
        for path in keys.get("modules", ()):
            if (module := self.modules.get(path)) and module.docname == docname:
                del self.modules[path]
        self._paths_by_last = None

    def merge(self, docnames: Iterable[str], other: Registry) -> None:
        """Take over what another process remembers of some pages."""
        for docname in docnames:
            keys = other._documents.get(docname, {})
            for key in keys.get("objects", ()):
                for entry in (other.objects[key], *other.shadowed.get(key, ())):
                    if entry.docname == docname:
                        self.note_object(key[0], entry)
            for path in keys.get("aliases", ()):
                if other.aliases[path].docname == docname:
                    self.note_alias(path, other.aliases[path].target, docname)
            for path in keys.get("modules", ()):
                if other.modules[path].docname == docname:
                    self.note_module(path, other.modules[path])

    def find(self, path: str, spaces: Iterable[str]) -> list[tuple[str, ObjectEntry]]:
        """The objects that a full path means in some spaces, with the path each is described under. Aliases are followed."""
        spaces = tuple(spaces)
        if found := [(path, entry) for space in spaces if (entry := self.objects.get((path, space)))]:
            return found
        path = self.canonical(path)
        return [(path, entry) for space in spaces if (entry := self.objects.get((path, space)))]

    def canonical(self, path: str) -> str:
        """The path with its longest aliased beginning replaced; an object of the path itself comes first.

        ``geometry::point::Point::norm`` -> ``geometry::Point::norm``
        """
        for _ in range(_MOST_ALIASES):
            if any((path, space) in self.objects for space in _SPACES):
                return path
            head, tail = path, ""
            while head not in self.aliases:
                head, separator, last = head.rpartition("::")
                if not separator:
                    return path
                tail = f"::{last}{tail}"
            path = self.aliases[head].target + tail
        return path

    def find_suffix(self, suffix: str, spaces: Iterable[str]) -> list[tuple[str, ObjectEntry]]:
        """The objects whose path ends in whole segments with a suffix, sorted by path: ``Point::norm`` -> ``geometry::Point::norm``."""
        if self._paths_by_last is None:
            self._paths_by_last = self._index_by_last()
        wanted = frozenset(spaces)
        ending = f"::{suffix}"
        paths = self._paths_by_last.get(suffix.rpartition("::")[2], ())
        return [
            (path, entry)
            for path in paths
            if path.endswith(ending) or path == suffix
            for space in _SPACES
            if space in wanted and (entry := self.objects.get((path, space))) and entry.rank < Rank.QUALIFIED
        ]

    def duplicates(self) -> Iterator[tuple[str, ObjectEntry, ObjectEntry]]:
        """Each object that is described twice, as path, the entry that counts and the one that does not; overloads are none."""
        for (path, space), entries in sorted(self.shadowed.items()):
            seen = [self.objects[path, space]]
            for entry in sorted(entries):
                if other := next((o for o in seen if o.impl == entry.impl), None):
                    yield path, other, entry
                else:
                    seen.append(entry)

    def _touch(self, docname: str, table: str, key: Any) -> None:
        self._documents.setdefault(docname, {}).setdefault(table, {})[key] = None
        self._paths_by_last = None

    def _forget_object(self, key: Key, docname: str) -> None:
        entries = [self.objects.pop(key), *self.shadowed.pop(key, ())]
        left = sorted((entry for entry in entries if entry.docname != docname), key=_claim)
        if left:
            self.objects[key] = left[0]
        if left[1:]:
            self.shadowed[key] = left[1:]

    def _index_by_last(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for path in sorted({path for path, _ in self.objects}):
            index.setdefault(path.rpartition("::")[2], []).append(path)
        return index


_SPACES = tuple(space.value for space in Space)
_MOST_ALIASES = 8
"""Aliases of aliases are followed this far, so that a circle ends."""


def _claim(entry: ObjectEntry) -> tuple[int, str]:
    return entry.rank, entry.docname
