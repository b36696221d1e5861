"""Import a module and say exactly what its objects are: a script of its own, run by the interpreter for which the module was built.

``python exact_facts.py cases`` prints one JSON object that leads from path to facts. These are stricter than what ``check`` compares: text
signatures and docs to the letter, every name in a class, ``__all__``, the types of what functions named ``give_..`` give, and values that
can be written as literals.
"""

from __future__ import annotations

import contextvars
import importlib
import json
import pathlib
import sys
import types
from collections.abc import Iterator
from typing import Any

Facts = dict[str, Any]
_BASETYPE = 1 << 10
"""``Py_TPFLAGS_BASETYPE``: a class can be subclassed."""

_GIVEN = {"__module__", "__doc__", "__weakref__", "__buffer__", "__release_buffer__"}
"""Names in a class that CPython gives, the last two from 3.12 on."""

_NAMES: dict[type, str] = {getattr(types, name): f"types.{name}" for name in reversed(types.__all__)} | {
    type(pathlib.Path()): "pathlib.Path",
    contextvars.Context: "contextvars.Context",
}
"""Types under the names by which people know them; the module's own are added when they are met."""


def module_facts(module: types.ModuleType, path: str) -> Iterator[tuple[str, Facts]]:
    exports = getattr(module, "__all__", None)
    yield path, {"doc": module.__doc__, "name": module.__name__, "all": list(exports) if exports is not None else None}
    for name, value in vars(module).items():
        if name.startswith("__") and name != "__version__":
            continue
        where = f"{path}.{name}"
        if isinstance(value, types.ModuleType):
            yield from module_facts(value, where)
        elif isinstance(value, type):
            yield from class_facts(value, where)
        elif isinstance(value, types.BuiltinFunctionType):
            yield where, callable_facts(value) | ({"returns": annotation(value())} if name.startswith("give_") else {})
        else:
            yield where, {"value": repr(value)}


def class_facts(cls: type, path: str) -> Iterator[tuple[str, Facts]]:
    _NAMES.setdefault(cls, path)
    yield (
        path,
        {
            **callable_facts(cls, vars(cls)["__doc__"]),
            "qualname": cls.__qualname__,
            "final": not cls.__flags__ & _BASETYPE,
            "names": sorted(set(vars(cls)) - _GIVEN),
        },
    )
    for name, value in vars(cls).items():
        where = f"{path}.{name}"
        if isinstance(value, type) and name[0] != "_":
            yield from class_facts(value, where)
        elif isinstance(value, staticmethod) and name != "__new__":
            yield where, callable_facts(value.__func__)
        elif type(value).__name__ in ("method_descriptor", "classmethod_descriptor"):
            yield where, callable_facts(value)
        elif type(value).__name__ in ("getset_descriptor", "member_descriptor") and name[:2] != "__":
            yield where, {"doc": value.__doc__}
        elif isinstance(value, int | float | str | tuple) and name not in ("__module__", "__doc__"):
            yield where, {"value": repr(value)}


def callable_facts(value: Any, doc: str | None = None) -> Facts:
    return {"doc": doc if isinstance(value, type) else value.__doc__, "text_signature": getattr(value, "__text_signature__", None)}


def annotation(value: Any) -> str:
    """``[1]`` -> ``list[int]``: how a value's type is written."""
    if value is None:
        return "None"
    if isinstance(value, list | set | frozenset) and value:
        return f"{type(value).__name__}[{annotation(next(iter(value)))}]"
    if isinstance(value, tuple):
        return f"tuple[{', '.join(map(annotation, value)) or '()'}]"
    if isinstance(value, dict) and value:
        return f"dict[{', '.join(map(annotation, next(iter(value.items()))))}]"
    return _NAMES.get(type(value), f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins."))


if __name__ == "__main__":
    print(json.dumps(dict(module_facts(importlib.import_module(sys.argv[1]), sys.argv[1]))))
