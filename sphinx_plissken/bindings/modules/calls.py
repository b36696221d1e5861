"""What calls in a module's code do: functions followed, PyO3's own functions known, all others unknown values.

Goes in: a call. Comes out: its value. Source: PyO3's API (``PyModule``, ``Python``, ``PyErr``, ``PyTypeInfo``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sphinx_plissken.bindings.annotations.native_types import PYO3, STANDARD, native_exception
from sphinx_plissken.bindings.classes.exceptions import imported_exception
from sphinx_plissken.bindings.modules.cffi_modules import open_cffi_module
from sphinx_plissken.bindings.modules.frames import resolve, resolve_type, why_missing
from sphinx_plissken.bindings.modules.module_methods import MODULE_METHODS, MethodCall, call_module_method
from sphinx_plissken.bindings.modules.python_code import evaluate_python
from sphinx_plissken.bindings.modules.runtime import (
    UNKNOWN,
    Closure,
    DictObject,
    ForeignObject,
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
    RustFunction,
    TypeObject,
    Value,
    Values,
)
from sphinx_plissken.bindings.modules.text_methods import call_iterator_method, call_text_method
from sphinx_plissken.bindings.naming import name_of_item
from sphinx_plissken.rust.model import Enum, Function, Namespace, Struct
from sphinx_plissken.rust.resolution.names import Definition, Foreign
from sphinx_plissken.rust.syntax.expressions import CallExpression, Expression, MethodCallExpression, PathExpression
from sphinx_plissken.rust.types import GenericArgument, Lifetime, Path, PathType, ReferenceType, Type

# f(..)


def evaluate_call(machine: Machine, expression: CallExpression, frame: Frame) -> Value:
    """The value of ``f(a, b)``."""
    function = expression.function
    if not isinstance(function, PathExpression):
        callee = machine.evaluate(function, frame)
        return machine.call(callee, machine.evaluate_all(expression.arguments, frame), frame)
    path = function.path
    last = path.last.name
    if len(path.segments) == 1 and last in frame.variables:
        return machine.call(frame.variables[last], machine.evaluate_all(expression.arguments, frame), frame)
    if last in _ASSOCIATED and (len(path.segments) > 1 or function.self_type is not None):
        known = _ASSOCIATED[last](machine, function, expression.arguments, frame)
        if known is not None:
            return known
    arguments = machine.evaluate_all(expression.arguments, frame)
    if last == "from" and len(path.segments) > 1 and "[{0}, {1}]" in STANDARD.get(path.segments[-2].name, ("", ""))[1]:  # of pairs
        return Opaque(type=_owner(path), module=frame.module)
    if last in _TRANSPARENT:
        return arguments[0] if arguments else UNKNOWN
    if last.startswith(_FROM_POINTER):
        return arguments[-1] if arguments else UNKNOWN
    if last.startswith(_INIT):
        return _module_of_other_language(machine, last, expression.line, frame)
    if arguments and isinstance(arguments[0], RuntimeModule) and last in MODULE_METHODS and "PyModule" in str(path):
        call = MethodCall(method=last, generics=path.last.arguments or (), arguments=expression.arguments[1:], line=expression.line)
        return call_module_method(machine, arguments[0], call, frame)
    if function.self_type is not None:
        return _call_on_type(machine, function, arguments, frame)
    return _call_path(machine, path, arguments, expression.line, frame)


_TRANSPARENT = frozenset({"Ok", "Some", "from", "into", "as_ref", "pin", "allow_threads"})
"""Functions that give their argument, whatever type they are of."""
_FROM_POINTER = ("from_owned_ptr", "from_borrowed_ptr")
"""``Bound::from_owned_ptr(py, pointer)`` and its variants give what the pointer leads to."""
_INIT = "PyInit_"
"""What the loader calls to make a module."""


def _module_of_other_language(machine: Machine, function: str, line: int, frame: Frame) -> RuntimeModule:
    """``PyInit__openssl()``: a module that is linked in, and written in C."""
    name = function.removeprefix(_INIT)
    if (source := machine.cffi_module(name)) is not None:
        return open_cffi_module(machine, source, line, frame)
    machine.report(frame, line, f"module `{name}` is made by the C function `{function}`: what it holds is not seen")
    return RuntimeModule(name=name, file=frame.file, line=line)


def _call_path(machine: Machine, path: Path, arguments: list[Value], line: int, frame: Frame) -> Value:
    meaning = resolve(path, frame, Namespace.VALUE, machine.names)
    if isinstance(meaning, Definition) and isinstance(meaning.item, Function):
        return _follow(machine, meaning, arguments, path.last.arguments or (), frame)
    owner_name = path.segments[-2].name if len(path.segments) > 1 else ""
    if path.last.name == "new" and owner_name in _LAZY and arguments and isinstance(arguments[0], Closure | RustFunction):
        return machine.call(arguments[0], [], frame)
    if path.last.name.startswith("new") and owner_name == "PyDict":
        return DictObject()
    modules = [argument for argument in arguments if isinstance(argument, RuntimeModule)]
    if modules and not isinstance(meaning, Definition):
        why = why_missing(meaning, str(path), frame.module, machine.names)
        machine.report(frame, line, f"`{path}` {why}; what it adds to module `{modules[0].name}` is missing")
    if owner_name and not isinstance(meaning, Definition) and path.last.name in _CONSTRUCTORS:
        return _foreign_object(path, arguments, frame)
    if isinstance(meaning, Definition):  # a tuple struct or a variant
        owner = path.segments if meaning.namespace is Namespace.TYPE else path.segments[:-1] or path.segments
        return Opaque(type=PathType(path=Path(segments=owner)), module=frame.module, self_type=frame.self_type)
    return UNKNOWN


_CONSTRUCTORS = frozenset("new new_bound empty empty_bound default with_capacity from_iter intern".split())
_CONTAINERS = frozenset(
    "Py Bound PyCell Box Arc Rc Cell RefCell Mutex RwLock Cow PyString PyInt PyFloat PyBool PyBytes PyTuple PyList".split()
)
"""Types that are what is in them, once in Python."""


def _foreign_object(path: Path, arguments: list[Value], frame: Frame) -> Value:
    """``PyString::new(py, "x")`` is its content; of ``HashMap::new()`` the type is known."""
    name = path.segments[-2].name
    content = next((argument for argument in reversed(arguments) if argument != UNKNOWN), None)
    if name in _CONTAINERS and content is not None:
        return replace(content, is_tuple=name == "PyTuple") if isinstance(content, Values) else content
    return Opaque(type=_owner(path), module=frame.module)


def _owner(path: Path) -> PathType:
    """The type in front of an associated function."""
    return PathType(path=Path(segments=path.segments[:-1], is_global=path.is_global))


_LAZY = frozenset({"LazyLock", "Lazy", "LazyCell"})
"""Types of values that a closure makes when they are first used."""


_FOLLOWED = (RuntimeModule, ModuleDict, Closure, RustFunction, FunctionObject, ForeignObject)
"""Arguments for whose sake a call is followed."""
_MADE = ("PyModule", "PyType", "PyErr")
"""Results for whose sake it is."""


def _follow(
    machine: Machine, definition: Definition, arguments: Sequence[Value], generics: tuple[GenericArgument, ...], frame: Frame
) -> Value:
    """Run a function of the crates at hand where that may concern modules or give a known value; else only its type is known."""
    function = definition.item
    assert isinstance(function, Function)
    concerns = any(isinstance(argument, _FOLLOWED) for argument in arguments) or any(name in repr(function.returns) for name in _MADE)
    if concerns or not function.parameters or (generics and _has_type(generics)):
        return machine.call_function(definition, arguments, generics=generics, caller=frame)
    owner = definition.path.rpartition("::")[0]
    return Opaque(
        type=function.returns,
        module=definition.module,
        self_type="" if machine.names.module(owner) else owner,
        made_by=lambda: machine.call_function(definition, arguments, generics=generics, caller=frame),
    )


def _has_type(generics: tuple[GenericArgument, ...]) -> bool:
    return any(isinstance(argument, PathType) for argument in generics)


def _call_on_type(machine: Machine, function: PathExpression, arguments: list[Value], frame: Frame) -> Value:
    """``<T as Trait>::f(..)`` and ``<T>::f(..)``"""
    assert function.self_type is not None
    owner = resolve_type(function.self_type, frame, machine.names)
    if not isinstance(owner, Definition):
        return UNKNOWN
    definition = machine.names.definition(f"{owner.path}::{function.path.last.name}", Namespace.VALUE)
    if definition is None or not isinstance(definition.item, Function):
        return UNKNOWN
    return _follow(machine, definition, arguments, function.path.last.arguments or (), frame)


# Associated functions of PyO3's types


def _new_module(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``PyModule::new(py, "name")``"""
    if function.path.names[-2:-1] != ("PyModule",):
        return None
    name = next((value.value for value in machine.evaluate_all(arguments, frame) if isinstance(value, Known)), None)
    if not isinstance(name, str):
        machine.report(frame, function.line, "a module is made here whose name is made at run time")
        name = "?"
    return RuntimeModule(name=name, file=frame.file, line=function.line)


def _new_object(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``PyModule::new`` and ``PyCFunction::new``"""
    return _new_module(machine, function, arguments, frame) or _new_function(machine, function, arguments, frame)


def _import(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``PyModule::import(py, "sys")``"""
    return import_module(machine.evaluate_all(arguments, frame))


def import_module(arguments: Sequence[Value]) -> Value:
    """What an import gives."""
    name = next((value.value for value in arguments if isinstance(value, Known)), None)
    return ForeignObject(path=name) if isinstance(name, str) else UNKNOWN


def _type_object(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``T::type_object(py)`` and ``<T as PyTypeInfo>::type_object(py)``"""
    if function.self_type is not None:
        return type_object(machine, function.self_type, frame)
    owner = Path(segments=function.path.segments[:-1], is_global=function.path.is_global)
    return type_object(machine, PathType(path=owner), frame)


def type_object(machine: Machine, type: Type | None, frame: Frame) -> Value:
    """The Python type of a Rust type."""
    while isinstance(type, ReferenceType):
        type = type.inner
    meaning = resolve_type(type, frame, machine.names) if type is not None else None
    if isinstance(meaning, Definition) and isinstance(meaning.item, Struct | Enum):
        imported = imported_exception(meaning.item)
        return ForeignObject(path=imported) if imported else TypeObject(definition=meaning)
    name = meaning.path.rpartition("::")[2] if isinstance(meaning, Foreign) else type.path.last.name if isinstance(type, PathType) else ""
    if name == "PanicException":
        return PANIC
    if path := native_exception(name) or _native_type(name):
        return ForeignObject(path=path)
    written = str(type.path) if isinstance(type, PathType) else "_"
    return Missing(why=f"class `{written}` {why_missing(meaning, written, frame.module, machine.names)}")


PANIC = MadeException(
    name="pyo3_runtime.PanicException",
    doc="""
The exception raised when Rust code called from Python panics.

Like SystemExit, this exception is derived from BaseException so that
it will typically propagate all the way through the stack and cause the
Python interpreter to exit.
""",
    bases=(ForeignObject(path="BaseException"),),
)
"""What PyO3 makes of a panic (``pyo3::panic``); its module cannot be imported."""


def _native_type(name: str) -> str:
    template = PYO3.get(name, ("", ""))[1]
    return template if template.isidentifier() or template.startswith("types.") else ""


def _new_exception(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``PyErr::new_type(py, "pkg.Name", doc, base, dict)``; the first argument, and C strings, depend on the version."""
    values = machine.evaluate_all(arguments, frame)
    texts = [_text(value.value) for value in values if isinstance(value, Known) and isinstance(value.value, str | bytes)]
    if not texts:
        machine.report(frame, function.line, "an exception is made here whose name is made at run time")
        return UNKNOWN
    bases = tuple(value for value in values if isinstance(value, TypeObject | ForeignObject | MadeException))
    return MadeException(name=texts[0], doc=texts[1] if len(texts) > 1 else "", bases=bases[:1])


def _new_function(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``PyCFunction::new_closure(py, Some(c"name"), Some(c"doc"), |args, kwargs| ..)`` and ``PyCFunction::new(py, f, c"name", c"doc")``"""
    if function.path.names[-2:-1] != ("PyCFunction",):
        return None
    values = machine.evaluate_all(arguments, frame)
    texts = [_text(value.value) for value in values if isinstance(value, Known) and isinstance(value.value, str | bytes)]
    name = texts[0] if texts else "pyo3-closure"
    takes_keywords = function.path.last.name not in ("new", "new_bound")
    return MadeFunction(name=name, doc=texts[1] if len(texts) > 1 else "", takes_keywords=takes_keywords)


def _text(value: str | bytes) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _attach(machine: Machine, function: PathExpression, arguments: tuple[Expression, ...], frame: Frame) -> Value | None:
    """``Python::attach(|py| ..)``"""
    return machine.call(machine.evaluate(arguments[0], frame), [UNKNOWN], frame) if len(arguments) == 1 else None


_ASSOCIATED: Mapping[str, Callable[[Machine, PathExpression, tuple[Expression, ...], Frame], Value | None]] = {
    "new": _new_object,
    "new_bound": _new_object,
    "new_closure": _new_function,
    "new_closure_bound": _new_function,
    "new_with_keywords": _new_function,
    "new_with_keywords_bound": _new_function,
    "import": _import,
    "import_bound": _import,
    "type_object": _type_object,
    "type_object_bound": _type_object,
    "new_type": _new_exception,
    "new_type_bound": _new_exception,
    "attach": _attach,
    "with_gil": _attach,
}
"""Functions of PyO3's types, by last name; None where it is another function of that name."""


# a.f(..)


def evaluate_method_call(machine: Machine, expression: MethodCallExpression, frame: Frame) -> Value:
    """The value of ``a.f(b)``."""
    receiver = machine.evaluate(expression.receiver, frame)
    call = MethodCall(method=expression.method, generics=expression.generics, arguments=expression.arguments, line=expression.line)
    if isinstance(receiver, RuntimeModule) and call.method not in _CLOSURE_METHODS:
        return call_module_method(machine, receiver, call, frame)
    if (own := _own_method(machine, receiver, call.method)) is not None:
        return _follow(machine, own, [receiver, *machine.evaluate_all(call.arguments, frame)], call.generics, frame)
    if method := _METHODS.get(call.method):
        return method(machine, receiver, call, frame)
    return receiver if call.method in _UNCHANGED else _call_unknown_method(machine, receiver, call, frame)


_UNCHANGED = frozenset(
    """
    unwrap expect clone as_ref bind as_borrowed to_owned into into_bound unbind into_any to_string as_str downcast downcast_into cast
    cast_into into_py into_py_any into_pyobject to_object clone_ref as_any iter into_iter copied cloned ok map_err context
    unwrap_or_default borrow extract as_unbound into_gil_ref into_ref as_type as_bytes as_c_str to_vec as_slice deref by_ref get
    unwrap_unchecked cast_into_unchecked downcast_into_unchecked cast_unchecked downcast_unchecked
    """.split()
)
"""Methods that give a value that is as good as their receiver."""


def _own_method(machine: Machine, receiver: Value, name: str) -> Definition | None:
    """A method of one of the crates' own types."""
    if not isinstance(receiver, Opaque) or receiver.type is None:
        return None
    owner = machine.names.resolve_type(_without_wrappers(receiver.type), receiver.module, self_type=receiver.self_type)
    definition = machine.names.definition(f"{owner.path}::{name}", Namespace.VALUE) if isinstance(owner, Definition) else None
    return definition if definition is not None and isinstance(definition.item, Function) else None


def _call_unknown_method(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """A method of a type that is not at hand, or of a value whose type is not known."""
    arguments = machine.evaluate_all(call.arguments, frame)
    modules = [argument for argument in arguments if isinstance(argument, RuntimeModule)]
    if modules and not isinstance(receiver, ForeignObject | ModuleDict):
        machine.report(frame, call.line, f"what `{call.method}` adds to module `{modules[0].name}` is not known")
    if isinstance(receiver, Values):
        makes_text = any(isinstance(argument, PathType) and argument.path.last.name == "String" for argument in call.generics)
        return call_iterator_method(receiver, call.method, arguments, makes_text=makes_text) or UNKNOWN
    return call_text_method(receiver, call.method, arguments) or UNKNOWN


_WRAPPERS = frozenset("LazyLock Lazy LazyCell OnceLock OnceCell GILOnceCell PyOnceLock Box Arc Rc Result PyResult Option".split())
"""Types whose methods are also those of what is in them, once ``?`` or a dereference has led there."""


def _without_wrappers(type: Type) -> Type:
    while isinstance(type, PathType) and type.path.last.name in _WRAPPERS:
        inner = next((argument for argument in type.path.last.arguments or () if not isinstance(argument, Lifetime)), None)
        if inner is None:
            break
        type = inner  # type: ignore[assignment]
    return type


def _get_type(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``py.get_type::<E>()``"""
    type = next((argument for argument in call.generics if not isinstance(argument, Lifetime)), None)
    return type_object(machine, type, frame) if type is not None else UNKNOWN  # type: ignore[arg-type]


def _import_method(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``py.import("sys")``"""
    return import_module(machine.evaluate_all(call.arguments, frame))


def _get_attribute(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``sys.getattr("modules")``"""
    name = next(iter(machine.evaluate_all(call.arguments, frame)), UNKNOWN)
    if isinstance(receiver, ForeignObject) and isinstance(name, Known):
        return ForeignObject(path=f"{receiver.path}.{name.value!s}")
    return UNKNOWN


def _name(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``py.get_type::<E>().name()``"""
    return Known(value=name_of_item(receiver.definition.item)) if isinstance(receiver, TypeObject) else UNKNOWN


def _set_item(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``sys.modules.set_item("pkg.sub", &m)`` and ``m.dict().set_item("x", v)``"""
    if isinstance(receiver, ModuleDict):
        setter = MethodCall(method="setattr", generics=(), arguments=call.arguments, line=call.line)
        return MODULE_METHODS["setattr"](machine, receiver.module, setter, frame)
    values = machine.evaluate_all(call.arguments, frame)
    if isinstance(receiver, DictObject) and len(values) == 2 and isinstance(values[0], Known):
        receiver.items[str(values[0].value)] = values[1]
    if isinstance(receiver, ForeignObject) and receiver.path == "sys.modules" and len(values) == 2:
        name, module = values
        if isinstance(module, RuntimeModule) and isinstance(name, Known):
            module.imported_as.append(str(name.value))
    return UNKNOWN


def _set_attribute(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``py.get_type::<T>().setattr("LIMIT", 3)``"""
    if not isinstance(receiver, TypeObject):
        return _call_unknown_method(machine, receiver, call, frame)
    values = machine.evaluate_all(call.arguments, frame)
    if len(values) == 2 and isinstance(values[0], Known):
        member = Member(value=values[1], file=frame.file, line=call.line)
        machine.set_class_attribute(receiver.definition, str(values[0].value), member)
    return UNKNOWN


def _evaluate_python(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``py.eval(c"type('E', (Base,), {})", None, Some(&locals))``"""
    values = machine.evaluate_all(call.arguments, frame)
    if not values or not isinstance(values[0], Known) or not isinstance(values[0].value, str | bytes):
        return _call_unknown_method(machine, receiver, call, frame)
    variables = {name: value for scope in values[1:] if isinstance(scope, DictObject) for name, value in scope.items.items()}
    return evaluate_python(_text(values[0].value), variables)


def _with_itself(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``made.and_then(|m| ..)``"""
    arguments = machine.evaluate_all(call.arguments, frame)
    if not arguments or not isinstance(arguments[0], Closure | RustFunction):
        return receiver
    if isinstance(receiver, Values) and call.method == "map":
        return Values(elements=tuple(machine.call(arguments[0], [element], frame) for element in receiver.elements))
    result = machine.call(arguments[0], [receiver], frame)
    return receiver if call.method == "inspect" else result


def _each(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``classes.iter().try_for_each(|c| ..)``"""
    arguments = machine.evaluate_all(call.arguments, frame)
    if arguments and isinstance(receiver, Values):
        for element in receiver.elements:
            machine.call(arguments[0], [element], frame)
    return UNKNOWN


def _made_once(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``CELL.get_or_init(py, || ..)``, ``made.unwrap_or_else(|| ..)``"""
    closures = [value for value in machine.evaluate_all(call.arguments, frame) if isinstance(value, Closure | RustFunction)]
    if not closures or (call.method == "unwrap_or_else" and receiver != UNKNOWN):
        return receiver
    return machine.call(closures[0], [], frame)


def _chain(machine: Machine, receiver: Value, call: MethodCall, frame: Frame) -> Value:
    """``[a].into_iter().chain([b])``"""
    other = next(iter(machine.evaluate_all(call.arguments, frame)), UNKNOWN)
    if isinstance(receiver, Values) and isinstance(other, Values):
        return Values(elements=receiver.elements + other.elements)
    return UNKNOWN


_CLOSURE_METHODS = frozenset({"and_then", "map", "inspect"})
_METHODS: Mapping[str, Callable[[Machine, Value, MethodCall, Frame], Value]] = {
    "get_type": _get_type,
    "get_type_bound": _get_type,
    "import": _import_method,
    "import_bound": _import_method,
    "getattr": _get_attribute,
    "set_item": _set_item,
    "setattr": _set_attribute,
    "eval": _evaluate_python,
    "name": _name,
    "qualname": _name,
    **dict.fromkeys(_CLOSURE_METHODS, _with_itself),
    "for_each": _each,
    "try_for_each": _each,
    "get_or_init": _made_once,
    "get_or_try_init": _made_once,
    "unwrap_or_else": _made_once,
    "or_else": _made_once,
    "chain": _chain,
    "attach": lambda machine, receiver, call, frame: _made_once(machine, receiver, call, frame),
}
