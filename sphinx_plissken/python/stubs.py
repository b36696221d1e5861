"""Stubs: types from the ``.pyi``, the rest from the source, and what the two disagree about.

Goes in: a tree whose wildcard imports are expanded, and stubs by module path. Comes out: nothing; the tree's objects have the stubs' types.
What differs is reported with subtype ``stub``. Rules: the typing specification, "Stub files" and "Distributing type information"; an object
may be described where it is public (``pkg/__init__.pyi``) though it is defined elsewhere (``pkg._core``).
"""

from __future__ import annotations

import builtins
import collections.abc
import keyword
from collections.abc import Iterable, Iterator

import griffe

from sphinx_plissken.bindings.api import EXTRA
from sphinx_plissken.problem import Subtype
from sphinx_plissken.python.definitions import definition_of
from sphinx_plissken.python.drift import Drift, DriftKind, drift_problems
from sphinx_plissken.python.tree import Tree, expand, file_of_module

Owner = griffe.Module | griffe.Class

_ARTICLES = {
    griffe.Kind.MODULE: "a module",
    griffe.Kind.CLASS: "a class",
    griffe.Kind.FUNCTION: "a function",
    griffe.Kind.ATTRIBUTE: "an attribute",
    griffe.Kind.TYPE_ALIAS: "a type alias",
    griffe.Kind.ALIAS: "an import",
}


def merge_stubs(tree: Tree) -> None:
    """Merge every stub into the module at its path; a stub of no module becomes a module of its own."""
    alone = []
    real = set(tree.collection.members)
    for path, stub in sorted(tree.stubs.items()):
        if file_of_module(stub) is None:
            continue  # only there to be the parent of others
        _complete_overloads(stub)
        module = tree.module(path)
        if module is not None:
            _merge_members(tree, module, stub)
            continue
        tree.place(path, stub)
        alone.append(stub)
        if path.partition(".")[0] in real:
            _mark_unreal(tree, path, stub)
    expand(tree, alone)
    tree.problems.extend(drift_problems(tree.drifts))


def _mark_unreal(tree: Tree, path: str, stub: griffe.Module) -> None:
    """A stub of a real package that describes a module which is not there: types for checkers, or a module that was not built."""
    stub.runtime = False
    if not any(name.startswith("_") for name in path.split(".")):
        tree.report(tree.file_of(stub), 0, f"the stub describes module `{path}`, which the source has not", Subtype.STUB)


def _complete_overloads(owner: Owner) -> None:
    """Make a function of overloads without an implementation, as stubs have them."""
    for name, overloads in owner.overloads.items():
        if overloads and name not in owner.members:
            first = overloads[0]
            function = griffe.Function(
                name, parameters=first.parameters, returns=first.returns, lineno=first.lineno, endlineno=first.endlineno, analysis="static"
            )
            function.docstring = next((each.docstring for each in overloads if each.docstring), None)
            function.overloads = list(overloads)
            function.labels |= first.labels
            owner.set_member(name, function)
    for member in owner.members.values():
        if isinstance(member, griffe.Class):
            _complete_overloads(member)


def _merge_members(tree: Tree, owner: Owner, stub: Owner) -> None:
    """Merge the members that both have; take those that only the stub has, as not there at run time."""
    if isinstance(owner, griffe.Module) and isinstance(stub, griffe.Module):
        owner.imports.update({name: path for name, path in stub.imports.items() if name not in owner.imports})
    _merge_docstring(owner, stub)
    unknown = []
    for name, described in stub.members.items():
        if "*" in name:
            continue
        member = owner.members.get(name)
        if member is None:
            if isinstance(owner, griffe.Class) and name in _inherited_names(owner):
                continue
            described.runtime = False
            owner.members[name] = described
            described.parent = owner
            if _is_worth_a_word(described):
                unknown.append(name)
        elif not isinstance(described, griffe.Alias):
            target = definition_of(member)
            if target is not None:
                _merge(tree, target, described)
    _report_drift(tree, owner, stub, unknown)


def _merge(tree: Tree, target: griffe.Object, stub: griffe.Object) -> None:
    match target, stub:
        case (griffe.Class(), griffe.Class()):
            _merge_class(tree, target, stub)
        case (griffe.Function(), griffe.Function()):
            _merge_function(tree, target, stub)
        case (griffe.Attribute(), griffe.Attribute()):
            _merge_docstring(target, stub)
            target.annotation = stub.annotation or target.annotation
        case (griffe.Module(), griffe.Module()):
            _merge_members(tree, target, stub)
        case (griffe.Module(), griffe.Attribute()):
            pass  # `lib: Any`: a module is a value like any other
        case (griffe.Class(), griffe.Attribute() | griffe.TypeAlias()) | (griffe.Attribute(), griffe.Class() | griffe.Function()):
            pass  # `Name: TypeAlias = ..` for a class, and its like: the source knows what it is
        case _:
            message = f"the stub says that `{target.path}` is {_ARTICLES[stub.kind]}; it is {_ARTICLES[target.kind]}"
            _note(tree, DriftKind.OTHER_KIND, target, stub, message)


def _merge_class(tree: Tree, target: griffe.Class, stub: griffe.Class) -> None:
    if not target.bases:
        target.bases = stub.bases
    if not target.type_parameters:
        target.type_parameters = stub.type_parameters
    target.overloads.update(stub.overloads)
    _merge_members(tree, target, stub)


def _merge_function(tree: Tree, target: griffe.Function, stub: griffe.Function) -> None:
    _merge_docstring(target, stub)
    target.returns = stub.returns or target.returns
    target.overloads = stub.overloads or target.overloads
    if not target.type_parameters:
        target.type_parameters = stub.type_parameters
    described = {parameter.name: parameter for parameter in stub.parameters}
    for parameter in target.parameters:
        if parameter.name in described:
            parameter.annotation = described[parameter.name].annotation or parameter.annotation
    is_called_by_python = target.is_special and target.name not in ("__init__", "__new__", "__call__")
    if not stub.overloads and not is_called_by_python and not _are_called_alike(_names(target), _names(stub)):
        source, said = ", ".join(_names(target)), ", ".join(_names(stub))
        message = f"the stub gives `{target.path}` the parameters ({said}); it has ({source})"
        _note(tree, DriftKind.PARAMETERS, target, stub, message)


def _are_called_alike(names: list[str], described: list[str]) -> bool:
    """Whether the parameters are the same to callers; no caller can write ``class=``, so a stub may call it what it likes."""
    if len(names) != len(described):
        return False
    return all(name == other or keyword.iskeyword(name) for name, other in zip(names, described, strict=True))


def _names(function: griffe.Function) -> list[str]:
    """The names of the parameters; those that can only be given by position are free, and ``self`` is never the question."""
    names = []
    for parameter in function.parameters:
        is_nameless = parameter.kind is griffe.ParameterKind.positional_only or parameter.name.startswith("__")
        star = {griffe.ParameterKind.var_positional: "*", griffe.ParameterKind.var_keyword: "**"}.get(
            parameter.kind or griffe.ParameterKind.positional_only, ""
        )
        names.append(star or ("_" if is_nameless else parameter.name))
    is_method = isinstance(function.parent, griffe.Class) and "staticmethod" not in function.labels
    return names[1:] if is_method else names


def _merge_docstring(target: griffe.Object, stub: griffe.Object) -> None:
    """The docs of a binding are the stub's if it has any: its author wrote them for Python. Those of Python source stay."""
    if stub.docstring and (EXTRA in target.extra or not target.docstring):
        target.docstring = stub.docstring


def _inherited_names(owner: griffe.Class) -> Iterable[str]:
    try:
        return owner.inherited_members
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, ValueError, RecursionError):
        return ()


_STANDARD = {"": builtins, "builtins": builtins, "collections.abc": collections.abc, "typing": collections.abc}
"""Modules whose classes are bases in stubs; those of ``typing`` are the same as in ``collections.abc``."""


def _names_of_bases(stub: griffe.Class) -> Iterator[str]:
    """What a class of a stub has from its bases: ``class Names(Mapping[str, str])`` has ``get``."""
    yield from _inherited_names(stub)
    for base in stub.bases:
        path = base if isinstance(base, str) else base.canonical_path
        module, _, name = path.partition("[")[0].rpartition(".")
        yield from dir(getattr(_STANDARD.get(module), name, object))


def _is_worth_a_word(member: griffe.Object | griffe.Alias) -> bool:
    """Whether it matters that the source lacks it: type variables, aliases of types and protocols are for type checkers only."""
    if isinstance(member, griffe.Alias) or member.name.startswith("_"):
        return False
    if isinstance(member, griffe.Class):
        return not any(str(base).rpartition(".")[2].partition("[")[0] in ("Protocol", "TypedDict") for base in member.bases)
    if isinstance(member, griffe.Attribute) and isinstance(member.parent, griffe.Module):
        return member.value is None
    return not isinstance(member, griffe.TypeAlias)


def _report_drift(tree: Tree, owner: Owner, stub: Owner, unknown: list[str]) -> None:
    """Name what only the stub has, and what only the extension module has."""
    if EXTRA not in owner.extra or not owner.extra[EXTRA]:
        return
    if unknown:
        message = f"the stub of `{owner.path}` has what the source has not: {', '.join(unknown)}"
        _note(tree, DriftKind.UNKNOWN, owner, stub, message, unknown)
    inherited = set(_names_of_bases(stub)) if isinstance(stub, griffe.Class) else set()
    missing = [
        name
        for name, member in owner.members.items()
        if name not in stub.members
        and name not in inherited
        and not name.startswith("_")
        and not isinstance(member, griffe.Alias | griffe.Module)
    ]
    if missing and stub.members:  # `class X: ...` says on purpose that there is more
        message = f"the stub of `{owner.path}` lacks what the source has: {', '.join(missing)}"
        _note(tree, DriftKind.MISSING, owner, stub, message, missing)


def _note(tree: Tree, kind: DriftKind, target: griffe.Object, stub: griffe.Object, message: str, names: Iterable[str] = ()) -> None:
    file, line = tree.file_of(stub), stub.lineno or 0
    tree.drifts.append(Drift(kind=kind, file=file, line=line, path=target.path, names=tuple(names), message=message))
