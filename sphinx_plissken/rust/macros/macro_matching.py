"""Match the input of a macro call with a rule.

Goes in: matchers and token trees. Comes out: what each variable matched. The rules of rustc keep macros from being ambiguous: one token
decides whether a repetition goes on, so it goes on as long as it can.
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_plissken.rust.macros.fragments import SINGLE_TREES, fragment_end
from sphinx_plissken.rust.macros.macro_input import Input, text_at
from sphinx_plissken.rust.macros.macro_patterns import Delimited, Matcher, Repetition, Variable
from sphinx_plissken.rust.text.tokens import Fragment, Group, Token, TokenTree

Bound = tuple[TokenTree, ...]
Binding = Bound | list["Binding"]
"""What a variable matched: trees, or a list for each repetition that it stands in."""
Bindings = dict[str, Binding]


def match_all(matchers: Sequence[Matcher], input: Input, bindings: Bindings) -> bool:
    """Match all of an input."""
    return _match(matchers, input, 0, bindings) == len(input.trees)


def _match(matchers: Sequence[Matcher], input: Input, at: int, bindings: Bindings) -> int | None:
    """Match an input from a place on, bind the variables, and give the place after it; None without a match."""
    for index, matcher in enumerate(matchers):
        end: int | None
        if isinstance(matcher, str):
            tree = input.trees[at] if at < len(input.trees) else None
            end = at + 1 if isinstance(tree, Token) and tree.text == matcher else None
        elif isinstance(matcher, Variable):
            end = _match_variable(matcher, input, at, bindings)
        elif isinstance(matcher, Delimited):
            end = _match_delimited(matcher, input, at, bindings)
        else:
            rest = matchers[index + 1 :]
            if _is_ambiguous(matcher, rest):
                return _match_backtracking(matcher, rest, input, at, bindings)
            end = _match_repetition(matcher, input, at, bindings)[-1]
        if end is None:
            return None
        at = end
    return at


def _match_variable(variable: Variable, input: Input, at: int, bindings: Bindings) -> int | None:
    specifier = variable.specifier
    tree = input.trees[at] if at < len(input.trees) else None
    if (is_one := SINGLE_TREES.get(specifier)) is not None:
        if tree is None or not is_one(tree):
            return None
        bindings[variable.name] = (tree,)
        return at + 1
    is_fragment = isinstance(tree, Fragment) and tree.kind == specifier
    end = at + 1 if is_fragment and text_at(input, at + 1) in _ENDS else fragment_end(input, specifier, at)
    if end is not None:
        is_passed_on = is_fragment and end == at + 1
        matched = tuple(input.trees[at:end])
        bindings[variable.name] = matched if is_passed_on else (Fragment(specifier, matched),)
    return end


_ENDS = frozenset(("", ",", ";", "=>", ":"))
"""What continues no fragment."""


def _match_delimited(matcher: Delimited, input: Input, at: int, bindings: Bindings) -> int | None:
    tree = input.trees[at] if at < len(input.trees) else None
    if isinstance(tree, Group) and tree.delimiter == matcher.delimiter and match_all(matcher.matchers, Input(tree.trees), bindings):
        return at + 1
    return None


def _match_repetition(matcher: Repetition, input: Input, at: int, bindings: Bindings) -> list[int | None]:
    """Match as many times as possible, and give the places after each number of times that will do; ``[None]`` where none does."""
    if matcher.takes_all and at < len(input.trees):
        return _match_rest(matcher, input, at, bindings)
    ends: list[int | None] = [None if matcher.operator == "+" else at]
    collected: dict[str, list[Binding]] = {name: [] for name in matcher.names}
    bindings.update(collected)
    count = 0
    while count == 0 or matcher.operator != "?":
        start = at
        if count and matcher.separator:
            if text_at(input, at) != matcher.separator:
                break
            start += 1
        inner: Bindings = {}
        end = _match(matcher.matchers, input, start, inner) if start < len(input.trees) else None
        if end is None or end == at:
            break
        for name, values in collected.items():
            values.append(inner[name])
        at = end
        count += 1
        ends.append(at)
    return ends[1:] if count and matcher.operator == "+" else ends


def _match_rest(matcher: Repetition, input: Input, at: int, bindings: Bindings) -> list[int | None]:
    """Match ``$($rest:tt)*`` at once: it is how macros read their input piece by piece, so that most of what is matched goes through it."""
    (name,) = matcher.names
    bindings[name] = [(tree,) for tree in input.trees[at:]]
    return [*range(at + (matcher.operator == "+"), len(input.trees) + 1)]


def _is_ambiguous(matcher: Repetition, rest: Sequence[Matcher]) -> bool:
    """Whether what follows a repetition begins with the same token: ``$(a)* a b``. (Elsewhere rustc wants one token to decide.)"""
    return bool(rest) and bool(matcher.matchers) and isinstance(rest[0], str) and rest[0] in (matcher.matchers[0], matcher.separator)


def _match_backtracking(matcher: Repetition, rest: Sequence[Matcher], input: Input, at: int, bindings: Bindings) -> int | None:
    """Match a repetition and what follows it, with fewer and fewer repetitions."""
    ends = _match_repetition(matcher, input, at, bindings)
    for end in reversed(ends):
        found = None if end is None else _match(rest, input, end, bindings)
        if found is not None:
            return found
        for name in matcher.names:
            values = bindings[name]
            if isinstance(values, list) and values:
                values.pop()
    return None
