"""Code of doc comments, as the rustdoc book has it."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.docs.fences import read_code


@pytest.mark.parametrize(
    ("info", "language", "marks"),
    [
        ("", "rust", ()),
        ("rust", "rust", ()),
        ("no_run", "rust", ()),
        ("rust,ignore", "rust", ("ignore",)),
        ("ignore-windows edition2021", "rust", ("ignore",)),
        ("should_panic,compile_fail,E0277", "rust", ("should_panic", "compile_fail")),
        ("{.custom}", "rust", ()),
        ("text", "text", ()),
        ("notrust", "text", ()),
        ("Python", "python", ()),
        ("rust,text", "text", ()),
    ],
)
def test_info_strings(info: str, language: str, marks: tuple[str, ...]) -> None:
    code = read_code(info, "f();")
    assert (code.language, code.marks) == (language, marks)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# use a;\nf();\n#\n  # g();", "f();"),
        ("## not hidden", "# not hidden"),
        ("#[derive(Debug)]\n#![no_std]", "#[derive(Debug)]\n#![no_std]"),
        ("#hashtag", "#hashtag"),
    ],
)
def test_hidden_lines(text: str, shown: str) -> None:
    assert read_code("", text).text == shown
    assert read_code("text", text).text == text


def test_python_by_default_and_its_sessions() -> None:
    assert read_code("", "x = 1", default="default").language == "default"
    assert read_code("", ">>> x\n1", default="default").language == "pycon"


@pytest.mark.parametrize(
    ("info", "language"), [("custom,{class=language-c}", "c"), ("custom,c", "c"), ("custom", "text"), ("{.x}", "rust")]
)
def test_custom_fences_are_not_rust(info: str, language: str) -> None:
    code = read_code(info, "# int\nx")
    assert code.language == language
    assert (code.text == "x") is (language == "rust")
