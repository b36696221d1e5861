"""``__all__`` in the forms that change a list in place, which griffe does not read.

Goes in: the text of a Python file. Comes out: the module's ``exports``, changed. Rule: PEP 484 and the typing specification, "Library
interface": ``__all__.append(..)``, ``.extend(..)``, ``.remove(..)`` are among the forms that static tools understand.
"""

from __future__ import annotations

import ast

import griffe


def add_exports(module: griffe.Module, text: str) -> None:
    """Apply the calls of ``__all__``'s methods at the top level of a module to its exports."""
    if "__all__." not in text:
        return
    for statement in ast.parse(text).body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and len(call.args) == 1:
            owner = call.func.value
            if isinstance(owner, ast.Name) and owner.id == "__all__" and module.exports is not None:
                module.exports = _changed(list(module.exports), call.func.attr, call.args[0], module)


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
