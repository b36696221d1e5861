"""The ``cfg`` options that a build script sets, as far as its text says; it is never run.

Goes in: the text of a build.rs. Comes out: the options that a current compiler and current libraries would get. Rule: an option is on where
nothing decides about it, or where the nearest condition asks a version to be at least, or more than, something. Whatever else a script
finds out on the machine that builds stays unknown, and off. (The Cargo book, "Build Scripts", ``cargo::rustc-cfg``.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plissken.rust.model import Function
from sphinx_plissken.rust.syntax.expressions import (
    BlockExpression,
    CallExpression,
    Expression,
    ExpressionStatement,
    ForExpression,
    IfExpression,
    LetStatement,
    MacroExpression,
    MatchExpression,
    PathExpression,
    Statement,
    read_block,
)
from sphinx_plissken.rust.syntax.items import read_file_items
from sphinx_plissken.rust.text.tokens import literal_value

_OPTION = re.compile(r"cargo::?rustc-cfg=(?P<option>[A-Za-z_]\w*(?:=\"[^\"{}]*\")?)$")
_AT_LEAST = re.compile(r">=?")
_AT_MOST = re.compile(r"<|\|\|")


def read_build_script(text: str, *, file: str = "build.rs") -> frozenset[str]:
    """The options, by the words of ``rustc --cfg``: ``has_i128``, ``backend="portable"``.

    >>> sorted(read_build_script('fn main() { if minor >= 65 { println!("cargo:rustc-cfg=std_backtrace"); } }'))
    ['std_backtrace']
    """
    functions = (item for item in read_file_items(text, file=file).items if isinstance(item, Function) and item.body)
    script = _Script({each.name: read_block(each.body or "", file=file, line=each.body_line) for each in functions})
    return frozenset(script.options_of("main"))


class _Script:
    """The functions of a script, and which of them have been followed."""

    def __init__(self, functions: dict[str, BlockExpression]) -> None:
        self._waiting = functions

    def options_of(self, function: str) -> Iterator[str]:
        """The options that a function sets, once; whatever it calls where nothing decides sets some, too."""
        body = self._waiting.pop(function, None)
        if body is not None:
            yield from self._of_expression(body)

    def _of_statement(self, statement: Statement) -> Iterator[str]:
        if isinstance(statement, ExpressionStatement):
            yield from self._of_expression(statement.expression)
        elif isinstance(statement, LetStatement):
            yield from self._of_expression(statement.value)

    def _of_expression(self, expression: Expression | None, *, is_on: bool = True) -> Iterator[str]:
        match expression:
            case MacroExpression() if is_on:
                yield from _printed(expression.tokens)
            case CallExpression(function=PathExpression(path=path)) if is_on:
                yield from self.options_of(str(path))
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


def _asks_for_newer(condition: str) -> bool:
    """``version >= 0x3_02_00_00_0``: what is true of anything new enough."""
    return bool(_AT_LEAST.search(condition)) and not _AT_MOST.search(condition)


def _printed(tokens: str) -> Iterator[str]:
    """The option in the argument of ``println!``; one whose name is put together at run time is none."""
    value = literal_value(tokens.strip()[1:-1].strip())
    if isinstance(value, str) and (found := _OPTION.match(value)):
        yield found["option"]
