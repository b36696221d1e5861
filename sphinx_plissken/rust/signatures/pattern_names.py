"""What a destructured parameter is called: ``(a, mut b)`` -> ``(a, b)``.

Goes in: the text of a pattern. Comes out: a name. Rules: rustdoc's ``name_from_pat``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sphinx_plissken.rust.text.tokens import Group, Kind, Token, TokenTree, identifier, join, read_trees


def pattern_name(text: str) -> str:
    """The name of a parameter whose pattern is none; ``_`` stands for fields and for what is left out."""
    return _name(read_trees(text))


def _name(trees: Sequence[TokenTree]) -> str:
    alternatives = [*_split(trees, "|")]
    if len(alternatives) > 1:
        return " | ".join(map(_name, alternatives))
    while trees and isinstance(first := trees[0], Token) and first.text in _PREFIXES:
        trees = trees[1:]
    if not trees:
        return "_"
    if len(trees) == 1 and isinstance(group := trees[0], Group):
        return _group_name(group)
    if isinstance(last := trees[-1], Group):
        return _path(trees[:-1]) if last.delimiter == "(" else "_"
    texts = [tree.text for tree in trees if isinstance(tree, Token)]
    if len(texts) == 1 or texts[1] == "@":
        return identifier(texts[0])
    return _path(trees) if "::" in texts else "_"


_PREFIXES = frozenset(("&", "&&", "mut", "ref", "box"))


def _group_name(group: Group) -> str:
    elements = [*_split(group.trees, ",")]
    if group.delimiter == "[":
        return f"[{', '.join(map(_element_of_slice, elements))}]"
    if len(elements) == 1 and not _has_comma(group.trees):
        return _name(elements[0])  # parentheses
    return f"({', '.join(_name(element) for element in elements if not _is_rest(element))})"


def _element_of_slice(trees: Sequence[TokenTree]) -> str:
    if _is_rest(trees):
        return ".._"
    rest = isinstance(last := trees[-1], Token) and last.text == ".."
    return f"..{_name(trees[:-2])}" if rest else _name(trees)


def _is_rest(trees: Sequence[TokenTree]) -> bool:
    return len(trees) == 1 and isinstance(only := trees[0], Token) and only.text == ".."


def _has_comma(trees: Iterable[TokenTree]) -> bool:
    return any(isinstance(tree, Token) and tree.text == "," for tree in trees)


def _split(trees: Sequence[TokenTree], separator: str) -> Iterator[Sequence[TokenTree]]:
    """The pieces between separators that are not empty."""
    start = 0
    for at, tree in enumerate((*trees, Token(Kind.PUNCTUATION, separator))):
        if isinstance(tree, Token) and tree.text == separator:
            if at > start:
                yield trees[start:at]
            start = at + 1


def _path(trees: Sequence[TokenTree]) -> str:
    """The text of a path without its arguments."""
    text = join([tree for tree in trees if isinstance(tree, Token)])
    return text.partition("::<")[0]
