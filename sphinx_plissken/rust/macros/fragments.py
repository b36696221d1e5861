"""How far a fragment of Rust goes: where the expression, type, pattern or item that begins at a token ends.

Goes in: token trees and a place in them. Comes out: the place after the fragment, or None. Nothing is said about what the fragment is, and
more is accepted than rustc does. Rules: the Rust reference, "Macros By Example" (fragment specifiers), and the grammar of each.
Types are in ``fragment_types``, expressions and patterns in ``fragment_expressions``, items and everything else here.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx_plissken.rust.macros.fragment_expressions import expression, is_closure, pattern, single_pattern
from sphinx_plissken.rust.macros.fragment_types import path, type_
from sphinx_plissken.rust.macros.macro_input import (
    Input,
    NoFragmentError,
    after_angles,
    after_attributes,
    expect,
    fragment_at,
    is_name,
    kind_at,
    text_at,
)
from sphinx_plissken.rust.text.tokens import Fragment, Group, Kind, Token, TokenTree


def fragment_end(input: Input, specifier: str, at: int) -> int | None:
    """Where the fragment of a kind that begins at a place ends; None where there is none, or no such kind.

    Fragments that are always one tree are among ``SINGLE_TREES``.
    """
    read = _SPECIFIERS.get(specifier)
    if read is None or (at >= len(input.trees) and specifier != "vis"):
        return None
    try:
        return read(input, at)
    except NoFragmentError:
        return None


def _item(input: Input, at: int) -> int:
    """An item with its attributes; ends after its braces or its semicolon."""
    if fragment_at(input, at) == "item":
        return at + 1
    at = _visibility(input, after_attributes(input, at))
    text = text_at(input, at)
    if text in ("use", "static", "type") or (text == "const" and not _is_function_ahead(input, at)):
        return _after_semicolon(input, at)
    if text in _ITEM_WORDS or (text in _WEAK_ITEM_WORDS and kind_at(input, at + 1) is Kind.IDENTIFIER):
        return _after_body(input, at)
    return _macro_item(input, at)


_ITEM_WORDS = frozenset(("fn", "struct", "enum", "trait", "impl", "mod", "extern", "unsafe", "async", "const"))
_WEAK_ITEM_WORDS = frozenset(("union", "auto", "default", "safe", "macro"))


def _is_function_ahead(input: Input, at: int) -> bool:
    """Whether ``const`` is a function's: ``const unsafe extern "C" fn``."""
    return text_at(input, at + 1) in ("fn", "unsafe", "async", "extern", "trait", "impl")


def _after_semicolon(input: Input, at: int) -> int:
    while text_at(input, at) != ";":
        at += 1
        if at >= len(input.trees):
            raise NoFragmentError
    return at + 1


def _after_body(input: Input, at: int) -> int:
    """Step over the rest of an item up to its braces or its semicolon; braces between angle brackets are const arguments."""
    while at < len(input.trees):
        text = text_at(input, at)
        if text in ("<", "<<"):
            at = after_angles(input, at)
        else:
            at += 1
            if text in ("{}", ";"):
                return at
    raise NoFragmentError


def _macro_item(input: Input, at: int) -> int:
    """``path! name {}`` or ``path!(..);``."""
    at = expect(input, path(input, at), "!")
    at += is_name(input, at)
    is_braced = text_at(input, at) == "{}"
    at = expect(input, at, "()", "[]", "{}")
    return at if is_braced else expect(input, at, ";")


def _statement(input: Input, at: int) -> int:
    """A statement without its semicolon, or an item; a semicolon alone is an empty statement."""
    if fragment_at(input, at) in ("stmt", "item") or text_at(input, at) == ";":
        return at + 1
    start = after_attributes(input, at)
    if text_at(input, start) == "let":
        return _let(input, start)
    text = text_at(input, _visibility(input, start))
    if text in _STATEMENT_ITEMS or (
        text in ("unsafe", "const", "async", "extern") and text_at(input, start + 1) != "{}" and not is_closure(input, start)
    ):
        return _item(input, at)
    return expression(input, start)


_STATEMENT_ITEMS = frozenset(("fn", "struct", "enum", "trait", "impl", "mod", "use", "static", "type"))


def _let(input: Input, at: int) -> int:
    at = pattern(input, at + 1)
    if text_at(input, at) == ":":
        at = type_(input, at + 1)
    if text_at(input, at) == "=":
        at = expression(input, at + 1)
    return expect(input, at + 1, "{}") if text_at(input, at) == "else" else at


def _visibility(input: Input, at: int) -> int:
    """A visibility, which may be nothing."""
    if fragment_at(input, at) == "vis":
        return at + 1
    if text_at(input, at) != "pub":
        return at
    tree = input.trees[at + 1] if at + 1 < len(input.trees) else None
    if not isinstance(tree, Group) or tree.delimiter != "(" or not tree.trees:
        return at + 1
    first = tree.trees[0]
    is_scope = isinstance(first, Token) and (first.text == "in" or (first.text in ("crate", "self", "super") and len(tree.trees) == 1))
    return at + 1 + is_scope


def _meta(input: Input, at: int) -> int:
    """The inside of an attribute."""
    if fragment_at(input, at) == "meta":
        return at + 1
    if text_at(input, at) == "unsafe" and text_at(input, at + 1) == "()":
        return at + 2
    at = _meta_path(input, at)
    if text_at(input, at) in ("()", "[]", "{}"):
        return at + 1
    return expression(input, at + 1) if text_at(input, at) == "=" else at


def _meta_path(input: Input, at: int) -> int:
    """A path without arguments; a keyword may be one, too (``crate = "x"`` in other crates' attributes)."""
    if fragment_at(input, at) == "path":
        return at + 1
    at += text_at(input, at) == "::"
    while kind_at(input, at) is Kind.IDENTIFIER:
        at += 1
        if text_at(input, at) != "::":
            return at
        at += 1
    raise NoFragmentError


def _block(input: Input, at: int) -> int:
    return at + 1 if fragment_at(input, at) == "block" else expect(input, at, "{}")


def _literal(input: Input, at: int) -> int:
    """A literal, which may have a minus sign; also an expression that is nothing but a literal."""
    tree = input.trees[at]
    if isinstance(tree, Fragment):
        if tree.kind in ("expr", "literal") and tree.trees and _literal(Input(tree.trees), 0) == len(tree.trees):
            return at + 1
        raise NoFragmentError
    at += text_at(input, at) == "-"
    if kind_at(input, at) is not Kind.LITERAL and text_at(input, at) not in ("true", "false"):
        raise NoFragmentError
    return at + 1


def _is_identifier(tree: TokenTree) -> bool:
    """Any identifier, keywords too, but not ``_``."""
    return isinstance(tree, Token) and tree.kind is Kind.IDENTIFIER and tree.text != "_"


def _is_lifetime(tree: TokenTree) -> bool:
    return isinstance(tree, Token) and tree.kind is Kind.LIFETIME


def _is_any(tree: TokenTree) -> bool:
    return True


SINGLE_TREES: dict[str, Callable[[TokenTree], bool]] = {"ident": _is_identifier, "lifetime": _is_lifetime, "tt": _is_any}
"""Specifier of fragments that are one tree each -> whether a tree is one."""
_SPECIFIERS: dict[str, Callable[[Input, int], int]] = {
    "literal": _literal,
    "path": path,
    "ty": type_,
    "expr": expression,
    "expr_2021": expression,
    "stmt": _statement,
    "block": _block,
    "pat": pattern,
    "pat_param": single_pattern,
    "item": _item,
    "meta": _meta,
    "vis": _visibility,
}
"""Specifier of the other fragments -> how their end is found."""
