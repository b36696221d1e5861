"""Macros by example: from the rules of a ``macro_rules!`` and a call's tokens to the text that the call stands for.

Goes in: text. Comes out: text that reads as the tokens that rustc would make. The first rule that matches is taken. Names are not made
hygienic, and calls in the text are not expanded: who reads the text as items finds them there. Rules: the Rust reference, "Macros By
Example".
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinx_plissken.rust.macros.macro_input import Input
from sphinx_plissken.rust.macros.macro_matching import Bindings, match_all
from sphinx_plissken.rust.macros.macro_patterns import Rule, read_rules
from sphinx_plissken.rust.macros.macro_transcription import MisfitError, TooLargeError, Transcriber
from sphinx_plissken.rust.text.tokens import Fragment, Group, Kind, Token, TokenTree, read_trees

__all__ = ["Expansion", "ExpansionFailure", "FailureReason", "Rule", "argument_trees", "attributes_for_docs", "expand", "read_rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """What a call stands for."""

    text: str


class FailureReason(enum.Enum):
    """Why a call has no expansion."""

    NO_MATCH = "no rule of the macro matches the call"
    TOO_DEEP = "the macro calls macros too many levels deep"
    TOO_LARGE = "the expansion is too large"
    MISFIT = "the matching rule repeats something else than what it matched"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpansionFailure:
    """A call that has no expansion."""

    reason: FailureReason


DEEPEST = 128
"""Levels of calls in expansions, rustc's default ``recursion_limit``."""
LARGEST = 400_000
"""Tokens of one expansion."""


def expand(
    rules: Sequence[Rule], tokens: str, *, crate: str = "crate", depth: int = 0, deepest: int = DEEPEST, largest: int = LARGEST
) -> Expansion | ExpansionFailure:
    """Expand one call.

    :param tokens: the call's argument with its delimiters.
    :param crate: what ``$crate`` becomes: ``crate``, or ``::name`` for the macro of another crate.
    :param depth: how many expansions the call itself is inside of.
    """
    if depth > deepest:
        return ExpansionFailure(reason=FailureReason.TOO_DEEP)
    trees = argument_trees(tokens)
    for rule in rules:
        bindings: Bindings = {}
        input = Input(trees)
        if match_all(rule.matchers, input, bindings):
            return _transcribe(rule, bindings, crate, largest)
    return ExpansionFailure(reason=FailureReason.NO_MATCH)


def _transcribe(rule: Rule, bindings: Bindings, crate: str, largest: int) -> Expansion | ExpansionFailure:
    try:
        return Expansion(text=Transcriber(crate, largest).text(rule.template, bindings))
    except MisfitError:
        return ExpansionFailure(reason=FailureReason.MISFIT)
    except TooLargeError:
        return ExpansionFailure(reason=FailureReason.TOO_LARGE)


def argument_trees(tokens: str) -> tuple[TokenTree, ...]:
    """What a macro sees of its call's argument: without the outer delimiters, doc comments as attributes."""
    trees = read_trees(tokens)
    if len(trees) == 1 and isinstance(trees[0], Group):
        trees = trees[0].trees
    return attributes_for_docs(trees) if "//" in tokens or "/*" in tokens else trees


def attributes_for_docs(trees: Iterable[TokenTree]) -> tuple[TokenTree, ...]:
    """Replace doc comments as macros see them: ``/// x`` -> ``#[doc = " x"]``."""
    found: list[TokenTree] = []
    for tree in trees:
        if isinstance(tree, Group | Fragment):
            found.append(tree._replace(trees=attributes_for_docs(tree.trees)))
        elif tree.kind is Kind.DOC:
            found += _doc_attribute(tree)
        else:
            found.append(tree)
    return tuple(found)


def _doc_attribute(token: Token) -> Iterator[TokenTree]:
    is_block, is_inner = token.text[1] == "*", token.text[2] == "!"
    content = token.text[3:-2] if is_block else token.text[3:].removesuffix("\r")
    literal = content.replace("\\", "\\\\").replace('"', '\\"')
    yield Token(Kind.PUNCTUATION, "#", True)
    if is_inner:
        yield Token(Kind.PUNCTUATION, "!")
    words = Token(Kind.IDENTIFIER, "doc"), Token(Kind.PUNCTUATION, "=", True), Token(Kind.LITERAL, f'"{literal}"', True)
    yield Group("[", words)
