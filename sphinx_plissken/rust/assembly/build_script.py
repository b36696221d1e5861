"""The ``cfg`` options that a build script sets, as far as its text says; it is never run.

Goes in: the text of a build.rs. Comes out: the options that a current compiler and current libraries would get. Rule: an option is on where
nothing decides about it, or where the nearest condition asks a version to be at least, or more than, something. Whatever else a script
finds out on the machine that builds stays unknown, and off. (The Cargo book, "Build Scripts", ``cargo::rustc-cfg``.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sphinx_plissken.rust.model import Function
from sphinx_plissken.rust.syntax.expressions import (
    BlockExpression,
    CallExpression,
    Expression,
    ExpressionStatement,
    ForExpression,
    IfExpression,
    LetStatement,
    LiteralExpression,
    MacroExpression,
    MatchExpression,
    PathExpression,
    Statement,
    read_block,
)
from sphinx_plissken.rust.syntax.items import read_file_items
from sphinx_plissken.rust.text.attributes import split_at_commas
from sphinx_plissken.rust.text.tokens import literal_value

_OPTION = re.compile(r"cargo::?rustc-cfg=(?P<option>[A-Za-z_]\w*(?:=\"[^\"{}]*\")?)$")
_HOLE = re.compile(r"\{(\w*)\}")
_AT_LEAST = re.compile(r">=?")
_AT_MOST = re.compile(r"<|\|\|")


def read_build_script(text: str, *, file: str = "build.rs") -> frozenset[str]:
    """The options, by the words of ``rustc --cfg``: ``has_i128``, ``backend="portable"``.

    >>> sorted(read_build_script('fn main() { if minor >= 65 { println!("cargo:rustc-cfg=std_backtrace"); } }'))
    ['std_backtrace']
    """
    functions = (item for item in read_file_items(text, file=file).items if isinstance(item, Function) and item.body)
    return frozenset(_Script({each.name: each for each in functions}).options_of("main"))


class _Script:
    """The functions of a script, and with which arguments they have been followed."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self._functions = functions
        self._followed: set[tuple[str, tuple[str | None, ...]]] = set()
        self._known: Mapping[str, str] = {}
        """The parameters of the function at hand whose values are known."""

    def options_of(self, name: str, arguments: tuple[str | None, ...] = ()) -> Iterator[str]:
        """The options that a function sets; whatever it calls where nothing decides sets some, too.

        :param arguments: those that are strings, and None for any other.
        """
        function = self._functions.get(name)
        if function is None or (name, arguments) in self._followed:
            return
        self._followed.add((name, arguments))
        outer = self._known
        parameters = [parameter.pattern for parameter in function.parameters]
        self._known = {pattern: value for pattern, value in zip(parameters, arguments, strict=False) if value is not None}
        yield from self._of_expression(read_block(function.body or "", file="", line=function.body_line))
        self._known = outer

    def _of_statement(self, statement: Statement) -> Iterator[str]:
        if isinstance(statement, ExpressionStatement):
            yield from self._of_expression(statement.expression)
        elif isinstance(statement, LetStatement):
            yield from self._of_expression(statement.value)

    def _of_expression(self, expression: Expression | None, *, is_on: bool = True) -> Iterator[str]:
        match expression:
            case MacroExpression() if is_on:
                yield from self._printed(expression.tokens)
            case CallExpression(function=PathExpression(path=path)) if is_on:
                yield from self.options_of(str(path), tuple(map(self._text, expression.arguments)))
            case BlockExpression():
                for statement in expression.statements:
                    yield from self._of_statement(statement) if is_on else self._of_conditions(statement)
                yield from self._of_expression(expression.value, is_on=is_on)
            case IfExpression():
                yield from self._of_expression(expression.then, is_on=_asks_for_newer(getattr(expression.condition, "text", "")))
                yield from self._of_expression(expression.otherwise, is_on=False)
            case MatchExpression():
                for arm in expression.arms:
                    yield from self._of_expression(arm.value, is_on=False)
            case ForExpression():
                yield from self._of_expression(expression.body, is_on=False)

    def _of_conditions(self, statement: Statement) -> Iterator[str]:
        """The options that conditions inside an undecided block set: the nearest condition counts."""
        if isinstance(statement, ExpressionStatement):
            yield from self._of_expression(statement.expression, is_on=False)

    def _text(self, expression: Expression) -> str | None:
        """The value of an argument that is a string."""
        if isinstance(expression, PathExpression):
            return self._known.get(str(expression.path))
        value = literal_value(expression.text) if isinstance(expression, LiteralExpression) else None
        return value if isinstance(value, str) else None

    def _printed(self, tokens: str) -> Iterator[str]:
        """The option in the arguments of ``println!``; one whose name is not known before the script runs is none."""
        template, *arguments = split_at_commas(tokens.strip()[1:-1]) or ("",)
        value = literal_value(template.strip())
        if not isinstance(value, str):
            return
        values = iter([self._known.get(argument.strip(), "{}") for argument in arguments])
        text = _HOLE.sub(lambda hole: self._known.get(hole[1], "{}") if hole[1] else next(values, "{}"), value)
        if found := _OPTION.match(text):
            yield found["option"]


def _asks_for_newer(condition: str) -> bool:
    """``version >= 0x3_02_00_00_0``: what is true of anything new enough."""
    return bool(_AT_LEAST.search(condition)) and not _AT_MOST.search(condition)
