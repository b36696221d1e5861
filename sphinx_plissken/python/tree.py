"""The modules of a project as griffe reads them: every file visited, none executed.

Goes in: Python roots. Comes out: a ``Tree`` of griffe modules, the stubs beside them, and problems. Knows ``.py`` and ``.pyi`` files;
nothing of what is public.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import griffe

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.project import Project
from sphinx_plissken.python.definitions import definition_of
from sphinx_plissken.python.doc_comments import add_doc_comments
from sphinx_plissken.python.drift import Drift
from sphinx_plissken.python.exports import add_exports
from sphinx_plissken.python.fallbacks import prefer_tried_imports
from sphinx_plissken.python.newer_syntax import no_valid_python
from sphinx_plissken.python.slots import add_slots
from sphinx_plissken.python.source_files import ModuleFile, find_module_files
from sphinx_plissken.python.type_checking import mark_runtime_branches
from sphinx_plissken.python.wrapping import without_wrapping


class Tree:
    """Modules by path, which grow while files are read and extension modules are put in their places."""

    def __init__(self, root: Path, own_names: frozenset[str] = frozenset()) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.drifts: list[Drift] = []
        """What stubs and sources disagree about."""
        self.stubs: dict[str, griffe.Module] = {}
        """Module path -> its stub, not yet merged."""
        self.own_names = own_names
        """The project's top-level packages and modules."""
        self.bound_over: dict[str, griffe.Alias] = {}
        """Path of a submodule -> the import in its package that takes its name: ``from .work import work``. griffe keeps the submodule."""
        self.also_imported_as: list[tuple[str, str]] = []
        """Names under which extension modules put modules into ``sys.modules``, and the modules' paths."""
        self.collection = griffe.ModulesCollection()
        self.loader = griffe.GriffeLoader(
            search_paths=[root], modules_collection=self.collection, allow_inspection=False, force_inspection=False
        )

    def module(self, path: str) -> griffe.Module | None:
        """The module at an import path, imports of modules followed."""
        found: griffe.Object | None = None
        for name in path.split("."):
            members = self.collection.members if found is None else found.members
            member = members.get(name)
            found = definition_of(member) if member is not None else None
            if found is None:
                return None
        return found if isinstance(found, griffe.Module) else None

    def report(self, file: str, line: int, message: str, subtype: Subtype = Subtype.PYTHON) -> None:
        """Keep a problem."""
        self.problems.append(Problem(file=file, line=line, subtype=subtype, message=message))

    def name(self, file: Path) -> str:
        """A file's path relative to the project."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else file.name

    def file_of(self, member: griffe.Object | griffe.Alias) -> str:
        """The file that a member is written in; empty for what no Python file says."""
        owner = member.parent if isinstance(member, griffe.Alias) else member
        file = file_of_module(owner.module) if owner is not None else None
        return self.name(file) if file is not None else ""

    def place(self, path: str, module: griffe.Module) -> None:
        """Put a module where it is imported from; packages on the way that nothing else made come into being."""
        parent_path, _, name = path.rpartition(".")
        if not parent_path:
            self.collection[name] = module
            return
        parent = self.module(parent_path)
        if parent is None:
            parent = griffe.Module(parent_path.rpartition(".")[2], filepath=[], analysis="static")
            self.place(parent_path, parent)
        shadowed = parent.members.get(name)
        parent[name] = module
        if isinstance(shadowed, griffe.Alias) and shadowed.target_path.startswith(f"{path}."):
            self.bound_over[path] = shadowed
        elif isinstance(shadowed, griffe.Alias):
            _keep_shadowed(module, shadowed)


def file_of_module(module: griffe.Module) -> Path | None:
    """The file of a module; None for extension modules, namespace packages and what was generated."""
    try:
        file = module.filepath
    except griffe.BuiltinModuleError:
        return None
    return file if isinstance(file, Path) and file.suffix in (".py", ".pyi") and file.is_file() else None


def _keep_shadowed(module: griffe.Module, shadowed: griffe.Alias) -> None:
    """Let a submodule that imports its own name from its package get what the package had imported before.

    ``from ._core import sub`` in ``pkg/__init__.py`` and ``from .. import sub`` in ``pkg/sub.py``: while the latter is executed,
    ``pkg.sub`` is still ``pkg._core.sub`` (the Python reference, "Submodules": a submodule is bound in its package after it is loaded).
    """
    for member in module.members.values():
        if isinstance(member, griffe.Alias) and member.target_path == module.path:
            member.target_path = shadowed.target_path


def read_tree(project: Project) -> Tree:
    """Read all Python files of a project; stubs are read, but not merged."""
    own_names = {name.removesuffix("-stubs") for root in project.python for name in root.names}
    own_names |= {extension.import_name.partition(".")[0] for extension in project.extensions}
    tree = Tree(project.root, frozenset(own_names))
    for root in project.python:
        for file in find_module_files(root, project.root):
            _read_file(tree, file)
    _follow_bound_over(tree)
    return tree


def _follow_bound_over(tree: Tree) -> None:
    """Let imports of a name that is a submodule and something imported from it mean the latter, as at run time."""
    for package in tree.collection.members.values() if tree.bound_over else ():
        for module in walk(package):
            for member in module.members.values():
                if isinstance(member, griffe.Alias) and member.target_path in tree.bound_over:
                    member.target_path = tree.bound_over[member.target_path].target_path


def _read_file(tree: Tree, file: ModuleFile) -> None:
    if file.is_namespace:
        tree.place(file.module, griffe.Module(file.module.rpartition(".")[2], filepath=[file.file], analysis="static"))
        return
    parent_path = file.module.rpartition(".")[0]
    parent = tree.module(parent_path) if parent_path else None
    if file.is_stub:
        module = visit(tree, file.module, file.file, _stub_parent(tree, parent_path))
        if module is not None:
            tree.stubs[file.module] = module
    else:
        module = visit(tree, file.module, file.file, parent)
        if module is not None:
            tree.place(file.module, module)


def _stub_parent(tree: Tree, path: str) -> griffe.Module | None:
    """A parent from which the stub of a submodule gets its path, and its relative imports their meaning."""
    if not path:
        return None
    if path not in tree.stubs:
        parent_path, _, name = path.rpartition(".")
        file = tree.root.joinpath(*path.split("."), "__init__.pyi")
        tree.stubs[path] = griffe.Module(
            name,
            filepath=file,
            parent=_stub_parent(tree, parent_path),
            modules_collection=tree.collection,
            lines_collection=tree.loader.lines_collection,
            analysis="static",
        )
    return tree.stubs[path]


def visit(tree: Tree, path: str, file: Path, parent: griffe.Module | None, text: str | None = None) -> griffe.Module | None:
    """Visit a file, or a text that stands for one; None, and a problem, when it is broken."""
    try:
        written = file.read_text(encoding="utf-8-sig") if text is None else text
        tree.loader.lines_collection[file] = written.splitlines()
        code = without_wrapping(written)
        module = griffe.visit(
            path.rpartition(".")[2],
            filepath=file,
            code=code,
            extensions=tree.loader.extensions,
            parent=parent,
            lines_collection=tree.loader.lines_collection,
            modules_collection=tree.collection,
        )
        add_exports(module, code)
        prefer_tried_imports(module, code, tree.own_names)
        add_doc_comments(module, code)
        add_slots(module, code)
        mark_runtime_branches(module, code)
    except SyntaxError as error:
        tree.report(tree.name(file), error.lineno or 0, f"the file is left out, since it is {no_valid_python(error, written)}")
    except UnicodeDecodeError as error:
        tree.report(tree.name(file), 0, f"the file is not UTF-8 (byte {error.start}), and is left out; save it as UTF-8")
    except Exception as error:  # griffe knows all of Python, but not all that people make of it
        tree.report(tree.name(file), 0, f"the file cannot be read, and is left out: {type(error).__name__}: {error}")
    else:
        return module
    return None


def expand(tree: Tree, modules: Iterable[griffe.Module]) -> None:
    """Expand ``__all__`` values made of others, and wildcard imports, in modules and all below them."""
    tops = list(modules)
    for module in tops:
        for each in walk(module):
            _expand_exports(tree, each)
    for module in tops:
        try:
            tree.loader.expand_wildcards(module, external=False)
        except (griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, RecursionError) as error:
            tree.report(tree.file_of(module), 0, f"a wildcard import cannot be followed: {error}")


def _expand_exports(tree: Tree, module: griffe.Module) -> None:
    try:
        tree.loader.expand_exports(module)
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, griffe.NameResolutionError, AttributeError, KeyError) as error:
        tree.report(tree.file_of(module), 0, f"`__all__` cannot be followed: {error}")


def walk(module: griffe.Module) -> Iterable[griffe.Module]:
    """A module and the modules in it."""
    yield module
    for member in list(module.members.values()):
        if isinstance(member, griffe.Module):
            yield from walk(member)


def add_constructors(tree: Tree) -> None:
    """Give dataclasses the ``__init__`` that their decorator makes, by griffe's own extension.

    Where it stumbles over imports that lead in circles, the rest of that package goes without.
    """
    for package in list(tree.collection.members.values()):
        with contextlib.suppress(griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, AttributeError, RecursionError):
            tree.loader.extensions.call("on_package", pkg=package, loader=tree.loader)
