"""What macro calls in a module's code do: PyO3's and the standard library's are known, ``macro_rules!`` at hand are expanded.

Goes in: a macro call. Comes out: its value. Source: the documentation of ``pyo3`` and ``std``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sphinx_plissken.bindings.modules.frames import resolve, why_missing
from sphinx_plissken.bindings.modules.runtime import (
    UNKNOWN,
    Frame,
    FunctionObject,
    Known,
    Machine,
    Missing,
    Opaque,
    RuntimeModule,
    Scalar,
    Value,
    Values,
)
from sphinx_plissken.rust.macros.macro_rules import Expansion, expand, read_rules
from sphinx_plissken.rust.model import Function, MacroRules, Module, Namespace
from sphinx_plissken.rust.resolution.names import Definition, Meaning
from sphinx_plissken.rust.syntax.expressions import Expression, MacroExpression, PathExpression, TupleExpression
from sphinx_plissken.rust.text.tokens import Group, Token, TokenTree, join, read_tokens, read_trees, text_of


def evaluate_macro(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """The value of ``name!(..)``."""
    if macro := _MACROS.get(expression.path.last.name):
        return macro(machine, expression, frame)
    if expression.path.last.name in _HARMLESS:
        return UNKNOWN
    expansion = _expansion(machine, expression, frame)
    if expansion is not None:
        return machine.run_block(machine.read(f"{{{expansion}}}", frame.file, expression.line), frame)
    used = {token.text for token in read_tokens(expression.tokens)}
    for name, value in frame.variables.items():
        if name in used and isinstance(value, RuntimeModule):
            machine.report(
                frame, expression.line, f"macro `{expression.path}!` cannot be expanded; what it adds to module `{value.name}` is missing"
            )
    return UNKNOWN


def _expansion(machine: Machine, expression: MacroExpression, frame: Frame) -> str | None:
    """The text that a call of a ``macro_rules!`` macro stands for; one in the same body shadows those of the module."""
    local = frame.items.get(str(expression.path))
    if not isinstance(local, MacroRules):
        return machine.names.expand(expression.path, expression.tokens, frame.module)
    expansion = expand(read_rules(local.body), expression.tokens)
    return expansion.text if isinstance(expansion, Expansion) else None


_HARMLESS = frozenset(
    """
    println print eprintln eprint dbg assert assert_eq assert_ne debug_assert debug_assert_eq panic todo unreachable unimplemented
    matches write writeln trace debug info warn error log compile_error thread_local
    """.split()
)


def _arguments(machine: Machine, expression: MacroExpression, frame: Frame) -> tuple[Expression, ...]:
    """The arguments of a macro call that is written like a function's."""
    inside = expression.tokens.strip()[1:-1].strip().rstrip(",")
    value = machine.read(f"{{({inside},)}}", frame.file, expression.line).value if inside else None
    return value.elements if isinstance(value, TupleExpression) else ()


def _values(machine: Machine, expression: MacroExpression, frame: Frame) -> list[Value]:
    return machine.evaluate_all(_arguments(machine, expression, frame), frame)


# PyO3


def _wrap_function(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``wrap_pyfunction!(path, m)``"""
    meaning, written = _named(machine, expression, frame, Namespace.VALUE)
    if isinstance(meaning, Definition) and isinstance(meaning.item, Function):
        return FunctionObject(definition=meaning)
    return _missing(machine, "function", written, meaning, expression.line, frame)


def _wrap_module(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``wrap_pymodule!(path)``: the code of the module runs."""
    meaning, written = _named(machine, expression, frame, Namespace.VALUE)
    if not isinstance(meaning, Definition):
        meaning, written = _named(machine, expression, frame, Namespace.TYPE)
    module = machine.open_module(meaning) if isinstance(meaning, Definition) and isinstance(meaning.item, Function | Module) else None
    return module or _missing(machine, "module", written, meaning, expression.line, frame)


def _named(machine: Machine, expression: MacroExpression, frame: Frame, namespace: Namespace) -> tuple[Meaning | None, str]:
    """What the first argument, a path, names."""
    arguments = _arguments(machine, expression, frame)
    if not arguments or not isinstance(arguments[0], PathExpression):
        return None, expression.tokens
    path = arguments[0].path
    return resolve(path, frame, namespace, machine.names), str(path)


def _missing(machine: Machine, kind: str, written: str, meaning: Meaning | None, line: int, frame: Frame) -> Missing:
    machine.report(frame, line, f"{kind} `{written}` {why_missing(meaning, written, frame.module, machine.names)}")
    return Missing()


def _interned(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``intern!(py, "x")``, ``c_str!("x")``"""
    values = _values(machine, expression, frame)
    return values[-1] if values else UNKNOWN


_MODULES_ENTRY = re.compile(r"""sys\.modules\[\s*\\?['"]([\w.]+)\\?['"]\s*\]\s*=\s*(\w+)""")


def _run_python(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``py_run!(py, sub, "import sys; sys.modules['pkg.sub'] = sub")``; other Python code is not looked into."""
    for name, variable in _MODULES_ENTRY.findall(expression.tokens):
        module = frame.variables.get(variable, UNKNOWN)
        if isinstance(module, RuntimeModule):
            module.imported_as.append(name)
    return UNKNOWN


# The standard library


def _vector(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    return Values(elements=tuple(_values(machine, expression, frame)))


def _concatenated(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    values = _values(machine, expression, frame)
    if all(isinstance(value, Known) for value in values):
        return Known(value="".join(rust_text(value.value) for value in values if isinstance(value, Known)))
    return Opaque(annotation="str")


def rust_text(value: Scalar) -> str:
    """A value as Rust displays it."""
    return str(value).lower() if isinstance(value, bool) else value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _stringified(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    return Known(value=join(read_tokens(expression.tokens.strip()[1:-1])))


def _environment(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``env!("CARGO_PKG_VERSION")``; other variables are those of whoever builds."""
    name = next(iter(_values(machine, expression, frame)), UNKNOWN)
    crate = machine.crates.get(frame.crate)
    if crate is None or not isinstance(name, Known):
        return Opaque(annotation="str")
    variables = {"CARGO_PKG_VERSION": crate.version, **crate.environment}
    value = variables.get(str(name.value))
    return Known(value=value) if value else Opaque(annotation="str")


_PLACE = re.compile(r"\{\{|\}\}|\{(\w*)(?::[^{}]*)?\}")


def _formatted(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``format!("{parent}.{}", name)`` where all parts are known."""
    values = _values(machine, expression, frame)
    if not values or not isinstance(values[0], Known) or not isinstance(values[0].value, str):
        return Opaque(annotation="str")
    waiting = iter(values[1:])
    text, end = "", 0
    for place in _PLACE.finditer(values[0].value):
        text += values[0].value[end : place.start()]
        end = place.end()
        if place[0] in ("{{", "}}"):
            text += place[0][0]
            continue
        value = _placed(place[1], values, frame) if place[1] else next(waiting, UNKNOWN)
        if not isinstance(value, Known):
            return Opaque(annotation="str")
        text += rust_text(value.value)
    return Known(value=text + values[0].value[end:])


def _placed(name: str, values: list[Value], frame: Frame) -> Value:
    if name.isdigit():
        return values[int(name) + 1] if int(name) + 1 < len(values) else UNKNOWN
    return frame.variables.get(name, UNKNOWN)


def _configured(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``cfg!(feature = "x")``"""
    return Known(value=machine.holds(expression.tokens.strip()[1:-1], frame.crate))


def _first_configured(machine: Machine, expression: MacroExpression, frame: Frame) -> Value:
    """``cfg_if! { if #[cfg(a)] { .. } else if #[cfg(b)] { .. } else { .. } }``"""
    trees = read_trees(expression.tokens)
    predicate: str | None = ""
    for tree in trees[0].trees if trees and isinstance(trees[0], Group) else ():
        if isinstance(tree, Token) and tree.text == "else":
            predicate = ""
        elif isinstance(tree, Group) and tree.delimiter == "[":
            predicate = _cfg_predicate(tree.trees)
        elif isinstance(tree, Group) and tree.delimiter == "{" and (not predicate or machine.holds(predicate, frame.crate)):
            return machine.run_block(machine.read(text_of((tree,)), frame.file, expression.line), frame)
    return UNKNOWN


def _cfg_predicate(trees: tuple[TokenTree, ...]) -> str:
    """``cfg(unix)`` -> ``unix``."""
    inside = [tree for tree in trees if isinstance(tree, Group)]
    return text_of(inside[0].trees) if inside else ""


_MACROS: Mapping[str, Callable[[Machine, MacroExpression, Frame], Value]] = {
    "wrap_pyfunction": _wrap_function,
    "wrap_pyfunction_bound": _wrap_function,
    "wrap_pymodule": _wrap_module,
    "intern": _interned,
    "c_str": _interned,
    "py_run": _run_python,
    "vec": _vector,
    "concat": _concatenated,
    "stringify": _stringified,
    "env": _environment,
    "option_env": _environment,
    "include_str": lambda machine, expression, frame: Opaque(annotation="str"),
    "format": _formatted,
    "cfg": _configured,
    "cfg_if": _first_configured,
}
