"""Read what is written in attributes: meta items.

Goes in: the text inside of ``#[...]``, or inside of an attribute's parentheses. Comes out: ``Meta`` and ``Attribute`` values. What an
attribute means is not known here. Rules: the Rust reference, "Attributes" (meta item syntax); what does not follow it is kept as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sphinx_plissken.rust.model import Attribute
from sphinx_plissken.rust.text.tokens import CLOSING, Kind, Token, identifier, join, literal_value, read_tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """One meta item: the word ``get``, ``name = "x"``, ``doc(cfg(..))``, or a bare literal."""

    path: str = ""
    """``name``, ``serde::rename``, without spaces and ``r#``; empty where the item does not begin with a path."""
    value: str | None = None
    """What follows ``=``, as written; of an item without a path all of it: ``"x"``."""
    tokens: str | None = None
    """What is in the parentheses (or brackets, or braces) after the path, as written."""

    @property
    def literal(self) -> str | bytes | int | float | bool | None:
        """The Python value of ``value`` where it is a literal, else None."""
        return None if self.value is None else literal_value(self.value)

    @property
    def items(self) -> tuple[Meta, ...]:
        """The meta items in the parentheses."""
        return read_meta(self.tokens or "")


@lru_cache(maxsize=8192)
def read_meta(text: str) -> tuple[Meta, ...]:
    """Read meta items with commas between them: ``name = "x", get``. A list's own parentheses may stand around them."""
    return tuple(_read_item(piece) for piece in _split(_without_parentheses(read_tokens(text))))


def read_attribute(text: str, *, line: int = 0, is_inner: bool = False) -> Attribute:
    """Read the inside of ``#[...]``: ``unsafe(no_mangle)``, ``path = "a.rs"``."""
    tokens = read_tokens(text)
    is_unsafe = len(tokens) > 1 and tokens[0].text == "unsafe" and tokens[1].text == "("
    if is_unsafe:
        tokens = tokens[2 : -1 if tokens[-1].text == ")" else None]
    length = _path_length(tokens)
    path = _path_text(tokens[:length])
    return Attribute(path=path, tokens=join(tokens[length:]).strip(), line=line, is_inner=is_inner, is_unsafe=is_unsafe)


def attribute_items(attribute: Attribute) -> tuple[Meta, ...]:
    """The meta items of an attribute with parentheses: of ``#[pyo3(name = "x", get)]`` two. Other attributes have none."""
    return () if attribute.tokens.startswith("=") else read_meta(attribute.tokens)


def attribute_value(attribute: Attribute) -> str | bytes | int | float | bool | None:
    """The literal of ``#[path = "a.rs"]``; None where there is none."""
    return literal_value(attribute.tokens.removeprefix("=")) if attribute.tokens.startswith("=") else None


@lru_cache(maxsize=8192)
def split_at_commas(text: str) -> tuple[str, ...]:
    """Split a token list at the commas outside of delimiters (``<`` is none): ``a, b(c, d),`` -> ``a``, ``b(c, d)``. No part is empty."""
    return tuple(join(piece).strip() for piece in _split(read_tokens(text)))


def _split(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    pieces, start, depth = [], 0, 0
    for at, token in enumerate(tokens):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if token.text == "," and depth == 0:
            pieces.append(tokens[start:at])
            start = at + 1
    pieces.append(tokens[start:])
    return [piece for piece in pieces if piece]


def _without_parentheses(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """``(a, b)`` -> ``a, b``, but ``(a), (b)`` stays."""
    if not tokens or tokens[0].text != "(" or tokens[-1].text != ")":
        return tokens
    depth = 0
    for token in tokens[:-1]:
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        if depth == 0:
            return tokens
    return tokens[1:-1]


def _read_item(tokens: tuple[Token, ...]) -> Meta:
    length = _path_length(tokens)
    path, rest = _path_text(tokens[:length]), tokens[length:]
    if not path:
        return Meta(value=join(tokens))
    if not rest:
        return Meta(path=path)
    if rest[0].text == "=":
        return Meta(path=path, value=join(rest[1:]))
    if rest[-1].text == CLOSING.get(rest[0].text):
        return Meta(path=path, tokens=join(rest[1:-1]))
    return Meta(value=join(tokens))


def _path_length(tokens: tuple[Token, ...]) -> int:
    """How many tokens a path at the beginning takes."""
    length = 1 if tokens and tokens[0].text == "::" else 0
    while length < len(tokens) and (tokens[length].kind is Kind.IDENTIFIER or tokens[length].text == "$"):
        length += 1
        if tokens[length - 1].text != "$":
            if length >= len(tokens) or tokens[length].text != "::":
                break
            length += 1
    return length


def _path_text(tokens: tuple[Token, ...]) -> str:
    return "".join(identifier(token.text) for token in tokens)
