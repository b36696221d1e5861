"""Names that a module hands out on demand: ``__getattr__`` (PEP 562) over a literal table, or with an import for each name.

Goes in: a tree, whose modules are all read, and the text of each module that defines ``__getattr__``. Comes out: nothing; such names are
imports like others, wherever they lead to something that the tree has. Read are

* ``{"Runner": "._core"}``, ``{"Runner": "pkg._core.Runner"}``, ``{"Runner": "pkg._core:Runner"}``, ``{"Runner": ("._core", "Runner")}``,
  ``{"Runner": (__package__, "._core")}``: a name and where it comes from, in whichever order ``__getattr__`` reads it;
* ``{"_core": ["Runner", "run"]}`` and ``lazy.attach(__name__, submodules=[..], submod_attrs={..})``: a module and what it gives (the
  tables of ``lazy_loader`` and of ``transformers``);
* in the body of ``__getattr__``: ``from ._core import Runner``, and names of submodules as ``if name in (...)`` lists them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import griffe

from sphinx_plissken.python.tree import Tree, file_of_module, walk

_MARKS = ("def __getattr__", "__getattr__")
"""How a line begins that defines it."""
_ATTACHES_STUB = "attach_stub("
_ATTACHED = re.compile(r"^__getattr__, *__dir__, *__all__ *=", re.MULTILINE)


def add_lazy_names(tree: Tree) -> None:
    """Make imports of the names that modules hand out on demand."""
    for package in list(tree.collection.members.values()):
        for module in walk(package):
            if text := _text(tree, module):
                offers = list(_offers(ast.parse(text), module))
                if _ATTACHES_STUB in text:
                    offers += _from_stub(tree, module)
                for name, targets in offers:
                    _add(tree, module, name, targets)
                if module.exports is None and _ATTACHED.search(text):
                    module.exports = list(dict.fromkeys(name for name, _ in offers))


def _from_stub(tree: Tree, module: griffe.Module) -> Iterator[tuple[str, list[str]]]:
    """What the stub of a module imports, which ``lazy_loader.attach_stub`` reads at run time."""
    stub = tree.stubs.get(module.path)
    for name, member in stub.members.items() if stub is not None else ():
        if isinstance(member, griffe.Alias):
            yield name, [member.target_path]


def _text(tree: Tree, module: griffe.Module) -> str:
    """The text of a module that defines ``__getattr__``; of others nothing."""
    file = file_of_module(module)
    collection = tree.loader.lines_collection
    lines = collection[file] if file is not None and file in collection else []
    return "\n".join(lines) if any(line.startswith(_MARKS) for line in lines) else ""


def _add(tree: Tree, module: griffe.Module, name: str, targets: list[str]) -> None:
    """Import a name from the first of some places that has it; a name that the module has is left alone, as Python does."""
    known = module.members.get(name)
    if not name.isidentifier() or (known is not None and not (isinstance(known, griffe.Alias) and not known.runtime)):
        return
    target = next((each for each in targets if _exists(tree, each)), None)
    if target is not None and target != f"{module.path}.{name}":
        function = module.members.get("__getattr__")
        line = function.lineno if function is not None else None
        module[name] = griffe.Alias(name, target, lineno=line, endlineno=line, parent=module)
        module.imports[name] = target


def _exists(tree: Tree, path: str) -> bool:
    """Whether the tree has a module at a path, or a module with such a name or with everything of another."""
    owner_path, _, name = path.rpartition(".")
    if tree.module(path) is not None:
        return True
    owner = tree.module(owner_path) if owner_path else None
    return owner is not None and (name in owner.members or any("*" in each for each in owner.members))


def _offers(tree: ast.Module, module: griffe.Module) -> Iterator[tuple[str, list[str]]]:
    """Names, each with the places that it may come from."""
    for statement in tree.body:
        match statement:
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
                yield from _from_value(value, module)
            case ast.FunctionDef(name="__getattr__", body=body):
                yield from _from_body(body, module)


def _from_value(value: ast.expr, module: griffe.Module) -> Iterator[tuple[str, list[str]]]:
    match value:
        case ast.Dict(keys=keys, values=values):
            for key, each in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield from _from_entry(key.value, each, module)
        case ast.Call(args=arguments, keywords=keywords):
            for argument in (*arguments, *(keyword.value for keyword in keywords)):
                if isinstance(argument, ast.Dict):
                    yield from _from_value(argument, module)
                else:
                    yield from ((name, [f"{module.path}.{name}"]) for name in _strings(argument))


def _from_entry(key: str, value: ast.expr, module: griffe.Module) -> Iterator[tuple[str, list[str]]]:
    """One line of a table: a name and its place, or a place and its names."""
    match value:
        case ast.Constant(value=str(place)):
            yield key, [*_places(place.replace(":", "."), key, module), f"{_absolute(key, module)}.{place}"]
        case ast.Tuple(elts=[first, ast.Constant(value=str(second))]):
            package = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
            if package:
                yield key, [f"{_absolute(package, module)}.{second}", f"{package}.{second}"]
            yield key, _places(second, key, module)
        case ast.List() | ast.Set() | ast.Tuple():
            for name in _strings(value):
                yield name, [f"{place}.{name}" for place in (_absolute(key, module), key)]


def _places(place: str, name: str, module: griffe.Module) -> list[str]:
    """What a table may mean by a place: the module to import the name from, or the object itself, as a relative or a full path."""
    relative = _absolute(place, module)
    return [f"{relative}.{name}", f"{place}.{name}", relative, place]


def _absolute(place: str, module: griffe.Module) -> str:
    """A path that is meant from a module on: ``._core``, ``..core``, ``_core``."""
    package = module.path if module.is_init_module else module.path.rpartition(".")[0]
    dots = len(place) - len(place.lstrip("."))
    for _ in range(dots - 1):
        package = package.rpartition(".")[0]
    return ".".join(part for part in (package, place.lstrip(".")) if part)


def _from_body(body: list[ast.stmt], module: griffe.Module) -> Iterator[tuple[str, list[str]]]:
    """Imports in ``__getattr__``, and the names of submodules that its conditions list."""
    for node in (each for statement in body for each in ast.walk(statement)):
        match node:
            case ast.ImportFrom(names=names):
                for alias in names:
                    yield alias.asname or alias.name, [griffe.relative_to_absolute(node, alias, module)]
            case ast.Compare(ops=[ast.In() | ast.Eq()], comparators=[listed]):
                yield from ((name, [f"{module.path}.{name}"]) for name in _strings(listed))


def _strings(value: ast.expr) -> Iterator[str]:
    each = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else [value]
    yield from (one.value for one in each if isinstance(one, ast.Constant) and isinstance(one.value, str))
