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

from sphinx_plissken.python.inheritance import ancestors

_NAME = re.compile(r"""(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)""")
_PREFIXES = {ParameterKind.var_positional: "*", ParameterKind.var_keyword: "**"}
LONGEST_VALUE = 200
"""Values with more characters are cut: they are data, not documentation."""


@dataclass(slots=True)
class NamesInText:
    """Collects the names of one signature."""

    owner: griffe.Object
    has_full_names: bool = False
    """Whether names keep their modules."""
    targets: dict[str, str] = field(default_factory=dict)
    """Name as shown -> full path."""

    def read(self, annotation: str | griffe.Expr | None, owner: griffe.Object | None = None) -> str:
        """An annotation with short names: ``collections.abc.Sequence[pkg._core.Runner]`` -> ``Sequence[Runner]``.

        Names with dots in the text of a binding are full paths; those in an expression are looked up where it is written.

        :param owner: in whose scope it is written, if not in that of the object.
        """
        if annotation is None:
            return ""
        is_full = isinstance(annotation, str)
        return _NAME.sub(lambda match: self._shortened(match, owner or self.owner, is_full), _unquoted(str(annotation)))

    def _shortened(self, match: re.Match[str], owner: griffe.Object, is_full: bool) -> str:
        written = match["name"]
        if not written:
            return match[0]
        full = written if is_full and "." in written else resolve_name(owner, written)
        if self.has_full_names:
            return full.removeprefix("builtins.")
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


def function_signature(
    function: griffe.Function, names: NamesInText, *, name: str = "", is_method: bool = False, is_typed: bool = True
) -> str:
    """``task(runner: Runner, **kwargs) -> TaskDecorator``."""
    parameters = _shown_parameters(function, is_method=is_method)
    returns = names.read(function.returns, function) if is_typed else ""
    written = ", ".join(_written(parameters, names, function, is_typed=is_typed))
    return f"{name or function.name}({written})" + (f" -> {returns}" if returns else "")


def _shown_parameters(function: griffe.Function, *, is_method: bool) -> list[griffe.Parameter]:
    """The parameters that callers give."""
    parameters = list(function.parameters)
    is_bound = is_method and parameters and "staticmethod" not in function.labels
    return parameters[1:] if is_bound and parameters[0].name in ("self", "cls", "mcs", "_cls", "_self") else parameters


def annotations_of(function: griffe.Function, names: NamesInText, *, is_method: bool = False) -> dict[str, str]:
    """The types of the parameters that callers give, stars before their names, and of the result under ``return``."""
    found = {
        _PREFIXES.get(parameter.kind or ParameterKind.positional_or_keyword, "") + parameter.name: names.read(
            parameter.annotation, function
        )
        for parameter in _shown_parameters(function, is_method=is_method)
    }
    return {**found, "return": names.read(function.returns, function)}


def class_signature(cls: griffe.Class, names: NamesInText, *, is_typed: bool = True) -> str:
    """``Task(name: str, description: str | None = None)``; the bare name where the class has no constructor that is known."""
    constructor = constructor_of(cls)
    if constructor is None:
        return cls.name
    return re.sub(r" -> .*$", "", function_signature(constructor, names, name=cls.name, is_method=True, is_typed=is_typed))


def constructor_of(cls: griffe.Class) -> griffe.Function | None:
    """The method that makes an instance: that of the class, else of the nearest ancestor that has one (``inspect.signature``)."""
    for owner in (cls, *ancestors(cls)):
        for name in ("__init__", "__new__"):
            member = owner.members.get(name)
            if isinstance(member, griffe.Function):
                return member
        if any(str(base).rpartition(".")[2] == "NamedTuple" for base in owner.bases):
            return _named_tuple_constructor(owner)
    return None


def _named_tuple_constructor(cls: griffe.Class) -> griffe.Function:
    """What ``typing.NamedTuple`` makes of the annotated attributes of a class."""
    fields = (member for member in cls.members.values() if isinstance(member, griffe.Attribute) and member.annotation is not None)
    parameters = (
        griffe.Parameter(each.name, annotation=each.annotation, kind=ParameterKind.positional_or_keyword, default=each.value)
        for each in fields
    )
    return griffe.Function("__new__", parameters=griffe.Parameters(*parameters), parent=cls)


def _written(parameters: Iterable[griffe.Parameter], names: NamesInText, function: griffe.Function, *, is_typed: bool) -> Iterator[str]:
    previous: ParameterKind | None = None
    for parameter in parameters:
        kind = parameter.kind
        if previous is ParameterKind.positional_only and kind is not ParameterKind.positional_only:
            yield "/"
        if kind is ParameterKind.keyword_only and previous not in (ParameterKind.keyword_only, ParameterKind.var_positional):
            yield "*"
        annotation = names.read(parameter.annotation, function) if is_typed else ""
        yield _parameter(parameter, annotation)
        previous = kind
    if previous is ParameterKind.positional_only:
        yield "/"


def _parameter(parameter: griffe.Parameter, annotation: str) -> str:
    text = _PREFIXES.get(parameter.kind or ParameterKind.positional_or_keyword, "") + parameter.name
    if annotation:
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
