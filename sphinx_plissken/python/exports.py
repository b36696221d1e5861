"""``__all__`` in the forms that griffe does not read: changed in place, or taken from a literal table of the module.

Goes in: the text of a Python file. Comes out: the module's ``exports``, changed. Rule: PEP 484 and the typing specification, "Library
interface": ``__all__.append(..)``, ``.extend(..)``, ``.remove(..)`` are among the forms that static tools understand.
"""

from __future__ import annotations

import ast
import re

import griffe

_TAKEN = re.compile(
    r"""^__all__\ *(?::[^=\n]+)?=\ *
        (?:(?:list|tuple|sorted)\((?P<table>\w+)(?:\.keys\(\))?\) | [\[(]\*(?P<unpacked>\w+),?[\])])""",
    re.MULTILINE | re.VERBOSE,
)
"""``__all__ = list(_TABLE)`` and its like."""


def add_exports(module: griffe.Module, text: str) -> None:
    """Apply the calls of ``__all__``'s methods at the top level of a module to its exports; read it from a table where it is one's keys."""
    taken = _TAKEN.search(text)
    if "__all__." not in text and taken is None:
        return
    tree = ast.parse(text)
    if taken is not None:
        names = _keys(tree, taken["table"] or taken["unpacked"])
        module.exports = list(names) if names else module.exports
    for statement in tree.body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and len(call.args) == 1:
            owner = call.func.value
            if isinstance(owner, ast.Name) and owner.id == "__all__" and module.exports is not None:
                module.exports = _changed(list(module.exports), call.func.attr, call.args[0], module)


def _keys(tree: ast.Module, table: str) -> list[str]:
    """The strings of a literal list, or the keys of a literal dict, that a module assigns to a name."""
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                elements = value.keys if isinstance(value, ast.Dict) else getattr(value, "elts", [])
                if name == table:
                    return [each.value for each in elements if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return []


def _changed(exports: list[str | griffe.ExprName], method: str, argument: ast.expr, module: griffe.Module) -> list[str | griffe.ExprName]:
    match method, argument:
        case "append", ast.Constant(value=str(name)):
            return [*exports, name]
        case "remove", ast.Constant(value=str(name)):
            return [each for each in exports if each != name]
        case "extend", ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [*exports, *(each.value for each in elements if isinstance(each, ast.Constant) and isinstance(each.value, str))]
        case "extend", ast.Attribute(value=ast.Name(id=name), attr="__all__"):
            return [*exports, griffe.ExprName("__all__", parent=griffe.ExprName(name, parent=module))]
    return exports
