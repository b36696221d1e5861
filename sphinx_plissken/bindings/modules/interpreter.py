"""Run the bodies of module functions, as far as they register things.

Goes in: a function and the values of its arguments. Comes out: its value; what it registered has been put into the modules it was given.
Only what concerns modules is followed: every other expression is an unknown value. Conditions that the source does not decide leave both
branches in. Rules: the PyO3 guide, "Python modules"; ``pyo3::types::PyModuleMethods``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from sphinx_plissken.bindings.modules.calls import evaluate_call, evaluate_method_call
from sphinx_plissken.bindings.modules.frames import bind_generics, open_block, open_function, resolve
from sphinx_plissken.bindings.modules.macro_calls import evaluate_macro
from sphinx_plissken.bindings.modules.pymodule import open_module, register_pyfn
from sphinx_plissken.bindings.modules.runtime import (
    UNKNOWN,
    Closure,
    ForeignObject,
    Frame,
    FunctionObject,
    Known,
    Member,
    ModuleDict,
    Opaque,
    RuntimeModule,
    RustFunction,
    StructValue,
    Value,
    Values,
)
from sphinx_plissken.bindings.versions import Behaviour
from sphinx_plissken.cffi.api import CffiModule
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.cfg.configuration import Configuration, configure
from sphinx_plissken.rust.model import Attribute, Const, Crate, Function, Impl, Item, MacroCall, Module, Namespace, Static, Trait, Use
from sphinx_plissken.rust.resolution.names import Definition, Names
from sphinx_plissken.rust.syntax.expressions import (
    ArrayExpression,
    BlockExpression,
    CallExpression,
    ClosureExpression,
    Expression,
    ExpressionStatement,
    FieldExpression,
    ForExpression,
    IfExpression,
    ItemStatement,
    LiteralExpression,
    MacroExpression,
    MatchExpression,
    MethodCallExpression,
    OtherExpression,
    PathExpression,
    ReferenceExpression,
    ReturnExpression,
    Statement,
    StructExpression,
    TryExpression,
    TupleExpression,
    read_block,
)
from sphinx_plissken.rust.text.tokens import literal_value
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import GenericArgument, Path, PathType, ReferenceType, Type

_DEEPEST = 40
"""How many calls may be inside each other."""
_LONGEST = 400_000
"""How many expressions are evaluated at most; only a program that goes round in circles needs more."""
_FOLLOWED = (RuntimeModule, ModuleDict, Closure, RustFunction, FunctionObject, ForeignObject)
"""Arguments for whose sake a call is followed."""


class Interpreter:
    """The state of one run: what has been registered is in the modules, what could not be understood in ``problems``."""

    def __init__(
        self,
        crates: Sequence[Crate],
        names: Names,
        behaviour: Behaviour,
        find_cffi_module: Callable[[str], CffiModule | None] | None = None,
    ) -> None:
        self.names = names
        self.behaviour = behaviour
        self.crates: Mapping[str, Crate] = {crate.name: crate for crate in crates}
        self.problems: dict[Problem, None] = {}
        self.class_attributes: dict[str, dict[str, Member]] = {}
        """What code sets in classes, by their definition paths."""
        self._find_cffi_module = find_cffi_module
        self._calls: list[tuple[str, tuple[int, ...]]] = []
        self._blocks: dict[tuple[str, int, str], BlockExpression] = {}
        self._steps = 0
        self._modules: dict[str, RuntimeModule | None] = {}
        self._configurations: dict[str, Configuration] = {}
        self._module_methods: dict[str, Definition] | None = None

    def report(self, frame: Frame, line: int, message: str) -> None:
        """Say what could not be understood; each cause once."""
        self.problems[Problem(subtype=Subtype.BINDING, file=frame.file, line=line, message=message)] = None

    # Functions

    def call_function(
        self, definition: Definition, arguments: Sequence[Value], *, generics: tuple[GenericArgument, ...] = (), caller: Frame | None = None
    ) -> Value:
        """Run a function of the crates at hand; ``self`` is the first of the arguments of a method."""
        function = definition.item
        key = (definition.path, tuple(id(value) for value in arguments if isinstance(value, RuntimeModule)))
        if not isinstance(function, Function) or function.body is None:
            return UNKNOWN
        frame = open_function(
            definition,
            owner=self._owner(definition),
            generics=bind_generics(function, generics, caller) if caller else {},
            is_certain=caller is None or caller.is_certain,
        )
        _bind_parameters(function, arguments, frame)
        body = self.read(function.body, function.span.file, function.body_line)
        value = self._deeper(key, lambda: self.run_block(body, frame), frame, function.body_line)
        returned = frame.returned if frame.returned is not None else value
        if returned == UNKNOWN and function.returns is not None:
            return Opaque(type=function.returns, module=definition.module, self_type=frame.self_type)
        return returned

    def _deeper(self, key: tuple[str, tuple[int, ...]], run: Callable[[], Value], frame: Frame, line: int) -> Value:
        """Run something one call deeper; not what runs already, and not where calls nest deeper than anyone writes them."""
        if key in self._calls:
            return UNKNOWN
        self._calls.append(key)
        try:
            if len(self._calls) <= _DEEPEST:
                return run()
        except RecursionError:
            pass
        finally:
            self._calls.pop()
        self.report(frame, line, "calls nest too deeply here; what they register is not seen")
        return UNKNOWN

    def _owner(self, definition: Definition) -> str:
        """Definition path of the type or trait that a function belongs to; empty for one of a module."""
        owner = definition.path.rpartition("::")[0]
        return "" if self.names.module(owner) else owner

    def call(self, callee: Value, arguments: Sequence[Value], frame: Frame) -> Value:
        """Call a value."""
        if isinstance(callee, RustFunction):
            return self.call_function(callee.definition, arguments, caller=frame)
        if isinstance(callee, Closure):
            inner = open_block(callee.frame)
            for pattern, value in zip(callee.parameters, arguments, strict=False):
                bind_pattern(pattern.partition(":")[0], value, inner)
            inner.returned = None
            value = self._deeper(("closure", (id(callee.body),)), lambda: self.evaluate(callee.body, inner), inner, callee.body.line)
            return inner.returned if inner.returned is not None else value
        return callee  # wrap_pyfunction!(f)(m) is what wrap_pyfunction!(f) is

    def read(self, text: str, file: str, line: int) -> BlockExpression:
        """Read a block of a file, once."""
        key = (file, line, text)
        if key not in self._blocks:
            self._blocks[key] = read_block(text, file=file, line=line)
        return self._blocks[key]

    # Statements

    def run_block(self, block: BlockExpression, frame: Frame) -> Value:
        """Run a block in a frame of its own; give the value of its tail."""
        for statement in block.statements:
            if isinstance(statement, ItemStatement) and self._is_configured(statement.item.attributes, frame):
                _declare(statement.item, frame)
        for statement in block.statements:
            self._run_statement(statement, frame)
            if frame.returned is not None:
                return UNKNOWN
        return self.evaluate(block.value, frame) if block.value is not None else UNKNOWN

    def _run_statement(self, statement: Statement, frame: Frame) -> None:
        if isinstance(statement, ItemStatement):
            if self._is_configured(statement.item.attributes, frame):
                self._run_item(statement.item, statement.line, frame)
        elif self._is_configured(statement.attributes, frame):
            if isinstance(statement, ExpressionStatement):
                self.evaluate(statement.expression, frame)
            elif statement.value is not None:
                bind_pattern(statement.pattern, self.evaluate(statement.value, frame), frame)

    def _run_item(self, item: Item, line: int, frame: Frame) -> None:
        if isinstance(item, MacroCall):
            self.evaluate(MacroExpression(path=item.path, tokens=item.tokens, line=line), frame)
        elif isinstance(item, Function):
            register_pyfn(self, item, frame)

    def _is_configured(self, attributes: Iterable[Attribute], frame: Frame) -> bool:
        return all(self.holds(attribute.tokens.strip()[1:-1], frame.crate) for attribute in attributes if attribute.path == "cfg")

    # Expressions

    def evaluate(self, expression: Expression, frame: Frame) -> Value:
        """The value of an expression; what it registers is done on the way."""
        self._steps += 1
        if self._steps > _LONGEST:
            return UNKNOWN
        return _EVALUATORS[type(expression)](self, expression, frame)

    def evaluate_all(self, expressions: Iterable[Expression], frame: Frame) -> list[Value]:
        """The values of expressions, in order."""
        return [self.evaluate(expression, frame) for expression in expressions]

    def cffi_module(self, name: str) -> CffiModule | None:
        """What cffi's build script says of a module of the project; None where there is no such script."""
        return self._find_cffi_module(name) if self._find_cffi_module is not None else None

    def open_module(self, definition: Definition, parent: RuntimeModule | None = None) -> RuntimeModule | None:
        """Make the module of a ``#[pymodule]`` item, and run its code; one module however often that is asked for."""
        if definition.path not in self._modules:
            self._modules[definition.path] = None  # a module that opens itself
            self._modules[definition.path] = open_module(self, definition, parent)
        return self._modules[definition.path]

    def holds(self, predicate: str, crate: str) -> bool:
        """Whether a ``cfg`` predicate holds in a crate."""
        if crate not in self._configurations:
            known = self.crates.get(crate)
            self._configurations[crate] = configure(known.features, target=known.target, extra=known.cfg) if known else configure()
        return self._configurations[crate].holds(predicate)

    def set_class_attribute(self, definition: Definition, name: str, member: Member) -> None:
        """Set an attribute of a class: ``py.get_type::<T>().setattr("x", 1)``."""
        self.class_attributes.setdefault(definition.path, {})[name] = member

    def constant(self, definition: Definition) -> Value:
        """The value of a ``const`` or ``static``."""
        item = definition.item
        if not isinstance(item, (Const, Static)):
            return UNKNOWN
        opaque = Opaque(
            type=item.type, module=definition.module, self_type=self._owner(definition), source=item.value or "", rust=definition.path
        )
        key = (definition.path, ())
        if item.value is None:
            return opaque
        frame = open_function(definition, owner=opaque.self_type, generics={}, is_certain=True)
        body = self.read(f"{{{item.value}}}", item.span.file, item.span.line)
        value = self._deeper(key, lambda: self.run_block(body, frame), frame, item.span.line)
        if isinstance(value, Known):
            return Known(value=value.value, rust=definition.path)
        if isinstance(value, Values):
            return replace(value, type=item.type, module=definition.module)
        return (value if value.made_by is not None else opaque) if isinstance(value, Opaque) else value

    def method_of_modules(self, name: str) -> Definition | None:
        """A method that a trait of the crates at hand gives to modules: ``m.add_everything()``."""
        if self._module_methods is None:
            self._module_methods = dict(_methods_of_modules(self.crates.values(), self.names))
        return self._module_methods.get(name)


def _bind_parameters(function: Function, arguments: Sequence[Value], frame: Frame) -> None:
    patterns = [parameter.pattern for parameter in function.parameters]
    if function.self_parameter is not None:
        patterns.insert(0, "self")
    for pattern, value in zip(patterns, arguments, strict=False):
        bind_pattern(pattern, value, frame)


def _declare(item: Item, frame: Frame) -> None:
    """Items of a block are in scope in all of it."""
    if isinstance(item, Use):
        frame.uses = (*frame.uses, item)
    elif item.name:
        frame.items[item.name] = item


_NAME_PATTERN = re.compile(r"(?:&|ref\b|mut\b|\s)*([^\W\d]\w*)\s*")


def bind_pattern(pattern: str, value: Value, frame: Frame) -> None:
    """Bind the names of a pattern: ``mut m``, ``(a, b)``, ``Ok(m)``; other patterns bind nothing."""
    pattern = pattern.strip()
    if match := re.fullmatch(r"(?:Ok|Some)\s*\((.*)\)", pattern, re.DOTALL):
        bind_pattern(match[1], value, frame)
    elif match := _NAME_PATTERN.fullmatch(pattern):
        frame.variables[match[1]] = value
    elif match := re.fullmatch(r"&?\s*[(\[](.*)[)\]]", pattern, re.DOTALL):
        elements = value.elements if isinstance(value, Values) else ()
        for index, part in enumerate(re.split(r",(?![^(\[]*[)\]])", match[1])):
            bind_pattern(part, elements[index] if index < len(elements) else UNKNOWN, frame)


def _methods_of_modules(crates: Iterable[Crate], names: Names) -> Iterable[tuple[str, Definition]]:
    """Every method of an impl for ``PyModule`` or ``Bound<'_, PyModule>``, and of the traits of such impls."""
    for crate in crates:
        for module in _all_modules(crate.root):
            for impl in module.items or ():
                if isinstance(impl, Impl) and _is_module_type(impl.self_type):
                    yield from _methods(impl.items, module.path, crate.name)
                    trait = names.resolve(impl.trait, module.path, Namespace.TYPE) if impl.trait else None
                    if isinstance(trait, Definition) and isinstance(trait.item, Trait):
                        yield from _methods(trait.item.items, trait.module, trait.crate)


def _all_modules(module: Module) -> Iterable[Module]:
    yield module
    for item in module.items or ():
        if isinstance(item, Module):
            yield from _all_modules(item)


def _methods(items: Iterable[Item], module: str, crate: str) -> Iterable[tuple[str, Definition]]:
    for item in items:
        if isinstance(item, Function) and item.body is not None:
            yield item.name, Definition(path=f"{module}::{item.name}", namespace=Namespace.VALUE, item=item, module=module, crate=crate)


def _is_module_type(type: Type) -> bool:
    while isinstance(type, ReferenceType):
        type = type.inner
    if not isinstance(type, PathType):
        return False
    inner = [a for a in type.path.last.arguments or () if isinstance(a, PathType)]
    return type.path.last.name == "PyModule" or (type.path.last.name in ("Bound", "Py") and any(map(_is_module_type, inner)))


# Simple expressions


def _inner(interpreter: Interpreter, expression: TryExpression | ReferenceExpression, frame: Frame) -> Value:
    return interpreter.evaluate(expression.inner, frame)


def _literal(interpreter: Interpreter, expression: LiteralExpression, frame: Frame) -> Value:
    value = literal_value(expression.text)
    return UNKNOWN if value is None else Known(value=value)


def _path(interpreter: Interpreter, expression: PathExpression, frame: Frame) -> Value:
    path = expression.path
    if expression.self_type is not None:
        return UNKNOWN
    if len(path.segments) == 1 and (name := path.last.name) in frame.variables:
        return frame.variables[name]
    if path.names in (("None",), ("Option", "None")):
        return Known(value=None)
    meaning = resolve(path, frame, Namespace.VALUE, interpreter.names)
    if isinstance(meaning, Definition):
        if isinstance(meaning.item, Function):
            return RustFunction(definition=meaning)
        if isinstance(meaning.item, (Const, Static)):
            return interpreter.constant(meaning)
    owner = path.segments[:-1] if isinstance(meaning, Definition) and len(path.segments) > 1 else path.segments
    return Opaque(
        type=PathType(path=Path(segments=owner, is_global=path.is_global)) if isinstance(meaning, Definition) else None,
        module=frame.module,
        self_type=frame.self_type,
        source=str(path),
    )


def _elements(interpreter: Interpreter, expression: TupleExpression | ArrayExpression, frame: Frame) -> Value:
    is_tuple = isinstance(expression, TupleExpression)
    return Values(elements=tuple(interpreter.evaluate_all(expression.elements, frame)), is_tuple=is_tuple)


def _field(interpreter: Interpreter, expression: FieldExpression, frame: Frame) -> Value:
    receiver = interpreter.evaluate(expression.receiver, frame)
    if isinstance(receiver, Values) and expression.name.isdigit() and int(expression.name) < len(receiver.elements):
        return receiver.elements[int(expression.name)]
    if isinstance(receiver, Opaque) and isinstance(made := _content(receiver), StructValue):
        return made.fields.get(expression.name, UNKNOWN)
    return receiver if expression.name == "await" else UNKNOWN


def _content(value: Value) -> Value:
    """What makes a value, as far as it is known."""
    for _ in range(_DEEPEST):
        if not isinstance(value, Opaque) or value.made_by is None:
            break
        value = value.made_by()
    return value


def _struct(interpreter: Interpreter, expression: StructExpression, frame: Frame) -> Value:
    """A struct; its fields are evaluated where they are asked for."""

    def make() -> Value:
        return StructValue(fields={name: interpreter.evaluate(value, frame) for name, value in expression.fields})

    return Opaque(type=read_type(expression.path), module=frame.module, self_type=frame.self_type, made_by=make)


def _closure(interpreter: Interpreter, expression: ClosureExpression, frame: Frame) -> Value:
    return Closure(parameters=expression.parameters, body=expression.body, frame=frame)


def _other(interpreter: Interpreter, expression: OtherExpression, frame: Frame) -> Value:
    if expression.text.startswith("*"):  # what a reference leads to
        inner = interpreter.read(f"{{{expression.text[1:]}}}", frame.file, expression.line).value
        return interpreter.evaluate(inner, frame) if inner is not None else UNKNOWN
    value = literal_value(expression.text)
    return Opaque(module=frame.module, self_type=frame.self_type, source=expression.text) if value is None else Known(value=value)


# Control flow


def _block(interpreter: Interpreter, expression: BlockExpression, frame: Frame) -> Value:
    inner = open_block(frame)
    value = interpreter.run_block(expression, inner)
    if frame.is_certain == inner.is_certain:
        frame.returned = inner.returned
    return value


def _if(interpreter: Interpreter, expression: IfExpression, frame: Frame) -> Value:
    if isinstance(expression.condition, OtherExpression) and (let := _LET_MODULE.fullmatch(expression.condition.text)):
        return _if_module(interpreter, expression, let, frame)
    condition = interpreter.evaluate(expression.condition, frame)
    if isinstance(condition, Known):
        taken = expression.then if condition.value else expression.otherwise
        return interpreter.evaluate(taken, frame) if taken is not None else UNKNOWN
    values = [_maybe(interpreter, branch, frame) for branch in (expression.then, expression.otherwise) if branch is not None]
    return _first_known(values)


_LET_MODULE = re.compile(r"let\s+Ok\s*\((?P<name>[^()]*)\)\s*=\s*(?P<value>.*\.(?:cast|downcast)(?:_into)?::<PyModule>\(\))", re.DOTALL)


def _if_module(interpreter: Interpreter, expression: IfExpression, let: re.Match[str], frame: Frame) -> Value:
    """``if let Ok(submodule) = attribute.cast::<PyModule>() { }``: run for modules alone."""
    tested = interpreter.read(f"{{{let['value']}}}", frame.file, expression.line).value
    value = interpreter.evaluate(tested, frame) if tested is not None else UNKNOWN
    if not isinstance(value, RuntimeModule):
        return interpreter.evaluate(expression.otherwise, frame) if expression.otherwise is not None else UNKNOWN
    inner = open_block(frame)
    bind_pattern(let["name"], value, inner)
    return interpreter.evaluate(expression.then, inner)


def _maybe(interpreter: Interpreter, expression: Expression, frame: Frame) -> Value:
    """The value of an expression that may not run; it never ends the function."""
    inner = open_block(frame)
    inner.is_certain = False
    value = interpreter.evaluate(expression, inner)
    return value if value != UNKNOWN or inner.returned is None else inner.returned


def _first_known(values: Iterable[Value]) -> Value:
    return next((value for value in values if value != UNKNOWN), UNKNOWN)


def _match(interpreter: Interpreter, expression: MatchExpression, frame: Frame) -> Value:
    subject = interpreter.evaluate(expression.subject, frame)
    if isinstance(subject, Known):
        for arm in expression.arms:
            if arm.pattern.strip() == "_" or subject.value in [literal_value(part) for part in arm.pattern.split("|")]:
                return interpreter.evaluate(arm.value, frame)
        return UNKNOWN
    values = []
    for arm in expression.arms:
        inner = open_block(frame)
        bind_pattern(arm.pattern, subject, inner)
        values.append(_maybe(interpreter, arm.value, inner))
    return _first_known(values)


def _for(interpreter: Interpreter, expression: ForExpression, frame: Frame) -> Value:
    iterable = interpreter.evaluate(expression.iterable, frame)
    is_known = isinstance(iterable, Values)
    for element in iterable.elements if isinstance(iterable, Values) else (UNKNOWN,):
        inner = open_block(frame)
        inner.is_certain = frame.is_certain and is_known
        bind_pattern(expression.pattern, element, inner)
        interpreter.evaluate(expression.body, inner)
    return UNKNOWN


def _return(interpreter: Interpreter, expression: ReturnExpression, frame: Frame) -> Value:
    frame.returned = interpreter.evaluate(expression.inner, frame) if expression.inner is not None else Values(elements=())
    return UNKNOWN


_EVALUATORS: Mapping[type[Expression], Callable[..., Value]] = {
    LiteralExpression: _literal,
    PathExpression: _path,
    CallExpression: evaluate_call,
    MethodCallExpression: evaluate_method_call,
    MacroExpression: evaluate_macro,
    FieldExpression: _field,
    TryExpression: _inner,
    ReferenceExpression: _inner,
    TupleExpression: _elements,
    ArrayExpression: _elements,
    ClosureExpression: _closure,
    IfExpression: _if,
    MatchExpression: _match,
    ForExpression: _for,
    ReturnExpression: _return,
    BlockExpression: _block,
    StructExpression: _struct,
    OtherExpression: _other,
}
