"""The rules of a ``macro_rules!``: what each looks for, and what it makes.

Goes in: the text of the rules. Comes out: ``Rule`` values. Rules: the Rust reference, "Macros By Example".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sphinx_plissken.rust.macros.macro_input import text_in
from sphinx_plissken.rust.macros.macro_templates import Piece, read_operator, read_template
from sphinx_plissken.rust.text.tokens import Fragment, Group, Kind, Token, TokenTree, identifier, read_trees

# What a rule looks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """``$name:specifier``."""

    name: str
    specifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delimited:
    """A group of matchers in delimiters."""

    delimiter: str
    matchers: tuple[Matcher, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """``$( .. ) separator operator``."""

    matchers: tuple[Matcher, ...]
    separator: str
    """The text of a token, or nothing."""
    operator: str
    """``*``, ``+`` or ``?``."""
    names: frozenset[str]
    """The variables in it."""

    @property
    def takes_all(self) -> bool:
        """Whether it is ``$($rest:tt)*`` or ``+``, which takes what there is."""
        only = self.matchers[0] if len(self.matchers) == 1 else None
        return isinstance(only, Variable) and only.specifier == "tt" and not self.separator and self.operator != "?"


Matcher = str | Variable | Delimited | Repetition
"""A plain ``str`` is the text of a token."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``(matchers) => { template }``. Either is read when it is asked for: most rules of large macros never are."""

    matched: Group
    made: Group
    with_bodies: bool = True

    @cached_property
    def matchers(self) -> tuple[Matcher, ...]:
        """What it looks for."""
        return _read_matchers(self.matched.trees)

    @cached_property
    def template(self) -> tuple[Piece, ...]:
        """What it makes."""
        return read_template(self.made.trees, with_bodies=self.with_bodies)


# Reading them


@lru_cache(maxsize=4096)
def read_rules(body: str, *, with_bodies: bool = True) -> tuple[Rule, ...]:
    """Read the rules of ``macro_rules! name BODY``, or of ``macro name BODY``: the body with delimiters. What is no rule is left out.

    :param with_bodies: make functions with their bodies, which is of interest to who evaluates them; otherwise these are empty.
    """
    trees = read_trees(body)
    if len(trees) == 1 and isinstance(trees[0], Group):
        trees = trees[0].trees
    elif len(trees) == 2:  # macro name(matchers) { templates }
        trees = (trees[0], Token(Kind.PUNCTUATION, "=>"), trees[1])
    rules = []
    for at in range(len(trees) - 2):
        matchers, arrow, template = trees[at : at + 3]
        if isinstance(matchers, Group) and isinstance(arrow, Token) and arrow.text == "=>" and isinstance(template, Group):
            rules.append(Rule(matched=matchers, made=template, with_bodies=with_bodies))
    return tuple(rules)


def _read_matchers(trees: Sequence[TokenTree]) -> tuple[Matcher, ...]:
    found: list[Matcher] = []
    at = 0
    while at < len(trees):
        tree = trees[at]
        at += 1
        if isinstance(tree, Group):
            found.append(Delimited(delimiter=tree.delimiter, matchers=_read_matchers(tree.trees)))
        elif isinstance(tree, Fragment):
            found += _read_matchers(tree.trees)
        elif tree.text == "$" and at < len(trees):
            matcher, at = _read_metavariable(trees, at)
            found.append(matcher)
        elif tree.kind is not Kind.DOC:  # rustc ignores doc comments here
            found.append(tree.text)
    return tuple(found)


def _read_metavariable(trees: Sequence[TokenTree], at: int) -> tuple[Matcher, int]:
    """What follows ``$`` in a matcher, and where it ends."""
    tree = trees[at]
    if isinstance(tree, Group) and tree.delimiter == "(":
        separator, operator, end = read_operator(trees, at + 1)
        matchers = _read_matchers(tree.trees)
        text = separator.text if separator else ""
        return Repetition(matchers=matchers, separator=text, operator=operator, names=_names(matchers)), end
    if isinstance(tree, Token) and tree.kind is Kind.IDENTIFIER and text_in(trees, at + 1) == ":":
        return Variable(name=identifier(tree.text), specifier=text_in(trees, at + 2)), at + 3
    return "$", at


def _names(matchers: Iterable[Matcher]) -> frozenset[str]:
    found: set[str] = set()
    for matcher in matchers:
        match matcher:
            case Variable(name=name):
                found.add(name)
            case Delimited(matchers=inner):
                found |= _names(inner)
            case Repetition(names=names):
                found |= names
    return frozenset(found)
