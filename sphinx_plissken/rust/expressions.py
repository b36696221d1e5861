"""Expressions and statements of a function body, as far as a reader of registrations needs them.

Goes in: the text of a block (``Function.body``). Comes out: plain values in source order. Whatever has no value of its own here is an
``OtherExpression`` with its text. The words are those of the Rust reference, chapters "Statements" and "Expressions".
"""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_plissken.rust.model import Attribute, Item
from sphinx_plissken.rust.types import GenericArgument, Path, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteralExpression:
    """``"x"``, ``1_000u64``, ``true``; negative numbers are an ``OtherExpression`` like any other operator."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PathExpression:
    """``m``, ``geom::register``, ``PyModule::new``, ``<T as Trait>::f``."""

    path: Path
    line: int
    self_type: Type | None = None
    trait: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallExpression:
    """``f(a, b)``."""

    function: Expression
    arguments: tuple[Expression, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCallExpression:
    """``m.add_class::<Point>()``."""

    receiver: Expression
    method: str
    generics: tuple[GenericArgument, ...]
    arguments: tuple[Expression, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroExpression:
    """``wrap_pyfunction!(f, m)``; ``tokens`` with the delimiters."""

    path: Path
    tokens: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldExpression:
    """``a.b``; also ``a.0`` and ``a.await``."""

    receiver: Expression
    name: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TryExpression:
    """``e?``."""

    inner: Expression
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceExpression:
    """``&e``, ``&mut e``."""

    inner: Expression
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TupleExpression:
    """``(a, b)``; a parenthesised expression is just that expression."""

    elements: tuple[Expression, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayExpression:
    """``[a, b]``."""

    elements: tuple[Expression, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureExpression:
    """``|m: &Bound<PyModule>| body``; the parameters' patterns as text."""

    parameters: tuple[str, ...]
    body: Expression
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IfExpression:
    """``if condition { } else { }``; ``if let`` conditions are an ``OtherExpression``."""

    condition: Expression
    then: BlockExpression
    otherwise: Expression | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchArm:
    """``pattern if guard => value``; pattern and guard as text."""

    pattern: str
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchExpression:
    """``match subject { }``."""

    subject: Expression
    arms: tuple[MatchArm, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForExpression:
    """``for pattern in iterable { }``."""

    pattern: str
    iterable: Expression
    body: BlockExpression
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnExpression:
    """``return e``."""

    inner: Expression | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockExpression:
    """``{ statements }``; also ``unsafe`` and ``async`` blocks. ``value`` is the tail expression."""

    statements: tuple[Statement, ...]
    value: Expression | None
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherExpression:
    """Any other expression, as written."""

    text: str
    line: int


Expression = (
    LiteralExpression
    | PathExpression
    | CallExpression
    | MethodCallExpression
    | MacroExpression
    | FieldExpression
    | TryExpression
    | ReferenceExpression
    | TupleExpression
    | ArrayExpression
    | ClosureExpression
    | IfExpression
    | MatchExpression
    | ForExpression
    | ReturnExpression
    | BlockExpression
    | OtherExpression
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetStatement:
    """``let pattern: T = value;``; the pattern as text."""

    pattern: str
    type: Type | None
    value: Expression | None
    line: int
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpressionStatement:
    """An expression with ``;`` or a block-like one without."""

    expression: Expression
    line: int
    attributes: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemStatement:
    """An item inside a body: a ``use``, a ``#[pyfn(m)] fn``, a ``macro_rules!``."""

    item: Item
    line: int


Statement = LetStatement | ExpressionStatement | ItemStatement


def read_block(text: str, *, file: str, line: int) -> BlockExpression:
    """Read the text of a block, braces included, that starts at a line of a file.

    Never raises for what the text says; ``#[cfg]`` attributes stay on the statements for the caller to judge.
    """
    raise NotImplementedError
