"""Macros as rustdoc prints them, in tokens: the patterns of all rules, without what they expand to.

Goes in: a macro. Comes out: tokens. Rules: rustdoc's ``display_macro_source`` and ``item_proc_macro``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plissken.rust.model import Function, MacroRules
from sphinx_plissken.rust.resolution.scopes import proc_macro_name
from sphinx_plissken.rust.signatures.function_tokens import visibility_tokens
from sphinx_plissken.rust.signatures.signature_tokens import SPACE, Token, TokenKind, keyword, line_break, mark, words
from sphinx_plissken.rust.text.delimiters import delimiters, group_end

_ELLIPSIS = Token(TokenKind.TEXT, "...")


def macro_rules_tokens(macro: MacroRules) -> Iterator[Token]:
    """Print a ``macro_rules!`` or a macro 2.0."""
    patterns = list(read_patterns(macro.body))
    name = Token(TokenKind.NAME, macro.name)
    if not macro.is_macro_2:
        yield from (keyword("macro_rules"), mark("!"), SPACE, name, SPACE, mark("{"), *_rules(patterns, ";"), line_break(), mark("}"))
        return
    yield from (*visibility_tokens(macro.visibility), *words("macro"), name)
    if len(patterns) == 1:
        yield from (Token(TokenKind.TEXT, patterns[0]), SPACE, mark("{"), line_break(4), _ELLIPSIS, line_break(), mark("}"))
    else:
        yield from (SPACE, mark("{"), *_rules(patterns, ","), line_break(), mark("}"))


def _rules(patterns: list[str], end: str) -> Iterator[Token]:
    for pattern in patterns:
        yield from (line_break(4), Token(TokenKind.TEXT, pattern), SPACE, mark("=>"), SPACE)
        yield from (mark("{"), SPACE, _ELLIPSIS, SPACE, mark("}"), mark(end))


def read_patterns(body: str) -> Iterator[str]:
    """The patterns of a macro's rules, as written: ``{ ($x:expr) => { .. }; }`` -> ``($x:expr)``.

    The short form of a macro 2.0, ``($x:expr) { .. }``, has one.
    """
    groups = list(_groups(body))
    if len(groups) != 1:
        yield from groups[:1]
        return
    yield from list(_groups(body.strip()[1:-1]))[::2]


def _groups(text: str) -> Iterator[str]:
    """The outermost groups of a text."""
    end = 0
    for start, delimiter in delimiters(text):
        if start >= end and delimiter in "([{":
            end = group_end(text, start)
            yield text[start:end]


def proc_macro_tokens(function: Function) -> Iterator[Token]:
    """Print a procedural macro by how it is used."""
    name = proc_macro_name(function)
    attribute = next(attribute for attribute in function.attributes if attribute.path.startswith("proc_macro"))
    if attribute.path == "proc_macro":
        comment = Token(TokenKind.COMMENT, "/* proc-macro */")
        yield from (Token(TokenKind.NAME, name), mark("!"), mark("("), mark(")"), SPACE, mark("{"), SPACE, comment, SPACE, mark("}"))
    elif attribute.path == "proc_macro_attribute":
        yield from (mark("#"), mark("["), Token(TokenKind.NAME, name), mark("]"))
    else:
        yield from (mark("#"), mark("["), keyword("derive"), mark("("), Token(TokenKind.NAME, name), mark(")"), mark("]"))
        yield from _helper_attributes(attribute.tokens)


def _helper_attributes(tokens: str) -> Iterator[Token]:
    """What ``attributes(serde)`` of a ``#[proc_macro_derive]`` says."""
    found = re.search(r"\battributes\s*\(([^)]*)\)", tokens)
    names = [name.strip() for name in found[1].split(",") if name.strip()] if found else []
    if names:
        yield from (line_break(), mark("{"), line_break(4), Token(TokenKind.COMMENT, "// Attributes available to this derive:"))
        for name in names:
            yield from (line_break(4), mark("#"), mark("["), Token(TokenKind.TEXT, name), mark("]"))
        yield from (line_break(), mark("}"))
