"""Expressions and statements of a function body, as far as a reader of registrations needs them.

Goes in: the text of a block (``Function.body``). Comes out: plain values in source order. Whatever has no value of its own here is an
``OtherExpression`` with its text. The words are those of the Rust reference, chapters "Statements" and "Expressions".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sphinx_plissken.rust.model import Attribute, Item
from sphinx_plissken.rust.syntax.broken_text import BROKEN_KINDS, Recovered
from sphinx_plissken.rust.syntax.declarations import Outer, field_text
from sphinx_plissken.rust.syntax.items import READERS
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import Node, parse
from sphinx_plissken.rust.syntax.written_attributes import ATTRIBUTE_KINDS, AttributeCollector, Written, read_attribute
from sphinx_plissken.rust.text.type_reader import read_generic_arguments, read_path, read_type
from sphinx_plissken.rust.types import GenericArgument, Path, PathType, Type


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
class StructExpression:
    """``State { size: 1, name }``; the path as text."""

    path: str
    fields: tuple[tuple[str, Expression], ...]
    """Names and values of the fields that are written; those that ``..base`` gives are not."""
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
    | StructExpression
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

    Never raises for what the text says; ``#[cfg]`` attributes stay on the statements for the caller to judge. A last expression that has
    attributes is a statement, so that they are not lost.
    """
    source = Source(_BEFORE_BLOCK + text, file=file, line=line)
    for node in parse(source.data).children:
        body = node.child_by_field_name("body")
        if node.type == "function_item" and body is not None:
            return _read_block(source, body)
    return BlockExpression(statements=(), value=OtherExpression(text=text, line=line), line=line)


_BEFORE_BLOCK = "fn _() "


def _read_block(source: Source, node: Node) -> BlockExpression:
    statements: list[Statement] = []
    value: Expression | None = None
    outer = AttributeCollector()
    nodes = _block(node).named_children
    for child in nodes:
        kind = child.type
        if kind in ATTRIBUTE_KINDS:
            entry = read_attribute(source, child, kind)
            if entry is not None and not entry.is_inner:
                outer.add(entry)
            continue
        read = _read_statement(source, child, outer.take())
        if child.id == nodes[-1].id and _is_value(source, child, read):
            value = read[0].expression if isinstance(read[0], ExpressionStatement) else None
        else:
            statements.extend(read)
    return BlockExpression(statements=tuple(statements), value=value, line=source.line(node.start_byte))


def _block(node: Node) -> Node:
    """The braces of ``unsafe { }`` and its like."""
    if node.type == "block":
        return node
    return next((child for child in node.named_children if child.type == "block"), node)


def _is_value(source: Source, node: Node, read: tuple[Statement, ...]) -> bool:
    """Whether the last statement of a block is its value."""
    if len(read) != 1 or not isinstance(read[0], ExpressionStatement) or read[0].attributes:
        return False
    return node.type != "expression_statement" or node.children[-1].type != ";"


def _read_statement(source: Source, node: Node, written: Written) -> tuple[Statement, ...]:
    """One statement; none for ``;``, several for a ``use`` of several names."""
    line = source.line(node.start_byte)
    kind = node.type
    if kind == "empty_statement":
        return ()
    if kind == "let_declaration":
        return (_read_let(source, node, written),)
    if kind in READERS and kind not in BROKEN_KINDS and kind != "macro_invocation":
        read = READERS[kind](source, node, Outer(written, node.start_byte))
        items = read if isinstance(read, tuple) and not isinstance(read, Recovered) else (read,)
        return tuple(ItemStatement(item=item, line=line) for item in items if isinstance(item, Item))
    inner = node.named_children[0] if kind == "expression_statement" and node.named_children else node
    return (ExpressionStatement(expression=_read_expression(source, inner), line=line, attributes=written.attributes),)


def _read_let(source: Source, node: Node, written: Written) -> LetStatement:
    type_text = field_text(source, node, "type")
    pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
    mutable = "mut " if any(child.type == "mutable_specifier" for child in node.children) else ""
    return LetStatement(
        pattern=mutable + ("" if pattern is None else source.text(pattern)),
        type=read_type(type_text) if type_text else None,
        value=None if value is None else _read_expression(source, value),
        line=source.line(node.start_byte),
        attributes=written.attributes,
    )


_DEEPEST = 100
"""How deep expressions may be nested in each other. Deeper ones stay text, so that whoever walks the values can recurse."""


def _read_expression(source: Source, node: Node | None) -> Expression:
    """Read any expression; what has no reader, or is nested too deeply, stays text."""
    if node is None:
        return OtherExpression(text="", line=0)
    reader = _READERS.get(node.type, _read_other) if source.depth < _DEEPEST else _read_other
    source.depth += 1
    expression = reader(source, node, source.line(node.start_byte))
    source.depth -= 1
    return expression


def _read_other(source: Source, node: Node, line: int) -> OtherExpression:
    return OtherExpression(text=source.text(node), line=line)


def _read_literal(source: Source, node: Node, line: int) -> Expression:
    return LiteralExpression(text=source.text(node), line=line)


def _read_path(source: Source, node: Node, line: int) -> Expression:
    """Paths read like types do: ``<T as Trait>::f`` is one of either."""
    read = read_type(source.text(node))
    if not isinstance(read, PathType):
        return _read_other(source, node, line)
    return PathExpression(path=read.path, self_type=read.self_type, trait=read.trait, line=line)


def _read_call(source: Source, node: Node, line: int) -> Expression:
    """Read ``f(a)`` or, where what is called is a field, ``m.f::<T>(a)``."""
    function, arguments = node.child_by_field_name("function"), _read_elements(source, node.child_by_field_name("arguments"))
    called, generics = function, ""
    if called is not None and called.type == "generic_function":
        generics = field_text(source, called, "type_arguments")
        called = called.child_by_field_name("function")
    if called is None or called.type != "field_expression":
        return CallExpression(function=_read_expression(source, function), arguments=arguments, line=line)
    name = called.child_by_field_name("field")
    return MethodCallExpression(
        receiver=_read_expression(source, called.child_by_field_name("value")),
        method="" if name is None else source.text(name).removeprefix("r#"),
        generics=read_generic_arguments(generics) if generics else (),
        arguments=arguments,
        line=line if name is None else source.line(name.start_byte),
    )


def _read_elements(source: Source, node: Node | None) -> tuple[Expression, ...]:
    """The expressions between delimiters."""
    nodes = [] if node is None else node.named_children
    return tuple(_read_expression(source, child) for child in nodes if child.type not in ATTRIBUTE_KINDS)


def _read_macro(source: Source, node: Node, line: int) -> Expression:
    tokens = next((child for child in node.children if child.type == "token_tree"), None)
    if tokens is None:
        return _read_other(source, node, line)
    return MacroExpression(path=read_path(field_text(source, node, "macro")), tokens=source.text(tokens), line=line)


def _read_field(source: Source, node: Node, line: int) -> Expression:
    receiver = _read_expression(source, node.child_by_field_name("value"))
    return FieldExpression(receiver=receiver, name=field_text(source, node, "field").removeprefix("r#"), line=line)


def _read_await(source: Source, node: Node, line: int) -> Expression:
    return FieldExpression(receiver=_read_first(source, node), name="await", line=line)


def _read_first(source: Source, node: Node) -> Expression:
    """The expression that a node wraps."""
    return _read_expression(source, next((child for child in node.named_children if child.type not in ATTRIBUTE_KINDS), None))


def _read_try(source: Source, node: Node, line: int) -> Expression:
    return TryExpression(inner=_read_first(source, node), line=line)


def _read_parenthesized(source: Source, node: Node, line: int) -> Expression:
    return _read_first(source, node)


def _read_reference(source: Source, node: Node, line: int) -> Expression:
    return ReferenceExpression(inner=_read_expression(source, node.child_by_field_name("value")), line=line)


def _read_tuple(source: Source, node: Node, line: int) -> Expression:
    return TupleExpression(elements=_read_elements(source, node), line=line)


def _read_array(source: Source, node: Node, line: int) -> Expression:
    if node.child_by_field_name("length") is not None:  # [value; length]
        return _read_other(source, node, line)
    return ArrayExpression(elements=_read_elements(source, node), line=line)


def _read_closure(source: Source, node: Node, line: int) -> Expression:
    parameters = node.child_by_field_name("parameters")
    patterns = tuple(source.text(child) for child in ([] if parameters is None else parameters.named_children))
    return ClosureExpression(parameters=patterns, body=_read_expression(source, node.child_by_field_name("body")), line=line)


def _read_if(source: Source, node: Node, line: int) -> Expression:
    then, alternative = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
    if then is None:
        return _read_other(source, node, line)
    return IfExpression(
        condition=_read_expression(source, node.child_by_field_name("condition")),
        then=_read_block(source, then),
        otherwise=None if alternative is None else _read_first(source, alternative),
        line=line,
    )


def _read_match(source: Source, node: Node, line: int) -> Expression:
    body = node.child_by_field_name("body")
    arms = tuple(
        MatchArm(pattern=field_text(source, arm, "pattern"), value=_read_expression(source, arm.child_by_field_name("value")))
        for arm in ([] if body is None else body.named_children)
        if arm.type == "match_arm"
    )
    return MatchExpression(subject=_read_expression(source, node.child_by_field_name("value")), arms=arms, line=line)


def _read_for(source: Source, node: Node, line: int) -> Expression:
    body = node.child_by_field_name("body")
    if body is None:
        return _read_other(source, node, line)
    iterable = _read_expression(source, node.child_by_field_name("value"))
    return ForExpression(pattern=field_text(source, node, "pattern"), iterable=iterable, body=_read_block(source, body), line=line)


def _read_return(source: Source, node: Node, line: int) -> Expression:
    return ReturnExpression(inner=_read_first(source, node) if node.named_children else None, line=line)


def _read_struct(source: Source, node: Node, line: int) -> Expression:
    body = node.child_by_field_name("body")
    fields = [] if body is None else [_read_initializer(source, child) for child in body.named_children]
    return StructExpression(path=field_text(source, node, "name"), fields=tuple(field for field in fields if field[0]), line=line)


def _read_initializer(source: Source, node: Node) -> tuple[str, Expression]:
    """``name: value`` or ``name``; no name for anything else."""
    if node.type == "shorthand_field_initializer":
        return source.text(node).removeprefix("r#"), _read_first(source, node)
    value = node.child_by_field_name("value")
    return ("" if value is None else field_text(source, node, "field").removeprefix("r#")), _read_expression(source, value)


def _read_block_expression(source: Source, node: Node, line: int) -> Expression:
    return _read_block(source, node)


_READERS: Mapping[str, Callable[[Source, Node, int], Expression]] = {
    **dict.fromkeys(
        ("string_literal", "raw_string_literal", "char_literal", "boolean_literal", "integer_literal", "float_literal"), _read_literal
    ),
    **dict.fromkeys(("identifier", "scoped_identifier", "self", "generic_function", "crate", "super", "metavariable"), _read_path),
    **dict.fromkeys(("block", "unsafe_block", "async_block", "const_block", "try_block", "gen_block"), _read_block_expression),
    **dict.fromkeys(("tuple_expression", "unit_expression"), _read_tuple),
    "call_expression": _read_call,
    "macro_invocation": _read_macro,
    "field_expression": _read_field,
    "await_expression": _read_await,
    "try_expression": _read_try,
    "parenthesized_expression": _read_parenthesized,
    "reference_expression": _read_reference,
    "array_expression": _read_array,
    "closure_expression": _read_closure,
    "if_expression": _read_if,
    "match_expression": _read_match,
    "for_expression": _read_for,
    "return_expression": _read_return,
    "struct_expression": _read_struct,
}
"""The grammar's node types of expressions, and what reads them."""
