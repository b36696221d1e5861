"""The rows of ``inspect --view python``.

Goes in: griffe modules, of extension modules (as ``bindings`` makes them) or of Python source. Comes out: one dictionary for each object
and each path at which it is reached. What the keys mean is said in the documentation of ``inspect``.
"""

from __future__ import annotations

import builtins
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

from sphinx_plissken.bindings.api import EXTRA, BindingKind, Bindings
from sphinx_plissken.python.api import STUB_ONLY, PythonMember, PythonReference

Row = dict[str, Any]

_CLASSES = (BindingKind.CLASS, BindingKind.EXCEPTION)
_HIDDEN_SPECIALS = frozenset({"__module__", "__qualname__", "__all__", "__slots__", "__match_args__", "__annotations__"})
"""Dunder names that are no methods."""
_DEEPEST = 12
"""Classes and modules are not nested deeper, but aliases may make it look so."""


def rows(module: griffe.Module | Bindings, prefix: str = "", *, root: Path | None = None) -> list[Row]:
    """The rows of a module and of everything in it, sorted by path.

    :param prefix: the path at which it is reached; else its own, of an extension module its import name.
    :param root: the directory to which the paths of Python files are relative.
    """
    if isinstance(module, Bindings):
        return rows(module.module, prefix or module.import_name, root=root)
    found = _rows(module, prefix or module.path, root, ())
    return sorted(found, key=lambda row: (row["path"], row["kind"], row["file"], row["line"]))


def reference_rows(reference: PythonReference, *, root: Path | None = None) -> Iterator[Row]:
    """The rows of what users import: every public module and member at each of its paths, with the members of classes at home."""
    for module in reference.modules:
        yield from _rows_of(module.module, module.path, root)
        for member in module.members:
            if STUB_ONLY not in member.object.extra:  # the rows are what is there at run time
                yield from _member_rows(member, root)


def _member_rows(member: PythonMember, root: Path | None) -> Iterator[Row]:
    yield from _rows_of(member.object, member.path, root)
    for inner in (*member.members, *member.hidden):
        name = inner.path.rpartition(".")[2]
        if not name.startswith("_") or (inner.object.is_special and name not in _HIDDEN_SPECIALS):
            yield from _member_rows(inner, root)


def _rows_of(object: griffe.Object, path: str, root: Path | None) -> Iterator[Row]:
    """The row of an object alone."""
    row = _row(object, path, root)
    if row is not None:
        yield row


def _rows(object: griffe.Object, path: str, root: Path | None, around: tuple[griffe.Object, ...]) -> Iterator[Row]:
    """The rows of an object and its members.

    :param around: the objects that it is in, so that an alias to one of them ends there.
    """
    if any(other is object for other in around) or len(around) > _DEEPEST:
        return
    row = _row(object, path, root)
    if row is not None:
        yield row
    if not isinstance(object, griffe.Module | griffe.Class):
        return
    for name, member in object.members.items():
        target = _target(member)
        if target is not None and not (isinstance(object, griffe.Class) and name in _HIDDEN_SPECIALS):
            yield from _rows(target, f"{path}.{name}", root, (*around, object))
    for name, shown in object.extra[EXTRA].get("attributes", {}).items():
        submodule = _below(object, shown)
        if submodule is not None:
            yield from _rows(submodule, f"{path}.{name}", root, (*around, object))


def _target(member: griffe.Object | griffe.Alias) -> griffe.Object | None:
    """What an alias leads to: None for what is defined elsewhere, and for an imported module of Python source, which has its own rows."""
    if not isinstance(member, griffe.Alias):
        return member
    try:
        target = member.final_target
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, ValueError):  # ValueError: in no tree, so that only it is followed
        return None
    return None if target.is_module and "kind" not in target.extra[EXTRA] else target


def _below(module: griffe.Object, path: str) -> griffe.Object | None:
    """The module at a path below a module: its own last part, since these paths are one level deep."""
    member = module.members.get(path.rpartition(".")[2])
    return _target(member) if member is not None else None


def _row(object: griffe.Object, path: str, root: Path | None) -> Row | None:
    """The row of one object; None for what is no object at run time."""
    kind = kind_of(object, is_in_class=object.parent is not None and object.parent.is_class)
    called = _called(object, kind)
    extra = object.extra[EXTRA]
    return {
        "kind": str(kind),
        "path": path,
        "parameters": _parameters(object, called),
        "annotations": _annotations(called) if called is not None else {},
        "returns": _returns(object),
        "bases": [str(base) for base in object.bases] if isinstance(object, griffe.Class) else [],
        "writable": _is_writable(object, kind),
        "doc": _doc(object),
        "rust": extra.get("rust") or None,
        "file": extra["file"] if "file" in extra else _file(object, root),
        "line": extra.get("line", object.lineno or 0),
    }


def kind_of(object: griffe.Object, *, is_in_class: bool) -> BindingKind:
    """What an object is at run time: what the bindings say, else what its Python source looks like."""
    if known := object.extra[EXTRA].get("kind"):
        return BindingKind(known)
    if isinstance(object, griffe.Module):
        return BindingKind.MODULE
    if isinstance(object, griffe.Class):
        return BindingKind.EXCEPTION if _is_exception(object) else BindingKind.CLASS
    if not isinstance(object, griffe.Function):
        is_property = "property" in object.labels or "cached" in object.labels
        return BindingKind.PROPERTY if is_property else BindingKind.ATTRIBUTE if is_in_class else BindingKind.CONSTANT
    if not is_in_class:
        return BindingKind.FUNCTION
    if object.name.startswith("__") and object.name.endswith("__"):
        return BindingKind.SPECIAL
    decorated = {"classmethod": BindingKind.CLASSMETHOD, "staticmethod": BindingKind.STATICMETHOD}
    return next((kind for label, kind in decorated.items() if label in object.labels), BindingKind.METHOD)


def _is_exception(object: griffe.Class) -> bool:
    """Whether a class of Python source is an exception: one of its bases is, here or among the builtins."""
    names = [str(base) for base in object.bases]
    with contextlib.suppress(ValueError):  # bases that no class can have together
        names += [str(base) for parent in object.mro() for base in parent.bases]
    return any(isinstance(found := getattr(builtins, name, None), type) and issubclass(found, BaseException) for name in names)


def _doc(object: griffe.Object) -> str | None:
    """The docstring as it is at run time."""
    doc = str(object.extra[EXTRA].get("unsplit", "")) + (object.docstring.value if object.docstring else "")
    return doc or None


# Calls


def _called(object: griffe.Object, kind: BindingKind) -> griffe.Function | None:
    """The function that says how an object is called; None where it is not called, or nothing is known of it."""
    if isinstance(object, griffe.Function):
        return object
    if isinstance(object, griffe.Class) and kind in _CLASSES:
        for name in ("__new__", "__init__"):
            constructor = object.members.get(name)
            if isinstance(constructor, griffe.Function):
                return constructor
    return None


def _parameters(object: griffe.Object, called: griffe.Function | None) -> str | None:
    """What a caller gives: as a person wrote it, else as the function takes it."""
    if (written := (called or object).extra[EXTRA].get("hand_written")) is not None:
        return str(written)
    return parameters_text(called) if called is not None else None


def parameters_text(function: griffe.Function) -> str:
    """The parameters as Python writes them, without annotations, ``self`` and ``cls``: ``(a, /, b=1, *, c=None)``."""
    parts: list[str] = []
    waits_for_slash = False
    has_star = False
    for parameter in _visible(function):
        kind = parameter.kind
        if waits_for_slash and kind is not griffe.ParameterKind.positional_only:
            parts.append("/")
        waits_for_slash = kind is griffe.ParameterKind.positional_only
        if kind is griffe.ParameterKind.keyword_only and not has_star:
            parts.append("*")
        has_star = has_star or kind in (griffe.ParameterKind.keyword_only, griffe.ParameterKind.var_positional)
        default = f"={parameter.default}" if parameter.default is not None and not _is_variadic(parameter) else ""
        parts.append(f"{_star(parameter)}{parameter.name}{default}")
    return f"({', '.join([*parts, '/'] if waits_for_slash else parts)})"


_STARS = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}


def _star(parameter: griffe.Parameter) -> str:
    return _STARS.get(parameter.kind, "") if parameter.kind is not None else ""


def _is_variadic(parameter: griffe.Parameter) -> bool:
    return bool(_star(parameter))


def _visible(function: griffe.Function) -> list[griffe.Parameter]:
    """The parameters that a caller gives."""
    parameters = list(function.parameters)
    is_method = function.parent is not None and function.parent.is_class and "staticmethod" not in function.labels
    return parameters[1:] if is_method and parameters and not _is_variadic(parameters[0]) else parameters


def _annotations(function: griffe.Function) -> dict[str, str]:
    """The types of parameters, under the names by which callers know them and those under which they are taken."""
    found = {parameter.name: str(parameter.annotation) for parameter in _visible(function) if parameter.annotation is not None}
    renamed = function.extra[EXTRA].get("renamed", {})
    return found | {taken: found[shown] for shown, taken in renamed.items() if shown in found}


def _returns(object: griffe.Object) -> str | None:
    """What a call gives; of an attribute or a property its type."""
    annotation = object.returns if isinstance(object, griffe.Function) else getattr(object, "annotation", None)
    return str(annotation) if annotation is not None else None


def _is_writable(object: griffe.Object, kind: BindingKind) -> bool | None:
    if kind is not BindingKind.PROPERTY:
        return None
    return bool(object.extra[EXTRA].get("writable", "writable" in object.labels))


def _file(object: griffe.Object, root: Path | None) -> str:
    """The Python file of an object; of a namespace package, which has none, empty."""
    try:
        path = object.filepath
    except griffe.BuiltinModuleError:
        return ""
    if isinstance(path, list):
        return ""
    return (path.relative_to(root) if root is not None and path.is_relative_to(root) else path).as_posix()
