"""Import a module and say what it exposes: a script of its own, run by the interpreter that has the module.

``python imported.py pkg._core [pkg._other ...]`` prints one JSON object a line in the words of ``inspect --view python``. It needs CPython
and its standard library, nothing else. This is the one place where a documented project is imported; only ``check`` does it, when asked.
"""

from __future__ import annotations

import ast
import ctypes
import importlib
import importlib.machinery
import importlib.util
import json
import os
import re
import sys
import types
from collections.abc import Iterator
from typing import Any

_MODULE_NAMES = frozenset(
    {"__all__", "__builtins__", "__cached__", "__doc__", "__file__", "__loader__", "__name__", "__package__", "__path__", "__spec__"}
)
"""What the import system gives a module."""
_CLASS_NAMES = frozenset({"__module__", "__doc__", "__qualname__", "__match_args__", "__weakref__", "__dict__", "__slots__"})
"""What a class has without being told."""
_POINTER = ctypes.sizeof(ctypes.c_void_p)
_KINDS = {
    "method_descriptor": "method",
    "classmethod_descriptor": "classmethod",
    "staticmethod": "staticmethod",
    "getset_descriptor": "property",
    "member_descriptor": "property",
    "type": "class",
}


def module_rows(module: types.ModuleType, path: str, seen: frozenset[int] = frozenset()) -> Iterator[dict[str, Any]]:
    """Say what a module and its members are, at the paths where they are reached."""
    yield {"kind": "module", "path": path, "doc": module.__doc__}
    for name, value in vars(module).items():
        for shown in shown_names(name, module):
            yield from value_rows(value, f"{path}.{shown}", seen | {id(module)})


def shown_names(name: str, module: types.ModuleType) -> tuple[str, ...]:
    """Return the names at which an attribute is shown: one named ``pkg.sub``, which no code can write, by its last part, too."""
    if name in _MODULE_NAMES:
        return ()
    last = name.rpartition(".")[2]
    return (name,) if last in vars(module) else (name, last)


def value_rows(value: Any, path: str, seen: frozenset[int]) -> Iterator[dict[str, Any]]:
    """Say what something in a module is."""
    if isinstance(value, types.ModuleType):
        if id(value) not in seen and value.__name__ not in sys.builtin_module_names and is_native(value):
            yield from module_rows(value, path, seen)
    elif isinstance(value, type):
        yield from class_rows(value, path)
    elif isinstance(value, types.BuiltinFunctionType):
        yield {"kind": "function", "path": path, "doc": value.__doc__, "parameters": parameters(value)}
    else:
        yield {"kind": "constant", "path": path}


def is_native(module: types.ModuleType) -> bool:
    """Whether a module was made by native code: it comes from no Python file."""
    return not str(getattr(module, "__file__", None) or "").endswith(".py")


def class_rows(cls: type, path: str) -> Iterator[dict[str, Any]]:
    """Say what a class and its own members are."""
    yield {
        "kind": "exception" if issubclass(cls, BaseException) else "class",
        "path": path,
        "doc": vars(cls).get("__doc__"),
        "bases": [base.__name__ for base in cls.__bases__ if base is not object],
        "parameters": parameters(cls),
    }
    for name, value in vars(cls).items():
        if name not in _CLASS_NAMES:
            yield from member_rows(cls, name, value, f"{path}.{name}")


def member_rows(cls: type, name: str, value: Any, path: str) -> Iterator[dict[str, Any]]:
    """Say what one member of a class is."""
    kind = "special" if name.startswith("__") and name.endswith("__") else _KINDS.get(type(value).__name__, "attribute")
    if kind == "class":
        if value is not cls:
            yield from class_rows(value, path)
    elif kind == "property":
        yield {"kind": kind, "path": path, "doc": value.__doc__, "writable": is_writable(value)}
    elif kind in ("method", "classmethod", "staticmethod"):
        function = value.__func__ if kind == "staticmethod" else value
        yield {"kind": kind, "path": path, "doc": function.__doc__, "parameters": parameters(function)}
    else:
        yield {"kind": kind, "path": path}


def parameters(value: Any) -> str | None:
    """Return what a caller gives: ``(a, /, b=1)``; None where the module does not say, or not in Python's words.

    This reads the text signature and does not ask ``inspect.signature``, which takes a method named ``__init__`` for what makes an object;
    up to PyO3 0.27 it is a method like any other. A receiver that a person wrote without CPython's mark (``$self``) stays.
    """
    text = getattr(value, "__text_signature__", None)
    if not text:
        return None
    text = re.sub(r"[$]\w+(, /)?(, )?", "", text, count=1)
    try:
        ast.parse(f"def f{text}: pass")
    except (SyntaxError, ValueError):
        return None
    return str(text)


def is_writable(descriptor: Any) -> bool:
    """Whether a property has a setter: a ``PyGetSetDef`` says so, whose second function is the setter (CPython's descrobject.h)."""
    if type(descriptor).__name__ == "member_descriptor":
        return False  # PyO3 makes them for frozen classes only
    definition = ctypes.c_void_p.from_address(id(descriptor) + object.__basicsize__ + 3 * _POINTER).value
    return definition is not None and ctypes.c_void_p.from_address(definition + 2 * _POINTER).value is not None


def load(name: str) -> types.ModuleType:
    """Import a module; where the packages around it need what is not installed, an extension module alone."""
    try:
        return importlib.import_module(name)
    except ImportError:
        module = sys.modules.get(name) or load_alone(name)
        if module is None:
            raise
        return module


def load_alone(name: str) -> types.ModuleType | None:
    """Load an extension module without running the ``__init__`` of any package; None for what is none."""
    spec, folders = None, None
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        spec = importlib.machinery.PathFinder.find_spec(".".join(parts[:end]), folders)
        if spec is None:
            return None
        folders = spec.submodule_search_locations
    if spec is None or not isinstance(spec.loader, importlib.machinery.ExtensionFileLoader):
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(names: list[str]) -> None:
    """Print the rows of some modules; what they print themselves goes to the other stream."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        for name in names:
            for row in module_rows(load(name), name):
                print(json.dumps(row), file=out)


if __name__ == "__main__":
    main(sys.argv[1:])
