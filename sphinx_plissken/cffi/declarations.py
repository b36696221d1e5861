"""Read C declarations as ``ffi.cdef`` takes them.

Goes in: their text. Comes out: the members that cffi puts into ``lib``: functions, variables, constants, enumerators, macros. Types are
read only as far as they decide what Python sees. Source: the cffi documentation, "Preparing and Distributing modules" (``ffi.cdef``:
declarations without a preprocessor, ``#define NAME value``, ``...`` for what the compiler says, ``extern "Python"``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sphinx_plissken.cffi.api import CFunction, CMember, CValue

C_DATA = "_cffi_backend.CData"


@dataclass(frozen=True, slots=True)
class Token:
    """A token, and where it begins."""

    text: str
    offset: int


def read_declarations(text: str, known: str = "") -> tuple[CMember, ...]:
    """Read the members of a library; the last declaration of a name counts, at the place of the first.

    :param known: declarations whose types may be used, as ``ffi.include`` makes them known.
    """
    types = dict(_TYPES)
    _Reader(types=types).read(known)
    reader = _Reader(types=types)
    reader.read(text)
    return tuple(reader.members.values())


_TOKEN = re.compile(r'(?P<word>[^\W\d]\w*)|(?P<number>\.?\d[\w.]*)|(?P<string>"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\')|\.\.\.|\S')
_BLANKED = re.compile(r"/\*.*?\*/|//[^\n]*|\\\r?\n", re.DOTALL)
_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?P<name>\w+)(?P<rest>[^\n]*)$", re.MULTILINE)
_DEFINITION = re.compile(r"\s+(?P<name>[^\W\d]\w*)\s+(?P<value>\S.*?)\s*$")
_OPENING, _CLOSING = "([{", ")]}"


def _blank(match: re.Match[str]) -> str:
    """Blanks in the place of a comment, so that everything else stays where it is."""
    return re.sub(r"[^\n]", " ", match[0]) if match[0][0] == "/" else " " * len(match[0])


def _tokenize(text: str) -> list[Token]:
    return [Token(match[0], match.start()) for match in _TOKEN.finditer(text)]


_INTEGER, _FLOAT, _BOOLEAN, _VOID, _OTHER = "int", "float", "bool", "void", C_DATA
_FUNCTION = "function"
_TYPES = {
    **dict.fromkeys(("int", "short", "long", "signed", "unsigned", "__int8", "__int16", "__int32", "__int64"), _INTEGER),
    **{f"{sign}int{bits}_t": _INTEGER for sign in ("", "u") for bits in (8, 16, 32, 64)},
    **{f"{sign}int_{speed}{bits}_t": _INTEGER for sign in ("", "u") for speed in ("least", "fast") for bits in (8, 16, 32, 64)},
    **dict.fromkeys(("size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "intmax_t", "uintmax_t"), _INTEGER),
    **dict.fromkeys(("BYTE", "WORD", "DWORD", "BOOL", "INT", "UINT", "LONG", "ULONG", "SIZE_T", "SSIZE_T", "LONGLONG"), _INTEGER),
    **dict.fromkeys(("float", "double"), _FLOAT),
    **dict.fromkeys(("_Bool", "bool"), _BOOLEAN),
    "char": "bytes",  # `signed char` and `unsigned char` are numbers
    **dict.fromkeys(("wchar_t", "char16_t", "char32_t"), "str"),
    "void": _VOID,
}
"""C type -> what Python sees of a value of it (cffi's documentation, "Reference: conversions")."""
_SIZES = frozenset({"short", "long", "signed", "unsigned", "_Complex"})
"""Words that go with another one in the name of a type."""
_TAGS = ("struct", "union", "enum")
_IGNORED = frozenset(
    {"const", "volatile", "restrict", "__restrict", "inline", "register", "__stdcall", "__cdecl", "WINAPI", "static", "extern"}
)


@dataclass(slots=True)
class _Reader:
    """What was read so far."""

    types: dict[str, str]
    members: dict[str, CMember] = field(default_factory=dict)
    functions: dict[str, Sequence[Token]] = field(default_factory=dict)
    """Names of function types, and their parameters."""

    def read(self, text: str) -> None:
        text = _BLANKED.sub(_blank, text)
        macros = [member for match in _DIRECTIVE.finditer(text) if (member := _read_macro(match)) is not None]
        tokens = _tokenize(_DIRECTIVE.sub(lambda match: " " * len(match[0]), text))
        for declaration in _split_declarations(tokens):
            self._read_declaration(declaration, text)
        for macro in macros:
            self._add(macro)

    def _add(self, member: CMember) -> None:
        self.members[member.name] = member

    def _read_declaration(self, tokens: list[Token], text: str) -> None:
        tokens = self._without_bodies(tokens)
        words = [token.text for token in tokens]
        if not words:
            return
        is_typedef, is_python = words[0] == "typedef", words[:1] == ["extern"] and any(word.startswith('"Python') for word in words[:2])
        tokens = tokens[2:] if is_python else tokens
        type, rest = self._read_type(tokens)
        words_of_type = " ".join(token.text for token in tokens[: len(tokens) - len(rest)] if token.text not in (*_IGNORED, "typedef"))
        for part in _split(rest, ","):
            declarator = _read_declarator(part)
            if declarator.name:
                kind = self._kind(type, declarator)
                parameters = declarator.parameters if declarator.derivation == "(" else self.functions.get(words_of_type, ())
                if is_typedef:
                    self.types[declarator.name] = kind
                    self.functions |= {declarator.name: parameters} if kind == _FUNCTION else {}
                else:
                    self._add(_member(replace(declarator, parameters=parameters), _OTHER if is_python else kind, tokens, part, text))

    def _without_bodies(self, tokens: list[Token]) -> list[Token]:
        """The tokens without ``{..}`` after a tag; the enumerators of each ``enum`` are taken on the way."""
        kept: list[Token] = []
        position = 0
        while position < len(tokens):
            if tokens[position].text == "{":
                end = _closing(tokens, position)
                self._read_body(kept, tokens[position + 1 : end])
                position = end
            else:
                kept.append(tokens[position])
            position += 1
        return kept

    def _read_body(self, before: list[Token], body: list[Token]) -> None:
        tags = [token.text for token in before[-2:] if token.text in _TAGS]
        if tags[-1:] == ["enum"]:
            for member in _enumerators(body):
                self._add(member)
        else:
            for declaration in _split_declarations(body):
                self._without_bodies(declaration)  # an enum inside a struct
        if before and before[-1].text in _TAGS:
            before.append(Token("", before[-1].offset))  # it has no name

    def _read_type(self, tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
        """The type in front of the declarators, and these."""
        type = ""
        for position, token in enumerate(tokens):
            word = token.text
            if word in _IGNORED or word == "typedef":
                continue
            if word in _TAGS:
                kind = _INTEGER if word == "enum" else _OTHER
                return kind, tokens[min(position + 2, len(tokens)) :]
            is_word = (word == "..." and not (type and position + 1 == len(tokens))) or word[:1].isalpha() or word[:1] == "_"
            if not is_word or (
                type and not (word in _SIZES or word == "..." or (type in (_INTEGER, "complex") and word in ("int", "char", "double")))
            ):
                return type or _OTHER, tokens[position:]
            type = self._with_word(type, word)
        return type or _OTHER, ()

    def _with_word(self, type: str, word: str) -> str:
        """A type with one word more: ``unsigned`` and ``char``, ``long`` and ``double``."""
        if word == "..." or (type and word == "char"):
            return type or _OTHER
        if word == "_Complex":
            return "complex"
        if word == "double":
            return C_DATA if type == _INTEGER else "complex" if type == "complex" else _FLOAT
        return self.types.get(word, type or _OTHER)

    def _kind(self, type: str, declarator: _Declarator) -> str:
        return {"(": _FUNCTION, "*": _OTHER, "[": _OTHER}.get(declarator.derivation, type)


def _read_macro(match: re.Match[str]) -> CValue | None:
    """``#define NAME 5`` and ``#define NAME ...``"""
    definition = _DEFINITION.match(match["rest"]) if match["name"] == "define" else None
    return CValue(name=definition["name"], type=_INTEGER, value=_integer(definition["value"]), offset=match.start()) if definition else None


def _integer(text: str) -> int | None:
    """The value of an integer literal: ``0x1FUL``, ``-1``, ``'a'``; None for any other text."""
    text = text.strip("() \t")
    if re.fullmatch(r"'[^\\]'", text):
        return ord(text[1])
    digits = re.sub(r"[uUlL]+$", "", text.replace(" ", ""))
    if re.fullmatch(r"-?0[0-7]+", digits):
        return int(digits, 8)
    return int(digits, 0) if re.fullmatch(r"-?(0[xX][\da-fA-F]+|0[bB][01]+|0|[1-9]\d*)", digits) else None


def _enumerators(body: Sequence[Token]) -> Iterator[CValue]:
    """Each is the one before plus one; where ``...`` stands, the compiler says."""
    is_open = any(token.text == "..." for token in body)
    following: int | None = 0
    known: dict[str, int] = {}
    for part in _split(body, ","):
        if not part or part[0].text == "...":
            continue
        if len(part) > 2 and part[1].text == "=":
            written = "".join(token.text for token in part[2:])
            following = known.get(written, _integer(written))
        if following is not None:
            known[part[0].text] = following
        is_said = not is_open or len(part) > 1
        yield CValue(name=part[0].text, type=_INTEGER, value=following if is_said else None, offset=part[0].offset)
        following = following + 1 if following is not None else None


# Declarators


@dataclass(frozen=True, slots=True, kw_only=True)
class _Declarator:
    name: str
    derivation: str = ""
    """What the name is, from inside out: ``(`` a function, ``*`` a pointer, ``[`` an array; empty: the type itself."""
    parameters: Sequence[Token] = ()


def _read_declarator(tokens: Sequence[Token]) -> _Declarator:
    """Read a declarator, also one without a name: ``*f(int)``, ``(*pointer)(int)``, ``list[5]``, ``*``."""
    position = 0
    while position < len(tokens) and (tokens[position].text == "*" or tokens[position].text in _IGNORED):
        position += 1
    is_pointer = any(token.text == "*" for token in tokens[:position])
    rest = tokens[position:]
    if rest and rest[0].text == "(" and _is_nested(rest):
        end = _closing(rest, 0)
        inner = _read_declarator(rest[1:end])
        if inner.derivation:
            return inner
        name, suffix = inner.name, rest[end + 1 :]
    else:
        has_name = bool(rest) and rest[0].text.isidentifier()
        name, suffix = (rest[0].text, rest[1:]) if has_name else ("", rest)
    if suffix and suffix[0].text in "([":
        parameters = suffix[1 : _closing(suffix, 0)] if suffix[0].text == "(" else ()
        return _Declarator(name=name, derivation=suffix[0].text, parameters=parameters)
    return _Declarator(name=name, derivation="*" if is_pointer else "")


def _is_nested(tokens: Sequence[Token]) -> bool:
    """Whether parentheses hold a declarator, not parameters."""
    inside = next((token.text for token in tokens[1:] if token.text not in _IGNORED), "")
    return inside in ("*", "(") or (inside.isidentifier() and len(tokens) > 2 and tokens[2].text == ")" and len(tokens) > 3)


def _member(declarator: _Declarator, kind: str, tokens: Sequence[Token], part: Sequence[Token], text: str) -> CMember:
    offset = next((token.offset for token in part if token.text == declarator.name), part[0].offset)
    if kind == _FUNCTION:
        start, end = tokens[0].offset, part[-1].offset + len(part[-1].text)
        declaration = " ".join(text[start:end].split())
        return CFunction(
            name=declarator.name, parameters=tuple(_parameter_names(declarator.parameters)), declaration=declaration, offset=offset
        )
    equals = [index for index, token in enumerate(part) if token.text == "="]
    value = _integer("".join(token.text for token in part[equals[0] + 1 :])) if equals and kind == _INTEGER else None
    return CValue(name=declarator.name, type=kind, value=value, offset=offset)


def _parameter_names(tokens: Sequence[Token]) -> Iterator[str]:
    parts = [part for part in _split(tokens, ",") if part]
    if len(parts) == 1 and [token.text for token in parts[0]] == ["void"]:
        return
    for part in parts:
        if part[0].text == "...":
            yield "..."
            continue
        _, rest = _Reader(types=_TYPES)._read_type(part)
        yield _read_declarator(rest).name


# Token lists


def _split_declarations(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Declarations end with ``;``. What stands in ``extern "Python" {..}`` is split, too, each with these words in front."""
    for part in _split(tokens, ";"):
        declaration = list(part)
        while len(declaration) > 2 and declaration[0].text == "extern" and declaration[1].text[0] == '"' and declaration[2].text == "{":
            end = _closing(declaration, 2)
            for inner in _split_declarations(declaration[3:end]):
                yield [*declaration[:2], *inner]
            declaration = declaration[end + 1 :]
        if declaration:
            yield declaration


def _split(tokens: Iterable[Token], separator: str) -> Iterator[list[Token]]:
    """The parts between separators that stand in no brackets."""
    depth = 0
    part: list[Token] = []
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        if token.text == separator and depth == 0:
            yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """The index of the bracket that closes one; the last index where none does."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += (tokens[index].text in _OPENING) - (tokens[index].text in _CLOSING)
        if depth == 0:
            return index
    return len(tokens) - 1
