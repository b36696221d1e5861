"""Python code inside of Rust: ``py.eval(c"type('E', (Base, ValueError), {})", ..)``.

Goes in: the text of an expression, and the values of its variables. Comes out: its value. Nothing is executed: known are literals, and the
call of ``type`` that makes a class.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Mapping

from sphinx_plissken.bindings.classes.exceptions import exception_call
from sphinx_plissken.bindings.modules.runtime import UNKNOWN, ForeignObject, Known, MadeException, Opaque, TypeObject, Value


def evaluate_python(code: str, variables: Mapping[str, Value]) -> Value:
    """The value of an expression."""
    try:
        expression = ast.parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return UNKNOWN
    match expression:
        case ast.Call(func=ast.Name(id="type"), args=[ast.Constant(value=str(name)), ast.Tuple(elts=bases), ast.Dict() as attributes]):
            return _make_class(name, [_variable(base, variables) for base in bases], attributes)
        case ast.Name():
            return _variable(expression, variables)
    try:
        value = ast.literal_eval(expression)
    except (ValueError, TypeError, SyntaxError, RecursionError):
        return UNKNOWN
    return Known(value=value) if isinstance(value, str | bytes | int | float | None) else Opaque(annotation=type(value).__name__)


def _variable(expression: ast.expr, variables: Mapping[str, Value]) -> Value:
    if not isinstance(expression, ast.Name):
        return UNKNOWN
    if expression.id in variables:
        return variables[expression.id]
    return ForeignObject(path=expression.id) if isinstance(getattr(builtins, expression.id, None), type) else UNKNOWN


def _make_class(name: str, bases: list[Value], attributes: ast.Dict) -> Value:
    known = tuple(base for base in bases if isinstance(base, TypeObject | ForeignObject | MadeException))
    if len(known) < len(bases):
        return UNKNOWN
    texts = {
        key.value: value.value
        for key, value in zip(attributes.keys, attributes.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and isinstance(value.value, str)
    }
    return MadeException(
        name=".".join(filter(None, (texts.get("__module__", ""), name))),
        doc=texts.get("__doc__", ""),
        bases=known,
        is_exception=any(map(_is_exception, known)),
    )


def _is_exception(base: TypeObject | ForeignObject | MadeException) -> bool:
    if isinstance(base, MadeException):
        return base.is_exception
    if isinstance(base, TypeObject):
        return exception_call(base.definition.item) is not None
    found = getattr(builtins, base.path, None)
    return issubclass(found, BaseException) if isinstance(found, type) else base.path.endswith(("Error", "Exception", "Warning"))
