"""Which names are public, and which of an object's names is its home.

Goes in: a tree with everything in its place. Comes out: the modules of the reference. Rules: the typing specification, "Library interface"
(private names, ``__all__``, re-exports), and one of our own: an extension module that is private, or repeats the name of its package, is an
implementation detail as long as anything public re-exports from it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import griffe

from sphinx_plissken.python.api import PythonMember, PythonModule
from sphinx_plissken.python.definitions import definition_of
from sphinx_plissken.python.tree import Tree, file_of_module

NO_API_VALUES = ("TypeVar", "TypeVarTuple", "ParamSpec", "getLogger")
"""Calls whose undocumented results are tools of the module itself."""

MODULE_ATTRIBUTES = ("__doc__", "__file__", "__name__", "__package__", "__path__", "__spec__")
"""What every module has without defining it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A public name in a module page."""

    name: str
    definition: griffe.Object
    is_listed: bool
    """Whether ``__all__`` lists it."""
    shares_name: bool = False
    """Whether a submodule has the same path: only one of them can have its home there."""


@dataclass(slots=True, kw_only=True)
class _Page:
    """A public module that is being collected."""

    path: str
    module: griffe.Module
    entries: list[_Entry] = field(default_factory=list)
    modules: list[str] = field(default_factory=list)


def public_modules(tree: Tree, tops: Iterable[str], extensions: Iterable[str]) -> tuple[PythonModule, ...]:
    """Decide what is public.

    :param tops: the top-level modules of the project.
    :param extensions: import names of its extension modules.
    """
    details = {path for path in extensions if _is_detail(path)}
    starts = [(top, top) for top in tops if not _is_private(top)]
    starts += [(name, path) for name, path in tree.also_imported_as if not _is_private(name) and not _is_detail(name)]
    pages = _collect(tree, starts, details)
    shown = {entry.definition.path for page in pages for entry in page.entries}
    left = sorted(path for path in details if not any(_is_below(each, path) for each in shown) and _has_members(tree, path))
    if left:
        pages = _collect(tree, [*starts, *((path, path) for path in left)], details)
    homes = _choose_homes(pages)
    return tuple(_read_page(page, homes) for page in sorted(pages, key=lambda page: page.path))


def _is_detail(path: str) -> bool:
    names = path.split(".")
    return _is_private(path) or names[-1] in names[:-1]


def _is_private(path: str) -> bool:
    return any(name.startswith("_") for name in path.split("."))


def _has_members(tree: Tree, path: str) -> bool:
    module = tree.module(path)
    return module is not None and bool(module.members)


def _is_below(path: str, owner: str) -> bool:
    return path == owner or path.startswith(f"{owner}.")


def _collect(tree: Tree, starts: list[tuple[str, str]], details: set[str]) -> list[_Page]:
    """Collect the pages breadth first, so that a module is met at its shortest public path."""
    pages: list[_Page] = []
    seen: set[int] = set()
    waiting = deque(starts)
    started = {path for path, _ in starts}
    later: list[tuple[str, str]] = []
    while waiting or later:
        path, target = waiting.popleft() if waiting else later.pop(0)
        module = tree.module(target)
        if module is None or id(module) in seen:
            continue
        seen.add(id(module))
        page = _Page(path=path, module=module)
        pages.append(page)
        for name, definition, is_listed, is_own in _public_names(tree, module):
            below = f"{path}.{name}"
            over = _bound_over(tree, definition) if is_own else None
            if over is not None:
                page.entries.append(_Entry(name=name, definition=over, is_listed=is_listed, shares_name=True))
            if not isinstance(definition, griffe.Module):
                page.entries.append(_Entry(name=name, definition=definition, is_listed=is_listed))
            elif name.startswith("_") or (definition.path in details and below not in started):
                continue
            elif is_own:
                waiting.append((below, definition.path))
            elif _is_worth_a_page(definition) and name != module.name:
                # What else the module is known as waits until all modules have been met in their own places.
                # A module that imports its namesake wraps it, and shows what it wants to be seen of it.
                later.append((below, definition.path))
    _link_submodules(pages)
    return pages


def _bound_over(tree: Tree, definition: griffe.Object) -> griffe.Object | None:
    """What takes the name of a submodule in its package, if that is no module."""
    bound = tree.bound_over.get(definition.path)
    over = definition_of(bound) if bound is not None else None
    return None if isinstance(over, griffe.Module) else over


def _is_worth_a_page(module: griffe.Module) -> bool:
    """Whether a module is shown where it was imported to: one whose own place is private, or in an extension module."""
    return _is_private(module.path) or file_of_module(module) is None


def _link_submodules(pages: list[_Page]) -> None:
    by_path = {page.path: page for page in pages}
    for page in pages:
        parent = by_path.get(page.path.rpartition(".")[0])
        if parent is not None:
            parent.modules.append(page.path)


def _public_names(tree: Tree, module: griffe.Module) -> Iterator[tuple[str, griffe.Object, bool, bool]]:
    """The public names of a module: name, definition, whether ``__all__`` lists it, and whether it is no import."""
    listed = list(dict.fromkeys(name for name in module.exports or () if isinstance(name, str)))  # other parts of it are expressions
    for name in listed:
        member = module.members.get(name)
        definition = definition_of(member) if member is not None else None
        if member is not None and definition is not None:
            yield name, definition, True, not isinstance(member, griffe.Alias)
        elif member is None:
            _report_missing(tree, module, name)
        else:
            _report_unknown(tree, member)
    for name, member in module.members.items():
        if name in listed or not name.isidentifier():
            continue
        is_import = isinstance(member, griffe.Alias)
        if module.exports is not None and (is_import or not isinstance(member, griffe.Module)):
            continue
        if name.startswith("_") or not (_is_reexport(module, member) if isinstance(member, griffe.Alias) else _is_own(member)):
            continue
        definition = definition_of(member)
        if definition is not None:
            yield name, definition, False, not is_import
        elif isinstance(member, griffe.Alias):
            _report_unknown(tree, member)


def _is_reexport(module: griffe.Module, alias: griffe.Alias) -> bool:
    """Whether an import makes a name public where no ``__all__`` says so: any in a package's ``__init__``, else a wildcard."""
    if not alias.runtime:
        return False
    return alias.wildcard_imported or file_of_module(module) is None or module.is_init_module


def _is_own(member: griffe.Object) -> bool:
    """Whether what a module defines under a public name is part of its API."""
    maker = _maker(member)
    return maker not in NO_API_VALUES if maker else member.runtime


def is_tool(member: griffe.Object) -> bool:
    """Whether a name is there for the module itself, like a type variable."""
    return _maker(member) in NO_API_VALUES


def _maker(member: griffe.Object) -> str:
    """What is called for an undocumented value: of ``T = typing.TypeVar("T")`` it is ``TypeVar``."""
    if isinstance(member, griffe.Attribute) and isinstance(member.value, griffe.ExprCall) and not member.docstring:
        return str(member.value.function).rpartition(".")[2]
    return ""


def _report_missing(tree: Tree, module: griffe.Module, name: str) -> None:
    """``__all__`` names what the module does not have; one with ``__getattr__`` or an import of everything may still have it."""
    is_python = file_of_module(module) is not None
    if not is_python or "__getattr__" in module.members or any("*" in each for each in module.members) or name in MODULE_ATTRIBUTES:
        return
    line = module.members["__all__"].lineno if "__all__" in module.members else 0
    tree.report(tree.file_of(module), line or 0, f"`__all__` of `{module.path}` names `{name}`, which the module does not have")


def _report_unknown(tree: Tree, member: griffe.Object | griffe.Alias) -> None:
    """An import of the project's own that leads nowhere; imports of other projects' things are none of ours."""
    if not isinstance(member, griffe.Alias):
        return
    path, _, name = member.target_path.rpartition(".")
    if path.partition(".")[0] not in tree.collection.members or member.is_special:
        return  # `__version__` often comes from a file that the build writes
    source = tree.module(path)
    # An extension module without members was not understood, which has been reported; `__getattr__` may have anything.
    if source is None or (source.members and not {name, "__getattr__"} & source.members.keys()):
        message = f"`{member.target_path}`, which is imported as `{member.path}`, was not found"
        tree.report(tree.file_of(member), member.alias_lineno or 0, message)


def _choose_homes(pages: list[_Page]) -> Mapping[int, str]:
    """The home of each object: the shortest path; of equal ones that which an ``__all__`` lists; else the first."""
    homes: dict[int, tuple[tuple[bool, int, bool], str]] = {}
    for page in pages:
        for entry in page.entries:
            path = f"{page.path}.{entry.name}"
            rank = (entry.shares_name, path.count("."), not entry.is_listed)
            known = homes.get(id(entry.definition))
            if known is None or rank < known[0]:
                homes[id(entry.definition)] = (rank, path)
    return {key: path for key, (_, path) in homes.items()}


def _read_page(page: _Page, homes: Mapping[int, str]) -> PythonModule:
    entries = {entry.name for entry in page.entries}
    hidden = (
        _read_member(f"{page.path}.{name}", member, homes={})
        for name, member in page.module.members.items()
        if name not in entries and not isinstance(member, griffe.Alias | griffe.Module) and id(member) not in homes and member.runtime
    )
    return PythonModule(
        path=page.path,
        module=page.module,
        members=tuple(_read_member(f"{page.path}.{entry.name}", entry.definition, homes) for entry in page.entries),
        hidden=tuple(hidden),
        modules=tuple(sorted(page.modules)),
    )


def _read_member(path: str, definition: griffe.Object, homes: Mapping[int, str]) -> PythonMember:
    home = homes.get(id(definition), path)
    is_home = home == path
    own = list(members_of_class(path, definition)) if is_home and isinstance(definition, griffe.Class) else []
    return PythonMember(
        path=path,
        definition=definition.path,
        object=definition,
        is_home=is_home,
        home=home,
        members=tuple(member for member in own if not _is_private_name(member)),
        hidden=tuple(member for member in own if _is_private_name(member)),
    )


def _is_private_name(member: PythonMember) -> bool:
    return member.path.rpartition(".")[2].startswith("_")


def members_of_class(path: str, owner: griffe.Class) -> Iterator[PythonMember]:
    """The members of a class at a path, private ones among them, in source order."""
    for name, member in owner.members.items():
        definition = definition_of(member)
        if definition is None or isinstance(definition, griffe.Module) or _is_bookkeeping(definition):
            continue
        if isinstance(member, griffe.Alias):
            yield PythonMember(path=f"{path}.{name}", definition=definition.path, object=definition, home=f"{path}.{name}")
        else:
            yield _read_member(f"{path}.{name}", definition, homes={})


def _is_bookkeeping(member: griffe.Object) -> bool:
    """Whether it is an attribute that a method assigns and nobody documents (autodoc leaves these out, too)."""
    return (
        isinstance(member, griffe.Attribute)
        and member.labels == {"instance-attribute"}
        and not member.docstring
        and member.annotation is None
    )
