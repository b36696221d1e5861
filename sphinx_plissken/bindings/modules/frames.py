"""What names mean inside a function body: its own items and ``use`` declarations, generic parameters, then the module around it.

Goes in: a path or a type and the frame it stands in. Comes out: its meaning. Rules: the Rust reference, "Scopes" and "Use declarations"
(a body is an anonymous module).
"""

from __future__ import annotations

from collections import ChainMap
from dataclasses import replace

from sphinx_plissken.bindings.modules.runtime import Frame
from sphinx_plissken.rust.model import Function, Item, Namespace, TypeAlias, Use
from sphinx_plissken.rust.resolution.names import Definition, Foreign, Meaning, Names
from sphinx_plissken.rust.types import GenericArgument, Lifetime, Path, PathSegment, PathType, ReferenceType, Type, TypeParameter

_VALUES = (Function,)


def open_block(frame: Frame) -> Frame:
    """The frame of a block inside another: what it declares ends with it."""
    return replace(frame, variables=frame.variables.new_child(), items=frame.items.new_child())


def open_function(definition: Definition, *, owner: str, generics: dict[str, tuple[Type, Frame]], is_certain: bool) -> Frame:
    """The frame of a call. Nothing of the caller's is seen in it but what its generic parameters stand for."""
    return Frame(
        module=definition.module,
        crate=definition.crate,
        file=definition.item.span.file,
        owner=definition.path,
        self_type=owner,
        variables=ChainMap(),
        items=ChainMap(),
        generics=generics,
        is_certain=is_certain,
    )


def bind_generics(function: Function, arguments: tuple[GenericArgument, ...], frame: Frame) -> dict[str, tuple[Type, Frame]]:
    """What a function's type parameters stand for in a call with a turbofish, as seen from the caller's frame."""
    parameters = [parameter.name for parameter in function.generics.parameters if isinstance(parameter, TypeParameter)]
    types = [argument for argument in arguments if not isinstance(argument, Lifetime)]
    return {name: (type, frame) for name, type in zip(parameters, types, strict=False)}  # type: ignore[misc]


def resolve(path: Path, frame: Frame, namespace: Namespace, names: Names) -> Meaning | None:
    """What a path means in a frame."""
    first, rest = path.segments[0], path.segments[1:]
    if not path.is_global:
        if bound := frame.generics.get(first.name):
            return _through_parameter(bound, rest, namespace, names)
        if not rest and (item := frame.items.get(first.name)) is not None and isinstance(item, Function) == (namespace is Namespace.VALUE):
            return define_local(item, frame)
        for use in reversed(frame.uses):
            if (found := _through_use(use, path, frame, namespace, names)) is not None:
                return found
    return names.resolve(path, frame.module, namespace, self_type=frame.self_type)


def define_local(item: Item, frame: Frame) -> Definition:
    """An item of a body as a definition."""
    namespace = Namespace.VALUE if isinstance(item, _VALUES) else Namespace.TYPE
    return Definition(path=f"{frame.owner}::{item.name}", namespace=namespace, item=item, module=frame.module, crate=frame.crate)


def _through_parameter(bound: tuple[Type, Frame], rest: tuple[PathSegment, ...], namespace: Namespace, names: Names) -> Meaning | None:
    """``T::register`` where ``T`` is a generic parameter."""
    type, frame = bound
    if not rest:
        return resolve_type(type, frame, names) if namespace is Namespace.TYPE else None
    owner = resolve_type(type, frame, names)
    return (
        names.definition("::".join([owner.path, *(segment.name for segment in rest)]), namespace) if isinstance(owner, Definition) else None
    )


def _through_use(use: Use, path: Path, frame: Frame, namespace: Namespace, names: Names) -> Meaning | None:
    """What a path means through one ``use`` of the body; None where it does not go through it, or leads nowhere."""
    if use.is_glob:
        whole = replace(use.path, segments=use.path.segments + path.segments)
        found = names.resolve(whole, frame.module, namespace, self_type=frame.self_type)
        return found if isinstance(found, Definition) else None
    if use.name != path.segments[0].name:
        return None
    whole = replace(use.path, segments=use.path.segments + path.segments[1:])
    return names.resolve(whole, frame.module, namespace, self_type=frame.self_type)


def resolve_type(type: Type, frame: Frame, names: Names) -> Meaning | None:
    """What a type names in a frame; aliases are looked through."""
    while isinstance(type, ReferenceType):
        type = type.inner
    if not isinstance(type, PathType) or type.self_type is not None:
        return names.resolve_type(type, frame.module, self_type=frame.self_type)
    found = resolve(type.path, frame, Namespace.TYPE, names)
    if isinstance(found, Definition) and isinstance(found.item, TypeAlias) and found.item.type is not None:
        return names.resolve_type(found.item.type, found.module)
    return found


def why_missing(meaning: Meaning | None, path: Path | str, module: str, names: Names) -> str:
    """Say why an item of a path is not at hand: ``is defined in crate `x`, whose source is not at hand``."""
    if isinstance(meaning, Definition):
        return "is no binding"
    if not isinstance(meaning, Foreign) or any(meaning.path == f"{glob}::{path}" for glob in names.foreign_globs(module)):
        return "was not found"  # that it comes from the only glob of another crate is a guess
    return f"is defined in crate `{meaning.path.partition('::')[0]}`, whose source is not at hand"
