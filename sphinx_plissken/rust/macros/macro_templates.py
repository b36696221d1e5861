"""What a rule of a ``macro_rules!`` makes: text with places in it for what its variables matched.

Goes in: the token trees after ``=>``. Comes out: ``Piece`` values. What does not vary is put together once, when the rule is read; only the
pieces between are looked at each time that the rule is used. Rules: the Rust reference, "Macros By Example" (transcribing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sphinx_plissken.rust.macros.macro_input import text_in
from sphinx_plissken.rust.text.tokens import CLOSING, Group, Kind, Marks, Token, TokenTree, flatten_into, identifier, join


class Run(NamedTuple):
    """Tokens that are always the same."""

    text: str
    first: str
    """The text of its first token; ``last`` that of its last one."""
    last: str
    is_spaced: bool
    """Whether white space stands before it; likewise in the other pieces."""
    size: int
    """The number of tokens."""


class Substitution(NamedTuple):
    """``$name``: what the variable matched, or the tokens themselves where there is no such variable."""

    name: str
    """Without ``r#``."""
    written: str
    is_spaced: bool
    keeps_marks: bool
    """Whether it is in the argument of a macro call, which has to know what is one piece."""
    follows_mark: bool
    """Whether it is such an argument if it is a group: ``name! $argument``."""


class CrateSubstitution(NamedTuple):
    """``$crate``: the crate that the macro is defined in."""

    is_spaced: bool


class MetaExpression(NamedTuple):
    """``${count(x)}``, ``${index()}``, ``${len()}``, ``${ignore(x)}``, ``${concat(a, x)}``."""

    function: str
    arguments: tuple[str, ...]
    is_spaced: bool


class RepeatedTemplate(NamedTuple):
    """``$( .. ) separator operator``: once for every match of the variables in it."""

    pieces: tuple[Piece, ...]
    separator: Run | None
    names: frozenset[str]
    is_spaced: bool


Piece = Run | Substitution | CrateSubstitution | MetaExpression | RepeatedTemplate


def run_of(tokens: Sequence[Token]) -> Run:
    """Tokens as a piece."""
    return Run(join(tokens).removesuffix("\n"), tokens[0].text, tokens[-1].text, tokens[0].is_spaced, len(tokens))


def read_template(trees: Sequence[TokenTree], *, with_bodies: bool = True) -> tuple[Piece, ...]:
    """Read a template.

    :param with_bodies: keep the bodies of the functions among its items; otherwise they are empty, ``{}``.
    """
    reader = _Reader(with_bodies)
    reader.read(trees, holds_items=True)
    return reader.result()


_Before = tuple[str, str]
"""The two tokens before a place, the last one first, as far as they are known; they tell arguments: ``name!``, ``macro_rules! name``."""


class _Reader:
    """Collects pieces; tokens that do not vary are joined."""

    def __init__(self, with_bodies: bool) -> None:
        self._with_bodies = with_bodies
        self._pieces: list[Piece] = []
        self._tokens: list[Token] = []

    def result(self) -> tuple[Piece, ...]:
        self._finish_run()
        return tuple(self._pieces)

    def _finish_run(self) -> None:
        if tokens := self._tokens:
            self._pieces.append(run_of(tokens))
            self._tokens = []

    def _add(self, piece: Piece) -> None:
        self._finish_run()
        self._pieces.append(piece)

    def read(self, trees: Sequence[TokenTree], *, holds_items: bool, marks: Marks = Marks.IN_CALLS, before: _Before = ("", "")) -> None:
        """Read the trees at one level.

        :param holds_items: whether these are items, not the inside of a body, a value or an argument.
        """
        at = 0
        bodies = _bodies(trees) if holds_items and not self._with_bodies else ()
        while at < len(trees):
            tree = trees[at]
            at += 1
            if isinstance(tree, Group):
                if at - 1 in bodies:
                    tree = tree._replace(trees=(), is_end_spaced=False)
                self._read_group(tree, before, marks, holds_items=holds_items)
                before = "", before[0]
            elif isinstance(tree, Token) and tree.text == "$" and at < len(trees):
                at = self._read_variable(trees, at, before, marks, holds_items=holds_items)
                before = "", before[0]
            elif isinstance(tree, Token):
                self._tokens.append(tree)
                before = tree.text, before[0]
            else:
                flatten_into((tree,), self._tokens, marks)
                before = "", before[0]

    def _read_group(self, group: Group, before: _Before, marks: Marks, *, holds_items: bool) -> None:
        is_argument = "!" in before
        marks = Marks.ALWAYS if is_argument else marks
        is_level = holds_items and group.delimiter == "{" and not is_argument and before[0] != "="
        self._tokens.append(Token(Kind.OPEN, group.delimiter, group.is_spaced))
        self.read(group.trees, holds_items=is_level, marks=marks)
        self._tokens.append(Token(Kind.CLOSE, CLOSING[group.delimiter], group.is_end_spaced))

    def _read_variable(self, trees: Sequence[TokenTree], at: int, before: _Before, marks: Marks, *, holds_items: bool) -> int:
        """Read what follows ``$``, and say where it ends."""
        tree, is_spaced = trees[at], trees[at - 1].is_spaced
        if isinstance(tree, Group) and tree.delimiter == "(":
            separator, _, end = read_operator(trees, at + 1)
            inner = _Reader(self._with_bodies)
            inner.read(tree.trees, holds_items=holds_items, marks=marks, before=before)
            between = run_of((separator,)) if separator else None
            self._add(RepeatedTemplate(inner.result(), between, frozenset(_variables(tree.trees)), is_spaced))
            return end
        if isinstance(tree, Group) and tree.delimiter == "{":
            self._add(_read_meta_expression(tree, is_spaced=is_spaced))
        elif isinstance(tree, Token) and tree.text == "crate":
            self._add(CrateSubstitution(is_spaced))
        elif isinstance(tree, Token) and tree.kind is Kind.IDENTIFIER:
            self._add(Substitution(identifier(tree.text), tree.text, is_spaced, marks is Marks.ALWAYS, "!" in before))
        else:
            self._tokens.append(Token(Kind.PUNCTUATION, "$", is_spaced))
            return at + (isinstance(tree, Token) and tree.text == "$")  # $$ is a $
        return at + 1


def _bodies(trees: Sequence[TokenTree]) -> set[int]:
    """Which of the trees are the bodies of functions."""
    found: set[int] = set()
    is_function = False
    for at, tree in enumerate(trees):
        text = text_in(trees, at)
        if text == "fn":
            following = trees[at + 1] if at + 1 < len(trees) else None
            is_function |= isinstance(following, Token)
        elif text == ";":
            is_function = False
        elif is_function and isinstance(tree, Group) and tree.delimiter == "{" and not _is_constant_argument(trees, at):
            found.add(at)
            is_function = False
    return found


def _is_constant_argument(trees: Sequence[TokenTree], at: int) -> bool:
    """Whether braces stand among generic arguments (or are a ``${count(x)}``)."""
    return text_in(trees, at - 1) in ("<", ",", "$") or text_in(trees, at + 1)[:1] in (">", ",")


def read_operator(trees: Sequence[TokenTree], at: int) -> tuple[Token | None, str, int]:
    """What follows ``$( .. )``: the separator, the operator, and where they end; ``*`` where there is no operator."""
    if text_in(trees, at) in ("*", "+", "?"):
        return None, text_in(trees, at), at + 1
    separator = trees[at] if at < len(trees) else None
    if isinstance(separator, Token) and text_in(trees, at + 1) in ("*", "+", "?"):
        return separator, text_in(trees, at + 1), at + 2
    return None, "*", at


def _read_meta_expression(group: Group, *, is_spaced: bool) -> MetaExpression:
    arguments = group.trees[1] if len(group.trees) > 1 else None
    words = [text_in(arguments.trees, at) for at in range(len(arguments.trees))] if isinstance(arguments, Group) else []
    return MetaExpression(text_in(group.trees, 0), tuple(word for word in words if word not in ("$", ",")), is_spaced)


def _variables(trees: Sequence[TokenTree]) -> Iterator[str]:
    """The variables that a template names, those in bodies that are left out included: they say how often it is repeated."""
    for at, tree in enumerate(trees):
        is_variable = text_in(trees, at - 1) == "$" if at else False
        if not isinstance(tree, Token):
            yield from _variables(tree.trees)
            if is_variable and isinstance(tree, Group) and tree.delimiter == "{":
                yield from _read_meta_expression(tree, is_spaced=False).arguments
        elif is_variable:
            yield identifier(tree.text)
