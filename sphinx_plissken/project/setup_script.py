"""setup.py read as text: what it hands to ``setup()`` and ``RustExtension()``, as far as it is written plainly. It is never run.

Goes in: the text of a setup.py. Comes out: the literal arguments of the calls.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

Literal = object
"""``str``, ``bool``, ``list``, ``tuple`` or ``dict`` of such; ``UNKNOWN`` for anything else."""


class Unknown:
    """What only running the script would tell."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call with its literal arguments."""

    name: str
    """The last part: ``RustExtension`` of ``setuptools_rust.RustExtension``."""
    line: int
    positional: tuple[Literal, ...] = ()
    keywords: Mapping[str, Literal] = field(default_factory=dict)

    def argument(self, keyword: str, position: int = -1) -> Literal:
        """An argument by keyword, else by position; None if it is not given."""
        if keyword in self.keywords:
            return self.keywords[keyword]
        return self.positional[position] if 0 <= position < len(self.positional) else None


def read_calls(text: str, names: tuple[str, ...]) -> tuple[Call, ...]:
    """The calls of functions with some names, wherever they stand, in source order.

    :raises SyntaxError: when it is no Python.
    """
    tree = ast.parse(text)
    constants = _constants(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _last_name(node.func) in names]
    return tuple(_read_call(node, constants) for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset)))


def _constants(tree: ast.Module) -> dict[str, Literal]:
    """Names that the script assigns once at its top level."""
    values: dict[str, Literal] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            values[name] = UNKNOWN if name in values else _value(statement.value, values)
    return values


def _last_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _read_call(node: ast.Call, constants: Mapping[str, Literal]) -> Call:
    return Call(
        name=_last_name(node.func),
        line=node.lineno,
        positional=tuple(_value(argument, constants) for argument in node.args),
        keywords={keyword.arg: _value(keyword.value, constants) for keyword in node.keywords if keyword.arg},
    )


def _value(node: ast.expr, constants: Mapping[str, Literal]) -> Literal:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return constants.get(name, UNKNOWN)
        case ast.Attribute(attr=name):
            return name  # Binding.PyO3 -> "PyO3"
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            return [_value(element, constants) for element in elements]
        case ast.Dict(keys=keys, values=values):
            return {_value(key, constants): _value(value, constants) for key, value in zip(keys, values, strict=True) if key is not None}
        case ast.JoinedStr(values=parts):
            return _joined([_value(part, constants) for part in parts])
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _joined([_value(left, constants), _value(right, constants)])
        case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
            return _value(inner, constants)
        case ast.Call(func=function) if _last_name(function) in ("find_packages", "find_namespace_packages"):
            return _read_call(node, constants)
    return UNKNOWN


def _joined(parts: list[Literal]) -> Literal:
    return "".join(map(str, parts)) if all(isinstance(part, str) for part in parts) else UNKNOWN
