"""The grammars of signatures, as text."""

from __future__ import annotations

import pytest
from griffe import ParameterKind

from sphinx_plissken.bindings.callables.signatures import WrittenSignature, read_args, read_signature, read_text_signature

KINDS = {
    ParameterKind.positional_only: "only ",
    ParameterKind.positional_or_keyword: "",
    ParameterKind.var_positional: "*",
    ParameterKind.keyword_only: "key ",
    ParameterKind.var_keyword: "**",
}


def printed(signature: WrittenSignature | None) -> list[str]:
    assert signature is not None
    return [
        KINDS[parameter.kind]
        + parameter.name
        + (f": {parameter.annotation}" if parameter.annotation else "")
        + (f" = {parameter.default}" if parameter.default is not None else "")
        for parameter in signature.parameters
    ]


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("()", []),
        ("(first, second = 2,)", ["first", "second = 2"]),
        ("(a, /, b, *, c = None)", ["only a", "b", "key c = None"]),
        ("(*rest, flag = true, **others)", ["*rest", "key flag = true", "**others"]),
        ("(r#type = 1, * r#in)", ["type = 1", "*in"]),
        ('(text: "str" = "a, b", n: "int")', ['text: str = "a, b"', "n: int"]),
        ('(x: "dict[str, int] | None" = None)', ["x: dict[str, int] | None = None"]),
        ("(size = Size { w: 1, h: 2 }, f = (1, 2), g = a == b)", ["size = Size { w: 1, h: 2 }", "f = (1, 2)", "g = a == b"]),
    ],
)
def test_signature(text: str, parameters: list[str]) -> None:
    assert printed(read_signature(text)) == parameters


def test_result_of_a_signature() -> None:
    signature = read_signature('(a: "tuple[()]") -> "list[tuple[()]]"')
    assert signature is not None
    assert signature.returns == "list[tuple[()]]"
    assert printed(signature) == ["a: tuple[()]"]


@pytest.mark.parametrize("text", ["a, b", "(a b)", "", "(1 = 2 = )["])
def test_what_is_no_signature(text: str) -> None:
    assert read_signature(text) is None


@pytest.mark.parametrize(
    ("arguments", "parameters"),
    [
        ([("b", '"2"')], ["a", "b = 2", "c"]),
        ([("", '"*"'), ("c", '"\\"x\\""')], ["a", "b", 'key c = "x"']),
        ([("a", ""), ("", '"/"'), ("b", "1"), ("c", '"**"')], ["only a", "b = 1", "**c"]),
        ([("b", '"*"'), ("c", '"None"')], ["a", "*b", "key c = None"]),
    ],
)
def test_args_attribute(arguments: list[tuple[str, str]], parameters: list[str]) -> None:
    assert printed(read_args(arguments, ["a", "b", "c"])) == parameters


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("($self, a, b=1, /)", ["only a", "only b = 1"]),
        ("($self, /, a)", ["a"]),
        ("($module, *args, key=(), **kw)", ["*args", "key key = ()", "**kw"]),
        ("(self, x=Mode.FAST)", ["x = Mode.FAST"]),
        ("(x: int = 3)", ["x: int = 3"]),
    ],
)
def test_text_signature(text: str, parameters: list[str]) -> None:
    assert printed(read_text_signature(text)) == parameters


@pytest.mark.parametrize("text", ["(a, / b)", "(a=Mode::Fast)", "(a", "(a=1, b)", "): import os  #"])
def test_what_is_no_text_signature(text: str) -> None:
    assert read_text_signature(text) is None
