"""Macros by example: from the rules of a ``macro_rules!`` and a call's tokens to the text that the call stands for.

Goes in: text. Comes out: text that reads as the tokens that rustc would make. The first rule that matches is taken. Names are not made
hygienic, and calls in the text are not expanded: who reads the text as items finds them there. Rules: the Rust reference, "Macros By
Example".
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sphinx_plissken.rust.macros.macro_input import Input
from sphinx_plissken.rust.macros.macro_matching import Bindings, match_all
from sphinx_plissken.rust.macros.macro_patterns import Rule, read_rules
from sphinx_plissken.rust.macros.macro_transcription import MisfitError, TooLargeError, Transcriber
from sphinx_plissken.rust.text.tokens import Group, Kind, Token, TokenTree, nest, read_tokens

__all__ = ["Expansion", "ExpansionFailure", "FailureReason", "Rule", "argument_trees", "expand", "read_rules"]


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
    """What a macro sees of its call's argument: without the outer delimiters, doc comments as attributes (``#[doc = " x"]``)."""
    found = read_tokens(tokens, with_marks=True)
    if _DOC_COMMENT.search(tokens):
        found = tuple(_with_doc_attributes(found))
    trees = nest(found)
    if len(trees) == 1 and isinstance(trees[0], Group):
        return trees[0].trees
    return trees


_DOC_COMMENT = re.compile(r"//[/!]|/\*[*!]")
"""What every doc comment begins with."""


def _with_doc_attributes(tokens: Iterable[Token]) -> Iterator[Token]:
    """Replace doc comments as macros see them: ``/// x`` -> ``#[doc = " x"]``."""
    for token in tokens:
        if token.kind is not Kind.DOC:
            yield token
            continue
        yield _HASH
        if token.text[2] == "!":
            yield _EXCLAMATION
        yield from _DOC_IS
        yield Token(Kind.LITERAL, _doc_literal(token.text), True)
        yield _CLOSE


_HASH, _EXCLAMATION = Token(Kind.PUNCTUATION, "#", True), Token(Kind.PUNCTUATION, "!")
_DOC_IS = (Token(Kind.OPEN, "["), Token(Kind.IDENTIFIER, "doc"), Token(Kind.PUNCTUATION, "=", True))
_CLOSE = Token(Kind.CLOSE, "]")


def _doc_literal(comment: str) -> str:
    content = comment[3:-2] if comment[1] == "*" else comment[3:].removesuffix("\r")
    return '"' + content.replace("\\", "\\\\").replace('"', '\\"') + '"'
