"""Finds what a project documents by its path.

Goes in: a ``Reference``. Comes out: items, modules and homes by path, each look-up a dict access. Knows neither docutils nor Sphinx.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from functools import cached_property

import griffe

from sphinx_plissken.python.api import PythonMember, PythonModule
from sphinx_plissken.reference import Reference
from sphinx_plissken.rust.documented import DocumentedItem, DocumentedModule, Kind
from sphinx_plissken.rust.model import SourceFile


class Catalogue:
    """A reference, by path."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    def prepare(self) -> None:
        """Make all tables, so that processes that are forked need not each make their own."""
        for name, value in vars(Catalogue).items():
            if isinstance(value, cached_property):
                getattr(self, name)

    # Rust

    @cached_property
    def rust_modules(self) -> dict[str, DocumentedModule]:
        """Path -> module page."""
        return {module.path: module for module in self.reference.rust}

    @cached_property
    def rust_items(self) -> dict[str, list[DocumentedItem]]:
        """Path -> items and members; several where a type, a value and a macro share a path."""
        found: dict[str, list[DocumentedItem]] = {}
        for module in self.reference.rust:
            for item in _with_members(module.items):
                found.setdefault(item.path, []).append(item)
        return found

    @cached_property
    def rust_homes(self) -> dict[str, str]:
        """Definition path -> the path under which an item or module is described and linked to."""
        homes = {module.definition: module.path for module in self.reference.rust if module.is_canonical}
        for items in self.rust_items.values():
            for item in items:
                if item.is_canonical:
                    homes.setdefault(item.definition, item.path)
        return homes

    @cached_property
    def rust_kinds(self) -> dict[str, Kind]:
        """Definition path -> kind; of those that share one, the first."""
        kinds = {module.definition: Kind.MODULE for module in self.reference.rust}
        for items in self.rust_items.values():
            for item in items:
                kinds.setdefault(item.definition, item.kind)
        return kinds

    @cached_property
    def rust_files(self) -> dict[str, SourceFile]:
        """Path relative to the project -> file, of all crates that were read."""
        return {path: file for crate in self.reference.crates for path, file in crate.files.items()}

    def near_rust(self, path: str) -> list[str]:
        """Paths that someone may have meant."""
        return _near(path, [*self.rust_modules, *self.rust_items], "::")

    # Python

    @cached_property
    def python_modules(self) -> dict[str, PythonModule]:
        """Path -> module page."""
        return {module.path: module for module in self.reference.python.modules}

    @cached_property
    def python_members(self) -> dict[str, PythonMember]:
        """Path -> class, function, attribute, or member of a class."""
        return {
            member.path: member
            for module in self.reference.python.modules
            for member in _with_python_members((*module.members, *module.hidden))
        }

    @cached_property
    def defining_modules(self) -> dict[str, griffe.Module]:
        """Path -> module in which anything of the reference is defined, private ones among them."""
        shown = {module.module.path: module.module for module in self.reference.python.modules}
        return shown | {member.object.module.path: member.object.module for member in self.python_members.values()}

    @cached_property
    def defined(self) -> dict[str, griffe.Object]:
        """Path of its definition -> module, class, function or attribute of the reference."""
        members = {member.definition: member.object for member in self.python_members.values()}
        return {**self.defining_modules, **members}

    @cached_property
    def python_homes(self) -> dict[str, str]:
        """Every path of an object, its definition included -> the path under which it is documented."""
        homes = {module.path: module.path for module in self.reference.python.modules}
        for member in self.python_members.values():
            if member.is_home:
                homes[member.path] = member.path
                homes.setdefault(member.definition, member.path)
        for member in self.python_members.values():
            if not member.is_home and member.home in homes:
                homes.setdefault(member.path, member.home)
        return homes

    @cached_property
    def python_aliases(self) -> dict[str, tuple[str, ...]]:
        """Home of an object -> its other paths; those of members of a class follow from the class."""
        found: dict[str, list[str]] = {}
        for module in self.reference.python.modules:
            for member in module.members:
                if not member.is_home and member.home in self.python_members:
                    for path, home in _with_inner(member.path, self.python_members[member.home]):
                        found.setdefault(home, []).append(path)
        return {home: tuple(paths) for home, paths in found.items()}

    def near_python(self, path: str) -> list[str]:
        """Paths that someone may have meant."""
        return _near(path, [*self.python_modules, *self.python_members], ".")


def _with_members(items: Iterable[DocumentedItem]) -> Iterator[DocumentedItem]:
    for item in items:
        yield item
        yield from _with_members(item.members)
        for block in item.impls:
            yield from _with_members(block.members)


def _with_python_members(members: Iterable[PythonMember]) -> Iterator[PythonMember]:
    for member in members:
        yield member
        yield from _with_python_members((*member.members, *member.hidden))


def _with_inner(path: str, member: PythonMember) -> Iterator[tuple[str, str]]:
    """Another path of an object with its home, and those of its members."""
    yield path, member.path
    for inner in member.members:
        yield from _with_inner(f"{path}.{inner.path.rpartition('.')[2]}", inner)


def _near(path: str, known: Iterable[str], separator: str) -> list[str]:
    """A few known paths that look like one, or end in its last name."""
    candidates = list(dict.fromkeys(known))
    last = path.rpartition(separator)[2]
    same_name = [other for other in candidates if other.rpartition(separator)[2].lower() == last.lower()]
    return list(dict.fromkeys([*same_name, *difflib.get_close_matches(path, candidates, n=3)]))[:5]
