"""Types written for pyo3-stub-gen, in modern spelling."""

from __future__ import annotations

import pytest
from one_binding import see

from sphinx_plissken.bindings.callables.stub_hints import modernize


@pytest.mark.parametrize(
    ("written", "modern"),
    [
        ("builtins.int", "int"),
        ("typing.Optional[builtins.str]", "str | None"),
        ("typing.Union[int, typing.List[builtins.str]]", "int | list[str]"),
        ("typing.Optional[builtins.tuple[builtins.str, typing.Any]]", "tuple[str, typing.Any] | None"),
        ("typing.Callable[[int], None]", "collections.abc.Callable[[int], None]"),
        ("pkg.Own[typing.Mapping[str, int]]", "pkg.Own[collections.abc.Mapping[str, int]]"),
        ("no python at all!", "no python at all!"),
    ],
)
def test_modern_spelling(written: str, modern: str) -> None:
    assert modernize(written) == modern


def test_hints_of_parameters_and_results() -> None:
    source = """
        #[pyfunction] #[gen_stub(override_return_type(type_repr = "builtins.list[builtins.int]", imports = ()))]
        fn f(#[gen_stub(override_type(type_repr = "typing.Optional[str]", imports = ("typing")))] a: A) -> B { todo!() }
    """
    function = see(source).object
    assert (function.parameters["a"].annotation, function.returns) == ("str | None", "list[int]")


def test_a_function_that_is_described_in_python() -> None:
    source = """
        #[gen_stub_pyfunction(python = r#"
            import collections.abc
            def f(callback: collections.abc.Callable[[str], typing.Optional[builtins.int]], /, times: int = 1) -> typing.List[str]: ...
        "#)]
        #[pyfunction] #[pyo3(signature = (callback, times = 1))] fn f(callback: Py<PyAny>, times: A) -> Py<PyAny> { todo!() }
    """
    function = see(source).object
    assert function.parameters["callback"].annotation == "collections.abc.Callable[[str], int | None]"
    assert (function.parameters["times"].annotation, function.parameters["times"].default) == ("int", "1")
    assert function.returns == "list[str]"


@pytest.mark.parametrize("python", ["not python (", "def other(): ...", ""])
def test_a_description_of_something_else(python: str) -> None:
    function = see(f'#[gen_stub_pyfunction(python = "{python}")] #[pyfunction] fn f(a: A) {{}}').object
    assert (function.parameters["a"].annotation, function.returns) == (None, "None")
