"""``Point = add_methods(Point)``: a class or function that a call at the top level of its module replaces by a richer self.

Goes in: the text of a Python file. Comes out: the text without such statements, all else on the same lines. griffe lets the last
definition win, which is the result of a call that nobody can know; the one written out is what readers want.
"""

from __future__ import annotations

import ast
import re

_DEFINED = re.compile(r"^(?:class|def|async def) +(\w+)", re.MULTILINE)
_ASSIGNED = re.compile(r"^(\w+) *= *[\w.]+\(", re.MULTILINE)


def without_wrapping(text: str) -> str:
    """Blank the statements that wrap what the module defines before them."""
    candidates = {*_DEFINED.findall(text)} & {*_ASSIGNED.findall(text)}
    if not candidates:
        return text
    lines = text.split("\n")
    for statement in ast.parse(text).body:
        if _wrapped_name(statement) in candidates and statement.end_lineno is not None:
            lines[statement.lineno - 1 : statement.end_lineno] = [""] * (statement.end_lineno - statement.lineno + 1)
    return "\n".join(lines)


def _wrapped_name(statement: ast.stmt) -> str | None:
    """The name that a statement assigns from a call which it is handed to."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=arguments)):
            handed = (each.id for argument in arguments for each in ast.walk(argument) if isinstance(each, ast.Name))
            return name if name in handed else None
    return None
