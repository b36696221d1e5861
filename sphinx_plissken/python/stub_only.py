"""Names that only the stub of an extension module has and says to be public: its ``__all__`` lists them.

Goes in: a tree whose stubs are merged. Comes out: nothing; such names are public members of the extension module, and of the modules that
import all of it. Most are types for signatures, like a ``TypedDict``; who reads these wants to know what they are. Rule: the typing
specification, "Library interface". Without ``__all__`` nobody can tell them from what a stub needs for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import griffe

from sphinx_plissken.python.api import STUB_ONLY
from sphinx_plissken.python.definitions import definition_of
from sphinx_plissken.python.public import is_tool
from sphinx_plissken.python.tree import Tree, file_of_module, walk

Importers = Mapping[str, list[griffe.Module]]
"""Module -> those that import all of it."""


def add_stub_only(tree: Tree) -> None:
    """Make public what the stubs of extension modules list in addition."""
    importers = _importers(tree)
    for path, stub in sorted(tree.stubs.items()):
        module = tree.module(path)
        is_made = module is not None and file_of_module(module) is None  # by Rust, or by maturin around that
        if module is not None and is_made and stub.exports:
            _offer(module, tuple(_listed(module, stub)), importers)


def _importers(tree: Tree) -> Importers:
    found: dict[str, list[griffe.Module]] = {}
    for module in (each for top in list(tree.collection.members.values()) if isinstance(top, griffe.Module) for each in walk(top)):
        sources = (m.target_path.rpartition(".")[0] for m in module.members.values() if isinstance(m, griffe.Alias) and m.wildcard_imported)
        for source in dict.fromkeys(sources):
            found.setdefault(source, []).append(module)
    return found


def _listed(module: griffe.Module, stub: griffe.Module) -> Iterator[str]:
    for name in stub.exports or ():
        member = module.members.get(str(name))
        definition = definition_of(member) if member is not None and not member.runtime else None
        if member is not None and definition is not None and not member.name.startswith("_") and _is_from_stub(definition, module):
            member.runtime = definition.runtime = True
            definition.extra[STUB_ONLY] = {"module": module.path}
            yield member.name


def _is_from_stub(definition: griffe.Object, module: griffe.Module) -> bool:
    """Whether a stub defines it, that of the module or another one; not what Python source defines and the stub imports."""
    if isinstance(definition, griffe.Module) or is_tool(definition):
        return False
    file = file_of_module(definition.module)
    return definition.parent is module or (file is not None and file.suffix == ".pyi")


def _offer(module: griffe.Module, names: Iterable[str], importers: Importers) -> None:
    """Add names to the ``__all__`` of a module, and to the modules that take all that this lists."""
    listed = set(module.exports or ())
    if module.exports is not None:
        module.exports = [*module.exports, *(name for name in names if name not in listed)]
    for importer in importers.get(module.path, ()):
        new = [name for name in names if name not in importer.members]
        if new and (importer.exports is None or listed <= set(importer.exports)):
            for name in new:
                importer.members[name] = griffe.Alias(name, module.members[name], parent=importer, wildcard_imported=True)
            _offer(importer, new, importers)
