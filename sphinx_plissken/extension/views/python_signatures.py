"""Signatures of Python objects as the ``py`` domain reads them, and what the names in them stand for.

Goes in: griffe objects. Comes out: text with short names, and the full path of each of these names. Knows neither docutils nor Sphinx.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import griffe
from griffe import ParameterKind

_NAME = re.compile(r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)""")
_PREFIXES = {ParameterKind.var_positional: "*", ParameterKind.var_keyword: "**"}
LONGEST_VALUE = 200
"""Values with more characters are cut: they are data, not documentation."""


@dataclass(slots=True)
class NamesInText:
    """Collects the names of one signature."""

    owner: griffe.Object
    targets: dict[str, str] = field(default_factory=dict)
    """Name as shown -> full path."""

    def read(self, annotation: str | griffe.Expr | None) -> str:
        """An annotation with short names: ``collections.abc.Sequence[pkg._core.Runner]`` -> ``Sequence[Runner]``.

        Names with dots in the text of a binding are full paths; those in an expression are looked up where it is written.
        """
        if annotation is None:
            return ""
        is_full = isinstance(annotation, str)
        return _NAME.sub(lambda match: self._shortened(match, is_full), _unquoted(str(annotation)))

    def _shortened(self, match: re.Match[str], is_full: bool) -> str:
        written = match["name"]
        if not written:
            return match[0]
        full = written if is_full and "." in written else resolve_name(self.owner, written)
        short = full.rpartition(".")[2] if "." in written else written
        if self.targets.setdefault(short, full) == full:
            return short
        self.targets[written] = full
        return written


def resolve_name(owner: griffe.Object, name: str) -> str:
    """The full path of a name in the scope of an object: ``abc.Sequence`` -> ``collections.abc.Sequence``; as written where unknown."""
    first, dot, rest = name.partition(".")
    try:
        resolved = owner.resolve(first)
    except Exception:  # griffe raises several kinds for broken aliases; a name that it can't follow stays as written
        return name
    return resolved + dot + rest


def function_signature(function: griffe.Function, names: NamesInText, *, name: str = "", is_method: bool = False) -> str:
    """``task(runner: Runner, **kwargs) -> TaskDecorator``."""
    parameters = list(function.parameters)
    if is_method and parameters and "staticmethod" not in function.labels:
        parameters = parameters[1:] if parameters[0].name in ("self", "cls", "mcs", "_cls", "_self") else parameters
    returns = names.read(function.returns)
    return f"{name or function.name}({', '.join(_parameters(parameters, names))})" + (f" -> {returns}" if returns else "")


def class_signature(cls: griffe.Class, names: NamesInText) -> str:
    """``Task(name: str, description: str | None = None)``; the bare name where the class has no constructor of its own."""
    constructor = _constructor(cls)
    if constructor is None:
        parameters = _dataclass_parameters(cls)
        return f"{cls.name}({', '.join(_parameters(parameters, names))})" if parameters else cls.name
    return re.sub(r" -> .*$", "", function_signature(constructor, names, name=cls.name, is_method=True))


def _constructor(cls: griffe.Class) -> griffe.Function | None:
    for name in ("__init__", "__new__"):
        member = cls.members.get(name)
        if isinstance(member, griffe.Function):
            return member
    return None


def _dataclass_parameters(cls: griffe.Class) -> list[griffe.Parameter]:
    try:
        return list(cls.parameters)[1:] if "dataclass" in cls.labels else []
    except Exception:  # bases that griffe can't follow
        return []


def _parameters(parameters: Iterable[griffe.Parameter], names: NamesInText) -> Iterator[str]:
    previous: ParameterKind | None = None
    for parameter in parameters:
        kind = parameter.kind
        if previous is ParameterKind.positional_only and kind is not ParameterKind.positional_only:
            yield "/"
        if kind is ParameterKind.keyword_only and previous not in (ParameterKind.keyword_only, ParameterKind.var_positional):
            yield "*"
        yield _parameter(parameter, names)
        previous = kind
    if previous is ParameterKind.positional_only:
        yield "/"


def _parameter(parameter: griffe.Parameter, names: NamesInText) -> str:
    text = _PREFIXES.get(parameter.kind or ParameterKind.positional_or_keyword, "") + parameter.name
    if annotation := names.read(parameter.annotation):
        text += f": {annotation}"
    if parameter.default is not None and parameter.kind not in _PREFIXES:
        text += f" = {parameter.default}" if annotation else f"={parameter.default}"
    return text


def shown_value(value: str | griffe.Expr | None) -> str:
    """The value of an attribute on one line, cut where it is long."""
    text = " ".join(str(value).split()) if value is not None else ""
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


def _unquoted(annotation: str) -> str:
    """Forward references without their quotation marks: ``Optional["A"]`` -> ``Optional[A]``; the strings of ``Literal`` stay."""
    if '"' not in annotation and "'" not in annotation:
        return annotation
    try:
        return ast.unparse(_Unquote().visit(ast.parse(annotation, mode="eval")))
    except (SyntaxError, ValueError, RecursionError):
        return annotation


class _Unquote(ast.NodeTransformer):
    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        name = ast.unparse(node.value).rpartition(".")[2]
        if name == "Literal":
            return node
        if name == "Annotated" and isinstance(node.slice, ast.Tuple):
            node.slice.elts[0] = self.visit(node.slice.elts[0])
            return node
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, str):
            return node
        try:
            return ast.parse(node.value, mode="eval").body
        except (SyntaxError, ValueError):
            return node
