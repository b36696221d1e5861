"""What ``pin_project_lite::pin_project!`` makes of its argument, as far as documentation shows it.

Goes in: the call's argument. Comes out: the struct or enum as written, without the attributes that are for the macro, and its impls
of ``Unpin`` and ``Drop``. The projections are never public. Source: pin-project-lite's documentation and what rustdoc shows of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sphinx_plissken.rust.macros.fragments import fragment_end
from sphinx_plissken.rust.macros.macro_input import Input, NoFragmentError, after_angles, after_attributes, text_at
from sphinx_plissken.rust.macros.macro_rules import argument_trees
from sphinx_plissken.rust.text.tokens import Group, Token, TokenTree, text_of

_OF_THE_MACRO = ("pin", "project", "project_ref", "project_replace")


def pinned(tokens: str) -> str | None:
    """The items that a call (with its argument's delimiters) makes; None where it holds no struct or enum."""
    input = Input(argument_trees(tokens))
    head = _read_head(input)
    if head is None:
        return None
    item = _without_attributes_of_the_macro(input.trees[: head.end])
    return "\n".join((text_of(item), *_impls(head, input.trees[head.end :])))


class _Head(NamedTuple):
    """The pieces of ``struct Name<T: A = B> where T: C { }``, as text."""

    name: str
    parameters: tuple[str, ...]
    """``T: A``, without defaults."""
    arguments: tuple[str, ...]
    """``T``."""
    where: tuple[str, ...]
    """``T: C``."""
    is_unpin: bool
    """Whether ``#[project(!Unpin)]`` asks for no ``Unpin`` at all."""
    end: int


def _read_head(input: Input) -> _Head | None:
    try:
        start = after_attributes(input, 0)
        at = fragment_end(input, "vis", start) or start
        if text_at(input, at) not in ("struct", "enum"):
            return None
        generics = at = at + 2
        if text_at(input, at) == "<":
            at = after_angles(input, at)
    except NoFragmentError:
        return None
    where = at
    while text_at(input, at) not in ("{}", ""):
        at += 1
    parameters = tuple(_without_default(piece) for piece in _pieces(input.trees[generics + 1 : where - 1]))
    return _Head(
        name=text_at(input, generics - 1),
        parameters=tuple(text_of(piece) for piece in parameters),
        arguments=tuple(text_of(piece[1:2] if text_of(piece[:1]) == "const" else piece[:1]) for piece in parameters),
        where=tuple(text_of(piece).strip() for piece in _pieces(input.trees[where + 1 : at])),
        is_unpin="!Unpin" not in text_of(input.trees[:start]).replace(" ", ""),
        end=at + 1,
    )


def _pieces(trees: Sequence[TokenTree]) -> Iterator[tuple[TokenTree, ...]]:
    """The parts between commas outside of angle brackets."""
    depth, start = 0, 0
    for at, tree in enumerate(trees):
        text = tree.text if isinstance(tree, Token) else ""
        depth += text.count("<") - text.count(">") * (text != "->")
        if text == "," and depth == 0:
            yield tuple(trees[start:at])
            start = at + 1
    if trees[start:]:
        yield tuple(trees[start:])


def _without_default(parameter: tuple[TokenTree, ...]) -> tuple[TokenTree, ...]:
    depth = 0
    for at, tree in enumerate(parameter):
        text = tree.text if isinstance(tree, Token) else ""
        depth += text.count("<") - text.count(">") * (text != "->")
        if text == "=" and depth == 0:
            return parameter[:at]
    return parameter


def _without_attributes_of_the_macro(trees: Sequence[TokenTree]) -> tuple[TokenTree, ...]:
    found: list[TokenTree] = []
    for tree in trees:
        if isinstance(tree, Group):
            first = tree.trees[0] if tree.trees else None
            is_attribute = tree.delimiter == "[" and bool(found) and isinstance(found[-1], Token) and found[-1].text == "#"
            if is_attribute and isinstance(first, Token) and first.text in _OF_THE_MACRO:
                found.pop()
            else:
                found.append(tree._replace(trees=_without_attributes_of_the_macro(tree.trees)))
        else:
            found.append(tree)
    return tuple(found)


def _impls(head: _Head, rest: Sequence[TokenTree]) -> Iterator[str]:
    """``Unpin`` and, where ``PinnedDrop`` is given, ``Drop``."""
    self_type = head.name + (f"<{', '.join(head.arguments)}>" if head.arguments else "")
    if head.is_unpin:
        origin = ", ".join(("'__pin", *head.arguments))
        where = ", ".join((f"__Origin<{origin}>: ::core::marker::Unpin", *head.where))
        parameters = ", ".join(("'__pin", *head.parameters))
        yield f"impl<{parameters}> ::core::marker::Unpin for {self_type} where {where} {{}}"
    is_body = [isinstance(tree, Group) and tree.delimiter == "{" for tree in rest]
    drop = text_of(rest[: is_body.index(True)]) if any(is_body) else ""
    if "PinnedDrop" in drop:  # with the parameters that are written there: bounds may stand elsewhere than on the type
        yield f"{drop.replace('PinnedDrop', '::core::ops::Drop')} {{ fn drop(&mut self) {{}} }}"
