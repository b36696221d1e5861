"""``try: from ._core import x`` with a fallback: what is imported counts, where it is the project's own.

Goes in: the text of a Python file. Comes out: the module, in which the imports stand in the place of their fallbacks. griffe lets the last
definition win, which is the fallback's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import griffe

_AT_TOP_LEVEL = re.compile(r"^except\b", re.MULTILINE)
"""A file without it need not be parsed once more."""
HANDLED = ("ImportError", "ModuleNotFoundError", "Exception", "BaseException")


def prefer_tried_imports(module: griffe.Module, text: str, own_names: frozenset[str]) -> None:
    """Put imports that a ``try`` tries before what its handlers define.

    :param own_names: the project's top-level modules. A fallback for somebody else's module stays: it is what the project defines itself;
        but where it is no more than a value (``np = None``), there is nothing to tell.
    """
    if not _AT_TOP_LEVEL.search(text):
        return
    for name, target, line in _tried_imports(module, ast.parse(text)):
        fallback = module.members.get(name)
        if fallback is None or isinstance(fallback, griffe.Alias):
            continue
        if target.partition(".")[0] in own_names or isinstance(fallback, griffe.Attribute):
            module[name] = griffe.Alias(name, target, lineno=line, endlineno=line, parent=module)
            module.imports[name] = target


def _tried_imports(module: griffe.Module, tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Name, target and line of the imports in the body of a ``try`` whose handlers catch a failed import and bind the same name."""
    for statement in tree.body:
        if not isinstance(statement, ast.Try):
            continue
        bound = {name for handler in statement.handlers if _catches_imports(handler) for name in _bound_names(handler.body)}
        for tried in statement.body:
            if isinstance(tried, ast.ImportFrom):
                for alias in tried.names:
                    if (alias.asname or alias.name) in bound:
                        target = griffe.relative_to_absolute(tried, alias, module)
                        yield alias.asname or alias.name, target, tried.lineno
            elif isinstance(tried, ast.Import):
                for alias in tried.names:
                    if alias.asname in bound or ("." not in alias.name and alias.name in bound):
                        yield alias.asname or alias.name, alias.name, tried.lineno


def _catches_imports(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(each is None or (isinstance(each, ast.Name) and each.id in HANDLED) for each in caught)


def _bound_names(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
