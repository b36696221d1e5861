"""Make what a matching rule stands for: token trees from its templates and what its variables matched.

Goes in: templates and bindings. Comes out: token trees, in which what a variable matched stays one piece (a ``Fragment``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sphinx_plissken.rust.macros.macro_matching import Binding
from sphinx_plissken.rust.macros.macro_patterns import (
    CrateSubstitution,
    DelimitedTemplate,
    MetaExpression,
    RepeatedTemplate,
    Substitution,
    Template,
    text_in,
)
from sphinx_plissken.rust.text.tokens import Fragment, Group, Kind, Token, TokenTree, identifier, read_tokens, text_of


class MisfitError(Exception):
    """A rule's template does not fit what its matchers bound."""


class TooLargeError(Exception):
    """There is more than anyone wants to read."""


class Transcriber:
    """Makes trees of templates; counts them."""

    def __init__(self, crate: str, largest: int) -> None:
        self.crate = read_tokens(crate)
        self.left = largest
        self.sizes: dict[int, int] = {}  # of the groups that variables matched, which live longer than this

    def transcribe(
        self, templates: Iterable[Template], bindings: Mapping[str, Binding], indices: tuple[tuple[int, int], ...]
    ) -> list[TokenTree]:
        """The trees that templates make.

        :param indices: the index and the length of each repetition around them, the innermost last.
        """
        trees: list[TokenTree] = []
        for template in templates:
            match template:
                case Token() | Group() | Fragment():
                    trees.append(template)
                case Substitution(name=name, is_spaced=is_spaced):
                    trees += _spaced(self._substitute(name, bindings), is_spaced)
                case DelimitedTemplate(group=group, templates=inner):
                    made = tuple(self.transcribe(inner, bindings, indices))
                    trees.append(Group(group.delimiter, made, group.is_spaced, group.is_end_spaced))
                case RepeatedTemplate():
                    trees += self._repeat(template, bindings, indices)
                case CrateSubstitution(is_spaced=is_spaced):
                    trees += _spaced(self.crate, is_spaced)
                case MetaExpression(is_spaced=is_spaced):
                    trees += _spaced(_evaluate(template, bindings, indices), is_spaced)
        self.left -= len(trees)
        if self.left < 0:
            raise TooLargeError
        return _parenthesized(trees)

    def _substitute(self, name: str, bindings: Mapping[str, Binding]) -> Sequence[TokenTree]:
        bound = bindings.get(identifier(name))
        if bound is None:
            return Token(Kind.PUNCTUATION, "$"), Token(Kind.IDENTIFIER, name)
        if isinstance(bound, list):
            raise MisfitError
        self.left -= sum(map(self._size, bound))
        return bound

    def _size(self, tree: TokenTree) -> int:
        if isinstance(tree, Token):
            return 1
        if id(tree) not in self.sizes:
            self.sizes[id(tree)] = 2 + sum(map(self._size, tree.trees))
        return self.sizes[id(tree)]

    def _repeat(self, template: RepeatedTemplate, bindings: Mapping[str, Binding], indices: tuple[tuple[int, int], ...]) -> list[TokenTree]:
        repeated = {name: values for name in template.names if isinstance(values := bindings.get(name), list)}
        lengths = {len(values) for values in repeated.values()}
        if len(lengths) != 1:
            raise MisfitError
        (length,) = lengths
        if (plain := _repeated_plainly(template, repeated)) is not None:
            self.left -= len(plain) + sum(map(self._size, plain))
            return plain
        trees: list[TokenTree] = []
        for index in range(length):
            inner = {**bindings, **{name: values[index] for name, values in repeated.items()}}
            made = self.transcribe(template.templates, inner, (*indices, (index, length)))
            if index == 0:
                trees += _spaced(made, template.is_spaced)
            elif template.separator:
                is_tight = template.separator.text in ("::", ".")
                trees.append(template.separator._replace(is_spaced=not is_tight and template.separator.text not in (",", ";")))
                trees += _spaced(made, not is_tight)
            else:
                trees += _spaced(made, self._is_apart(template, made, inner))
        return trees

    def _is_apart(self, template: RepeatedTemplate, made: Sequence[TokenTree], bindings: Mapping[str, Binding]) -> bool:
        """Whether white space is put between repetitions: ``$($t)*`` is spaced as what it matched, ``$(::$x)*`` not at all."""
        if len(template.templates) == 1 and isinstance(only := template.templates[0], Substitution):
            bound = bindings.get(identifier(only.name))
            return isinstance(bound, tuple) and bool(bound) and bound[0].is_spaced
        first = made[0] if made else None
        return not isinstance(first, Token) or first.kind is not Kind.PUNCTUATION or first.text == "#"


def _repeated_plainly(template: RepeatedTemplate, repeated: Mapping[str, list[Binding]]) -> list[TokenTree] | None:
    """What ``$($t)*`` makes where each ``t`` is one tree: these trees, spaced as they were matched. Macros pass on their input so."""
    only = template.templates[0] if len(template.templates) == 1 else None
    if template.separator or not isinstance(only, Substitution):
        return None
    (values,) = repeated.values()
    trees = [value[0] for value in values if isinstance(value, tuple) and len(value) == 1]
    if len(trees) < len(values):
        return None
    return [*_spaced(trees[:1], template.is_spaced), *trees[1:]]


def _spaced(trees: Sequence[TokenTree], is_spaced: bool) -> list[TokenTree]:
    """Trees with white space before them, or with none."""
    if not trees or trees[0].is_spaced is is_spaced:
        return list(trees)
    first = trees[0]
    if isinstance(first, Token):
        return [Token(first.kind, first.text, is_spaced), *trees[1:]]
    return [first._replace(is_spaced=is_spaced), *trees[1:]]


def _evaluate(expression: MetaExpression, bindings: Mapping[str, Binding], indices: tuple[tuple[int, int], ...]) -> tuple[Token, ...]:
    numbers = [int(word) for word in expression.arguments if word.isdecimal()]
    match expression.function:
        case "count" if expression.arguments:
            return (_number(_count(bindings.get(expression.arguments[0], ()), numbers[0] if numbers else -1)),)
        case "index" | "len" | "length" if len(indices) > (outward := numbers[0] if numbers else 0):
            return (_number(indices[-1 - outward][0 if expression.function == "index" else 1]),)
        case "concat":
            return (Token(Kind.IDENTIFIER, "".join(_concatenated(expression.arguments, bindings))),)
        case "ignore":
            return ()
    raise MisfitError


def _count(binding: Binding, depth: int) -> int:
    """How many times a variable repeats, in the repetitions of all depths or down to one."""
    if not isinstance(binding, list):
        return 1
    return len(binding) if depth == 0 else sum(_count(inner, depth - 1) for inner in binding)


def _number(value: int) -> Token:
    return Token(Kind.LITERAL, str(value))


def _concatenated(arguments: Iterable[str], bindings: Mapping[str, Binding]) -> Iterator[str]:
    for argument in arguments:
        bound = bindings.get(argument)
        yield identifier(text_of(bound)).strip('"') if isinstance(bound, tuple) else argument.strip('"')


_TIGHT = frozenset(("+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>", "&&", "||", "==", "!=", "<", ">", "<=", ">=", "!", ".", "?", "as"))
_LOOSE = _TIGHT - {"!", ".", "?"} | {"..", "..="}


def _parenthesized(trees: list[TokenTree]) -> list[TokenTree]:
    """Put expressions of several operands in parentheses where operators are next to them, since text does not keep them together."""
    for at in [at for at, tree in enumerate(trees) if tree.__class__ is Fragment]:
        tree = trees[at]
        if (
            isinstance(tree, Fragment)
            and tree.kind == "expr"
            and any(text_in(tree.trees, inner) in _LOOSE for inner in range(1, len(tree.trees)))
        ):
            neighbours = text_in(trees, at - 1) if at else "", text_in(trees, at + 1)
            if not _TIGHT.isdisjoint(neighbours):
                trees[at] = tree._replace(trees=(Group("(", tree.trees),))
    return trees
