"""Follow a cffi build script as far as its text says what it does, without running it.

Goes in: a file of the project. Comes out: the ``FFI`` objects that it makes, with what they were told. Strings, lists, loops over known
lists, functions, imports of the project's own modules and the reading of its files are followed; everything else is an unknown value.
Where a condition is not known, what either branch would change is not known afterwards.
"""

from __future__ import annotations

import ast
import contextlib
import operator
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sphinx_plissken.cffi.known_calls import CALLS, VALUES, method_of
from sphinx_plissken.cffi.script_values import UNKNOWN, Ffi, Method, OpenFile, Script, ScriptFunction, Standard, Unknown, Value

_DEEPEST = 40
_LONGEST = 100_000
"""How many statements and expressions are looked at; a script that needs more goes round in circles."""
_LARGEST = 4_000_000
"""Characters of a text, and elements of a list."""


class _Return(Exception):
    """A function returned."""

    def __init__(self, value: Value) -> None:
        self.value = value


class _Leave(Exception):
    """``break`` or ``continue``."""

    def __init__(self, *, is_break: bool) -> None:
        self.is_break = is_break


class _Stuck(Exception):
    """The script cannot be followed further."""


class ScriptRunner:
    """One run; the state of a script as it would be."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ffis: list[Ffi] = []
        self.texts: list[tuple[str, Path, int]] = []
        """Every text that was met, with the file and line where it begins."""
        self._scripts: dict[Path, Script] = {}
        self._depth = self._steps = 0

    def run(self, file: Path, name: str = "__main__") -> Script:
        """Follow a file, once."""
        if file not in self._scripts:
            script = self._scripts[file] = Script(file=file, name=name)
            script.variables = {"__file__": str(file), "__name__": name}
            text = self._text(file)
            with contextlib.suppress(SyntaxError, ValueError, RecursionError, _Stuck, _Return, _Leave):
                self._run_all(ast.parse(text or "").body, script, script.variables)
        return self._scripts[file]

    def _text(self, file: Path) -> str | None:
        """The text of a file of the project."""
        try:
            inside = file.resolve().is_relative_to(self.root)
            return file.read_text(encoding="utf-8", errors="replace") if inside and file.is_file() else None
        except OSError:
            return None

    # Statements

    def _run_all(self, statements: list[ast.stmt], script: Script, scope: dict[str, Value]) -> None:
        for statement in statements:
            self._step()
            runs = _STATEMENTS.get(type(statement))
            if runs is not None:
                runs(self, statement, script, scope)
            else:
                self._forget([statement], scope)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > _LONGEST:
            raise _Stuck

    def _assign(self, node: ast.Assign | ast.AnnAssign, script: Script, scope: dict[str, Value]) -> None:
        if node.value is not None:
            value = self._value(node.value, script, scope)
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                self._bind(target, value, script, scope)

    def _bind(self, target: ast.expr, value: Value, script: Script, scope: dict[str, Value]) -> None:
        if isinstance(target, ast.Name):
            scope[target.id] = value
        elif isinstance(target, ast.Tuple | ast.List):
            values = value if isinstance(value, list | tuple) and len(value) == len(target.elts) else [UNKNOWN] * len(target.elts)
            for element, each in zip(target.elts, values, strict=True):
                self._bind(element, each, script, scope)
        elif isinstance(target, ast.Subscript):
            owner, key = self._value(target.value, script, scope), self._value(target.slice, script, scope)
            if isinstance(owner, dict) and isinstance(key, str | int):
                owner[key] = value

    def _augment(self, node: ast.AugAssign, script: Script, scope: dict[str, Value]) -> None:
        value = _combine(node.op, self._value(node.target, script, scope), self._value(node.value, script, scope))
        self._bind(node.target, value, script, scope)

    def _expression(self, node: ast.Expr, script: Script, scope: dict[str, Value]) -> None:
        self._value(node.value, script, scope)

    def _if(self, node: ast.If, script: Script, scope: dict[str, Value]) -> None:
        condition = _truth(self._value(node.test, script, scope))
        if condition is None:
            self._forget([*node.body, *node.orelse], scope)
        else:
            self._run_all(node.body if condition else node.orelse, script, scope)

    def _for(self, node: ast.For, script: Script, scope: dict[str, Value]) -> None:
        values = self._value(node.iter, script, scope)
        if not isinstance(values, list | tuple | dict | str):
            self._forget([node], scope)
            return
        for value in list(values):
            self._bind(node.target, value, script, scope)
            try:
                self._run_all(node.body, script, scope)
            except _Leave as leave:
                if leave.is_break:
                    return
        self._run_all(node.orelse, script, scope)

    def _with(self, node: ast.With, script: Script, scope: dict[str, Value]) -> None:
        for item in node.items:
            value = self._value(item.context_expr, script, scope)
            if item.optional_vars is not None:
                self._bind(item.optional_vars, value, script, scope)
        self._run_all(node.body, script, scope)

    def _try(self, node: ast.Try, script: Script, scope: dict[str, Value]) -> None:
        self._run_all([*node.body, *node.orelse, *node.finalbody], script, scope)

    def _define(self, node: ast.FunctionDef, script: Script, scope: dict[str, Value]) -> None:
        scope[node.name] = ScriptFunction(node, script, scope)

    def _return(self, node: ast.Return, script: Script, scope: dict[str, Value]) -> None:
        raise _Return(self._value(node.value, script, scope) if node.value is not None else None)

    def _leave(self, node: ast.Break | ast.Continue, script: Script, scope: dict[str, Value]) -> None:
        raise _Leave(is_break=isinstance(node, ast.Break))

    def _import(self, node: ast.Import, script: Script, scope: dict[str, Value]) -> None:
        for alias in node.names:
            found = self._import_module(alias.name, script)
            scope[alias.asname or alias.name.partition(".")[0]] = (
                found if alias.asname or "." not in alias.name else self._import_module(alias.name.partition(".")[0], script)
            )

    def _import_from(self, node: ast.ImportFrom, script: Script, scope: dict[str, Value]) -> None:
        for alias in node.names:
            owner = self._import_module(node.module or "", script, level=node.level)
            value = self._attribute_of(owner, alias.name, script)
            if value is UNKNOWN:
                value = self._import_module(f"{node.module}.{alias.name}" if node.module else alias.name, script, level=node.level)
            scope[alias.asname or alias.name] = value

    def _import_module(self, name: str, script: Script, level: int = 0) -> Value:
        """A module of the project, found from a directory above the script that imports it; else one of the world's."""
        parts = [part for part in name.split(".") if part]
        directories = [script.file.parents[level - 1]] if level else script.file.parents
        for directory in directories:
            if not directory.is_relative_to(self.root):
                break
            for file in (directory.joinpath(*parts).with_suffix(".py") if parts else None, directory.joinpath(*parts, "__init__.py")):
                if file is not None and file.is_file():
                    return self.run(file, name)
        return Standard(name)

    def _forget(self, statements: list[ast.stmt], scope: dict[str, Value]) -> None:
        """After statements that may or may not run: what they would set or add to is not known."""
        for node in (node for statement in statements for node in ast.walk(statement)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                scope[node.id] = UNKNOWN
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                _change(scope.get(node.func.value.id), node.func.attr)

    # Expressions

    def _value(self, node: ast.expr, script: Script, scope: dict[str, Value]) -> Value:
        self._step()
        if (evaluate := _EXPRESSIONS.get(type(node))) is None:
            return UNKNOWN
        try:
            value = evaluate(self, node, script, scope)
        except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError):
            return UNKNOWN
        return UNKNOWN if isinstance(value, str | list | tuple) and len(value) > _LARGEST else value

    def _constant(self, node: ast.Constant, script: Script, scope: dict[str, Value]) -> Value:
        if isinstance(node.value, str) and ("\n" in node.value or ";" in node.value):
            self.texts.append((node.value, script.file, node.lineno))
        return node.value

    def _name(self, node: ast.Name, script: Script, scope: dict[str, Value]) -> Value:
        for variables in (scope, script.variables):
            if node.id in variables:
                return variables[node.id]
        return Standard(f"builtins.{node.id}")

    def _joined(self, node: ast.JoinedStr, script: Script, scope: dict[str, Value]) -> Value:
        parts = [self._value(part, script, scope) for part in node.values]
        return "".join(parts) if all(isinstance(part, str) for part in parts) else UNKNOWN

    def _formatted(self, node: ast.FormattedValue, script: Script, scope: dict[str, Value]) -> Value:
        value = self._value(node.value, script, scope)
        return str(value) if isinstance(value, str | int) and node.format_spec is None and node.conversion == -1 else UNKNOWN

    def _binary(self, node: ast.BinOp, script: Script, scope: dict[str, Value]) -> Value:
        return _combine(node.op, self._value(node.left, script, scope), self._value(node.right, script, scope))

    def _compare(self, node: ast.Compare, script: Script, scope: dict[str, Value]) -> Value:
        values = [self._value(each, script, scope) for each in (node.left, *node.comparators)]
        if any(_is_unknown(value) for value in values):
            return UNKNOWN
        compared = zip(node.ops, values, values[1:], strict=False)
        return all(_COMPARISONS[type(op)](left, right) for op, left, right in compared)

    def _boolean(self, node: ast.BoolOp, script: Script, scope: dict[str, Value]) -> Value:
        """``a and b``: the first that decides; unknown if one before it is."""
        decides = isinstance(node.op, ast.Or)
        value: Value = UNKNOWN
        for each in node.values:
            value = self._value(each, script, scope)
            if (truth := _truth(value)) is None or truth is decides:
                return value
        return value

    def _not(self, node: ast.UnaryOp, script: Script, scope: dict[str, Value]) -> Value:
        value = self._value(node.operand, script, scope)
        if isinstance(node.op, ast.Not):
            truth = _truth(value)
            return UNKNOWN if truth is None else not truth
        return -value if isinstance(node.op, ast.USub) and isinstance(value, int) else UNKNOWN

    def _conditional(self, node: ast.IfExp, script: Script, scope: dict[str, Value]) -> Value:
        truth = _truth(self._value(node.test, script, scope))
        return UNKNOWN if truth is None else self._value(node.body if truth else node.orelse, script, scope)

    def _sequence(self, node: ast.List | ast.Tuple, script: Script, scope: dict[str, Value]) -> Value:
        values: list[Value] = []
        for element in node.elts:
            value = self._value(element.value if isinstance(element, ast.Starred) else element, script, scope)
            values += (value if isinstance(value, list | tuple) else [UNKNOWN]) if isinstance(element, ast.Starred) else [value]
        return values if isinstance(node, ast.List) else tuple(values)

    def _dictionary(self, node: ast.Dict, script: Script, scope: dict[str, Value]) -> Value:
        keys = [self._value(key, script, scope) if key is not None else UNKNOWN for key in node.keys]
        return dict(zip(keys, [self._value(value, script, scope) for value in node.values], strict=True))

    def _subscript(self, node: ast.Subscript, script: Script, scope: dict[str, Value]) -> Value:
        owner, key = self._value(node.value, script, scope), self._value(node.slice, script, scope)
        if owner == Standard("sys.modules") and isinstance(key, str):
            return self._import_module(key, script)
        return owner[key] if isinstance(owner, list | tuple | dict | str) or _is_parents(owner) else UNKNOWN

    def _slice(self, node: ast.Slice, script: Script, scope: dict[str, Value]) -> Value:
        return slice(*(self._value(part, script, scope) if part is not None else None for part in (node.lower, node.upper, node.step)))

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp, script: Script, scope: dict[str, Value]) -> Value:
        generator = node.generators[0]
        values = self._value(generator.iter, script, scope)
        if len(node.generators) > 1 or not isinstance(values, list | tuple | dict | str):
            return UNKNOWN
        found = []
        for value in list(values):
            inner = dict(scope)
            self._bind(generator.target, value, script, inner)
            kept = [_truth(self._value(condition, script, inner)) for condition in generator.ifs]
            if None in kept:
                return UNKNOWN
            if all(kept):
                found.append(self._value(node.elt, script, inner))
        return found

    def _attribute(self, node: ast.Attribute, script: Script, scope: dict[str, Value]) -> Value:
        return self._attribute_of(self._value(node.value, script, scope), node.attr, script)

    def _attribute_of(self, owner: Value, name: str, script: Script) -> Value:
        match owner:
            case Standard(path=path):
                whole = f"{path}.{name}"
                return VALUES.get(whole, Standard(whole))
            case Script():
                return owner.variables.get(name, UNKNOWN)
            case Ffi():
                return Method(lambda *arguments, **named: self._tell(owner, name, arguments, named, script))
            case OpenFile(file=file):
                return Method(lambda *_: self._read(file)) if name == "read" else UNKNOWN
            case Path() if name in ("read_text", "open"):
                return Method(lambda *_, **__: self._read(owner) if name == "read_text" else OpenFile(owner))
            case Path() if name == "glob":
                return Method(lambda pattern: self._glob(owner, pattern))
        return method_of(owner, name)

    def _call(self, node: ast.Call, script: Script, scope: dict[str, Value]) -> Value:
        callee = self._value(node.func, script, scope)
        arguments = list(self._sequence(ast.List(elts=node.args), script, scope))
        named = {word.arg: self._value(word.value, script, scope) for word in node.keywords if word.arg is not None}
        if isinstance(callee, ScriptFunction):
            return self._call_function(callee, arguments, named)
        if isinstance(callee, Method):
            return self._line_of(callee.call(*arguments, **named), node)
        return self._call_standard(callee.path, arguments, named, script) if isinstance(callee, Standard) else UNKNOWN

    def _line_of(self, value: Value, node: ast.Call) -> Value:
        if isinstance(value, Ffi) and not value.line:
            value.line = node.lineno
            return None
        return value

    def _call_function(self, function: ScriptFunction, arguments: list[Value], named: Mapping[str, Value]) -> Value:
        if self._depth > _DEEPEST:
            raise _Stuck
        scope = dict(function.variables) if function.variables is not function.script.variables else {}
        scope |= self._parameters(function, arguments, named)
        self._depth += 1
        try:
            self._run_all(function.definition.body, function.script, scope)
        except _Return as returned:
            return returned.value
        finally:
            self._depth -= 1
        return None

    def _parameters(self, function: ScriptFunction, arguments: list[Value], named: Mapping[str, Value]) -> dict[str, Value]:
        taken = function.definition.args
        positional = [*taken.posonlyargs, *taken.args]
        names = [argument.arg for argument in (*positional, *taken.kwonlyargs)]
        defaults = dict(zip([argument.arg for argument in reversed(positional)], reversed(taken.defaults), strict=False))
        defaults |= {argument.arg: default for argument, default in zip(taken.kwonlyargs, taken.kw_defaults, strict=True) if default}
        given = {argument.arg: value for argument, value in zip(positional, arguments, strict=False)}
        if taken.vararg:
            given[taken.vararg.arg] = tuple(arguments[len(positional) :])
        if taken.kwarg:
            given[taken.kwarg.arg] = {name: value for name, value in named.items() if name not in names}
        missing = {name: self._value(default, function.script, function.variables) for name, default in defaults.items()}
        return dict.fromkeys(names, UNKNOWN) | missing | given | {name: named[name] for name in names if name in named}

    def _call_standard(self, path: str, arguments: list[Value], named: Mapping[str, Value], script: Script) -> Value:
        if path in ("cffi.FFI", "cffi.api.FFI"):
            self.ffis.append(Ffi())
            return self.ffis[-1]
        if path in ("builtins.open", "io.open", "codecs.open"):
            return OpenFile(Path(arguments[0])) if isinstance(arguments[0], str | Path) else UNKNOWN
        if path in ("builtins.__import__", "importlib.import_module") and isinstance(arguments[0], str):
            found = self._import_module(arguments[0], script)
            return self._import_module(arguments[0].partition(".")[0], script) if path == "builtins.__import__" else found
        if path == "builtins.getattr" and isinstance(arguments[1], str):
            found = self._attribute_of(arguments[0], arguments[1], script)
            return arguments[2] if found is UNKNOWN and len(arguments) > 2 else found
        if path in ("glob.glob", "glob.iglob") and isinstance(arguments[0], str):
            whole = Path(arguments[0])
            return [str(file) for file in self._glob(whole.parent, whole.name)]
        if (function := CALLS.get(path)) is None or any(_is_unknown(value) for value in (*arguments, *named.values())):
            return UNKNOWN
        return function(*arguments, **named)

    def _read(self, file: Path) -> Value:
        text = self._text(file if file.is_absolute() else self.root / file)
        if text is None:
            return UNKNOWN
        self.texts.append((text, file if file.is_absolute() else self.root / file, 1))
        return text

    def _glob(self, directory: Path, pattern: str) -> list[Path]:
        if not directory.resolve().is_relative_to(self.root) or not re.fullmatch(r"[\w.*?\[\]-]+", pattern):
            return []
        return sorted(directory.glob(pattern))

    def _tell(self, ffi: Ffi, method: str, arguments: tuple[Value, ...], named: Mapping[str, Value], script: Script) -> Value:
        """A method of an ``FFI`` object; gives the object where its line is still wanted."""
        first = arguments[0] if arguments else next(iter(named.values()), UNKNOWN)
        if method == "cdef":
            if isinstance(first, str):
                ffi.declarations.append(first)
            else:
                ffi.is_complete = False
        elif method == "include" and isinstance(first, Ffi):
            ffi.included.append(first)
        elif method.startswith("set_source") and isinstance(first, str):
            ffi.name, ffi.file, ffi.line = first, script.file, 0
            return ffi
        return UNKNOWN


def _is_unknown(value: Value) -> bool:
    return isinstance(value, Unknown | Standard)


def _is_parents(value: Value) -> bool:
    return type(value).__name__ == "_PathParents"


def _truth(value: Value) -> bool | None:
    """Whether a value is true; None where that is not known."""
    return None if _is_unknown(value) else bool(value)


def _combine(op: ast.operator, left: Value, right: Value) -> Value:
    """``left op right``"""
    try:
        match op, left, right:
            case (ast.Add(), str(), str()) | (ast.Add(), int(), int()) | (ast.Add(), tuple(), tuple()) | (ast.Add(), list(), list()):
                return left + right
            case ast.Div(), Path(), str() | Path():
                return left / right
            case ast.Mod(), str(), _ if not re.search(r"%[^%sd]", left) and not _holds_unknown(right):
                return left % right
            case ast.Mult(), str() | list(), int() if len(left) * right < _LARGEST:
                return left * right
    except (TypeError, ValueError):
        pass
    return UNKNOWN


def _holds_unknown(value: Value) -> bool:
    return any(map(_is_unknown, value)) if isinstance(value, tuple) else _is_unknown(value)


def _change(value: Value, method: str) -> None:
    """What a method that may or may not be called does to a value."""
    if isinstance(value, Ffi) and method in ("cdef", "include"):
        value.is_complete = False
    elif isinstance(value, list) and method in ("append", "extend", "insert"):
        value.append(UNKNOWN)


_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_STATEMENTS: Mapping[type[ast.stmt], Callable[..., None]] = {
    ast.Assign: ScriptRunner._assign,
    ast.AnnAssign: ScriptRunner._assign,
    ast.AugAssign: ScriptRunner._augment,
    ast.Expr: ScriptRunner._expression,
    ast.If: ScriptRunner._if,
    ast.For: ScriptRunner._for,
    ast.With: ScriptRunner._with,
    ast.Try: ScriptRunner._try,
    ast.FunctionDef: ScriptRunner._define,
    ast.Return: ScriptRunner._return,
    ast.Break: ScriptRunner._leave,
    ast.Continue: ScriptRunner._leave,
    ast.Import: ScriptRunner._import,
    ast.ImportFrom: ScriptRunner._import_from,
}
_EXPRESSIONS: Mapping[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: ScriptRunner._constant,
    ast.Name: ScriptRunner._name,
    ast.JoinedStr: ScriptRunner._joined,
    ast.FormattedValue: ScriptRunner._formatted,
    ast.BinOp: ScriptRunner._binary,
    ast.Compare: ScriptRunner._compare,
    ast.BoolOp: ScriptRunner._boolean,
    ast.UnaryOp: ScriptRunner._not,
    ast.IfExp: ScriptRunner._conditional,
    ast.List: ScriptRunner._sequence,
    ast.Tuple: ScriptRunner._sequence,
    ast.Dict: ScriptRunner._dictionary,
    ast.Subscript: ScriptRunner._subscript,
    ast.Slice: ScriptRunner._slice,
    ast.ListComp: ScriptRunner._comprehension,
    ast.GeneratorExp: ScriptRunner._comprehension,
    ast.Attribute: ScriptRunner._attribute,
    ast.Call: ScriptRunner._call,
}
