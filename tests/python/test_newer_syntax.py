"""Files in the syntax of Pythons that may be newer than the one that reads them."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from python_packages import read, shown

from sphinx_plissken.python.newer_syntax import no_valid_python

FILES = {
    "a type statement": ("type Pair[T] = tuple[T, T]\n", "3.12", 1),
    "a generic function": ("\ndef first[T](of: list[T]) -> T:\n    pass\n", "3.12", 2),
    "a generic method": ("class Box:\n    async def put[T](self, it: T): ...\n", "3.12", 2),
    "quotes in an f-string": ("x = 1\ny = f'{'a'}'\n", "3.12", 2),
    "a default of a type parameter": ("class Box[T = int]:\n    pass\n", "3.13", 1),
    "exceptions without parentheses": ("try:\n    x = 1\nexcept OSError, ValueError:\n    pass\n", "3.14", 3),
    "a template string": ("name = ''\nx = t'{name}'\n", "3.14", 2),
    "a lazy import": ("lazy import json\n", "3.15", 1),
    "unpacking in a comprehension": ("x = [*each for each in ()]\n", "3.15", 1),
}


@pytest.mark.parametrize("name", FILES)
def test_newer_syntax_is_read_or_the_version_is_named(tmp_path: Path, name: str) -> None:
    text, needed, line = FILES[name]
    reference = read(tmp_path, {"pkg/__init__.py": "", "pkg/new.py": text})
    if sys.version_info >= tuple(map(int, needed.split("."))):
        assert not reference.problems
        assert "pkg.new" in shown(reference)
    else:
        (problem,) = reference.problems
        assert (problem.file, problem.line) == ("pkg/new.py", line)
        assert f"no valid Python {sys.version_info[0]}.{sys.version_info[1]}: " in problem.message
        assert problem.message.endswith(f"needs Python {needed} or later to run the build")


@pytest.mark.parametrize("text", ["def f(:\n", "x = 'open\n", "type = \n", "except = 1\n", "x = f'{'\n", "class C[T\n"])
def test_what_no_python_takes_names_none(text: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        ast.parse(text)
    assert "to run the build" not in no_valid_python(caught.value, text, (3, 99))
    assert no_valid_python(caught.value, text, (3, 99)).startswith("no valid Python 3.99: ")


def test_the_latest_of_several_versions_is_named() -> None:
    error = SyntaxError("invalid syntax", ("a.py", 1, 8, "", 1, 9))
    assert "Python 3.13 or later" in no_valid_python(error, "class C[T = int]: ...", (3, 11))
    assert no_valid_python(SyntaxError("nulls"), "", (3, 11)) == "no valid Python 3.11: nulls"
