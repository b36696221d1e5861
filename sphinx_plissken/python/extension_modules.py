"""Extension modules in their places, and the package that maturin writes around one.

Goes in: a tree and bindings. Comes out: nothing; the tree holds a copy of each extension module where it is imported from, before imports
of it are followed. Rules: maturin, ``module_writer``, "write_python_part" (the generated ``__init__.py``).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import griffe

from sphinx_plissken.bindings.api import EXTRA, Bindings
from sphinx_plissken.project import Layout, Project
from sphinx_plissken.python.tree import Tree, visit, walk


def place_extension_modules(tree: Tree, project: Project, bindings: Sequence[Bindings]) -> None:
    """Put a copy of each extension module into the tree; stubs are merged into the copy, so that the bindings stay what the source says."""
    layouts = {extension.import_name: extension.layout for extension in project.extensions}
    for each in bindings:
        module = copy.deepcopy(each.module)
        if layouts.get(each.import_name) is Layout.PURE_RUST:
            _place_generated_package(tree, each.import_name.rpartition(".")[0], module)
        tree.place(each.import_name, module)
        for inner in walk(module):
            # At run time a submodule is an attribute like any other, which a wildcard import takes along.
            inner.imports.update({name: member.path for name, member in inner.members.items() if isinstance(member, griffe.Module)})
            for name in inner.extra[EXTRA].get("imported_as", ()):
                _place_again(tree, name, inner)


def _place_again(tree: Tree, name: str, module: griffe.Module) -> None:
    """Let a module be found under another name under which its code puts it into ``sys.modules``."""
    parent_path, _, last = name.rpartition(".")
    parent = tree.module(parent_path) if parent_path else None
    if parent is not None and name != module.path:
        tree.also_imported_as.append((name, module.path))
        if last not in parent.members:
            parent[last] = griffe.Alias(last, module, parent=parent)


def _place_generated_package(tree: Tree, path: str, extension: griffe.Module) -> None:
    """``__init__.py`` as maturin writes it: a wildcard import, the extension's docstring and its ``__all__`` if it has one."""
    file = tree.root / path.replace(".", "/") / "__init__.py"
    package = visit(tree, path, file, None, text=f"from .{extension.name} import *\n")
    if package is None:
        return
    package.docstring = copy.copy(extension.docstring)
    if package.docstring is not None:
        package.docstring.parent = package
    package.exports = list(extension.exports) if extension.exports is not None else None
    package.analysis = None
    tree.place(path, package)
