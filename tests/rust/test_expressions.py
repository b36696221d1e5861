import pytest

from sphinx_plissken.rust.model import Attribute, Function, Use
from sphinx_plissken.rust.syntax.expressions import (
    ArrayExpression,
    BlockExpression,
    CallExpression,
    ClosureExpression,
    Expression,
    ExpressionStatement,
    FieldExpression,
    ForExpression,
    IfExpression,
    ItemStatement,
    LetStatement,
    LiteralExpression,
    MacroExpression,
    MatchArm,
    MatchExpression,
    MethodCallExpression,
    OtherExpression,
    PathExpression,
    ReferenceExpression,
    ReturnExpression,
    Statement,
    TryExpression,
    TupleExpression,
    read_block,
)
from sphinx_plissken.rust.text.type_reader import read_generic_arguments, read_path, read_type


def block(text: str) -> BlockExpression:
    return read_block(f"{{ {text} }}", file="src/lib.rs", line=1)


def value(text: str) -> Expression:
    read = block(text)
    assert read.statements == ()
    assert read.value is not None
    return read.value


def path(name: str) -> PathExpression:
    return PathExpression(path=read_path(name), line=1)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ('"x"', LiteralExpression(text='"x"', line=1)),
        ("1_000u64", LiteralExpression(text="1_000u64", line=1)),
        ("true", LiteralExpression(text="true", line=1)),
        ("-1", OtherExpression(text="-1", line=1)),
        ("a::b", path("a::b")),
        ("self", path("self")),
        ("Vec::<u8>::new", path("Vec::<u8>::new")),
        ("<T as Q>::f", PathExpression(path=read_path("f"), self_type=read_type("T"), trait=read_path("Q"), line=1)),
        ("f(a, &b)", CallExpression(function=path("f"), arguments=(path("a"), ReferenceExpression(inner=path("b"), line=1)), line=1)),
        (
            "m.add_class::<Point<'_>>()?",
            TryExpression(
                inner=MethodCallExpression(
                    receiver=path("m"), method="add_class", generics=read_generic_arguments("<Point<'_>>"), arguments=(), line=1
                ),
                line=1,
            ),
        ),
        ("wrap_pyfunction!(f, m)", MacroExpression(path=read_path("wrap_pyfunction"), tokens="(f, m)", line=1)),
        ("a.0", FieldExpression(receiver=path("a"), name="0", line=1)),
        ("a.await", FieldExpression(receiver=path("a"), name="await", line=1)),
        ("&mut a", ReferenceExpression(inner=path("a"), line=1)),
        ("(a, b)", TupleExpression(elements=(path("a"), path("b")), line=1)),
        ("()", TupleExpression(elements=(), line=1)),
        ("(a)", path("a")),
        ("[a, b]", ArrayExpression(elements=(path("a"), path("b")), line=1)),
        ("[a; 3]", OtherExpression(text="[a; 3]", line=1)),
        ("|m: &M, k| m", ClosureExpression(parameters=("m: &M", "k"), body=path("m"), line=1)),
        ("return a", ReturnExpression(inner=path("a"), line=1)),
        ("return", ReturnExpression(inner=None, line=1)),
        ("unsafe { a }", BlockExpression(statements=(), value=path("a"), line=1)),
        ("a + b", OtherExpression(text="a + b", line=1)),
        (
            "if a { b } else { c }",
            IfExpression(
                condition=path("a"),
                then=BlockExpression(statements=(), value=path("b"), line=1),
                otherwise=BlockExpression(statements=(), value=path("c"), line=1),
                line=1,
            ),
        ),
        (
            "if let Some(a) = b {}",
            IfExpression(
                condition=OtherExpression(text="let Some(a) = b", line=1),
                then=BlockExpression(statements=(), value=None, line=1),
                otherwise=None,
                line=1,
            ),
        ),
        (
            "match a { B if c => d, _ => e }",
            MatchExpression(
                subject=path("a"),
                arms=(MatchArm(pattern="B if c", value=path("d")), MatchArm(pattern="_", value=path("e"))),
                line=1,
            ),
        ),
        (
            "for (i, x) in a {}",
            ForExpression(pattern="(i, x)", iterable=path("a"), body=BlockExpression(statements=(), value=None, line=1), line=1),
        ),
    ],
)
def test_expressions(text: str, expression: Expression) -> None:
    assert value(text) == expression


def only(text: str) -> Statement:
    (statement,) = block(text).statements
    return statement


def test_let_statements() -> None:
    statement = only('let mut x: &str = "a";')
    assert statement == LetStatement(pattern="mut x", type=read_type("&str"), value=LiteralExpression(text='"a"', line=1), line=1)
    assert only("let Some(x) = y else { return };") == LetStatement(pattern="Some(x)", type=None, value=path("y"), line=1)
    assert only("let x;") == LetStatement(pattern="x", type=None, value=None, line=1)


def test_items_in_a_body() -> None:
    first, second, function = block("use a::{b, c}; #[pyfn(m)] fn f() {}").statements
    assert isinstance(first, ItemStatement)
    assert isinstance(second, ItemStatement)
    assert [first.item.name, second.item.name] == ["b", "c"]
    assert isinstance(first.item, Use)
    assert isinstance(function, ItemStatement)
    assert isinstance(function.item, Function)
    assert function.item.attributes == (Attribute(path="pyfn", tokens="(m)", line=1),)


def test_attributes_stay_on_statements_also_on_the_last_one() -> None:
    read = block('#[cfg(feature = "x")] m.f()?; #[cfg(y)] g()')
    first, last = read.statements
    assert isinstance(first, ExpressionStatement)
    assert isinstance(last, ExpressionStatement)
    assert [each.attributes[0].tokens for each in (first, last)] == ['(feature = "x")', "(y)"]
    assert read.value is None


def test_a_block_with_statements_and_a_value_over_several_lines() -> None:
    read = read_block("{\n    a;\n    b\n        .c();\n\n    Ok(())\n}", file="src/lib.rs", line=10)
    first, second = read.statements
    assert (first.line, second.line) == (11, 12)
    assert isinstance(second, ExpressionStatement)
    assert isinstance(second.expression, MethodCallExpression)
    assert second.expression.line == 13
    assert read.value == CallExpression(
        function=PathExpression(path=read_path("Ok"), line=15), arguments=(TupleExpression(elements=(), line=15),), line=15
    )


@pytest.mark.parametrize("text", ["a(", "{{{", ")", "let = ;", "fn", "", "'", '"'])
def test_broken_blocks_are_read_all_the_same(text: str) -> None:
    assert isinstance(block(text), BlockExpression)


def test_deep_nesting_ends_as_text() -> None:
    read = value("a" + ".b()" * 5000)
    depth = 0
    while isinstance(read, MethodCallExpression):
        read, depth = read.receiver, depth + 1
    assert isinstance(read, OtherExpression)
    assert depth == 100
