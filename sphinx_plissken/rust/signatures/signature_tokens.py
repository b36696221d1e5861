"""The tokens that signatures are made of. Values only, and short ways to make them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


class TokenKind(enum.Enum):
    """What a token of a signature is; each becomes one kind of node."""

    KEYWORD = "keyword"  # pub, fn, where, mut, Self
    NAME = "name"  # the name of the item itself
    PARAMETER = "parameter"  # the name of a parameter or of a field shown in the declaration
    GENERIC = "generic"  # a generic parameter, where it is declared and where it is used: never a link
    LIFETIME = "lifetime"
    REFERENCE = "reference"  # a name that may be a link; ``path`` says what it names
    PUNCTUATION = "punctuation"
    LITERAL = "literal"
    ATTRIBUTE = "attribute"  # #[non_exhaustive]
    COMMENT = "comment"  # /* private fields */
    SPACE = "space"  # one space
    BREAK = "break"  # a newline and the indentation of the next line
    TEXT = "text"  # anything else, as written


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a signature."""

    kind: TokenKind
    text: str
    path: str = ""
    """Of a reference: the whole path as written, ``std::io::Error`` for the text ``Error``; to be resolved in the item's module."""


Signature = tuple[Token, ...]


def text_of(signature: Iterable[Token]) -> str:
    """The signature as text."""
    return "".join(token.text for token in signature)


SPACE = Token(TokenKind.SPACE, " ")


def keyword(text: str) -> Token:
    """A keyword."""
    return Token(TokenKind.KEYWORD, text)


def mark(text: str) -> Token:
    """Punctuation, one mark at a time."""
    return Token(TokenKind.PUNCTUATION, text)


def line_break(indent: int = 0) -> Token:
    """A new line."""
    return Token(TokenKind.BREAK, "\n" + " " * indent)


def words(*texts: str) -> Iterator[Token]:
    """Keywords with a space after each."""
    for text in texts:
        yield keyword(text)
        yield SPACE


def joined(pieces: Iterable[Iterable[Token]], separator: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens of pieces with a separator between each two."""
    for place, piece in enumerate(pieces):
        if place:
            yield from separator
        yield from piece


COMMA = (mark(","), SPACE)
PLUS = (SPACE, mark("+"), SPACE)
