"""What ``paste::paste!`` makes of its argument: names and documentation put together from pieces.

Goes in: the call's argument. Comes out: it with every ``[<get_ $name:snake>]`` replaced. Rules: paste's documentation and pastey's, whose
modifiers are more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from sphinx_plissken.rust.macros.macro_rules import argument_trees
from sphinx_plissken.rust.text.tokens import Fragment, Group, Kind, Token, TokenTree, flatten, identifier, literal_value, text_of


def pasted(tokens: str) -> str:
    """The text of a call's argument (with its delimiters) with its names pasted."""
    return text_of(_pasted_trees(argument_trees(tokens)))


def _pasted_trees(trees: Sequence[TokenTree]) -> list[TokenTree]:
    found: list[TokenTree] = []
    for at, tree in enumerate(trees):
        if isinstance(tree, Token):
            found.append(tree)
        elif isinstance(tree, Fragment):
            found.append(tree._replace(trees=tuple(_pasted_trees(tree.trees))))
        elif (name := _pasted_name(tree)) is not None:
            found.append(name)
        elif tree.delimiter == "[" and _is_attribute(trees, at):
            found.append(tree._replace(trees=tuple(_pasted_trees(_pasted_attribute(tree.trees)))))
        else:
            found.append(tree._replace(trees=tuple(_pasted_trees(tree.trees))))
    return found


def _text(trees: Sequence[TokenTree], at: int) -> str:
    tree = trees[at] if -len(trees) <= at < len(trees) else None
    return tree.text if isinstance(tree, Token) else ""


def _is_attribute(trees: Sequence[TokenTree], at: int) -> bool:
    before = _text(trees, at - 1) if at else ""
    return before == "#" or (before == "!" and at > 1 and _text(trees, at - 2) == "#")


def _pasted_name(group: Group) -> Token | None:
    """The name that ``[<a b:upper>]`` is; None for any other group."""
    trees = group.trees
    if group.delimiter != "[" or len(trees) < 3 or _text(trees, 0) != "<" or _text(trees, -1) != ">":
        return None
    name = _concatenated(flatten(trees[1:-1]))
    if name is None or not _NAME.fullmatch(name):
        return None
    return Token(Kind.LIFETIME if name.startswith("'") else Kind.IDENTIFIER, name, group.is_spaced)


_NAME = re.compile(r"'?(?:r#)?[^\W\d]\w*")


def _pasted_attribute(trees: Sequence[TokenTree]) -> Sequence[TokenTree]:
    """``doc = "a " $name`` -> ``doc = "a Name"``, ``pyo3(name = $name:snake)`` -> ``pyo3(name = "a_name")``; other values stay."""
    after = next((at for at, tree in enumerate(trees) if not _is_of_path(tree)), len(trees))
    if not 0 < after < len(trees):
        return trees
    group = trees[after]
    if isinstance(group, Group) and group.delimiter == "(" and after == len(trees) - 1:
        return *trees[:after], group._replace(trees=tuple(_pasted_list(group.trees)))
    is_documentation = _text(trees, 0) == "doc"
    if _text(trees, after) != "=" or len(trees) < after + 3 or not (is_documentation or all(map(_is_part, flatten(trees[after + 1 :])))):
        return trees
    text = _concatenated(flatten(trees[after + 1 :]), in_text=True)
    if text is None:
        return trees
    literal = text.replace("\\", "\\\\").replace('"', '\\"')
    return *trees[: after + 1], Token(Kind.LITERAL, f'"{literal}"', True)


def _pasted_list(trees: Sequence[TokenTree]) -> list[TokenTree]:
    """The items of an attribute's list, each pasted for itself."""
    found: list[TokenTree] = []
    start = 0
    for at in (*(at for at in range(len(trees)) if _text(trees, at) == ","), len(trees)):
        found += [*_pasted_attribute(trees[start:at]), *trees[at : at + 1]]
        start = at + 1
    return found


def _is_of_path(tree: TokenTree) -> bool:
    return isinstance(tree, Token) and (tree.kind is Kind.IDENTIFIER or tree.text == "::")


def _is_part(token: Token) -> bool:
    """Whether a token may be part of a value that is put together."""
    return token.kind in (Kind.IDENTIFIER, Kind.LITERAL) or token.text == ":"


def _concatenated(tokens: Sequence[Token], *, in_text: bool = False) -> str | None:
    """The pieces one after another, modifiers applied; None where something is no piece."""
    pieces: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.text == ":" and pieces and at + 1 < len(tokens):
            modify = _MODIFIERS.get(tokens[at + 1].text)
            if modify is None:
                return None
            pieces[-1] = modify(pieces[-1])
            at += 2
            continue
        piece = _piece(token, in_text=in_text)
        if piece is None:
            return None
        pieces.append(piece)
        at += 1
    return "".join(pieces)


def _piece(token: Token, *, in_text: bool) -> str | None:
    """The text that a token adds to a name."""
    if token.kind is Kind.LITERAL:
        value = literal_value(token.text)
        if isinstance(value, str):
            return value if in_text else value.replace("-", "_")
        return token.text
    if token.kind is Kind.IDENTIFIER:
        return identifier(token.text)
    return token.text if token.kind is Kind.LIFETIME or (in_text and token.kind is Kind.PUNCTUATION) else None


def _snake(name: str) -> str:
    """``FooBar`` -> ``foo_bar``."""
    return "".join(
        f"_{character}" if character.isupper() and before != "_" else character for before, character in zip("_" + name, name, strict=False)
    ).lower()


def _camel(name: str) -> str:
    """``foo_bar`` -> ``FooBar``."""
    return "".join(_camel_characters(name))


def _camel_characters(name: str) -> Iterable[str]:
    for before, character in zip("_" + name, name, strict=False):
        if character != "_":
            yield character.upper() if before == "_" else character.lower() if before.isupper() else character


def _lower_camel(name: str) -> str:
    camel = _camel(name)
    return camel[:1].lower() + camel[1:]


_MODIFIERS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "snake": _snake,
    "camel": _camel,
    "upper_camel": _camel,
    "lower_camel": _lower_camel,
}
