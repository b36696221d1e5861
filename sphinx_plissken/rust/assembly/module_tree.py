"""The modules of one crate, followed from its root file.

Goes in: a root file. Comes out: the root ``Module`` with everything below it, under its path, configuration applied; macro calls stay.
Rules: the Rust reference, "Modules" and "Crates and source files".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.assembly.conditional import Conditions, apply, apply_to_all
from sphinx_plissken.rust.assembly.files import Files, ReadFile
from sphinx_plissken.rust.assembly.module_files import Place, candidates, inline_place
from sphinx_plissken.rust.assembly.text_values import UnknownValueError
from sphinx_plissken.rust.model import PUBLIC, Item, MacroCall, Module, SourceFile, Span
from sphinx_plissken.rust.syntax.items import FileItems
from sphinx_plissken.rust.text.attributes import attribute_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where items stand: the module around them and its files."""

    path: str
    """Of the module: ``crate_name::a``."""
    place: Place
    file: Path
    """The file they are written in."""
    parents: tuple[Path, ...] = ()
    """The files that led here, this one included."""


class ModuleTree:
    """Reads the modules of one crate; remembers the files and the position of each module."""

    def __init__(self, files: Files, conditions: Conditions) -> None:
        self._files = files
        self._conditions = conditions
        self._problems = conditions.problems
        self.sources: dict[str, SourceFile] = {}
        self.positions: dict[str, Position] = {}
        """By the path of a module. (A module without a file has none.)"""

    def read_root(self, name: str, file: Path) -> Module:
        """Read the crate root; without its file the crate is empty, with a problem."""
        shown = self._files.shown(file)
        empty = Module(name=name, path=name, file=shown, visibility=PUBLIC, items=(), span=_whole(shown, ""))
        if not self._files.exists(file):
            message = f"crate `{name}` has no root file {shown}; write it, or name the right one in Cargo.toml: [lib] path"
            self._problems.append(Problem(file=shown, subtype=Subtype.RUST, message=message))
            return empty
        position = Position(path=name, place=Place(directory=file.parent), file=file, parents=(file,))
        read = self._read_file(empty, file, position)
        return read or empty

    def placed(self, content: FileItems, position: Position) -> tuple[Item, ...]:
        """Items that stand at a position: configuration applied, the files of modules read, paths set."""
        items = apply_to_all(content.items, self._conditions) if content.is_conditional else content.items
        return tuple(self._placed(items, position))

    def _placed(self, items: Iterable[Item], position: Position) -> Iterator[Item]:
        for item in items:
            if isinstance(item, Module):
                module = self._placed_module(item, position)
                if module is not None:
                    yield module
            elif isinstance(item, MacroCall) and item.path.names[-1] == "include":
                yield from self._included(item, position)
            else:
                yield item

    def _placed_module(self, module: Module, around: Position) -> Module | None:
        path = _path_attribute(module)
        inner = f"{around.path}::{module.name}"
        if module.items is None:
            return self._read_module(module, path, inner, around)
        position = replace(around, path=inner, place=inline_place(around.place, module.name, path))
        self.positions[inner] = position
        return replace(module, path=inner, items=tuple(self._placed(module.items, position)))

    def _read_module(self, module: Module, path: str | None, inner: str, around: Position) -> Module | None:
        """Read the file of ``mod name;``."""
        possible = candidates(around.place, module.name, path)
        found = next((candidate for candidate in possible if self._files.exists(candidate.file)), None)
        without_items = replace(module, path=inner)
        if found is None:
            looked = " and ".join(self._files.shown(candidate.file) for candidate in possible)
            self._complain_at(module, f"no file for `mod {module.name}`: there is no {looked}; its items are not documented")
            return without_items
        if self._is_cycle(module, f"mod {module.name}", found.file, around):
            return without_items
        position = Position(path=inner, place=found.place, file=found.file, parents=(*around.parents, found.file))
        return self._read_file(without_items, found.file, position)

    def _read_file(self, module: Module, file: Path, position: Position) -> Module | None:
        """A module with the items and inner attributes of its file; None where these turn it off."""
        read = self._files.read_items(file)
        if isinstance(read, Problem):
            self._problems.append(read)
            return module
        inner = apply(_inner_attributes(module, read), self._conditions)  # those outside of the file have been applied
        if inner is None:
            return None
        self._remember(read)
        self.positions[position.path] = position
        return replace(
            module,
            attributes=module.attributes + inner.attributes,
            docs=module.docs + inner.docs,
            cfg=module.cfg + inner.cfg,
            file=read.source.path,
            span=_whole(read.source.path, read.source.text) if position.path == module.name else module.span,
            items=self.placed(read.content, position),
        )

    def _remember(self, read: ReadFile) -> None:
        if read.source.path not in self.sources:
            self.sources[read.source.path] = read.source
            self._problems.extend(read.content.problems)

    def _included(self, call: MacroCall, position: Position) -> tuple[Item, ...]:
        """The items of the file that ``include!`` names; they stand in the module around, their own modules next to the file."""
        try:
            path = self._conditions.value_of(call.tokens[1:-1].strip().rstrip(","), call.span.file, None)
        except UnknownValueError as error:
            self._complain_at(call, f"the items of `include!` are not documented: {error}", Subtype.MACRO)
            return (call,)
        file = position.file.parent / path
        if self._is_cycle(call, "include!", file, position):
            return (call,)
        read = self._files.read_items(file)
        if isinstance(read, Problem):
            self._complain_at(call, f"the items of `include!` are not documented: {read.file} {read.message}", Subtype.MACRO)
            return (call,)
        self._remember(read)
        inside = replace(position, place=Place(directory=file.parent), file=file, parents=(*position.parents, file))
        return self.placed(read.content, inside)

    def _is_cycle(self, item: Item, what: str, file: Path, position: Position) -> bool:
        """Whether a file is among those that led to it; says so."""
        try:
            if self._files.real(file) not in map(self._files.real, position.parents):
                return False
        except (OSError, RuntimeError, ValueError):  # a loop of symbolic links, a NUL: reading the file says so
            return False
        chain = " -> ".join(self._files.shown(parent) for parent in (*position.parents, file))
        self._complain_at(item, f"`{what}` is a cycle: {chain}; it is left out")
        return True

    def _complain_at(self, item: Item, message: str, subtype: Subtype = Subtype.RUST) -> None:
        self._problems.append(Problem(file=item.span.file, line=item.span.line, subtype=subtype, message=message))


def _path_attribute(module: Module) -> str | None:
    """The value of ``#[path = ".."]``."""
    for attribute in module.attributes:
        if attribute.path == "path":
            value = attribute_value(attribute)
            return value if isinstance(value, str) else None
    return None


def _inner_attributes(module: Module, read: ReadFile) -> Module:
    """A module with nothing but the inner attributes of its file."""
    written, file = read.content.written, read.source.path
    return Module(
        name=module.name,
        attributes=written.attributes,
        docs=written.docs,
        cfg=written.cfg,
        file=file,
        span=Span(file=file, line=1, column=1, end_line=1, end_column=1),
    )


def _whole(file: str, text: str) -> Span:
    """The span of a whole file."""
    lines = text.split("\n")
    return Span(file=file, line=1, column=1, end_line=len(lines), end_column=len(lines[-1]) + 1)
