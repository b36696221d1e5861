"""Signatures as rustdoc prints them, as tokens, so that each name can be a link.

Goes in: a documented item. Comes out: a flat tuple of tokens; joined, their texts are the signature with rustdoc's line breaks.
Rules: rustdoc's ``html/format.rs`` and ``html/render/print_item.rs``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class TokenKind(enum.Enum):
    """What a token of a signature is; each becomes one kind of node."""

    KEYWORD = "keyword"  # pub, fn, where, mut
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
    kind: TokenKind
    text: str
    path: str = ""
    """Of a reference: the whole path as written, ``std::io::Error`` for the text ``Error``; to be resolved in the item's module."""


Signature = tuple[Token, ...]


def text_of(signature: Signature) -> str:
    """The signature as text."""
    return "".join(token.text for token in signature)
