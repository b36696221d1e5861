"""Where an expression or a pattern in a macro's input ends. The rest is said in ``fragments``."""

from __future__ import annotations

from collections.abc import Callable

from sphinx_plissken.rust.macros.fragment_types import after_for, after_output, path, qualified_path, simple_type
from sphinx_plissken.rust.macros.macro_input import Input, NoFragmentError, after_angles, expect, fragment_at, is_name, kind_at, text_at
from sphinx_plissken.rust.text.tokens import Kind

_PREFIXES = frozenset(("&", "&&", "*", "-", "!"))
_RANGES = frozenset(("..", "..=", "..."))
_OPERATORS = ("+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>", "&&", "||", "==", "!=", "<", ">", "<=", ">=", "=")
_ASSIGNMENTS = ("+=", "-=", "*=", "/=", "%=", "^=", "&=", "|=", "<<=", ">>=")
_BINARY = frozenset((*_OPERATORS, *_ASSIGNMENTS, *_RANGES))
_EXPRESSION_WORDS = frozenset(
    (
        "if",
        "match",
        "while",
        "loop",
        "for",
        "unsafe",
        "async",
        "const",
        "move",
        "static",
        "return",
        "break",
        "continue",
        "true",
        "false",
        "let",
    )
)


def expression(input: Input, at: int, *, takes_structs: bool = True) -> int:
    """An expression; its operators' precedence does not matter for where it ends.

    :param takes_structs: false in ``if x {}``, where ``x {}`` is no struct.
    """
    while True:
        at, is_complete = _after_prefixes(input, at, takes_structs)
        if not is_complete:
            at = _after_suffixes(input, _atom(input, at, takes_structs))
        while text_at(input, at) == "as":
            at = simple_type(input, at + 1)
        text = text_at(input, at)
        if text not in _BINARY:
            return at
        at += 1
        if text in _RANGES and not _is_expression_start(input, at, takes_structs):
            return at


def _after_prefixes(input: Input, at: int, takes_structs: bool) -> tuple[int, bool]:
    """Step over what stands before an operand, and say whether none need follow: ``&mut``, ``-``, ``'a:``, ``|x|``, ``return``."""
    while True:
        text = text_at(input, at)
        if text in _PREFIXES:
            at += 1
            if text in ("&", "&&"):
                at += text_at(input, at) == "raw" and text_at(input, at + 1) in ("const", "mut")
                at += text_at(input, at) in ("mut", "const")
        elif (text == "#" and text_at(input, at + 1) == "[]") or (kind_at(input, at) is Kind.LIFETIME and text_at(input, at + 1) == ":"):
            at += 2
        elif text == "let":
            at = expect(input, pattern(input, at + 1), "=")
        elif text in ("|", "||") or (text in ("move", "static", "async", "for") and is_closure(input, at)):
            at = _after_closure_head(input, at)
        elif text in ("return", "break", "continue", "yield", "become") or text in _RANGES:
            at += 1
            at += text not in _RANGES and kind_at(input, at) is Kind.LIFETIME
            if not _is_expression_start(input, at, takes_structs):
                return at, True
        else:
            return at, False


def is_closure(input: Input, at: int) -> bool:
    """Whether a closure begins here: ``|``, ``move |``, ``for<'a> |``."""
    if text_at(input, at) == "for":
        return text_at(input, at + 1) == "<"
    while text_at(input, at) in ("move", "static", "async"):
        at += 1
    return text_at(input, at) in ("|", "||")


def _after_closure_head(input: Input, at: int) -> int:
    """Step over ``move |x: T| -> U``."""
    at = after_for(input, at)
    while text_at(input, at) in ("move", "static", "async"):
        at += 1
    if text_at(input, at) == "|":
        at += 1
        while text_at(input, at) != "|":
            at += 1
            if at >= len(input.trees):
                raise NoFragmentError
    return after_output(input, at + 1)


def _is_expression_start(input: Input, at: int, takes_structs: bool) -> bool:
    text, kind = text_at(input, at), kind_at(input, at)
    if kind is None:
        return bool(fragment_at(input, at)) or text in ("()", "[]") or (text == "{}" and takes_structs)
    if kind is Kind.IDENTIFIER:
        return is_name(input, at) or text in _EXPRESSION_WORDS
    if kind is Kind.PUNCTUATION:
        return text in _PREFIXES or text in _RANGES or text in ("|", "||", "<", "<<", "::", "#")
    return kind in (Kind.LITERAL, Kind.LIFETIME)


def _atom(input: Input, at: int, takes_structs: bool) -> int:
    """A literal, path, group, block, macro call, struct literal or block-like expression."""
    text = text_at(input, at)
    block_like = _BLOCK_LIKE.get(text)
    if block_like is not None:
        return block_like(input, at)
    if text in ("()", "[]", "{}", "true", "false") or kind_at(input, at) is Kind.LITERAL:
        return at + 1
    if fragment_at(input, at) and fragment_at(input, at) not in ("path", "ty"):
        return at + 1
    at = qualified_path(input, at, is_type=False) if text in ("<", "<<") else path(input, at, is_type=False)
    if text_at(input, at) == "!" and text_at(input, at + 1) in ("()", "[]", "{}"):
        return at + 2
    return at + 1 if takes_structs and text_at(input, at) == "{}" else at


def _after_suffixes(input: Input, at: int) -> int:
    """Step over ``?``, ``.field``, ``.method::<T>``, calls and indices."""
    while True:
        text = text_at(input, at)
        if text in ("?", "()", "[]"):
            at += 1
        elif text == "." and (kind_at(input, at + 1) in (Kind.IDENTIFIER, Kind.LITERAL) or fragment_at(input, at + 1)):
            at += 2
            if text_at(input, at) == "::":
                at = after_angles(input, at + 1)
        else:
            return at


def _if(input: Input, at: int) -> int:
    while True:
        at = expect(input, expression(input, at + 1, takes_structs=False), "{}")
        if text_at(input, at) != "else":
            return at
        at += 1
        if text_at(input, at) != "if":
            return expect(input, at, "{}")


def _head_and_block(input: Input, at: int) -> int:
    return expect(input, expression(input, at + 1, takes_structs=False), "{}")


def _for(input: Input, at: int) -> int:
    return _head_and_block(input, expect(input, pattern(input, at + 1), "in") - 1)


def _block_after_words(input: Input, at: int) -> int:
    """``unsafe {}``, ``async move {}``, ``loop {}``."""
    while text_at(input, at) in ("unsafe", "async", "const", "loop", "try", "move", "static", "gen"):
        at += 1
    return expect(input, at, "{}")


_BLOCK_LIKE: dict[str, Callable[[Input, int], int]] = {
    "if": _if,
    "match": _head_and_block,
    "while": _head_and_block,
    "for": _for,
    "unsafe": _block_after_words,
    "async": _block_after_words,
    "const": _block_after_words,
    "loop": _block_after_words,
}


# Patterns


def pattern(input: Input, at: int) -> int:
    """A pattern with its alternatives."""
    at = single_pattern(input, at + 1 if text_at(input, at) == "|" else at)
    while text_at(input, at) == "|":
        at = single_pattern(input, at + 1)
    return at


def single_pattern(input: Input, at: int) -> int:
    """A pattern without alternatives."""
    while text_at(input, at) in ("&", "&&", "mut", "ref", "box") or text_at(input, at + 1) == "@":
        at += 1 if text_at(input, at + 1) != "@" else 2
    text = text_at(input, at)
    if text in ("_", "()", "[]"):
        return at + 1
    if text == "const" and text_at(input, at + 1) == "{}":
        return at + 2
    if text in _RANGES:
        return _range_end(input, at)
    if text == "-" or text in ("true", "false") or kind_at(input, at) is Kind.LITERAL:
        return _range_end(input, at + 2 if text == "-" else at + 1)
    if fragment_at(input, at) not in ("", "path", "ty"):
        return _range_end(input, at + 1)
    return _path_pattern(input, at)


def _path_pattern(input: Input, at: int) -> int:
    """``Some(x)``, ``A { b }``, ``m!()``, ``x @ 1..=2``, ``A::B``."""
    at = qualified_path(input, at, is_type=False) if text_at(input, at) in ("<", "<<") else path(input, at, is_type=False)
    text = text_at(input, at)
    if text == "!" and text_at(input, at + 1) in ("()", "[]", "{}"):
        return at + 2
    return at + 1 if text in ("()", "{}") else _range_end(input, at)


def _range_end(input: Input, at: int) -> int:
    """Step over ``..=`` and the bound after it, if they are there."""
    if text_at(input, at) not in _RANGES:
        return at
    at += 1
    if text_at(input, at) == "-" or kind_at(input, at) is Kind.LITERAL:
        return at + 1 + (text_at(input, at) == "-")
    if is_name(input, at) or text_at(input, at) == "::" or fragment_at(input, at) in ("path", "ty"):
        return path(input, at, is_type=False)
    return at + 1 if fragment_at(input, at) else at
