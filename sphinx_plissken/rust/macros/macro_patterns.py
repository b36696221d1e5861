"""The rules of a ``macro_rules!``: what each looks for, and what it makes.

Goes in: the text of the rules. Comes out: ``Rule`` values. Rules: the Rust reference, "Macros By Example".
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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


# What a rule makes


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """``$name``: what the variable matched, or the tokens themselves where there is no such variable."""

    name: str
    is_spaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CrateSubstitution:
    """``$crate``: the crate that the macro is defined in."""

    is_spaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaExpression:
    """``${count(x)}``, ``${index()}``, ``${len()}``, ``${ignore(x)}``, ``${concat(a, x)}``."""

    function: str
    arguments: tuple[str, ...]
    is_spaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DelimitedTemplate:
    """A group that holds more than plain tokens."""

    group: Group
    """The group as written, for its delimiters."""
    templates: tuple[Template, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedTemplate:
    """``$( .. ) separator operator``: once for every match of the variables in it."""

    templates: tuple[Template, ...]
    separator: Token | None
    names: frozenset[str]
    is_spaced: bool


Template = Token | Group | Fragment | Substitution | CrateSubstitution | MetaExpression | DelimitedTemplate | RepeatedTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``(matchers) => { templates }``."""

    matchers: tuple[Matcher, ...]
    templates: tuple[Template, ...]


# Reading them


@lru_cache(maxsize=4096)
def read_rules(body: str) -> tuple[Rule, ...]:
    """Read the rules of ``macro_rules! name BODY``, or of ``macro name BODY``: the body with delimiters. What is no rule is left out."""
    trees = read_trees(body)
    if len(trees) == 1 and isinstance(trees[0], Group):
        trees = trees[0].trees
    elif len(trees) == 2:  # macro name(matchers) { templates }
        trees = (trees[0], Token(Kind.PUNCTUATION, "=>"), trees[1])
    rules = []
    for at in range(len(trees) - 2):
        matchers, arrow, templates = trees[at : at + 3]
        if isinstance(matchers, Group) and isinstance(arrow, Token) and arrow.text == "=>" and isinstance(templates, Group):
            rules.append(Rule(matchers=_read_matchers(matchers.trees), templates=_read_templates(templates.trees)))
    return tuple(rules)


def text_in(trees: Sequence[TokenTree], at: int) -> str:
    """The text of a token; nothing for other trees and at the end."""
    tree = trees[at] if at < len(trees) else None
    return tree.text if isinstance(tree, Token) else ""


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
        separator, operator, end = _read_operator(trees, at + 1)
        matchers = _read_matchers(tree.trees)
        text = separator.text if separator else ""
        return Repetition(matchers=matchers, separator=text, operator=operator, names=_names(matchers)), end
    if isinstance(tree, Token) and tree.kind is Kind.IDENTIFIER and text_in(trees, at + 1) == ":":
        return Variable(name=identifier(tree.text), specifier=text_in(trees, at + 2)), at + 3
    return "$", at


def _read_operator(trees: Sequence[TokenTree], at: int) -> tuple[Token | None, str, int]:
    """The separator, the operator, and where they end; ``*`` where there is no operator."""
    if text_in(trees, at) in ("*", "+", "?"):
        return None, text_in(trees, at), at + 1
    separator = trees[at] if at < len(trees) else None
    if isinstance(separator, Token) and text_in(trees, at + 1) in ("*", "+", "?"):
        return separator, text_in(trees, at + 1), at + 2
    return None, "*", at


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


def _read_templates(trees: Sequence[TokenTree]) -> tuple[Template, ...]:
    found: list[Template] = []
    at = 0
    while at < len(trees):
        tree = trees[at]
        at += 1
        if isinstance(tree, Group):
            templates = _read_templates(tree.trees)
            is_plain = len(templates) == len(tree.trees) and all(map(operator.is_, templates, tree.trees))
            found.append(tree if is_plain else DelimitedTemplate(group=tree, templates=templates))
        elif isinstance(tree, Token) and tree.text == "$" and at < len(trees):
            template, at = _read_substitution(trees, at, tree.is_spaced)
            found.append(template)
        else:
            found.append(tree)
    return tuple(found)


def _read_substitution(trees: Sequence[TokenTree], at: int, is_spaced: bool) -> tuple[Template, int]:
    """What follows ``$`` in a template, and where it ends."""
    tree = trees[at]
    if isinstance(tree, Group) and tree.delimiter == "(":
        separator, _, end = _read_operator(trees, at + 1)
        templates = _read_templates(tree.trees)
        names = frozenset(_substituted(templates))
        return RepeatedTemplate(templates=templates, separator=separator, names=names, is_spaced=is_spaced), end
    if isinstance(tree, Group) and tree.delimiter == "{":
        return _read_meta_expression(tree, is_spaced), at + 1
    if isinstance(tree, Token) and tree.text == "crate":
        return CrateSubstitution(is_spaced=is_spaced), at + 1
    if isinstance(tree, Token) and tree.kind is Kind.IDENTIFIER:
        return Substitution(name=tree.text, is_spaced=is_spaced), at + 1
    at += isinstance(tree, Token) and tree.text == "$"  # $$ is a $
    return Token(Kind.PUNCTUATION, "$", is_spaced), at


def _read_meta_expression(group: Group, is_spaced: bool) -> MetaExpression:
    arguments = group.trees[1] if len(group.trees) > 1 else None
    words = [text_in(arguments.trees, at) for at in range(len(arguments.trees))] if isinstance(arguments, Group) else []
    return MetaExpression(
        function=text_in(group.trees, 0), arguments=tuple(word for word in words if word not in ("$", ",")), is_spaced=is_spaced
    )


def _substituted(templates: Iterable[Template]) -> Iterator[str]:
    """The variables in templates."""
    for template in templates:
        match template:
            case Substitution(name=name):
                yield identifier(name)
            case MetaExpression(arguments=arguments):
                yield from arguments
            case DelimitedTemplate(templates=inner):
                yield from _substituted(inner)
            case RepeatedTemplate(names=names):
                yield from names
