"""What a macro call is matched against: token trees, and looking at them.

Goes in: token trees and a place in them. Comes out: what stands there, or the place after it. Knows no construct of Rust's grammar but
attributes and angle brackets; ``fragments`` and its parts know the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_plissken.rust.text.cursor import KEYWORDS
from sphinx_plissken.rust.text.tokens import CLOSING, Fragment, Group, Kind, Token, TokenTree, split_punctuation


class NoFragmentError(Exception):
    """There is no such fragment here; ``fragments`` catches it and never lets it out."""


class Input:
    """Token trees to be matched. Where a fragment ends in the middle of an operator (``>>``), the operator is split."""

    __slots__ = ("trees",)

    def __init__(self, trees: Sequence[TokenTree]) -> None:
        self.trees = trees


_GROUPS = {opening: opening + closing for opening, closing in CLOSING.items()}


def text_in(trees: Sequence[TokenTree], at: int) -> str:
    """The text of a token; nothing for other trees and at the end."""
    tree = trees[at] if at < len(trees) else None
    return tree.text if isinstance(tree, Token) else ""


def text_at(input: Input, at: int) -> str:
    """The text of a token, ``()`` ``[]`` ``{}`` for a group, nothing for a fragment and at the end."""
    trees = input.trees
    if at >= len(trees):
        return ""
    tree = trees[at]
    if isinstance(tree, Token):
        return tree.text
    return _GROUPS[tree.delimiter] if isinstance(tree, Group) else ""


def kind_at(input: Input, at: int) -> Kind | None:
    """The kind of a token; None for a group, for a fragment and at the end."""
    tree = input.trees[at] if at < len(input.trees) else None
    return tree.kind if isinstance(tree, Token) else None


def fragment_at(input: Input, at: int) -> str:
    """The kind of the fragment that an earlier macro matched, or nothing."""
    tree = input.trees[at] if at < len(input.trees) else None
    return tree.kind if isinstance(tree, Fragment) else ""


def is_name(input: Input, at: int) -> bool:
    """Whether an identifier stands here that may begin or continue a path."""
    return kind_at(input, at) is Kind.IDENTIFIER and text_at(input, at) not in KEYWORDS and text_at(input, at) != "_"


def expect(input: Input, at: int, *texts: str) -> int:
    """Step over what has to be there."""
    if text_at(input, at) not in texts:
        raise NoFragmentError
    return at + 1


def after_attributes(input: Input, at: int) -> int:
    """Step over ``#[..]``."""
    while text_at(input, at) == "#" and text_at(input, at + 1) == "[]":
        at += 2
    return at


def after_angles(input: Input, at: int) -> int:
    """Step over ``<...>``; what stands between is not looked at."""
    depth = 0
    while True:
        text = text_at(input, at)
        if text in ("", ";") and not fragment_at(input, at):
            raise NoFragmentError
        if text.startswith("<") and text != "<=":
            depth += text.count("<")
        elif text.startswith(">"):
            if text not in (">", ">>") or text.count(">") > depth:
                _split(input, at)
            depth -= text_at(input, at).count(">")
        at += 1
        if depth == 0:
            return at


def _split(input: Input, at: int) -> None:
    """Split the operator at a place; other inputs with the same trees see nothing of it."""
    tree = input.trees[at]
    assert isinstance(tree, Token)
    input.trees = [*input.trees[:at], *split_punctuation(tree), *input.trees[at + 1 :]]
