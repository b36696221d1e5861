"""Types that a project says of its own conversions: PyO3's ``INPUT_TYPE`` and ``OUTPUT_TYPE``, pyo3-stub-gen's ``PyStubType``.

Goes in: the impls of a type, and calls of ``impl_stub_type!``. Comes out: an annotation. Sources: ``pyo3::inspect`` and ``FromPyObject``,
``IntoPyObject`` (0.26 on); ``pyo3_stub_gen::TypeInfo``, ``impl_stub_type!``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sphinx_plissken.bindings.callables.stub_hints import modernize
from sphinx_plissken.bindings.context import Position
from sphinx_plissken.rust.model import Const, Crate, Function, Impl, MacroCall, Module, Namespace
from sphinx_plissken.rust.resolution.names import Definition, Names
from sphinx_plissken.rust.syntax.expressions import (
    CallExpression,
    Expression,
    LiteralExpression,
    MacroExpression,
    MethodCallExpression,
    OtherExpression,
    PathExpression,
    ReferenceExpression,
    StructExpression,
    read_block,
)
from sphinx_plissken.rust.text.attributes import split_at_commas
from sphinx_plissken.rust.text.tokens import literal_value
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import Lifetime, Path, PathType, Type

Say = Callable[[Type], str]
"""Says a Rust type that is written where the hint is; empty where nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StubType:
    """``impl_stub_type!(X = A | B)``"""

    types: tuple[Type, ...]
    module: str
    """Where that is written."""


def find_stub_types(crates: Iterable[Crate], names: Names) -> Mapping[str, StubType]:
    """Every ``impl_stub_type!``, by the definition path of its type."""
    return dict(found for crate in crates for found in _in_module(crate.root, names))


def _in_module(module: Module, names: Names) -> Iterator[tuple[str, StubType]]:
    for item in module.items or ():
        if isinstance(item, Module):
            yield from _in_module(item, names)
        elif isinstance(item, MacroCall) and item.path.last.name == "impl_stub_type":
            name, _, types = item.tokens[1:-1].partition("=")
            type = read_type(name.strip())
            meaning = names.resolve(type.path, module.path, Namespace.TYPE) if isinstance(type, PathType) else None
            if isinstance(meaning, Definition):
                yield meaning.path, StubType(types=tuple(read_type(each.strip()) for each in types.split("|")), module=module.path)


_CONSTANTS = {Position.ARGUMENT: ("FromPyObject", "INPUT_TYPE"), Position.RETURN: ("IntoPyObject", "OUTPUT_TYPE")}
_FUNCTIONS = {Position.ARGUMENT: ("type_input", "type_output"), Position.RETURN: ("type_output",)}


def written_hint(names: Names, definition: Definition, position: Position, say: Callable[[Type, str], str]) -> str:
    """What the impls of a type say of it; empty where they say nothing.

    :param say: says a type that is written in a module.
    """
    for located in names.impls(definition.path):
        trait = located.impl.trait.last.name if located.impl.trait is not None else ""
        text = _constant(located.impl, trait, position) or _function(located.impl, trait, position)
        if text and (hint := _read(text, lambda type, module=located.module: say(type, module))):  # type: ignore[misc]
            return hint
    return ""


def _constant(impl: Impl, trait: str, position: Position) -> str:
    """``const INPUT_TYPE: PyStaticExpr = type_hint_identifier!("builtins", "int");``"""
    wanted, name = _CONSTANTS[position]
    found = (item for item in impl.items if isinstance(item, Const) and item.name == name and item.value and trait == wanted)
    return next((f"{{{item.value}}}" for item in found), "")


def _function(impl: Impl, trait: str, position: Position) -> str:
    """``fn type_output() -> TypeInfo { TypeInfo::builtin("int") }``"""
    functions = {item.name: item for item in impl.items if isinstance(item, Function)} if trait == "PyStubType" else {}
    function = next((functions[name] for name in _FUNCTIONS[position] if name in functions), None)
    return function.body or "" if function is not None else ""


def _read(block: str, say: Say) -> str:
    body = read_block(block, file="", line=1)
    return modernize(_hint(body.value, say)) if body.value is not None and not body.statements else ""


def _hint(expression: Expression, say: Say) -> str:
    """The annotation that an expression makes; empty where that is not known."""
    reader = _READERS.get(type(expression))
    return reader(expression, say) if reader else ""


def _literal(expression: LiteralExpression, say: Say) -> str:
    value = literal_value(expression.text)
    return value if isinstance(value, str) else ""


def _inner(expression: ReferenceExpression, say: Say) -> str:
    return _hint(expression.inner, say)


def _receiver(expression: MethodCallExpression, say: Say) -> str:
    """``"int".to_string()``"""
    return _hint(expression.receiver, say)


def _other(expression: OtherExpression, say: Say) -> str:
    """``A::type_output() | B::type_output()``"""
    parts = expression.text.split("|")
    if len(parts) < 2:
        return ""
    hints = [_read(f"{{{part}}}", say) for part in parts]
    return " | ".join(dict.fromkeys(hints)) if all(hints) else ""


def _struct(expression: StructExpression, say: Say) -> str:
    """``TypeInfo { name: "int".to_owned(), import: .. }``"""
    name = dict(expression.fields).get("name")
    return _hint(name, say) if name is not None and expression.path.endswith("TypeInfo") else ""


def _path(expression: PathExpression, say: Say) -> str:
    """``T::INPUT_TYPE`` and ``<T as FromPyObject>::INPUT_TYPE``"""
    return say(_owner(expression)) if expression.path.last.name in ("INPUT_TYPE", "OUTPUT_TYPE") else ""


def _owner(expression: PathExpression) -> Type:
    if expression.self_type is not None:
        return expression.self_type
    return PathType(path=Path(segments=expression.path.segments[:-1], is_global=expression.path.is_global))


def _call(expression: CallExpression, say: Say) -> str:
    """A constructor of ``TypeInfo``, or the same function of another type."""
    function = expression.function
    if not isinstance(function, PathExpression):
        return ""
    name = function.path.last.name
    if name in ("type_output", "type_input"):
        return say(_owner(function))
    if name in _WRITTEN:
        return _hint(expression.arguments[0], say) if expression.arguments else ""
    types = [say(each) for each in function.path.last.arguments or () if not isinstance(each, Lifetime)]  # type: ignore[arg-type]
    template = _TEMPLATES.get(name, "")
    return template.format(*types) if template.count("{}") == len(types) and all(types) else ""


_WRITTEN = frozenset({"builtin", "with_module", "unqualified", "locally_defined"})
"""Constructors of ``TypeInfo`` whose first argument is the type."""
_TEMPLATES: Mapping[str, str] = {
    "none": "None",
    "any": "typing.Any",
    "list_of": "list[{}]",
    "set_of": "set[{}]",
    "dict_of": "dict[{}, {}]",
    "optional_of": "{} | None",
}


def _macro(expression: MacroExpression, say: Say) -> str:
    """``type_hint_identifier!("builtins", "int")``, ``type_hint_union!(A, B)``, ``type_hint_subscript!(A, B)``"""
    arguments = split_at_commas(expression.tokens[1:-1])
    hints = [_read(f"{{{argument}}}", say) for argument in arguments]
    if not hints or not all(hints):
        return ""
    match expression.path.last.name:
        case "type_hint_identifier":
            return ".".join(hints).removeprefix("builtins.")
        case "type_hint_union":
            return " | ".join(hints)
        case "type_hint_subscript":
            return f"{hints[0]}[{', '.join(hints[1:])}]"
    return ""


_READERS: Mapping[type, Callable[..., str]] = {
    LiteralExpression: _literal,
    ReferenceExpression: _inner,
    MethodCallExpression: _receiver,
    OtherExpression: _other,
    StructExpression: _struct,
    PathExpression: _path,
    CallExpression: _call,
    MacroExpression: _macro,
}
