"""Rust expressions whose value Python can say: defaults, constants, discriminants.

Goes in: the text of an expression and where it stands. Comes out: Python source, or None where the value cannot be known from source.
Nothing is computed that Python would not compute in the same way: ``1 << 20`` stays ``1 << 20``.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from operator import add, and_, lshift, mul, or_, sub, xor
from types import MappingProxyType

from sphinx_plissken.bindings.context import Scope
from sphinx_plissken.bindings.naming import variant_name
from sphinx_plissken.rust.model import Const, Enum, Namespace, Static, Variant
from sphinx_plissken.rust.resolution.names import Definition
from sphinx_plissken.rust.syntax.expressions import (
    ArrayExpression,
    BlockExpression,
    CallExpression,
    Expression,
    LiteralExpression,
    MacroExpression,
    MethodCallExpression,
    OtherExpression,
    PathExpression,
    ReferenceExpression,
    TupleExpression,
    read_block,
)
from sphinx_plissken.rust.text.tokens import literal_value

_DEEPEST = 12
"""How many constants are followed; one that is defined by itself does not compile, but may be written."""

_WRAPPERS = frozenset(
    "Some Box::new Rc::new Arc::new Cow::Borrowed Cow::Owned Cow::from String::from Vec::from Cell::new RefCell::new Mutex::new".split()
)
"""Functions that give what Python gets as their argument's value."""
_CONVERSIONS = frozenset("to_string to_owned into to_vec clone to_path_buf as_bytes as_str as_ref".split())
"""Methods that do."""
_EMPTY = MappingProxyType(
    {
        **dict.fromkeys(("Vec", "SmallVec", "VecDeque", "LinkedList"), "[]"),
        **dict.fromkeys(("HashMap", "BTreeMap", "IndexMap", "FxHashMap", "AHashMap"), "{}"),
        **dict.fromkeys(("HashSet", "BTreeSet", "IndexSet"), "set()"),
        **dict.fromkeys(("String", "str"), '""'),
        **dict.fromkeys("u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize".split(), "0"),
        **dict.fromkeys(("f32", "f64"), "0.0"),
        "bool": "False",
        "Option": "None",
    }
)
"""What ``T::new()`` and ``T::default()`` give, by the type's last name."""
_CONSTANTS = MappingProxyType(
    {
        "None": "None",
        "Option::None": "None",
        "f64::INFINITY": 'float("inf")',
        "f32::INFINITY": 'float("inf")',
        "f64::NEG_INFINITY": 'float("-inf")',
        "f32::NEG_INFINITY": 'float("-inf")',
        "f64::NAN": 'float("nan")',
        "f32::NAN": 'float("nan")',
        "f64::EPSILON": "2.220446049250313e-16",
        "f64::MAX": "1.7976931348623157e+308",
        "consts::PI": "3.141592653589793",
        "consts::TAU": "6.283185307179586",
        "consts::E": "2.718281828459045",
        **{f"u{bits}::MAX": str(2**bits - 1) for bits in (8, 16, 32, 64, 128)},
        **{f"u{bits}::MIN": "0" for bits in (8, 16, 32, 64, 128)},
        **{f"i{bits}::MAX": str(2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64, 128)},
        **{f"i{bits}::MIN": str(-(2 ** (bits - 1))) for bits in (8, 16, 32, 64, 128)},
    }
)
"""Constants of the standard library, by the last two names of their paths; the size of ``usize`` depends on the machine."""


def python_value(text: str, scope: Scope) -> str | None:
    """Say the value of an expression in Python: ``Some(3)`` -> ``3``, ``"x".to_string()`` -> ``"x"``, ``LIMIT`` -> its literal."""
    return _value(_read_expression(text), scope, _DEEPEST)


def number_of(text: str) -> int | None:
    """The value of Python source that is whole numbers and operators: ``1 << 3`` -> ``8``; None for anything else."""
    try:
        return _number(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError):
        return None


def _number(node: ast.expr) -> int | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, int) else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand = _number(node.operand)
        return None if operand is None else -operand
    if isinstance(node, ast.BinOp) and (operator := _BINARY.get(type(node.op))):
        left, right = _number(node.left), _number(node.right)
        is_safe = left is not None and right is not None and (operator is not lshift or 0 <= right < 128)
        return operator(left, right) if is_safe else None
    return None


_BINARY: Mapping[type[ast.operator], Callable[..., int]] = MappingProxyType(
    {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.LShift: lshift, ast.BitOr: or_, ast.BitAnd: and_, ast.BitXor: xor}
)


def runtime_default(text: str) -> str:
    """What a text signature prints for a default: literals in Python's spelling, ``...`` for everything else, ``-1`` too."""
    text = _RUNTIME_NAMES.get(text, text)
    is_printed = text in ("None", "True", "False") or (literal_value(text) is not None and not text.startswith(("-", "b")))
    if not is_printed:
        return "..."
    return text if text[0] in "\"'rTFN" else _literal(text) or "..."


_RUNTIME_NAMES = {"true": "True", "false": "False"}


@lru_cache(maxsize=1024)
def _read_expression(text: str) -> Expression:
    literal = _literal(text)
    if literal is not None:
        return LiteralExpression(text=text, line=1)
    return read_block(f"{{{text}}}", file="", line=1).value or OtherExpression(text=text, line=1)


def _value(expression: Expression, scope: Scope, depth: int) -> str | None:
    """The value of an expression.

    :param depth: how many more constants may be followed.
    """
    reader = _READERS.get(type(expression))
    return reader(expression, scope, depth) if reader and depth else None


def _literal(text: str) -> str | None:
    """``0xff_u8`` -> ``255``, ``"x"`` -> ``"x"``, ``1.50_f32`` -> ``1.50``; strings keep their spelling where Python reads it alike."""
    value = literal_value(text)
    if value is None:
        return None
    if isinstance(value, float):
        return text.replace("_", "").removesuffix("f32").removesuffix("f64")
    if isinstance(value, str | bytes) and not text.startswith("'"):
        try:
            return text if ast.literal_eval(text) == value else repr(value)
        except (SyntaxError, ValueError):
            pass
    return repr(value)


def _literal_expression(expression: LiteralExpression, scope: Scope, depth: int) -> str | None:
    return _literal(expression.text)


def _path(expression: PathExpression, scope: Scope, depth: int) -> str | None:
    if expression.self_type is not None:
        return None
    names = expression.path.names
    known = _CONSTANTS.get("::".join(names[-2:]))
    meaning = scope.context.names.resolve(expression.path, scope.module, Namespace.VALUE, self_type=scope.self_type)
    if not isinstance(meaning, Definition):
        return known
    if isinstance(meaning.item, Const | Static) and meaning.item.value is not None:
        owner = _owner(meaning) if isinstance(meaning.item, Const) else ""
        return _value(_read_expression(meaning.item.value), replace(scope, module=meaning.module, self_type=owner), depth - 1)
    if isinstance(meaning.item, Variant):
        return _variant(meaning, scope)
    return None


def _owner(meaning: Definition) -> str:
    """The type of an associated constant; empty for a constant of a module."""
    owner = meaning.path.rpartition("::")[0]
    return "" if owner == meaning.module else owner


def _variant(meaning: Definition, scope: Scope) -> str | None:
    """``PyMode::Fast`` of a registered enum -> ``Mode.FAST``."""
    owner = _owner(meaning)
    definition = scope.context.names.definition(owner, Namespace.TYPE)
    name = scope.context.class_names.get(owner)
    if definition is None or not isinstance(definition.item, Enum) or name is None:
        return None
    return f"{name.rpartition('.')[2]}.{variant_name(definition.item, meaning.item)}"  # type: ignore[arg-type]


def _call(expression: CallExpression, scope: Scope, depth: int) -> str | None:
    if not isinstance(expression.function, PathExpression):
        return None
    names = expression.function.path.names
    if len(expression.arguments) == 1 and ("::".join(names[-2:]) in _WRAPPERS or names == ("Some",)):
        return _value(expression.arguments[0], scope, depth)
    if not expression.arguments and len(names) > 1 and names[-1] in ("new", "default"):
        return _EMPTY.get(names[-2])
    return None


def _method_call(expression: MethodCallExpression, scope: Scope, depth: int) -> str | None:
    if expression.method in _CONVERSIONS and not expression.arguments:
        return _value(expression.receiver, scope, depth)
    return None


def _macro(expression: MacroExpression, scope: Scope, depth: int) -> str | None:
    arguments = expression.tokens[1:-1]
    name = expression.path.last.name
    if name == "vec":
        return _value(_read_expression(f"[{arguments}]"), scope, depth)
    if name == "stringify":
        return repr(arguments.strip())
    if name == "concat":
        parts = _value(_read_expression(f"[{arguments}]"), scope, depth)
        return repr("".join(map(str, ast.literal_eval(parts)))) if parts and _is_literal(parts) else None
    return None


def _is_literal(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _array(expression: ArrayExpression, scope: Scope, depth: int) -> str | None:
    values = _all(expression.elements, scope, depth)
    return None if values is None else f"[{', '.join(values)}]"


def _tuple(expression: TupleExpression, scope: Scope, depth: int) -> str | None:
    values = _all(expression.elements, scope, depth)
    return None if values is None else f"({values[0]},)" if len(values) == 1 else f"({', '.join(values)})"


def _all(expressions: tuple[Expression, ...], scope: Scope, depth: int) -> list[str] | None:
    values = [value for expression in expressions if (value := _value(expression, scope, depth)) is not None]
    return values if len(values) == len(expressions) else None


def _reference(expression: ReferenceExpression, scope: Scope, depth: int) -> str | None:
    return _value(expression.inner, scope, depth)


def _block(expression: BlockExpression, scope: Scope, depth: int) -> str | None:
    return _value(expression.value, scope, depth) if expression.value and not expression.statements else None


_OPERATORS = frozenset("+ - * << >> | & ^ ( )".split())
"""Those that mean the same to Python; division does not."""


def _arithmetic(expression: OtherExpression, scope: Scope, depth: int) -> str | None:
    """``-1`` -> ``-1``, ``0 as u64`` -> ``0``, ``64 * KIB`` -> ``64 * 1024``."""
    words: list[str] = []
    for word in _TERM.findall(expression.text):
        if word in _OPERATORS:
            words.append(word)
        elif word[0].isdigit():
            words.append(_literal(word) or "?")
        elif not word.startswith("as "):
            value = _value(_read_expression(word), scope, depth - 1)
            words.append(f"({value})" if value and _is_number(value) else "?")
    try:
        return ast.unparse(ast.parse(" ".join(words), mode="eval"))
    except SyntaxError:
        return None


_TERM = re.compile(r"as\s+\w+|[^\W\d]\w*(?:\s*::\s*\w+)*|\d[\w.]*|<<|>>|\S")


def _is_number(text: str) -> bool:
    """Whether a text is an expression made of numbers only."""
    allowed = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop)
    return all(
        isinstance(node, allowed) or (isinstance(node, ast.Constant) and isinstance(node.value, int | float))
        for node in ast.walk(ast.parse(text, mode="eval"))
    )


_READERS: Mapping[type[Expression], Callable[..., str | None]] = MappingProxyType(
    {
        LiteralExpression: _literal_expression,
        PathExpression: _path,
        CallExpression: _call,
        MethodCallExpression: _method_call,
        MacroExpression: _macro,
        ArrayExpression: _array,
        TupleExpression: _tuple,
        ReferenceExpression: _reference,
        BlockExpression: _block,
        OtherExpression: _arithmetic,
    }
)
