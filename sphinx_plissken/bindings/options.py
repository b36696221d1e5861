"""Options of PyO3's attributes: ``#[pyclass(name = "X", get_all)] #[pyo3(module = "m")]``.

Goes in: the attributes of an item. Comes out: ``Options``, those of all of them merged. Knows the grammar that the attributes share, not
what an option means. Source: PyO3's ``pyo3-macros-backend`` (``attributes.rs``, ``pyclass.rs``) and its guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sphinx_plissken.rust.model import Attribute
from sphinx_plissken.rust.tokens import Fragment, Group, Kind, Token, TokenTree, identifier, literal_value, read_trees, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one item. Values are Rust text as written; a flag has an empty one."""

    values: Mapping[str, str] = field(default_factory=dict)
    """``name = "x"`` -> ``{"name": '"x"'}``, ``get`` -> ``{"get": ""}``, ``warn(message = "m")`` -> ``{"warn": '(message = "m")'}``."""
    arguments: tuple[tuple[str, str], ...] = ()
    """Every argument in its order; one without a name has an empty one: ``#[getter("x")]`` -> ``(("", '"x"'),)``."""

    @property
    def literals(self) -> tuple[str, ...]:
        """The arguments that have no name."""
        return tuple(value for name, value in self.arguments if not name)

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str) -> str | None:
        """The value of a string option; None where the option is not given or no string literal."""
        value = literal_value(self.values.get(name, ""))
        return value if isinstance(value, str) else None


def attribute_name(attribute: Attribute) -> str:
    """The name of one of PyO3's attributes; ``pyo3::prelude::pyclass`` -> ``pyclass``. Empty for another crate's attribute."""
    *crate, name = attribute.path.removeprefix("::").removeprefix("$crate::").split("::")
    return name if not crate or "pyo3" in crate else ""


def has_attribute(attributes: Iterable[Attribute], *names: str) -> bool:
    """Whether one of the attributes is one of PyO3's with one of the names."""
    return any(attribute_name(attribute) in names for attribute in attributes)


def read_options(attributes: Iterable[Attribute], *names: str) -> Options:
    """Merge the options of all attributes with one of the names."""
    arguments = [
        argument for attribute in attributes if attribute_name(attribute) in names for argument in read_arguments(attribute.tokens)
    ]
    values = {name: value for name, value in reversed(arguments) if name}
    return Options(values=values, arguments=tuple(arguments))


def read_arguments(tokens: str) -> Iterator[tuple[str, str]]:
    """Read arguments in parentheses: ``(name = "x", get, "y")`` -> ``("name", '"x"'), ("get", ""), ("", '"y"')``."""
    trees = tuple(open_fragments(read_trees(tokens)))
    if trees and isinstance(trees[0], Group):
        for argument in split_at_commas(trees[0].trees):
            yield _read_argument(argument)


def _read_argument(trees: tuple[TokenTree, ...]) -> tuple[str, str]:
    first, rest = trees[0], trees[1:]
    if not isinstance(first, Token) or first.kind is not Kind.IDENTIFIER:
        return "", text_of(trees)
    if rest and isinstance(rest[0], Token) and rest[0].text == "=":
        rest = rest[1:]
    return identifier(first.text), text_of(rest)


def split_at_commas(trees: Iterable[TokenTree]) -> Iterator[tuple[TokenTree, ...]]:
    """The parts between commas at the top level; none is empty."""
    part: list[TokenTree] = []
    for tree in open_fragments(trees):
        if isinstance(tree, Token) and tree.text == ",":
            if part:
                yield tuple(part)
            part = []
        else:
            part.append(tree)
    if part:
        yield tuple(part)


def open_fragments(trees: Iterable[TokenTree]) -> Iterator[TokenTree]:
    """Replace what a macro matched as one piece by its tokens."""
    for tree in trees:
        if isinstance(tree, Fragment):
            yield from open_fragments(tree.trees)
        else:
            yield tree
