"""Types that a project writes for pyo3-stub-gen.

Goes in: the attributes of a function or a parameter. Comes out: an annotation in the style of the others (``int | None``, not
``typing.Optional[builtins.int]``). Source: pyo3-stub-gen's documentation, ``gen_stub``.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

import griffe

from sphinx_plissken.bindings.options import read_arguments, read_options
from sphinx_plissken.rust.model import Attribute
from sphinx_plissken.rust.text.tokens import literal_value

ARGUMENT, RESULT = "override_type", "override_return_type"

_MODERN: Mapping[str, str] = MappingProxyType(
    {
        **{name: name.lower() for name in ("List", "Dict", "Tuple", "Set", "FrozenSet", "Type")},
        **{
            name: f"collections.abc.{name}"
            for name in (
                "AsyncIterable AsyncIterator Awaitable Callable Collection Container Coroutine Generator Hashable Iterable Iterator Mapping"
                " MutableMapping MutableSequence MutableSet Reversible Sequence Sized"
            ).split()
        },
    }
)
"""Names of ``typing`` that others have replaced since Python 3.9."""


def stub_hint(attributes: Iterable[Attribute], kind: str) -> str | None:
    """The type in ``#[gen_stub(override_type(type_repr = "..", imports = (..)))]``; None where there is none.

    :param kind: ``ARGUMENT`` or ``RESULT``.
    """
    arguments = dict(read_arguments(read_options(attributes, "gen_stub").values.get(kind, "")))
    hint = literal_value(arguments.get("type_repr", ""))
    return modernize(hint) if isinstance(hint, str) else None


def python_hint(attributes: Iterable[Attribute], name: str) -> griffe.Function | None:
    """The function that ``#[gen_stub_pyfunction(python = "def f(x: int) -> str: ...")]`` describes, with annotations in modern spelling."""
    text = read_options(attributes, "gen_stub_pyfunction").text("python")
    if not text:
        return None
    try:
        module = griffe.visit("stub", filepath=Path("stub.pyi"), code=textwrap.dedent(text))
    except SyntaxError:
        return None
    found = module.members.get(name)
    return found if isinstance(found, griffe.Function) else None


def take_python_hint(function: griffe.Function, described: griffe.Function) -> None:
    """Let a function have the types that are written for it."""
    for parameter in function.parameters:
        if parameter.name in (each.name for each in described.parameters):
            annotation = described.parameters[parameter.name].annotation
            parameter.annotation = modernize(str(annotation)) if annotation is not None else parameter.annotation
    function.returns = modernize(str(described.returns)) if described.returns is not None else function.returns


def modernize(annotation: str) -> str:
    """``typing.Optional[builtins.int]`` -> ``int | None``; what is no Python stays as it is."""
    try:
        return ast.unparse(_Modernizer().visit(ast.parse(annotation.strip(), mode="eval")))
    except SyntaxError:
        return annotation


class _Modernizer(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        path = ast.unparse(node)
        if path.startswith("builtins."):
            return ast.Name(path.removeprefix("builtins."))
        modern = _MODERN.get(path.removeprefix("typing.")) if path.startswith("typing.") else None
        return ast.parse(modern, mode="eval").body if modern else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        name = ast.unparse(node.value)
        inner: list[ast.expr] = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        members = [self.visit(member) for member in inner]
        if name in ("typing.Optional", "typing.Union"):
            joined: ast.expr = members[0]
            for member in (*members[1:], *([ast.Constant(None)] if name == "typing.Optional" else ())):
                joined = ast.BinOp(joined, ast.BitOr(), member)
            return joined
        node.value = self.visit(node.value)
        node.slice = ast.Tuple(members) if isinstance(node.slice, ast.Tuple) else members[0]
        return node
