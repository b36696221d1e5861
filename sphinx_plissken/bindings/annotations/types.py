"""Say a Rust type in Python.

Goes in: a type, where it is written and whether it is taken or given. Comes out: an annotation as text, with the full path of every class
(``collections.abc.Sequence[pkg._core.Runner]``), or None where the source does not say. A name without dots is a builtin, or a class of the
project that no module exports. Rules: the PyO3 guide, "Mapping of Rust types to Python types" and "Conversion traits"; the tables are in
``native_types``.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from sphinx_plissken.bindings.annotations.conversions import Conversion, derived_conversion, written_conversions
from sphinx_plissken.bindings.annotations.native_types import (
    ANY,
    CRATES,
    NUMPY_ARRAY_LIKES,
    NUMPY_ARRAYS,
    NUMPY_DTYPES,
    NUMPY_OTHERS,
    PRIMITIVES,
    PYO3,
    STANDARD,
    Templates,
    native_exception,
)
from sphinx_plissken.bindings.annotations.written_hints import StubType, written_hint
from sphinx_plissken.bindings.classes.exceptions import imported_exception
from sphinx_plissken.bindings.context import Position
from sphinx_plissken.bindings.naming import name_of_item
from sphinx_plissken.bindings.options import has_attribute
from sphinx_plissken.bindings.versions import Behaviour
from sphinx_plissken.rust.model import Namespace, TypeAlias
from sphinx_plissken.rust.resolution.names import Definition, Foreign, Names, Primitive
from sphinx_plissken.rust.types import (
    ArrayType,
    AssociatedTypeArgument,
    ConstArgument,
    GenericArgument,
    ImplType,
    Lifetime,
    NeverType,
    PathType,
    ReferenceType,
    SliceType,
    TraitBound,
    TupleType,
    Type,
    TypeParameter,
)

_UNIT = "tuple[()]"
_DEPTH = 24
"""Types nest deeper than this only where they are made by mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotator:
    """An ``Annotate`` that knows one project's classes."""

    names: Names
    behaviour: Behaviour
    class_names: Mapping[str, str] = field(default_factory=dict)
    """Definition path of every registered class or exception -> its Python path."""
    stub_types: Mapping[str, StubType] = field(default_factory=dict)
    """What ``impl_stub_type!`` says, by definition path."""

    def __call__(self, type: Type, module: str, position: Position, self_type: str = "") -> str | None:
        """Give the annotation, or None where nothing can be said; see ``Annotate``."""
        try:
            text = _annotate(type, _Scope(project=self, position=position, module=module, self_type=self_type))
        except RecursionError:  # a type that nobody wrote by hand
            return None
        return "None" if text == _UNIT and position is Position.RETURN else text or None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """Where a type stands, while it is walked through."""

    project: Annotator
    position: Position
    module: str
    self_type: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Annotations of the generic parameters in scope; empty text where nothing is known."""
    inside: tuple[str, ...] = ()
    """Definition paths of the types that are being looked into; a type inside itself is not looked into again."""


def _annotate(type: Type, scope: _Scope) -> str:
    """The annotation of a type; empty where nothing is known."""
    reader = _READERS.get(type.__class__)
    return reader(type, scope) if reader else ""


def _reference(type: ReferenceType, scope: _Scope) -> str:
    if isinstance(type.inner, SliceType) and scope.position is Position.ARGUMENT and not _is_byte(type.inner.inner, scope):
        return ""  # Only &[u8] can be borrowed from a Python object.
    return _annotate(type.inner, scope)


def _tuple(type: TupleType, scope: _Scope) -> str:
    return f"tuple[{', '.join(_annotate(element, scope) or ANY for element in type.elements)}]" if type.elements else _UNIT


def _slice(type: SliceType, scope: _Scope) -> str:
    return "bytes" if _is_byte(type.inner, scope) else _sequence(type.inner, scope)


def _array(type: ArrayType, scope: _Scope) -> str:
    return _sequence(type.inner, scope)


def _sequence(element: Type, scope: _Scope) -> str:
    """``Vec<T>``, ``[T; N]`` and their like."""
    if scope.position is Position.RETURN and scope.project.behaviour.returns_bytes and _is_byte(element, scope):
        return "bytes"
    return _fill(STANDARD["Vec"], [_annotate(element, scope)], scope)


def _is_byte(type: Type, scope: _Scope) -> bool:
    return isinstance(type, PathType) and type.path.names == ("u8",) and "u8" not in scope.parameters


def _impl(type: ImplType, scope: _Scope) -> str:
    """``impl IntoPyObject<'py, Target = PyString>``; without a target anything may come."""
    for bound in type.bounds:
        if isinstance(bound, TraitBound) and bound.path.last.name in ("IntoPyObject", "IntoPy", "ToPyObject"):
            targets = [
                a.type for a in bound.path.last.arguments or () if isinstance(a, AssociatedTypeArgument) and a.name == "Target" and a.type
            ]
            return _annotate(targets[0], scope) if targets else ANY
    return ""


def _never(type: NeverType, scope: _Scope) -> str:
    return "typing.NoReturn"


def _path(type: PathType, scope: _Scope) -> str:
    if type.self_type is not None or len(scope.inside) > _DEPTH:
        return ""
    name = type.path.last.name
    if len(type.path.segments) == 1 and name in scope.parameters:
        return scope.parameters[name]
    meaning = scope.project.names.resolve(type.path, scope.module, Namespace.TYPE, self_type=scope.self_type)
    if isinstance(meaning, Definition):
        return _defined(meaning, type, scope)
    if isinstance(meaning, Primitive):
        return _fill(PRIMITIVES.get(meaning.name, ("", "")), [], scope)
    if isinstance(meaning, Foreign):
        crate, _, rest = meaning.path.partition("::")
        name = meaning.path.rpartition("::")[2]
        if text := _foreign(crate, name, "exceptions" in rest, type, scope):
            return text
    # A glob of a crate that is not at hand, such as pyo3's prelude, may have brought it.
    crate = "numpy" if name in NUMPY_ARRAYS else "pyo3" if name.startswith("Py") or name in PYO3 else "std"
    return _foreign(crate, name, name not in PYO3, type, scope) if len(type.path.segments) == 1 else ""


def _foreign(crate: str, name: str, is_exception: bool, type: PathType, scope: _Scope) -> str:
    """A type of a crate that is not at hand."""
    arguments = _type_arguments(type.path.last.arguments)
    if crate == "numpy":
        return _numpy(name, arguments, scope)
    if crate == "pyo3" and is_exception:
        return native_exception(name)
    if name in ("Vec", "SmallVec") and arguments:
        element = arguments[0]
        return _sequence(element.inner if isinstance(element, ArrayType) else element, scope)
    if name in ("PathBuf", "Path") and scope.position is Position.RETURN and not scope.project.behaviour.returns_paths:
        return "str"
    templates = CRATES.get(crate, {}).get(name, ("", ""))
    return _fill(templates, [_annotate(argument, scope) for argument in arguments], scope)


def _numpy(name: str, arguments: list[Type], scope: _Scope) -> str:
    """rust-numpy's arrays: ``PyReadonlyArray1<'py, f64>`` -> ``numpy.typing.NDArray[numpy.float64]``."""
    if name in NUMPY_ARRAY_LIKES:
        return "numpy.typing.ArrayLike"
    if name not in NUMPY_ARRAYS:
        return NUMPY_OTHERS.get(name, "")
    element = arguments[0] if arguments else None
    dtype = NUMPY_DTYPES.get(element.path.last.name, "") if isinstance(element, PathType) else ""
    return f"numpy.typing.NDArray[{dtype or ANY}]"


def _type_arguments(arguments: Iterable[GenericArgument] | None) -> list[Type]:
    """Generic arguments without lifetimes, constants and associated types."""
    return [a for a in arguments or () if not isinstance(a, (Lifetime, ConstArgument, AssociatedTypeArgument))]


def _fill(templates: Templates, arguments: list[str], scope: _Scope) -> str:
    """Fill a template: ``dict[{0}, {1}]``. An argument that is not known is Any; where none is known the container is left bare."""
    template = templates[scope.position is Position.RETURN]
    wanted = template.count("{")
    if not wanted:
        return template
    known = (arguments + [""] * wanted)[:wanted]
    if not any(known):
        return re.sub(r"\[.*", "", template) if not template.startswith("{") else ""
    if "{0} | " in template and not all(known):
        return ""  # A union of Any says nothing.
    return union(template.format(*(argument or ANY for argument in known)))


def union(*texts: str) -> str:
    """The union of annotations, each member once: ``("int | None", "None")`` -> ``int | None``."""
    members = dict.fromkeys(member for text in texts for member in _members(text))
    if "None" in members:
        del members["None"]
        members["None"] = None
    return " | ".join(members)


def _members(text: str) -> list[str]:
    """``dict[str, int | None] | None`` -> ``["dict[str, int | None]", "None"]``."""
    members, depth = [""], 0
    for part in re.split(r"([\[\]]| \| )", text):
        depth += {"[": 1, "]": -1}.get(part, 0)
        if part == " | " and not depth:
            members.append("")
        else:
            members[-1] += part
    return members


def _defined(definition: Definition, type: PathType, scope: _Scope) -> str:
    """A type of the crates at hand: an alias, a class, or what its conversions say."""
    if definition.path in scope.inside:
        return ""
    inner = replace(
        scope,
        module=definition.module,
        self_type="" if isinstance(definition.item, TypeAlias) else definition.path,
        parameters=_bind(definition, type, scope),
        inside=(*scope.inside, definition.path),
    )
    if isinstance(definition.item, TypeAlias):
        return _annotate(definition.item.type, inner) if definition.item.type else ""
    if hint := _written(definition, inner):
        return hint
    if scope.position is Position.ARGUMENT and written_conversions(scope.project.names, definition, scope.position):
        return ""  # Hand-written code decides what it takes, also for a class.
    if python := scope.project.class_names.get(definition.path):
        return python
    if imported := imported_exception(definition.item):
        return imported
    if has_attribute(definition.item.attributes, "pyclass", "create_exception"):
        return name_of_item(definition.item)
    return _converted(definition, inner)


def _written(definition: Definition, scope: _Scope) -> str:
    """What the project says of its own conversion."""
    if stub := scope.project.stub_types.get(definition.path):
        texts = [_annotate(each, replace(scope, module=stub.module)) for each in stub.types]
        return union(*texts) if all(texts) else ""
    return written_hint(
        scope.project.names, definition, scope.position, lambda type, module: _annotate(type, replace(scope, module=module))
    )


def _bind(definition: Definition, type: PathType, scope: _Scope) -> dict[str, str]:
    """The annotations of a definition's generic parameters where it is used."""
    generics = getattr(definition.item, "generics", None)
    parameters = [p for p in generics.parameters if isinstance(p, TypeParameter)] if generics else []
    given: list[Type | None] = [*_type_arguments(type.path.last.arguments)]
    given += [parameter.default for parameter in parameters[len(given) :]]
    return {p.name: _annotate(argument, scope) if argument else "" for p, argument in zip(parameters, given, strict=False)}


def _converted(definition: Definition, scope: _Scope) -> str:
    """A type that is no class: what its derived or written conversion says."""
    conversion = derived_conversion(definition.item, scope.position)
    if conversion is not None:
        return _conversion(conversion, scope)
    targets = {
        _annotate(target, replace(scope, module=module)) if target is not None else ""
        for target, module in written_conversions(scope.project.names, definition, scope.position)
    }
    return targets.pop() if len(targets) == 1 else ""


def _conversion(conversion: Conversion, scope: _Scope) -> str:
    """A union of alternatives; each is the type of one field, a tuple of them, or a text."""
    texts = []
    for alternative in conversion.alternatives:
        if isinstance(alternative, str):
            texts.append(alternative)
        else:
            texts.append(_annotate(alternative, scope))
    if not all(texts):
        texts = [*filter(None, texts), ANY] if any(texts) else []
    return union(*texts) if texts else ""


_READERS: Mapping[builtins.type, Callable[..., str]] = {
    PathType: _path,
    ReferenceType: _reference,
    TupleType: _tuple,
    SliceType: _slice,
    ArrayType: _array,
    ImplType: _impl,
    NeverType: _never,
}
