"""Make what a matching rule stands for: text, from the rule's template and what its variables matched.

Goes in: the pieces of a template, and bindings. Comes out: text that reads as the tokens that rustc would make. What a variable matched
stays one piece (a ``Fragment``) for the macros that are called in the text.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sphinx_plissken.rust.macros.macro_input import text_in
from sphinx_plissken.rust.macros.macro_matching import Binding, Bindings, Bound
from sphinx_plissken.rust.macros.macro_templates import (
    CrateSubstitution,
    MetaExpression,
    Piece,
    RepeatedTemplate,
    Run,
    Substitution,
    run_of,
)
from sphinx_plissken.rust.text.tokens import (
    Fragment,
    Group,
    Kind,
    Marks,
    Token,
    flatten_into,
    fragment_marks,
    identifier,
    is_apart,
    kind_of,
    read_tokens,
    text_of,
)


class MisfitError(Exception):
    """A rule's template does not fit what its matchers bound."""


class TooLargeError(Exception):
    """There is more than anyone wants to read."""


class _Lead(enum.Enum):
    """What decides whether there is white space before a token."""

    OWN = "own"  # the piece that it begins
    SPACED = "spaced"  # it begins a repetition, and there is
    TIGHT = "tight"  # likewise, and there is not
    BY_TOKEN = "by token"  # likewise, and there is unless it is punctuation


_OWN = _Lead.OWN
_Indices = tuple[tuple[int, int], ...]
"""The index and the length of each repetition around a place, the innermost last."""


class Transcriber:
    """Writes what one template makes."""

    def __init__(self, crate: str, largest: int) -> None:
        self._crate = crate
        self._left = largest
        self._parts: list[str] = []
        self._last = ""  # the last token
        self._lead = _OWN
        self._known: dict[tuple[int, bool], Run] = {}  # by the identity of what variables matched, which lives longer than this

    def text(self, pieces: Sequence[Piece], bindings: Bindings) -> str:
        """The text that a template makes.

        :raises MisfitError: if it repeats something else than what was matched.
        :raises TooLargeError: if it has more tokens than the largest number.
        """
        self._transcribe(pieces, bindings, (), "")
        if self._last.startswith("//"):
            self._parts.append("\n")
        return "".join(self._parts)

    def _transcribe(self, pieces: Sequence[Piece], bindings: Bindings, indices: _Indices, after: str) -> None:
        """Write pieces; ``after`` is the token that follows them."""
        for at, piece in enumerate(pieces):
            if isinstance(piece, Run):
                self._write(piece, piece.is_spaced)
            elif isinstance(piece, Substitution):
                bound = bindings.get(piece.name)
                if isinstance(bound, tuple) and len(bound) == 1 and isinstance(token := bound[0], Token):
                    self._write(_token_run(token.text), piece.is_spaced)
                else:
                    self._substitute(piece, bound, _following(pieces, at, bindings, after))
            elif isinstance(piece, RepeatedTemplate):
                self._repeat(piece, bindings, indices, _following(pieces, at, bindings, after))
            elif isinstance(piece, CrateSubstitution):
                self._write(_crate_run(self._crate), piece.is_spaced)
            elif tokens := _evaluate(piece, bindings, indices):
                self._write(run_of(tokens), piece.is_spaced)

    def _write(self, run: Run, is_spaced: bool) -> None:
        """Write tokens, with white space before them where it is wanted or needed."""
        text, first, last, _, size = run
        self._left -= size
        if self._left < 0:
            raise TooLargeError
        if self._lead is not _OWN:
            is_spaced = _is_spaced(self._lead, first)
            self._lead = _OWN
        before = self._last
        if before and (is_spaced or is_apart((before, first))):
            text = ("\n" if before.startswith("//") else " ") + text
        self._parts.append(text)
        self._last = last

    def _substitute(self, piece: Substitution, bound: Binding | None, following: str) -> None:
        if isinstance(bound, tuple):
            self._write_bound(piece, bound, following)
        elif bound is None:
            self._write(run_of((Token(Kind.PUNCTUATION, "$"), Token(Kind.IDENTIFIER, piece.written))), piece.is_spaced)
        else:
            raise MisfitError

    def _write_bound(self, piece: Substitution, bound: Bound, following: str) -> None:
        """Write what a variable matched."""
        first = bound[0] if bound else None
        if self._lead is _Lead.BY_TOKEN and not isinstance(first, Token):
            self._lead = _Lead.SPACED
        keeps_marks = piece.keeps_marks or (isinstance(first, Group) and (piece.follows_mark or self._last == "!"))
        if isinstance(first, Fragment) and _is_ambiguous(first, self._last, following):
            run = _bound_run((first._replace(trees=(Group("(", first.trees),)),), keeps_marks=keeps_marks)
        else:
            key = id(bound), keeps_marks
            run = self._known.get(key) or self._known.setdefault(key, _bound_run(bound, keeps_marks=keeps_marks))
        if run.size:
            self._write(run, piece.is_spaced)
        else:
            self._lead = _OWN

    def _repeat(self, template: RepeatedTemplate, bindings: Bindings, indices: _Indices, after: str) -> None:
        repeated = [(name, values) for name in template.names if isinstance(values := bindings.get(name), list)]
        length = len(repeated[0][1]) if repeated else 0
        if not repeated or any(len(values) != length for _, values in repeated):
            raise MisfitError
        if (plain := _repeated_plainly(template, repeated[0][1])) is not None:
            if plain.size:
                self._write(plain, template.is_spaced)
            return
        separator = template.separator
        for index in range(length):
            if index and separator:
                self._write(separator, separator.text not in _CLOSE)
            for name, values in repeated:
                bindings[name] = values[index]
            following = separator.text if separator and index + 1 < length else after
            self._repeat_once(template, bindings, (*indices, (index, length)), following)
        bindings.update(repeated)

    def _repeat_once(self, template: RepeatedTemplate, bindings: Bindings, indices: _Indices, after: str) -> None:
        """Write one repetition; around it may be another one that it begins."""
        lead, written = self._lead, len(self._parts)
        if lead is _OWN:
            self._lead = _lead(template, bindings, indices[-1][0])
        self._transcribe(template.pieces, bindings, indices, after)
        if len(self._parts) == written:
            self._lead = lead


_CLOSE = frozenset(("::", ".", ",", ";"))
"""Separators without white space before them."""


def _lead(template: RepeatedTemplate, bindings: Mapping[str, Binding], index: int) -> _Lead:
    """What decides about white space before a repetition: ``$($t)*`` is spaced as what it matched, ``$(::$x)*`` not at all."""
    if index == 0:
        return _Lead.SPACED if template.is_spaced else _Lead.TIGHT
    if template.separator:
        return _Lead.TIGHT if template.separator.text in ("::", ".") else _Lead.SPACED
    if len(template.pieces) == 1 and isinstance(only := template.pieces[0], Substitution):
        bound = bindings.get(only.name)
        return _Lead.SPACED if isinstance(bound, tuple) and bound and bound[0].is_spaced else _Lead.TIGHT
    return _Lead.BY_TOKEN


def _is_spaced(lead: _Lead, first: str) -> bool:
    """Whether there is white space before a token that begins a repetition."""
    if lead is _Lead.BY_TOKEN:
        return first == "#" or kind_of(first) is not Kind.PUNCTUATION
    return lead is _Lead.SPACED


@lru_cache(maxsize=4096)
def _token_run(text: str) -> Run:
    return Run(text, text, text, False, 1)


@lru_cache(maxsize=64)
def _crate_run(crate: str) -> Run:
    return run_of(read_tokens(crate))


def _bound_run(trees: Bound, *, keeps_marks: bool) -> Run:
    """What a variable matched, as a piece; one of size 0 where that is nothing."""
    if len(trees) == 1 and isinstance(only := trees[0], Fragment) and len(only.trees) == 1 and isinstance(token := only.trees[0], Token):
        start, end = fragment_marks(only.kind)
        return Run(f"{start}{token.text}{end}", start, end, only.is_spaced, 3) if keeps_marks else _token_run(token.text)
    tokens: list[Token] = []
    flatten_into(trees, tokens, Marks.ALWAYS if keeps_marks else Marks.IN_CALLS)
    return run_of(tokens) if tokens else _NOTHING


_NOTHING = Run("", "", "", False, 0)


def _repeated_plainly(template: RepeatedTemplate, values: Sequence[Binding]) -> Run | None:
    """What ``$($t)*`` makes where each ``t`` is one tree: these trees, spaced as they were matched. Macros pass on their input so.

    ``$($t),*`` is as frequent; there each ``t`` has to be one token.
    """
    only = template.pieces[0] if len(template.pieces) == 1 else None
    if not isinstance(only, Substitution):
        return None
    trees = [value[0] for value in values if isinstance(value, tuple) and len(value) == 1]
    if len(trees) < len(values):
        return None
    if template.separator is None:
        return _bound_run(tuple(trees), keeps_marks=only.keeps_marks)
    texts = [tree.text for tree in trees if isinstance(tree, Token)]
    if template.separator.text != "," or len(texts) < len(trees):
        return None
    return Run(", ".join(texts), texts[0], texts[-1], template.is_spaced, 2 * len(texts) - 1) if texts else _NOTHING


def _following(pieces: Sequence[Piece], at: int, bindings: Mapping[str, Binding], after: str) -> str:
    """The token that follows a piece, as far as the next piece says it by itself; ``after`` is what follows the last one."""
    if at + 1 == len(pieces):
        return after
    piece = pieces[at + 1]
    if isinstance(piece, Run):
        return piece.first
    bound = bindings.get(piece.name) if isinstance(piece, Substitution) else None
    return text_in(bound, 0) if isinstance(bound, tuple) else ""


_TIGHT = frozenset(("+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>", "&&", "||", "==", "!=", "<", ">", "<=", ">=", "!", ".", "?", "as"))
_LOOSE = _TIGHT - {"!", ".", "?"} | {"..", "..="}


def _is_ambiguous(fragment: Fragment, before: str, after: str) -> bool:
    """Whether text does not keep it together: an expression of several operands, with an operator next to it."""
    if fragment.kind != "expr" or (before not in _TIGHT and after not in _TIGHT):
        return False
    return any(text_in(fragment.trees, at) in _LOOSE for at in range(1, len(fragment.trees)))


def _evaluate(expression: MetaExpression, bindings: Mapping[str, Binding], indices: _Indices) -> tuple[Token, ...]:
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
