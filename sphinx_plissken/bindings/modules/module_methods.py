"""What the methods of a module object do: ``m.add_class::<T>()``, ``m.add("X", 1)``, ``m.add_submodule(&s)``.

Goes in: a module and a method call. Comes out: the call's value; the module has been changed. Source: ``pyo3::types::PyModuleMethods`` and
``PyAnyMethods``; what goes into ``__all__`` was measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sphinx_plissken.bindings.modules.frames import resolve_type, why_missing
from sphinx_plissken.bindings.modules.runtime import (
    UNKNOWN,
    Closure,
    Frame,
    FunctionObject,
    Known,
    Machine,
    MadeException,
    MadeFunction,
    Member,
    Missing,
    ModuleDict,
    Opaque,
    RuntimeModule,
    TypeObject,
    Value,
    Values,
)
from sphinx_plissken.bindings.naming import name_of_item
from sphinx_plissken.rust.model import Enum, Struct
from sphinx_plissken.rust.resolution.names import Definition
from sphinx_plissken.rust.syntax.expressions import Expression
from sphinx_plissken.rust.types import GenericArgument, Lifetime, PathType, ReferenceType, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodCall:
    """A method call whose receiver is known."""

    method: str
    generics: tuple[GenericArgument, ...]
    arguments: tuple[Expression, ...]
    line: int


def call_module_method(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """Call a method of a module."""
    if method := MODULE_METHODS.get(call.method):
        return method(machine, module, call, frame)
    if call.method in _UNCHANGED:
        return module
    arguments = machine.evaluate_all(call.arguments, frame)
    if definition := machine.method_of_modules(call.method):
        return machine.call_function(definition, [module, *arguments], generics=call.generics, caller=frame)
    if call.method not in _HARMLESS:
        machine.report(frame, call.line, f"what `{call.method}` does to module `{module.name}` is not known; it may add to it")
    return UNKNOWN


_UNCHANGED = frozenset(
    """
    clone clone_ref as_ref bind borrow unbind into into_any as_any as_borrowed into_bound to_owned unwrap expect into_py to_object
    into_pyobject into_py_any downcast downcast_into cast cast_into as_gil_ref as_unbound into_gil_ref by_ref deref cast_into_unchecked
    downcast_into_unchecked cast_unchecked downcast_unchecked
    """.split()
)
"""Methods that give the module itself."""
_HARMLESS = frozenset(
    """
    py filename hasattr dir repr str is_none is_truthy as_ptr into_ptr get_type eq del_item delattr is
    """.split()
)
"""Methods that add nothing."""


def _add(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.add("N", v)``"""
    name, value = _name_and_value(machine, call, frame)
    if name is None:
        machine.report(frame, call.line, f"what is added to module `{module.name}` here has a name that is made at run time")
    elif isinstance(value, Missing):
        if value.why:
            machine.report(frame, call.line, f"{value.why}; it is missing from module `{module.name}`")
    elif name == "__all__":
        module.exports = [str(e.value) for e in value.elements if isinstance(e, Known)] if isinstance(value, Values) else None
    else:
        _change(module, name, value, frame, call.line)
        _export(module, name)
    return UNKNOWN


def _set_attribute(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.setattr("n", v)`` and ``m.dict().set_item("n", v)``: the name does not go into ``__all__``."""
    name, value = _name_and_value(machine, call, frame)
    if name is None:
        machine.report(frame, call.line, f"what is set in module `{module.name}` here has a name that is made at run time")
    elif not isinstance(value, Missing):
        _change(module, name, value, frame, call.line)
    return UNKNOWN


def _change(module: RuntimeModule, name: str, value: Value, frame: Frame, line: int) -> None:
    """Set an attribute, or what the module says of itself."""
    if name == "__name__":
        module.name = str(value.value) if isinstance(value, Known) else module.name
    elif name == "__doc__":
        module.doc = str(value.value) if isinstance(value, Known) else module.doc
    elif name not in _SETTINGS:
        _set(module, name, value, frame, line)


_SETTINGS = frozenset({"__package__", "__path__", "__file__", "__loader__", "__spec__"})
"""Attributes that say how a module was loaded."""


def _name_and_value(machine: Machine, call: MethodCall, frame: Frame) -> tuple[str | None, Value]:
    values = machine.evaluate_all(call.arguments, frame)
    name = values[0] if values else UNKNOWN
    return (name.value if isinstance(name, Known) and isinstance(name.value, str) else None), values[1] if len(values) > 1 else UNKNOWN


def _set(module: RuntimeModule, name: str, value: Value, frame: Frame, line: int) -> None:
    """Set an attribute. What a branch sets that may not run is there, but its value is not certain."""
    if isinstance(value, Known) and not frame.is_certain:
        value = Opaque(annotation=type(value.value).__name__)
    module.members[name] = Member(value=value, file=frame.file, line=line)


def _export(module: RuntimeModule, name: str) -> None:
    if module.exports is None:
        module.exports = []
    module.exports.append(name)


def add_class(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.add_class::<T>()``"""
    type = next((argument for argument in call.generics if not isinstance(argument, Lifetime)), None)
    meaning = resolve_type(type, frame, machine.names) if type is not None else None  # type: ignore[arg-type]
    if isinstance(meaning, Definition) and isinstance(meaning.item, Struct | Enum):
        register(module, name_of_item(meaning.item), TypeObject(definition=meaning), frame, call.line)
    else:
        written = type_text(type)  # type: ignore[arg-type]
        why = why_missing(meaning, written, frame.module, machine.names)
        machine.report(frame, call.line, f"class `{written}` of module `{module.name}` {why}")
    return UNKNOWN


def register(module: RuntimeModule, name: str, value: Value, frame: Frame, line: int) -> None:
    """Add an attribute by its own name."""
    _set(module, name, value, frame, line)
    _export(module, name)


def type_text(type: Type | None) -> str:
    """A short text of a type for messages."""
    while isinstance(type, ReferenceType):
        type = type.inner
    return str(type.path) if isinstance(type, PathType) else "_"


def _add_function(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.add_function(wrap_pyfunction!(f, m)?)`` and ``m.add_wrapped(wrap_pymodule!(x))``"""
    for value in machine.evaluate_all(call.arguments, frame):
        add_wrapped(machine, module, value, frame, call.line)
    return UNKNOWN


def add_wrapped(machine: Machine, module: RuntimeModule, value: Value, frame: Frame, line: int) -> None:
    """Add a function, a class or a module by its own name. One that was not found has been reported where it was wrapped."""
    if isinstance(value, Closure):
        value = machine.call(value, [UNKNOWN], frame)
    if isinstance(value, FunctionObject | TypeObject):
        register(module, name_of_item(value.definition.item), value, frame, line)
    elif isinstance(value, RuntimeModule | MadeException | MadeFunction):
        register(module, value.name.rpartition(".")[2], value, frame, line)
    elif not isinstance(value, Missing):
        machine.report(frame, line, f"what is added to module `{module.name}` here is made at run time")


def _add_submodule(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.add_submodule(&s)``"""
    for value in machine.evaluate_all(call.arguments, frame):
        if isinstance(value, RuntimeModule):
            name = value.name.rpartition(".")[2] if machine.behaviour.submodule_attribute_is_last_segment else value.name
            register(module, name, value, frame, call.line)
        elif not isinstance(value, Missing):
            machine.report(frame, call.line, f"a submodule of `{module.name}` is made in a way that source does not show")
    return UNKNOWN


def _get_attribute(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.getattr("x")``"""
    name = next(iter(machine.evaluate_all(call.arguments, frame)), UNKNOWN)
    if not isinstance(name, Known):
        return UNKNOWN
    if name.value == "__name__":
        return Known(value=module.name)
    if name.value == "__dict__":
        return ModuleDict(module=module)
    member = module.members.get(str(name.value))
    return member.value if member else UNKNOWN


def _name(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    return Known(value=module.name)


def _dict(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    return ModuleDict(module=module)


def _index(machine: Machine, module: RuntimeModule, call: MethodCall, frame: Frame) -> Value:
    """``m.index()``: its ``__all__``."""
    return Values(elements=tuple(Known(value=name) for name in module.exports or ()))


MODULE_METHODS: Mapping[str, Callable[[Machine, RuntimeModule, MethodCall, Frame], Value]] = {
    "add": _add,
    "add_class": add_class,
    "add_function": _add_function,
    "add_wrapped": _add_function,
    "add_submodule": _add_submodule,
    "setattr": _set_attribute,
    "getattr": _get_attribute,
    "dict": _dict,
    "name": _name,
    "index": _index,
}
