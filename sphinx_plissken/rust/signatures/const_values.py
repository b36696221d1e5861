"""The values of constant expressions: ``1 << WIDTH``, ``u8::MAX as usize``, ``!0``.

Goes in: the text of an expression, the type it is to have, and where it stands. Comes out: its value, or None where that takes more than
arithmetic on primitive types (calls, floating point). Rules: the Rust reference, chapters "Constant evaluation" and "Operator expressions".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from sphinx_plissken.rust.model import Const, Enum, Namespace, Variant
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Primitive
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.text.tokens import Kind, Token, identifier, literal_value, read_tokens
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import Type

WIDTHS = {f"{sign}{width}": width for sign in "iu" for width in (8, 16, 32, 64, 128)} | {"isize": 64, "usize": 64}
"""Bits of the integer types; pointers have 64, as on the targets that documentation is built for."""

_SIZES = {"bool": 1, "char": 4, "f32": 4, "f64": 8, "unit": 0, "never": 0, "pointer": 8, "fn": 8} | {
    name: width // 8 for name, width in WIDTHS.items()
}
_LONGEST = 400
"""Tokens of the longest expression that is evaluated."""


class Value(NamedTuple):
    """A value, and its primitive type where that is known."""

    value: int | bool | str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands."""

    names: Names
    module: str
    self_type: str = ""


def evaluate(text: str, place: Place, type: str = "") -> Value | None:
    """The value of an expression that is to have a primitive type; None if unknown."""
    tokens = read_tokens(text)
    if not tokens or len(tokens) > _LONGEST:
        return None
    try:
        return _typed(_Evaluation(tokens, place).all(type), type)
    except (_UnknownError, RecursionError, ZeroDivisionError, ValueError, OverflowError):
        return None


def primitive_name(type: Type, place: Place) -> str:
    """The primitive type behind a type: ``c_int`` -> ``i32``; empty where there is none."""
    meaning = place.names.resolve_type(type, place.module, self_type=place.self_type)
    if isinstance(meaning, Foreign):
        return _C_TYPES.get(meaning.path.rpartition("::")[2], "") if meaning.path.startswith(_C_MODULES) else ""
    return meaning.name if isinstance(meaning, Primitive) else ""


_C_MODULES = ("std::os::raw::", "std::ffi::", "core::ffi::")
_C_TYPES = {
    "c_char": "i8", "c_schar": "i8", "c_uchar": "u8", "c_short": "i16", "c_ushort": "u16", "c_int": "i32", "c_uint": "u32",
    "c_long": "i64", "c_ulong": "u64", "c_longlong": "i64", "c_ulonglong": "u64", "c_float": "f32", "c_double": "f64",
}  # fmt: skip


class _UnknownError(Exception):
    """What the expression says is no arithmetic."""


_UNDER_WAY = object()
_known: WeakKeyDictionary[Names, dict[str, object]] = WeakKeyDictionary()
"""The values of constants by definition path, as long as somebody holds their names."""


def _value_of(constant: Definition, names: Names) -> Value:
    """The value of a constant or of a unit variant."""
    known = _known.setdefault(names, {})
    if constant.path not in known:
        known[constant.path] = _UNDER_WAY
        known[constant.path] = _read_value(constant, names)
    found = known[constant.path]
    if not isinstance(found, Value):
        raise _UnknownError
    return found


def _read_value(constant: Definition, names: Names) -> Value | None:
    owner = constant.path.rpartition("::")[0]
    place = Place(names, constant.module, owner if owner != constant.module else "")
    if isinstance(constant.item, Variant):
        enum = names.definition(owner, Namespace.TYPE)
        values = discriminants(enum.item, place) if enum and isinstance(enum.item, Enum) else {}
        value = values.get(constant.item.name)
        return None if value is None else Value(value)
    if not isinstance(constant.item, Const) or constant.item.value is None:
        return None
    return evaluate(constant.item.value, place, primitive_name(constant.item.type, place))


def discriminants(enum: Enum, place: Place) -> dict[str, int | None]:
    """The discriminant of each variant: what is written, else one more than the one before; None where it is unknown."""
    found: dict[str, int | None] = {}
    value: int | None = -1
    for variant in enum.variants:
        if variant.discriminant is not None:
            written = evaluate(variant.discriminant, place, "i128")
            value = int(written.value) if written and not isinstance(written.value, str) else None
        elif value is not None:
            value += 1
        found[variant.name] = value
    return found


def _typed(value: Value, type: str) -> Value:
    """A value in a type: out of range is an error in Rust, so unknown here."""
    if type in WIDTHS and not isinstance(value.value, str):
        number = int(value.value)
        if number != _wrapped(number, type):
            raise OverflowError
        return Value(number, type)
    if not isinstance(value.value, str) and abs(value.value) >> 128:
        raise OverflowError
    return Value(value.value, value.type or type)


def _wrapped(number: int, type: str) -> int:
    if type not in WIDTHS:
        return number
    number &= (1 << WIDTHS[type]) - 1
    return number - (1 << WIDTHS[type]) if type.startswith("i") and number >> (WIDTHS[type] - 1) else number


def _divide(left: int, right: int) -> int:
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_Number = Callable[[int, int], int]
_BINARY: Sequence[dict[str, _Number]] = (
    {"||": lambda left, right: bool(left or right)},
    {"&&": lambda left, right: bool(left and right)},
    {"==": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge},
    {"|": operator.or_},
    {"^": operator.xor},
    {"&": operator.and_},
    {"<<": lambda left, right: left << min(right, 128), ">>": operator.rshift},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": _divide, "%": lambda left, right: left - right * _divide(left, right)},
)
"""Operators from the loosest to the tightest (Rust reference, "Expression precedence")."""


class _Evaluation:
    """One expression, evaluated from the left; each method takes what its name says, or raises."""

    def __init__(self, tokens: Sequence[Token], place: Place) -> None:
        self._tokens = tokens
        self._place = place
        self._next = 0

    def all(self, type: str) -> Value:
        value = self._binary(0, type)
        if self._peek():
            raise _UnknownError
        return value

    def _peek(self) -> str:
        return self._tokens[self._next].text if self._next < len(self._tokens) else ""

    def _take(self) -> Token:
        if self._next >= len(self._tokens):
            raise _UnknownError
        self._next += 1
        return self._tokens[self._next - 1]

    def _expect(self, text: str) -> None:
        if self._take().text != text:
            raise _UnknownError

    def _binary(self, level: int, type: str) -> Value:
        if level == len(_BINARY):
            return self._cast(type)
        left = self._binary(level + 1, type)
        while self._peek() in _BINARY[level]:
            symbol = self._take().text
            is_shift = symbol in ("<<", ">>")
            right = self._binary(level + 1, "" if is_shift else left.type or type)
            left = self._apply(symbol, _BINARY[level][symbol], left, right, type)
        return left

    def _apply(self, symbol: str, compute: _Number, left: Value, right: Value, expected: str) -> Value:
        if isinstance(left.value, str) or isinstance(right.value, str):
            raise _UnknownError
        type = left.type or ("" if symbol in ("<<", ">>") else right.type) or expected
        result = compute(left.value, right.value)
        if symbol in _BINARY[2]:
            return Value(bool(result), "bool")
        if isinstance(left.value, bool):
            return Value(bool(result), "bool")
        return Value(_wrapped(result, type) if symbol == "<<" else result, type)

    def _cast(self, type: str) -> Value:
        start = self._next
        value = self._unary(type)
        if self._peek() == "as":
            self._next = start
            value = self._unary("")
        while self._peek() == "as":
            self._take()
            text = self._type_text()
            value = self._as(value, type if text == "_" else primitive_name(read_type(text), self._place))
        return value

    def _as(self, value: Value, type: str) -> Value:
        number = ord(value.value) if isinstance(value.value, str) else int(value.value)
        if type not in WIDTHS:
            raise _UnknownError
        return Value(_wrapped(number, type), type)

    def _type_text(self) -> str:
        """A type after ``as``: a path without generics."""
        parts = [self._take().text]
        while self._peek() == "::":
            parts += [self._take().text, self._take().text]
        return "".join(parts)

    def _unary(self, type: str) -> Value:
        symbol = self._peek()
        if symbol not in ("-", "!"):
            return self._primary(type)
        self._take()
        inner = self._unary(type)
        if isinstance(inner.value, str):
            raise _UnknownError
        if symbol == "-":
            return Value(-inner.value, inner.type)
        if isinstance(inner.value, bool):
            return Value(not inner.value, "bool")
        width = inner.type or type or "i32"
        return Value(_wrapped(~inner.value, width), width)

    def _primary(self, type: str) -> Value:
        token = self._take()
        if token.text in ("(", "{"):
            value = self._binary(0, type)
            self._expect(")" if token.text == "(" else "}")
        elif token.kind is Kind.LITERAL or token.text in ("true", "false"):
            value = _literal(token.text)
        elif token.kind is Kind.IDENTIFIER or token.text == "::":
            value = self._path(token)
        else:
            raise _UnknownError
        if self._peek() in (".", "?", "(", "["):
            raise _UnknownError
        return value

    def _path(self, first: Token) -> Value:
        path = identifier(first.text)
        while self._peek() == "::":
            path += self._take().text
            if self._peek() == "<":
                return self._size_of(path)
            path += identifier(self._take().text)
        if self._peek() in ("!", "{"):
            raise _UnknownError
        meaning = self._place.names.resolve(path, self._place.module, Namespace.VALUE, self_type=self._place.self_type)
        if isinstance(meaning, Definition):
            return _value_of(meaning, self._place.names)
        if isinstance(meaning, Foreign) and (limit := _limit(meaning.path)):
            return limit
        raise _UnknownError

    def _size_of(self, path: str) -> Value:
        """``size_of::<T>()`` of a primitive type."""
        if path.removesuffix("::").rpartition("::")[2] != "size_of":
            raise _UnknownError
        self._take()
        end = next((place for place in range(self._next, len(self._tokens)) if self._tokens[place].text == ">"), None)
        if end is None:
            raise _UnknownError
        type = " ".join(token.text for token in self._tokens[self._next : end])
        self._next = end + 1
        self._expect("(")
        self._expect(")")
        size = _SIZES.get(primitive_name(read_type(type), self._place))
        if size is None:
            raise _UnknownError
        return Value(size, "usize")


def _literal(text: str) -> Value:
    value = literal_value(text)
    if isinstance(value, bool):
        return Value(value, "bool")
    if isinstance(value, int):
        if text.startswith("b'"):
            return Value(value, "u8")
        suffix = next((type for type in WIDTHS if text.endswith(type)), "")
        return Value(value, suffix)
    if isinstance(value, str) and text.startswith("'"):
        return Value(value, "char")
    raise _UnknownError


def _limit(path: str) -> Value | None:
    """``u8::MAX`` and its like, also by the old names ``std::u8::MAX``."""
    type, _, name = path.removeprefix("std::").removeprefix("core::").rpartition("::")
    if type not in WIDTHS:
        return None
    width, is_signed = WIDTHS[type], type.startswith("i")
    limits = {
        "MAX": Value((1 << (width - is_signed)) - 1, type),
        "MIN": Value(-(1 << (width - 1)) if is_signed else 0, type),
        "BITS": Value(width, "u32"),
    }
    return limits.get(name)


def printed(value: Value) -> str:
    """A value as rustdoc prints it: ``4_096usize``."""
    if isinstance(value.value, bool):
        return "true" if value.value else "false"
    if isinstance(value.value, str):
        return f"'{value.value}'"
    return f"{value.value:_}{value.type}"
