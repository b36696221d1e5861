"""Make griffe objects of what a module's code registered.

Goes in: the root module as it is when its code has run. Comes out: a tree of griffe modules and the table of counterparts. A class that
several modules hold is one object, at home where it is found first, nearest to the root; the other places have an alias to it.

A module keeps in ``extra["plissken"]``, beside what every object has (see ``objects``):

* ``name``: its ``__name__``; ``all``: its ``__all__`` as it is at run time, None where there is none;
* ``imported_as``: names under which its code puts it into ``sys.modules``, so that they can be imported;
* ``attributes``: paths below the extension module that Python code cannot write (``pkg.sub`` as one attribute), with what is there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import griffe

from sphinx_plissken.bindings.api import EXTRA, BindingKind, Counterpart
from sphinx_plissken.bindings.callables.docstrings import docstring_text, make_docstring
from sphinx_plissken.bindings.callables.functions import see_function
from sphinx_plissken.bindings.classes.exceptions import exception_call, see_exception
from sphinx_plissken.bindings.classes.pyclass import see_class
from sphinx_plissken.bindings.context import Context, ObjectT_co, Position, Scope, Seen
from sphinx_plissken.bindings.modules.cffi_modules import see_library_function
from sphinx_plissken.bindings.modules.runtime import (
    DictObject,
    ForeignObject,
    FunctionObject,
    Known,
    LibraryFunction,
    MadeException,
    MadeFunction,
    Member,
    Opaque,
    RuntimeModule,
    TypeObject,
    Value,
    Values,
)
from sphinx_plissken.bindings.values import python_value
from sphinx_plissken.problem import Problem
from sphinx_plissken.rust.model import Namespace
from sphinx_plissken.rust.resolution.names import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where modules and classes are at home."""

    modules: Mapping[int, str]
    """``id`` of a runtime module -> its path; in the order in which they are found."""
    found: tuple[RuntimeModule, ...]
    classes: Mapping[str, str]
    """Definition path of a class -> its path."""
    definitions: tuple[Definition, ...]
    """The classes, in the order in which they are found."""
    attributes: Mapping[str, Mapping[str, Member]] = field(default_factory=dict)
    """Definition path of a class -> what code sets in it, and its attributes that are classes."""


AttributesOf = Callable[[Definition], Mapping[str, Member]]
"""Attributes of a class that code has to be run for."""


def find_places(root: RuntimeModule, import_name: str, attributes_of: AttributesOf = lambda definition: {}) -> Places:
    """Find where everything that can be reached from the root is at home: breadth first, so that the shortest path wins."""
    modules = {id(root): import_name}
    classes: dict[str, str] = {}
    definitions: dict[str, Definition] = {}
    found: list[RuntimeModule] = []
    waiting = deque([root])
    while waiting:
        module = waiting.popleft()
        found.append(module)
        path = modules[id(module)]
        for name, member in _readable(module):
            if isinstance(member.value, TypeObject):
                classes.setdefault(member.value.definition.path, f"{path}.{name}")
                definitions.setdefault(member.value.definition.path, member.value.definition)
            elif isinstance(member.value, RuntimeModule) and id(member.value) not in modules:
                modules[id(member.value)] = f"{path}.{name}"
                waiting.append(member.value)
    attributes = dict(_inside_classes(classes, definitions, attributes_of))
    return Places(modules=modules, found=tuple(found), classes=classes, definitions=tuple(definitions.values()), attributes=attributes)


def _inside_classes(
    classes: dict[str, str], definitions: dict[str, Definition], attributes_of: AttributesOf
) -> Iterator[tuple[str, Mapping[str, Member]]]:
    """The attributes of each class; a class that is only an attribute of another is at home there."""
    waiting = list(definitions.values())
    for definition in waiting:
        if attributes := attributes_of(definition):
            yield definition.path, attributes
        for name, member in attributes.items():
            if isinstance(member.value, TypeObject) and member.value.definition.path not in classes:
                inner = member.value.definition
                classes[inner.path] = f"{classes[definition.path]}.{name}"
                definitions[inner.path] = inner
                waiting.append(inner)


def _readable(module: RuntimeModule) -> Iterator[tuple[str, Member]]:
    """The attributes of a module by names that Python code can write; one named ``pkg.sub`` comes last, by its last part."""
    dotted = {name: member for name, member in module.members.items() if "." in name}
    yield from ((name, member) for name, member in module.members.items() if name not in dotted)
    for name, member in dotted.items():
        last = name.rpartition(".")[2]
        if last not in module.members:
            yield last, member


@dataclass(slots=True, kw_only=True)
class Assembly:
    """A tree while it is put together."""

    context: Context
    places: Places
    counterparts: set[Counterpart] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    classes: dict[str, griffe.Class] = field(default_factory=dict)
    """By definition path."""
    modules: dict[int, griffe.Module] = field(default_factory=dict)
    also_in_classes: list[tuple[griffe.Class, str, Member]] = field(default_factory=list)
    """Attributes of classes that are classes which are at home elsewhere."""


def assemble(root: RuntimeModule, places: Places, context: Context) -> Assembly:
    """Make the tree; the root's module is in ``modules``."""
    assembly = Assembly(context=context, places=places)
    for module in places.found:
        assembly.modules[id(module)] = _make_module(module, places.modules[id(module)], assembly)
    for module in places.found:
        for name, member in _readable(module):
            if (made := _make_member(name, member, module, assembly)) is not None:
                assembly.modules[id(module)].set_member(name, made)
    for owner, name, member in assembly.also_in_classes:  # once every class is there
        assert isinstance(member.value, TypeObject)
        target = assembly.classes[member.value.definition.path]
        owner.set_member(name, griffe.Alias(name, target, lineno=member.line, endlineno=member.line, parent=owner))
    for module in places.found:
        for name, member in _readable(module):
            if (alias := _make_alias(name, member, module, assembly)) is not None:
                assembly.modules[id(module)].set_member(name, alias)
        _restore_order(assembly.modules[id(module)], [name for name, _ in _readable(module)])
    return assembly


def _restore_order(module: griffe.Module, names: list[str]) -> None:
    members = {name: module.members[name] for name in names if name in module.members}
    module.members.clear()
    module.members.update(members)


def _make_module(module: RuntimeModule, path: str, assembly: Assembly) -> griffe.Module:
    made = griffe.Module(path.rpartition(".")[2], filepath=Path(module.file), lineno=module.line or None, analysis="static")
    made.exports = list(module.exports) if module.exports is not None else None
    facts = {"kind": BindingKind.MODULE, "rust": "", "file": module.file, "line": module.line}
    facts |= {
        "name": module.name,
        "all": module.exports,
        "imported_as": tuple(module.imported_as),
        "attributes": _unreadable(module, assembly),
    }
    if module.definition is not None:
        docs = module.definition.item.docs
        made.docstring = make_docstring(docstring_text(docs), docs)
        facts["rust"] = module.definition.path
        assembly.counterparts.add(Counterpart(python=path, rust=module.definition.path))
    if module.doc is not None:
        made.docstring = griffe.Docstring(module.doc, lineno=module.line or None)
    made.extra[EXTRA] |= facts
    return made


def _unreadable(module: RuntimeModule, assembly: Assembly) -> dict[str, str]:
    """``{"pkg.sub": "pkg._core.sub"}``: attributes with dots in their names, and the paths at which they are shown."""
    modules = assembly.places.modules
    return {name: modules[id(m.value)] for name, m in module.members.items() if "." in name and id(m.value) in modules}


def _make_member(name: str, member: Member, module: RuntimeModule, assembly: Assembly) -> griffe.Object | None:
    """What is at home in a module; None for what is only an alias there."""
    value, path = member.value, assembly.places.modules[id(module)]
    if isinstance(value, RuntimeModule):
        return assembly.modules[id(value)] if assembly.places.modules[id(value)] == f"{path}.{name}" else None
    if isinstance(value, FunctionObject):
        return _place(see_function(value.definition, assembly.context, name=name), path, assembly)
    if isinstance(value, LibraryFunction):
        return see_library_function(value, member)
    if isinstance(value, TypeObject):
        is_home = assembly.places.classes[value.definition.path] == f"{path}.{name}"
        return _make_class(name, value.definition, path, assembly) if is_home else None
    if isinstance(value, MadeFunction):
        return _make_function(name, value, member, module)
    if isinstance(value, MadeException):
        return _make_exception(name, value, member, module, assembly)
    return None if isinstance(value, ForeignObject) else _make_constant(name, value, member, module, assembly)


def _make_class(name: str, definition: Definition, path: str, assembly: Assembly) -> griffe.Class:
    sees = see_exception if exception_call(definition.item) else see_class
    made = assembly.classes[definition.path] = _place(sees(definition, assembly.context, name=name), path, assembly)
    for inner, member in assembly.places.attributes.get(definition.path, {}).items():
        _set_in_class(made, inner, member, f"{path}.{name}", assembly)
    return made


_SAYS_NOTHING = frozenset({"__module__", "__name__", "__qualname__", "__text_signature__"})


def _set_in_class(made: griffe.Class, name: str, member: Member, path: str, assembly: Assembly) -> None:
    """Give a class an attribute that code sets."""
    value = member.value
    if isinstance(value, TypeObject):
        if assembly.places.classes[value.definition.path] == f"{path}.{name}":
            made.set_member(name, _make_class(name, value.definition, path, assembly))
        else:
            assembly.also_in_classes.append((made, name, member))
    elif name == "__doc__":
        if isinstance(value, Known) and isinstance(value.value, str):
            made.docstring = griffe.Docstring(value.value, lineno=member.line)
    elif name not in _SAYS_NOTHING:
        made.set_member(name, _make_attribute(name, member, made, assembly))


def _make_attribute(name: str, member: Member, owner: griffe.Class, assembly: Assembly) -> griffe.Attribute:
    made = griffe.Attribute(name, lineno=member.line, endlineno=member.line, analysis="static")
    made.labels |= {"class-attribute"}
    _say_value(made, member.value, assembly)
    rust = owner.extra[EXTRA]["rust"]
    made.extra[EXTRA] |= {"kind": BindingKind.ATTRIBUTE, "rust": rust, "file": member.file, "line": member.line}
    return made


def _place(seen: Seen[ObjectT_co], path: str, assembly: Assembly) -> ObjectT_co:
    """Note what belongs to an object."""
    assembly.problems += seen.problems
    assembly.counterparts |= {replace(counterpart, python=f"{path}.{counterpart.python}") for counterpart in seen.counterparts}
    return seen.object


def _make_alias(name: str, member: Member, module: RuntimeModule, assembly: Assembly) -> griffe.Alias | None:
    """An alias to what is at home elsewhere; None for what is at home here."""
    here, value = assembly.modules[id(module)], member.value
    if name in here.members:
        return None
    target: str | griffe.Object | None = None
    if isinstance(value, RuntimeModule):
        target = assembly.modules[id(value)]
    elif isinstance(value, TypeObject):
        target = assembly.classes[value.definition.path]
    elif isinstance(value, ForeignObject):
        target = value.path if "." in value.path else f"builtins.{value.path}"
    return griffe.Alias(name, target, lineno=member.line, endlineno=member.line, parent=here) if target is not None else None


def _make_function(name: str, value: MadeFunction, member: Member, module: RuntimeModule) -> griffe.Function:
    """``PyCFunction::new_closure``: what it takes is for its code to say."""
    parameters = [griffe.Parameter("args", kind=griffe.ParameterKind.var_positional)]
    if value.takes_keywords:
        parameters.append(griffe.Parameter("kwargs", kind=griffe.ParameterKind.var_keyword))
    made = griffe.Function(name, lineno=member.line, endlineno=member.line, parameters=griffe.Parameters(*parameters), analysis="static")
    made.docstring = griffe.Docstring(value.doc, lineno=member.line) if value.doc else None
    _describe(made, BindingKind.FUNCTION, member, module, text_signature=None)
    return made


def _make_exception(name: str, value: MadeException, member: Member, module: RuntimeModule, assembly: Assembly) -> griffe.Class:
    """``PyErr::new_type``; without a base it is an ``Exception``."""
    bases: list[str | griffe.Expr] = [_base_name(base, assembly) for base in value.bases]
    if not bases and value.is_exception:
        bases = ["Exception"]
    made = griffe.Class(name, lineno=member.line, endlineno=member.line, bases=bases, analysis="static")
    made.docstring = griffe.Docstring(value.doc, lineno=member.line) if value.doc else None
    kind = BindingKind.EXCEPTION if value.is_exception else BindingKind.CLASS
    derived = () if value.is_exception else ("__dict__",)
    _describe(made, kind, member, module, text_signature=None, final=False, derived=derived)
    return made


def _base_name(base: TypeObject | ForeignObject | MadeException, assembly: Assembly) -> str:
    if isinstance(base, TypeObject):
        return assembly.context.class_names.get(base.definition.path, base.definition.item.name)
    return base.path if isinstance(base, ForeignObject) else base.name


def _make_constant(name: str, value: Value, member: Member, module: RuntimeModule, assembly: Assembly) -> griffe.Attribute:
    made = griffe.Attribute(name, lineno=member.line, endlineno=member.line, analysis="static")
    made.labels |= {"module-attribute"}
    rust = _say_value(made, value, assembly)
    _describe(made, BindingKind.CONSTANT, member, module)
    if rust and (definition := assembly.context.names.definition(rust, Namespace.VALUE)):
        docs = definition.item.docs
        made.docstring = make_docstring(docstring_text(docs), docs)  # at run time it is that of the value's type
        made.extra[EXTRA]["rust"] = rust
        assembly.counterparts.add(Counterpart(python=f"{assembly.places.modules[id(module)]}.{name}", rust=rust))
    return made


def _say_value(made: griffe.Attribute, value: Value, assembly: Assembly) -> str:
    """Say what is known of a value; give the definition path of the constant that it is the value of."""
    rust = ""
    if isinstance(value, DictObject):
        made.annotation = "dict"
    elif isinstance(value, Values):
        _say_elements(made, value, assembly)
    elif isinstance(value, Known):
        made.value, rust = repr(value.value), value.rust
        made.annotation = type(value.value).__name__ if value.value is not None else "None"
    elif isinstance(value, Opaque):
        rust = value.rust
        made.annotation = value.annotation or None
        scope = Scope(context=assembly.context, module=value.module, self_type=value.self_type)
        if value.type is not None:
            made.annotation = scope.annotate(value.type, Position.RETURN)
        if value.source:
            made.value = python_value(value.source, scope)
    return rust


def _say_elements(made: griffe.Attribute, value: Values, assembly: Assembly) -> None:
    """``list[int]`` and ``[1, 2]``, as far as the elements are known."""
    known = [element for element in value.elements if isinstance(element, Known)]
    is_known = len(known) == len(value.elements)
    if value.type is not None:
        made.annotation = Scope(context=assembly.context, module=value.module).annotate(value.type, Position.RETURN)
    else:
        made.annotation = "tuple" if value.is_tuple else "list"
    if is_known and str(made.annotation).partition("[")[0] in ("list", "tuple"):
        elements = [element.value for element in known]
        made.value = repr(tuple(elements) if value.is_tuple else elements)


def _describe(made: griffe.Object, kind: BindingKind, member: Member, module: RuntimeModule, **facts: object) -> None:
    """Note where something without an item of its own is: in the code that adds it."""
    rust = module.definition.path if module.definition else ""
    made.extra[EXTRA] |= {"kind": kind, "rust": rust, "file": member.file, "line": member.line, **facts}
