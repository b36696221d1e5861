"""Rust's tokens and token trees, and the values of its literals.

Goes in: any text. Comes out: ``Token`` values, or trees of them (``Group``, ``Fragment``), and text again. Comments are white space, but
doc comments are tokens, because a macro sees them (as ``#[doc = ".."]``). Text that is no Rust gives tokens all the same: unbalanced
delimiters are mended, unknown characters are punctuation. Rules: the Rust reference, chapter "Lexical structure".
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple


class Kind(enum.Enum):
    """What a token is."""

    IDENTIFIER = "identifier"  # keywords, raw identifiers and `_` too
    LIFETIME = "lifetime"  # 'a, 'static, '_
    LITERAL = "literal"  # strings, characters and numbers of all sorts; not true and false
    PUNCTUATION = "punctuation"  # the longest operator that fits: `>>=`, `::`, `..=`; `<-` is two
    DOC = "doc"  # a doc comment with its markers
    OPEN = "open"
    CLOSE = "close"
    MARK = "mark"  # where a macro's fragment begins or ends, see Fragment

    __hash__ = object.__hash__  # that of ``Enum`` is written in Python


class Token(NamedTuple):
    """One token. (This and the trees are named tuples because macros make them by the million.)"""

    kind: Kind
    text: str
    is_spaced: bool = False
    """Whether white space or a comment stands before it."""


class Group(NamedTuple):
    """Delimiters and what is between them."""

    delimiter: str
    """The opening one: ``(``, ``[`` or ``{``."""
    trees: tuple[TokenTree, ...]
    is_spaced: bool = False
    is_end_spaced: bool = False
    """Whether white space stands before the closing delimiter."""


class Fragment(NamedTuple):
    """What a macro matched by a metavariable, and is one piece for the next macro: ``1 + 2`` of ``$e:expr``.

    In text it is written between comments, ``/*<expr*/1 + 2/*>*/``, so that other readers of the text see nothing of it.
    """

    kind: str
    """The fragment specifier: ``expr``, ``ty``."""
    trees: tuple[TokenTree, ...]
    is_spaced: bool = False


TokenTree = Token | Group | Fragment

CLOSING = {"(": ")", "[": "]", "{": "}"}
OPENING = {closing: opening for opening, closing in CLOSING.items()}

_OPERATORS = re.escape("<<= >>= ... ..= -> => == != <= >= && || += -= *= /= %= ^= &= |= << >> :: ..").replace(r"\ ", "|")
_FRAGMENT_START, _FRAGMENT_END = "/*<", "/*>*/"


def _nested_comment(start: str) -> str:
    """A pattern for a block comment; block comments nest, a regular expression does so to a fixed depth."""
    inner = r"/\*(?:[^*/]|\*(?!/)|/(?!\*))*+(?:\*/|\Z)"
    for _ in range(5):
        inner = rf"/\*(?:[^*/]|\*(?!/)|{inner}|/)*+(?:\*/|\Z)"
    return start + inner.removeprefix(r"/\*")


_DOC_COMMENT = r"///(?!/)[^\n]*+|//![^\n]*+|" + _nested_comment(r"/\*\*(?![*/])") + "|" + _nested_comment(r"/\*!")
_MARK = r"/\*<[a-z_0-9]++\*/|/\*>\*/"
_SPACE = rf"(?:\s++|(?=/[/*])(?!{_DOC_COMMENT}|{_MARK})(?://[^\n]*+|{_nested_comment('/[*]')}))*+"
_RAW = r'[bc]?+r{hashes}"(?s:.*?)(?:"{hashes}|\Z)'
_MANY_HASHES = "######"
"""More than the fast pattern counts around a raw string."""


def _token(raw_string: str) -> str:
    """A pattern for a token. What is most frequent comes first, since the alternatives are tried in turn."""
    return "|".join(
        (
            r"[^\W\d]\w*+(?![\"'#])",
            r"[][(){},;]",
            r"[:<>=!&|+*%^.#$?-](?![:<>=!&|+*%^./-])",  # no part of an operator of several characters
            raw_string,
            r'[bc]?+"(?:[^"\\]|\\(?s:.))*+(?:"|\\?\Z)',
            r"b?+'(?:[^\\'\n]|\\u\{[^}']*+\}|\\x[^']{0,2}|\\[^ux])'",
            r"(?:r#)?+[^\W\d]\w*+",
            r"'(?:r#)?+[^\W\d]\w*+",
            r"0[xob]\w++",
            r"\d[\d_]*+(?:\.\d[\d_]*+)?+(?:[eE][+-]?+_*+\d[\d_]*+|\.(?![.\w]))?+\w*+",
            _DOC_COMMENT,
            _MARK,
            _OPERATORS,
            r"\S",
        )
    )


_FEW_HASHES = "|".join(_RAW.format(hashes="#" * count) for count in range(len(_MANY_HASHES)))
_LEXEME = re.compile(rf"{_SPACE}(?:{_token(_FEW_HASHES)}|\Z)")
"""A token with the white space before it. Without groups, it is found in half the time."""
_LEADING_SPACE = re.compile(_SPACE)


@lru_cache(maxsize=1)
def _patient_lexeme() -> re.Pattern[str]:
    """The same, with any number of hashes around a raw string."""
    any_hashes = _RAW.replace("{hashes}", "(?P<hashes>#*+)", 1).replace("{hashes}", "(?P=hashes)")
    return re.compile(rf"{_SPACE}(?:{_token(any_hashes)}|\Z)")


def _lexemes(text: str) -> list[str]:
    """All of a text in pieces: white space with the token after it. The last ones may be white space alone."""
    return [match[0] for match in _patient_lexeme().finditer(text)] if _MANY_HASHES in text else _LEXEME.findall(text)


def read_tokens(text: str, *, with_marks: bool = False) -> tuple[Token, ...]:
    """Read the tokens of a text.

    :param with_marks: keep the comments that surround fragments, as tokens of kind ``MARK``.
    """
    lexemes = _lexemes(text)
    while lexemes and _is_space(lexemes[-1]):
        lexemes.pop()
    tokens = tuple(map(_KNOWN.__getitem__, lexemes))
    if _FRAGMENT_START in text and not with_marks:
        return tuple(token for token in tokens if token.kind is not Kind.MARK)
    return tokens


def _is_space(lexeme: str) -> bool:
    """Whether there is no token in it: it stands at the end."""
    return not lexeme or lexeme.isspace() or ("/" in lexeme and _token_start(lexeme) == len(lexeme))


def _token_start(lexeme: str) -> int:
    """The length of the white space before a token."""
    match = _LEADING_SPACE.match(lexeme)
    return match.end() if match else 0


def token_offsets(text: str) -> tuple[int, ...]:
    """Where each of the tokens of a text begins, marks included."""
    lexemes = _lexemes(text)
    starts = accumulate(map(len, lexemes), initial=0)
    return tuple(start + _token_start(lexeme) for start, lexeme in zip(starts, lexemes, strict=False) if not _is_space(lexeme))


class _KnownTokens(dict[str, Token]):
    """Tokens by their lexemes. Most tokens are there many times."""

    def __missing__(self, lexeme: str) -> Token:
        start = _token_start(lexeme)
        token = Token(kind_of(lexeme[start:]), lexeme[start:], start > 0)
        if len(lexeme) < 60:
            if len(self) > 30_000:
                self.clear()
            self[lexeme] = token
        return token


_KNOWN = _KnownTokens()


@lru_cache(maxsize=8192)
def kind_of(text: str) -> Kind:
    """The kind of a token's text: ``"'a'"`` -> ``Kind.LITERAL``."""
    first, last = text[0], text[-1]
    if first in "([{":
        return Kind.OPEN
    if first in ")]}":
        return Kind.CLOSE
    if first == "/" and len(text) > 2:
        return Kind.MARK if text.startswith("/*<") or text == _FRAGMENT_END else Kind.DOC
    if first == "'":
        return Kind.LITERAL if last == "'" and len(text) > 1 else Kind.LIFETIME if len(text) > 1 else Kind.PUNCTUATION
    if first.isdigit() or first == '"' or (last in "\"#'" and first in "bcr") or (first in "bcr" and '"' in text):
        return Kind.LITERAL
    return Kind.IDENTIFIER if first.isalpha() or first == "_" else Kind.PUNCTUATION


def read_trees(text: str) -> tuple[TokenTree, ...]:
    """Read the token trees of a text, with the fragments that an earlier expansion marked."""
    return nest(read_tokens(text, with_marks=True))


def nest(tokens: Sequence[Token]) -> tuple[TokenTree, ...]:
    """Nest tokens by their delimiters; what stands between two delimiters is taken at once.

    Never raises: a closing delimiter that closes nothing is dropped; one that closes an outer group closes the inner ones, as does the end.
    Where groups nest too deep to be read by recursion, the delimiters are tokens.
    """
    trees: list[TokenTree] = []
    opened: list[tuple[Token, str, list[TokenTree]]] = []  # each opening delimiter with what closes it and the trees before it
    flat = 0  # how many delimiters are open that are too deep for a group
    start = 0
    for at in [at for at, token in enumerate(tokens) if token[0] in _DELIMITING]:
        token = tokens[at]
        trees += tokens[start:at]
        start = at + 1
        closing = CLOSING.get(token.text) or (_FRAGMENT_END if token.kind is Kind.MARK and token.text != _FRAGMENT_END else "")
        if flat or (closing and len(opened) >= _DEEPEST):
            flat += 1 if closing else -1
            if token.kind is not Kind.MARK:
                trees.append(token)
        elif closing:
            opened.append((token, closing, trees))
            trees = []
        elif opened and (token.text == opened[-1][1] or token.text in [expected for _, expected, _ in opened]):
            while token.text != opened[-1][1]:
                trees = _closed(opened.pop(), trees, is_end_spaced=False)
            trees = _closed(opened.pop(), trees, is_end_spaced=token.is_spaced)
    trees += tokens[start:]
    while opened:
        trees = _closed(opened.pop(), trees, is_end_spaced=False)
    return tuple(trees)


_DEEPEST = 100
"""How deep groups nest: a limit of our own, because Python's depends on who calls."""
_DELIMITING = frozenset((Kind.OPEN, Kind.CLOSE, Kind.MARK))


def _closed(opened: tuple[Token, str, list[TokenTree]], inner: list[TokenTree], *, is_end_spaced: bool) -> list[TokenTree]:
    """The trees before an opening delimiter, with the group it opened."""
    (kind, text, is_spaced), _, trees = opened
    if kind is Kind.OPEN:
        trees.append(Group(text, tuple(inner), is_spaced, is_end_spaced))
    else:
        trees.append(Fragment(text[3:-2], tuple(inner), is_spaced))
    return trees


def flatten(trees: Iterable[TokenTree]) -> tuple[Token, ...]:
    """The tokens of token trees, delimiters included; nothing is left of fragments but their tokens."""
    tokens: list[Token] = []
    flatten_into(trees, tokens, Marks.NEVER)
    return tuple(tokens)


_DELIMITERS = {
    (text, is_spaced): Token(kind, text, is_spaced)
    for kind, texts in ((Kind.OPEN, CLOSING), (Kind.CLOSE, OPENING))
    for text in texts
    for is_spaced in (False, True)
}


class Marks(enum.Enum):
    """Where fragments are marked."""

    NEVER = "never"
    IN_CALLS = "in calls"  # in a group after `!` or `! name`
    ALWAYS = "always"


def flatten_into(trees: Iterable[TokenTree], tokens: list[Token], marks: Marks) -> None:
    """Add the tokens of trees."""
    before = last = ""
    for tree in trees:
        if isinstance(tree, Token):
            tokens.append(tree)
            before, last = last, tree.text
        elif isinstance(tree, Group):
            is_argument = marks is Marks.IN_CALLS and "!" in (before, last)
            tokens.append(_DELIMITERS[tree.delimiter, tree.is_spaced])
            flatten_into(tree.trees, tokens, Marks.ALWAYS if is_argument else marks)
            tokens.append(_DELIMITERS[CLOSING[tree.delimiter], tree.is_end_spaced])
            before, last = last, ""
        else:
            _flatten_fragment(tree, tokens, marks)
            before, last = last, ""


@lru_cache(maxsize=64)
def fragment_marks(kind: str) -> tuple[str, str]:
    """The comments around a fragment of a kind."""
    return f"{_FRAGMENT_START}{kind}*/", _FRAGMENT_END


def _flatten_fragment(fragment: Fragment, tokens: list[Token], marks: Marks) -> None:
    start = len(tokens)
    if marks is Marks.ALWAYS:
        tokens.append(Token(Kind.MARK, fragment_marks(fragment.kind)[0]))
    flatten_into(fragment.trees, tokens, marks)
    if marks is Marks.ALWAYS:
        tokens.append(Token(Kind.MARK, _FRAGMENT_END))
    if len(tokens) > start and tokens[start].is_spaced is not fragment.is_spaced:
        tokens[start] = Token(tokens[start].kind, tokens[start].text, fragment.is_spaced)


def text_of(trees: Iterable[TokenTree], *, keeps_marks: bool = False) -> str:
    """The text of tokens or token trees: it reads as the same tokens again, with one space wherever there was white space.

    Fragments are marked where a macro will see them, in the arguments of macro calls.

    :param keeps_marks: mark them everywhere: the text is itself the argument of a macro call.
    """
    tokens: list[Token] = []
    flatten_into(trees, tokens, Marks.ALWAYS if keeps_marks else Marks.IN_CALLS)
    return join(tokens)


def join(tokens: Iterable[Token]) -> str:
    """The text of flat tokens, with spaces where there was white space and where two tokens would become another."""
    parts: list[str] = []
    last = ""
    for _, text, is_spaced in tokens:
        if last and (is_spaced or _APART[last, text]):
            parts.append("\n" if last.startswith("//") else " ")
        parts.append(text)
        last = text
    if last.startswith("//"):
        parts.append("\n")
    return "".join(parts)


class _Apart(dict[tuple[str, str], bool]):
    """Whether two tokens must not be written next to each other, by their texts. Few pairs make up most of what macros make."""

    def __missing__(self, pair: tuple[str, str]) -> bool:
        if len(self) > 30_000:
            self.clear()
        found = self[pair] = _must_be_apart(*pair)
        return found


_APART = _Apart()
_WORDS = (Kind.IDENTIFIER, Kind.LIFETIME, Kind.LITERAL)


is_apart: Callable[[tuple[str, str]], bool] = _APART.__getitem__
"""Whether two tokens must not be written next to each other."""


def _must_be_apart(left: str, right: str) -> bool:
    left_kind, right_kind = kind_of(left), kind_of(right)
    if right_kind in _WORDS:
        return left_kind in _WORDS or left_kind is Kind.DOC or left == "'"
    if right_kind is Kind.PUNCTUATION:
        return left_kind is not Kind.OPEN and left_kind is not Kind.CLOSE and _joins(left, right)
    return left_kind is Kind.DOC


def _joins(left: str, right: str) -> bool:
    """Whether the text of a token may change its meaning in front of an operator."""
    if (right[0] == "#" and left in ("r", "br", "cr")) or (right == "." and left[0].isdigit()):  # r#raw, 1.0
        return True
    if left == right == ">":  # the ends of generic arguments, told apart by every reader
        return False
    return [token.text for token in read_tokens(left + right)] != [left, right]


def split_punctuation(token: Token) -> tuple[Token, Token]:
    """The first character of an operator, and the rest: ``>>=`` -> ``>``, ``>=``. Generics end in the middle of operators."""
    return Token(token.kind, token.text[0], token.is_spaced), Token(token.kind, token.text[1:])


def identifier(text: str) -> str:
    """An identifier without ``r#``."""
    return text.removeprefix("r#")


@lru_cache(maxsize=4096)
def literal_value(text: str) -> str | bytes | int | float | bool | None:
    """The Python value of a Rust literal, or None where the text is none.

    Characters are strings, byte characters are integers, C strings are bytes (without the NUL); a number may have a minus sign.
    """
    text = text.strip()
    if text in ("true", "false"):
        return text == "true"
    if match := _RAW_STRING.fullmatch(text):
        content = match["content"].replace("\r\n", "\n")
        return content.encode() if match["prefix"] else content
    if match := _STRING.fullmatch(text):
        content = match["content"].replace("\r\n", "\n")
        return _unescape_bytes(content) if match["prefix"] else _unescape(content)
    if match := _CHARACTER.fullmatch(text):
        character = _unescape(match["content"])
        return ord(character) if match["prefix"] and len(character) == 1 else character
    return _number(text)


_RAW_STRING = re.compile(r'(?P<prefix>[bc]?)r(?P<hashes>#*)"(?P<content>.*)"(?P=hashes)', re.DOTALL)
_STRING = re.compile(r'(?P<prefix>[bc]?)"(?P<content>(?:[^"\\]|\\.)*+)"', re.DOTALL)
_CHARACTER = re.compile(r"(?P<prefix>b?)'(?P<content>[^\\']|\\.[^']*)'", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x(?P<hex>[\da-fA-F]{2})|u\{(?P<code>[\da-fA-F_]+)\}|(?P<continuation>\n\s*)|(?P<simple>.))", re.DOTALL)
_SIMPLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_NUMBER = re.compile(
    r"(?P<sign>-?)\s*(?:(?P<radix>0[xob])(?P<digits>[\da-fA-F_]+?(?=_*[iu]|$))|(?P<decimal>[\d_]+(?:\.[\d_]*)?(?:[eE][+-]?[\d_]+)?))"
    r"(?P<suffix>_*[iu](?:8|16|32|64|128|size)|_*f(?:16|32|64|128)|)"
)


def _unescape(content: str) -> str:
    return _ESCAPE.sub(_escape_value, content)


def _escape_value(match: re.Match[str]) -> str:
    if match["hex"]:
        return chr(int(match["hex"], 16))
    if match["code"]:
        code = int(match["code"].replace("_", "") or "0", 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else "\ufffd"
    return "" if match["continuation"] else _SIMPLE_ESCAPES.get(match["simple"], match["simple"])


def _unescape_bytes(content: str) -> bytes:
    """``\\xff`` is one byte here; what is not ASCII stands for its UTF-8 (C strings allow it)."""
    parts, end = [], 0
    for match in _ESCAPE.finditer(content):
        parts.append(content[end : match.start()].encode())
        parts.append(_escape_value(match).encode("latin-1" if match["hex"] else "utf-8"))
        end = match.end()
    return b"".join([*parts, content[end:].encode()])


def _number(text: str) -> int | float | None:
    match = _NUMBER.fullmatch(text)
    if match is None or not (digits := (match["digits"] or match["decimal"]).replace("_", "")):
        return None
    sign = -1 if match["sign"] else 1
    try:
        if match["radix"]:
            return sign * int(digits, {"0x": 16, "0o": 8, "0b": 2}[match["radix"]])
        if "f" in match["suffix"] or not digits.isdecimal():
            return sign * float(digits)
        return sign * int(digits)
    except ValueError:  # 0b12, or more digits than Python reads
        return None
