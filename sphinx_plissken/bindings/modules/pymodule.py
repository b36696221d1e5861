"""``#[pymodule]``: which items are modules, what they are called, and what they hold.

Goes in: a function or a ``mod`` with ``#[pymodule]``. Comes out: a runtime module with everything in it. Rules: the PyO3 guide, "Python
modules"; ``pyo3-macros-backend``, ``module.rs``.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_plissken.bindings.modules.frames import open_function, why_missing
from sphinx_plissken.bindings.modules.module_methods import register
from sphinx_plissken.bindings.modules.runtime import UNKNOWN, Frame, FunctionObject, Machine, RuntimeModule, TypeObject, Value
from sphinx_plissken.bindings.naming import name_of_item, name_option
from sphinx_plissken.bindings.options import has_attribute, read_options
from sphinx_plissken.rust.model import Const, Crate, Enum, Function, Item, Module, Namespace, Static, Struct, Use
from sphinx_plissken.rust.resolution.names import Definition, Meaning

_ATTRIBUTES = ("pymodule", "pyo3")


def find_modules(crate: Crate) -> Iterator[Definition]:
    """Every ``#[pymodule]`` of a crate, outer ones first."""
    waiting = [crate.root]
    for module in waiting:
        for item in module.items or ():
            if isinstance(item, Function | Module) and has_attribute(item.attributes, "pymodule"):
                namespace = Namespace.TYPE if isinstance(item, Module) else Namespace.VALUE
                path = item.path if isinstance(item, Module) and item.path else f"{module.path}::{item.name}"
                yield Definition(path=path, namespace=namespace, item=item, module=module.path, crate=crate.name)
            if isinstance(item, Module):
                waiting.append(item)


def module_name(item: Item) -> str:
    """The Python name of a ``#[pymodule]``: its ``name`` option, else its identifier."""
    return name_option(read_options(item.attributes, *_ATTRIBUTES)) or item.name


def is_submodule(item: Item) -> bool:
    """Whether it says that it cannot be imported alone."""
    return "submodule" in read_options(item.attributes, *_ATTRIBUTES)


def open_module(machine: Machine, definition: Definition, parent: RuntimeModule | None) -> RuntimeModule | None:
    """Make the module of a ``#[pymodule]`` item and run its code; None for any other item.

    :param parent: the module whose ``mod`` it is written in.
    """
    item = definition.item
    if not has_attribute(item.attributes, "pymodule"):
        return None
    name = module_name(item)
    if parent is not None and machine.behaviour.nested_module_name_is_dotted:
        name = f"{parent.name}.{name}"
    module = RuntimeModule(name=name, definition=definition, file=item.span.file, line=item.span.line)
    if isinstance(item, Function):
        machine.call_function(definition, _arguments_of_init(item, module))
    elif isinstance(item, Module):
        _fill(machine, module, item, definition)
    return module


def _arguments_of_init(function: Function, module: RuntimeModule) -> list[Value]:
    """The module is the last parameter; before PyO3 0.21 a Python token came first."""
    return [*[UNKNOWN] * (len(function.parameters) - 1), module]


# #[pymodule] mod m { .. }


def _fill(machine: Machine, module: RuntimeModule, source: Module, definition: Definition) -> None:
    """Add what a ``mod`` holds: its items and exports in source order, then its constants, then what its init function adds."""
    frame = open_function(definition, owner="", generics={}, is_certain=True)
    frame.module = source.path or definition.path
    items = source.items or ()
    for item in items:
        _add_item(machine, module, item, frame)
    for item in items:
        if isinstance(item, Const | Static) and has_attribute(item.attributes, "pymodule_export"):
            register(module, item.name, machine.constant(_define(item, frame)), frame, item.span.line)
    for item in items:
        if isinstance(item, Function) and has_attribute(item.attributes, "pymodule_init"):
            machine.call_function(_define(item, frame), _arguments_of_init(item, module))


def _add_item(machine: Machine, module: RuntimeModule, item: Item, frame: Frame) -> None:
    """Add an item that PyO3 collects. What a macro made is not among them: the attribute saw the call only."""
    if isinstance(item, Use) and has_attribute(item.attributes, "pymodule_export"):
        _add_export(machine, module, item, frame)
    elif item.made_by:
        return
    elif isinstance(item, Function) and has_attribute(item.attributes, "pyfunction"):
        register(module, name_of_item(item), FunctionObject(definition=_define(item, frame)), frame, item.span.line)
    elif isinstance(item, Struct | Enum) and has_attribute(item.attributes, "pyclass"):
        register(module, name_of_item(item), TypeObject(definition=_define(item, frame)), frame, item.span.line)
    elif isinstance(item, Module) and has_attribute(item.attributes, "pymodule"):
        submodule = machine.open_module(_define(item, frame), module)
        if submodule is not None:
            register(module, module_name(item), submodule, frame, item.span.line)


def _define(item: Item, frame: Frame) -> Definition:
    namespace = Namespace.VALUE if isinstance(item, Function | Const | Static) else Namespace.TYPE
    path = f"{frame.module}::{item.name}"
    return Definition(path=path, namespace=namespace, item=item, module=frame.module, crate=frame.crate)


def _add_export(machine: Machine, module: RuntimeModule, use: Use, frame: Frame) -> None:
    """``#[pymodule_export] use a::b;`` exports ``b`` under its own Python name, whatever ``as`` says."""
    meanings = [machine.names.resolve(use.path, frame.module, namespace) for namespace in (Namespace.TYPE, Namespace.VALUE)]
    exported = next(filter(None, (_exported(machine, meaning) for meaning in meanings)), None)
    if exported is not None:
        name, value = exported
        register(module, name, value, frame, use.span.line)
        return
    found = next((meaning for meaning in meanings if meaning is not None), None)
    why = why_missing(found, use.path, frame.module, machine.names)
    machine.report(frame, use.span.line, f"`{use.path}`, which module `{module.name}` exports, {why}")


def _exported(machine: Machine, meaning: Meaning | None) -> tuple[str, Value] | None:
    """The Python name and the value of what an export names; None for what cannot be exported."""
    if not isinstance(meaning, Definition):
        return None
    item = meaning.item
    if has_attribute(item.attributes, "pymodule"):
        module = machine.open_module(meaning)
        return (module_name(item), module) if module else None
    if isinstance(item, Function):
        return name_of_item(item), FunctionObject(definition=meaning)
    return (name_of_item(item), TypeObject(definition=meaning)) if isinstance(item, Struct | Enum) else None


# #[pyfn(m)]


def register_pyfn(machine: Machine, function: Function, frame: Frame) -> None:
    """Add a ``#[pyfn(m)] fn f`` that stands in a module function."""
    for attribute in function.attributes:
        if has_attribute([attribute], "pyfn"):
            names = attribute.tokens.strip("() ").split(",")
            module = frame.variables.get(names[0].strip(), UNKNOWN)
            if isinstance(module, RuntimeModule):
                definition = Definition(
                    path=f"{frame.owner}::{function.name}",
                    namespace=Namespace.VALUE,
                    item=function,
                    module=frame.module,
                    crate=frame.crate,
                )
                register(module, name_of_item(function), FunctionObject(definition=definition), frame, function.span.line)
