"""Read Rust types, paths, bounds and generics from text.

Goes in: text as it stands in source. Comes out: the values of ``types``. Nothing here raises for what the text says: what can't be read is
an ``UnknownType`` with its text, as small a piece as can be told apart.
Everything is remembered by its text, because types repeat a lot; so do their parts, and a type that is made of plain paths, references and
arguments is put together from parts, each of which is read once. ``type_cursor`` reads the parts that are something else, and whatever has
something unusual in it: of such text, functions that return None say that it is not theirs.
Rules: the Rust reference, chapters "Types", "Paths", "Generic parameters" and "Trait and lifetime bounds".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from sphinx_plissken.rust.construction import builder
from sphinx_plissken.rust.text.cursor import KEYWORDS
from sphinx_plissken.rust.text.type_cursor import TypeCursor
from sphinx_plissken.rust.text.use_trees import UseLeaf, read_use_tree
from sphinx_plissken.rust.types import (
    ArrayType,
    Bound,
    ConstArgument,
    GenericArgument,
    GenericParameter,
    Generics,
    Lifetime,
    Path,
    PathSegment,
    PathType,
    ReferenceType,
    SliceType,
    TraitBound,
    TupleType,
    Type,
    TypeParameter,
    UnknownType,
    WherePredicate,
)

__all__ = ["UseLeaf", "read_bounds", "read_generic_arguments", "read_generics", "read_path", "read_type", "read_use_tree"]

_T = TypeVar("_T")

# Makers of values from those of all fields, in the order in which ``types`` has them.
_new_bound = builder(TraitBound, "new_bound")
_new_path = builder(Path, "new_path")
_new_segment = builder(PathSegment, "new_segment")
_new_type = builder(PathType, "new_type")


@lru_cache(maxsize=65536)
def read_type(text: str) -> Type:
    """Read a type: ``Option<&'a str>``."""
    return _usual_type(text) or _whole(text, TypeCursor.type) or UnknownType(text=text.strip())


@lru_cache(maxsize=16384)
def read_path(text: str) -> Path:
    """Read a path: ``std::io::Result<()>``. What is no path becomes a path of one segment with the text as its name."""
    return _usual_path(text) or _whole(text, TypeCursor.path) or Path(segments=(PathSegment(name=text.strip()),))


@lru_cache(maxsize=16384)
def read_bounds(text: str) -> tuple[Bound, ...]:
    """Read bounds, with or without the colon before them: ``: Clone + 'a``. What can't be read is left out."""
    usual = _usual_bounds(text.strip().removeprefix(":"))
    if usual is not None:
        return usual
    reader = TypeCursor(text)
    reader.accept(":")
    return reader.attempt(reader.bounds) or ()


@lru_cache(maxsize=16384)
def read_generics(parameters: str = "", where: str = "") -> Generics:
    """Read generic parameters and a where clause.

    :param parameters: with or without the angle brackets.
    :param where: with or without the keyword.
    """
    return Generics(parameters=_read_parameters(parameters), where=_read_predicates(where))


@lru_cache(maxsize=16384)
def _read_parameters(text: str) -> tuple[GenericParameter, ...]:
    usual: tuple[GenericParameter, ...] | None = _elements(_without_brackets(text), _parameter)
    if usual is not None:
        return usual
    reader = TypeCursor(text)
    reader.accept_angle_brackets()
    return tuple(reader.pieces(reader.generic_parameter))


@lru_cache(maxsize=16384)
def _read_predicates(text: str) -> tuple[WherePredicate, ...]:
    usual = _elements(_COMMENT.sub("", _WHERE.sub("", text, count=1)), _predicate)
    if usual is not None:
        return usual
    reader = TypeCursor(text)
    reader.accept("where")
    return tuple(reader.pieces(reader.where_predicate))


@lru_cache(maxsize=16384)
def read_generic_arguments(text: str) -> tuple[GenericArgument, ...]:
    """Read generic arguments, with or without ``::`` and the angle brackets: ``::<T, 4>``."""
    reader = TypeCursor(text)
    reader.accept("::")
    reader.accept_angle_brackets()
    return tuple(reader.pieces(reader.generic_argument))


def _whole(text: str, read: Callable[[TypeCursor], _T]) -> _T | None:
    """What all of a text is read as, token by token."""
    reader = TypeCursor(text)
    found = reader.attempt(lambda: read(reader))
    return found if reader.is_done else None


# What is put together from parts


def _groups(depth: int) -> str:
    """Delimiters and what is in them, as far as types go; which one closes which is seen when the parts are read."""
    found = "(?!)"
    for _ in range(depth):
        found = rf"[<(\[](?:{_PLAIN}|[,+;=]|{found})*+[>)\]]"
    return found


_PLAIN = r"[\w\s:&?*.]++|->|-|'\w++(?!')"
"""What stands between delimiters and what parts end at."""
_GROUPS = _groups(6)
_SEGMENT = rf"([^\W\d]\w*+)\s*+(?:(?:::\s*+)?+(<(?:{_PLAIN}|[,+;=]|{_GROUPS})*+>))?+"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII | re.DOTALL)


_PATH_SEGMENT = _compiled(_SEGMENT)
_PATH = _compiled(rf"\s*+(::)?+\s*+{_SEGMENT}\s*+(?:::\s*+{_SEGMENT}\s*+)*+")
_REFERENCE = _compiled(r"\s*+&\s*+(?:('\w++)\s++)?+(mut\s++)?+([^&\s].*+)")
_BETWEEN = {
    ",": _compiled(rf"(?:{_PLAIN}|[+;=]|{_GROUPS})++"),
    "+": _compiled(rf"(?:{_PLAIN}|{_GROUPS})++"),
}
"""A separator -> what stands between two of them."""
_SUBJECT = _compiled(rf"\s*+(?:::\s*+)?+{_SEGMENT}\s*+(?:::\s*+{_SEGMENT}\s*+)*+(?=:(?!:))")
_PARAMETER = _compiled(r"\s*+([^\W\d]\w*+)\s*+(?::(?!:)(.++))?+")
_WHERE = re.compile(r"\s*where\b")
_COMMENT = re.compile(r"//[^\n]*+")
_LIFETIME = _compiled(r"'\w++")
_WORD = _compiled(r"\s*+\w++\s*+")
_NO_NAMES = KEYWORDS | {"_"}
"""What is no step of a usual path."""


@lru_cache(maxsize=65536)
def _usual_type(text: str) -> Type | None:
    """A path, a tuple, an array, a slice, or a reference to one of them."""
    if text[:1] in ("(", "["):
        return _in_delimiters(text)
    if "&" not in text or (found := _REFERENCE.fullmatch(text)) is None:
        path = _usual_path(text)
        return None if path is None else _new_type(path, None, None)
    lifetime, mutable, rest = found.groups()
    inner = _usual_type(rest)
    if inner is None:
        return None
    return ReferenceType(inner=inner, lifetime=Lifetime(name=lifetime) if lifetime else None, is_mutable=mutable is not None)


def _in_delimiters(text: str) -> Type | None:
    inside = text[1:-1].strip()
    if text[0] == "(" and text[-1] == ")":
        elements: tuple[Type, ...] | None = _elements(inside, _element)
        return None if elements is None or (len(elements) == 1 and inside[-1] != ",") else TupleType(elements=elements)
    if text[0] != "[" or text[-1] != "]":
        return None
    inner, semicolon, length = inside.rpartition(";")
    element = _element(inner.strip() if semicolon else inside)
    if element is None or not semicolon:
        return element and SliceType(inner=element)
    return ArrayType(inner=element, length=length.strip()) if _WORD.fullmatch(length) else None


@lru_cache(maxsize=16384)
def _element(text: str) -> Type | None:
    return _usual_type(text) or _whole(text, TypeCursor.type)


def _usual_path(text: str) -> Path | None:
    """A path whose arguments, if it has any, are in angle brackets."""
    if text.isidentifier():
        segment = _segment(text, "")
        return None if segment is None else _new_path((segment,), False)
    found = _PATH.fullmatch(text)
    if found is None:
        return None
    segments: list[PathSegment] = []
    for name, arguments in _PATH_SEGMENT.findall(text):
        segment = _segment(name, arguments)
        if segment is None:
            return None
        segments.append(segment)
    return _new_path(tuple(segments), found[1] is not None)


@lru_cache(maxsize=16384)
def _segment(name: str, arguments: str) -> PathSegment | None:
    if name in _NO_NAMES:
        return None
    if not arguments:
        return _new_segment(name, None, None, None)
    read: tuple[GenericArgument, ...] | None = _elements(arguments[1:-1], _argument)
    return None if read is None else _new_segment(name, read, None, None)


@lru_cache(maxsize=65536)
def _argument(text: str) -> GenericArgument | None:
    if _LIFETIME.fullmatch(text):
        return Lifetime(name=text)
    return ConstArgument(text=text) if text.isdecimal() else _usual_type(text) or _whole(text, TypeCursor.generic_argument)


@lru_cache(maxsize=16384)
def _parameter(text: str) -> GenericParameter | None:
    found = _PARAMETER.fullmatch(text)
    bounds = _usual_bounds(found[2] or "") if found and found[1] not in _NO_NAMES else None
    return _whole(text, TypeCursor.generic_parameter) if found is None or bounds is None else TypeParameter(name=found[1], bounds=bounds)


@lru_cache(maxsize=16384)
def _predicate(text: str) -> WherePredicate | None:
    found = _SUBJECT.match(text)
    subject = _usual_type(found[0]) if found else None
    bounds = _usual_bounds(text[found.end() + 1 :]) if found else None
    if subject is None or bounds is None:
        return _whole(text, TypeCursor.where_predicate)
    return WherePredicate(subject=subject, bounds=bounds)


@lru_cache(maxsize=16384)
def _usual_bounds(text: str) -> tuple[Bound, ...] | None:
    """Bounds with ``+`` between them."""
    return _parts(text, "+", _bound)


@lru_cache(maxsize=16384)
def _bound(text: str) -> Bound | None:
    if _LIFETIME.fullmatch(text):
        return Lifetime(name=text)
    path = _usual_path(text)
    return _whole(text, TypeCursor.bound) if path is None else _new_bound(path, "", (), False)


def _elements(text: str, read: Callable[[str], _T | None]) -> tuple[_T, ...] | None:
    """A list with commas."""
    return _parts(text, ",", read)


def _parts(text: str, separator: str, read: Callable[[str], _T | None]) -> tuple[_T, ...] | None:
    """What the parts of a text are read as; None if one of them cannot be read. After the last one there may be a separator."""
    text = text.strip()
    if not text:
        return ()
    pieces = [text]
    if separator in text:
        text = text.removesuffix(separator)
        pieces = _BETWEEN[separator].findall(text)
        if not pieces or separator.join(pieces) != text:
            return None
    found: list[_T] = []
    for piece in pieces:
        value = read(piece.strip())
        if value is None:
            return None
        found.append(value)
    return tuple(found)


def _without_brackets(parameters: str) -> str:
    text = parameters.strip()
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text
