"""Rust paths, types, bounds and generics as plain values.

Made by ``type_reader`` from source text, printed by ``signature``, understood by ``names`` and by ``bindings/``.
The words are those of the Rust reference (chapters "Paths", "Types", "Generic parameters", "Trait and lifetime bounds").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sphinx_plissken.rust.construction import quickly_made


class Remembering:
    """Types are looked up by what they are, all the time, and a hash of one is a hash of all that is in it: it is made once."""

    __slots__ = ("_hash",)
    _hash: int

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash(tuple([getattr(self, name) for name in self.__slots__])))
            return self._hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """``'a``, ``'static`` or ``'_``, with its tick."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstArgument:
    """A generic argument that is no type: ``4``, ``-1``, ``{ N + 1 }``; kept as text."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssociatedTypeArgument:
    """``Item = u8`` or ``Item: Display`` between angle brackets; one of ``type`` and ``bounds`` is given."""

    name: str
    generics: tuple[GenericArgument, ...] = ()
    type: Type | None = None
    bounds: tuple[Bound, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PathSegment:
    """One step of a path: ``Vec<T>`` or ``Fn(A) -> B``."""

    name: str
    """The identifier without ``r#``; also ``crate``, ``self``, ``super``, ``Self`` and ``$crate``."""
    arguments: tuple[GenericArgument, ...] | None = None
    """``<...>``; None where no angle brackets are written."""
    inputs: tuple[Type, ...] | None = None
    """``(...)`` of the ``Fn`` traits; None where no parentheses are written."""
    output: Type | None = None
    """``-> T`` after ``inputs``."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Path(Remembering):
    """``std::io::Result<()>``, ``::a::b``, ``Self::Item``."""

    __hash__ = Remembering.__hash__
    segments: tuple[PathSegment, ...]
    is_global: bool = False
    """Whether it starts with ``::``."""

    @property
    def names(self) -> tuple[str, ...]:
        """``std::io::Result<()>`` -> ``("std", "io", "Result")``."""
        segments = self.segments
        return (segments[0].name,) if len(segments) == 1 else tuple([segment.name for segment in segments])

    @property
    def last(self) -> PathSegment:
        """``std::io::Result<()>`` -> ``Result<()>``."""
        return self.segments[-1]

    def __str__(self) -> str:
        return ("::" if self.is_global else "") + "::".join(self.names)


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class TraitBound(Remembering):
    """``for<'a> ?Sized``, ``Fn(&str) -> u8``, ``~const Clone``."""

    __hash__ = Remembering.__hash__
    path: Path
    modifier: str = ""
    """``?``, ``~const``, ``const`` or ``async``."""
    lifetimes: tuple[Lifetime, ...] = ()
    """Those of ``for<'a>``."""
    is_parenthesized: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UseBound:
    """``use<'a, T>`` in an ``impl Trait`` type; kept as text."""

    text: str


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PathType(Remembering):
    """A named type, or a qualified one: ``<T as Trait>::Item`` has ``self_type`` and ``trait``, ``<T>::Item`` has ``self_type``."""

    __hash__ = Remembering.__hash__
    path: Path
    """For a qualified type what follows the ``>``: ``Item``."""
    self_type: Type | None = None
    trait: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceType:
    """``&'a mut T``."""

    inner: Type
    lifetime: Lifetime | None = None
    is_mutable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PointerType:
    """``*const T`` or ``*mut T``."""

    inner: Type
    is_mutable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TupleType:
    """``(A, B)``; the unit type has no elements."""

    elements: tuple[Type, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SliceType:
    """``[T]``."""

    inner: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayType:
    """``[T; N]``."""

    inner: Type
    length: str
    """The length expression as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionPointerParameter:
    """``name: T`` in a function pointer type; the name is often left out."""

    type: Type
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionPointerType:
    """``for<'a> unsafe extern "C" fn(&'a u8, ...) -> u8``."""

    parameters: tuple[FunctionPointerParameter, ...] = ()
    returns: Type | None = None
    lifetimes: tuple[Lifetime, ...] = ()
    is_unsafe: bool = False
    abi: str | None = None
    """``"C"`` of ``extern "C"``, without quotes; empty for a bare ``extern``; None where there is none."""
    is_variadic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplType:
    """``impl A + B``."""

    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DynType:
    """``dyn A + 'a``; a bare ``Trait + Send`` of the 2015 edition has ``is_bare``."""

    bounds: tuple[Bound, ...]
    is_bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverType:
    """``!``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredType:
    """``_``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroType:
    """``m!(..)`` where a type stands."""

    path: Path
    tokens: str
    """The call's argument with its delimiters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownType:
    """What could not be read, as written."""

    text: str


Type = (
    PathType
    | ReferenceType
    | PointerType
    | TupleType
    | SliceType
    | ArrayType
    | FunctionPointerType
    | ImplType
    | DynType
    | NeverType
    | InferredType
    | MacroType
    | UnknownType
)
Bound = TraitBound | Lifetime | UseBound
GenericArgument = Lifetime | ConstArgument | AssociatedTypeArgument | Type


@dataclass(frozen=True, slots=True, kw_only=True)
class LifetimeParameter:
    """``'a: 'b + 'c``."""

    name: str
    bounds: tuple[Lifetime, ...] = ()
    cfg: str = ""
    """What ``#[cfg(..)]`` in front of it asks for, until that has been judged; so in the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeParameter:
    """``T: Clone + ?Sized = u8``."""

    name: str
    bounds: tuple[Bound, ...] = ()
    default: Type | None = None
    cfg: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstParameter:
    """``const N: usize = 4``."""

    name: str
    type: Type
    default: str | None = None
    cfg: str = ""


GenericParameter = LifetimeParameter | TypeParameter | ConstParameter


@dataclass(frozen=True, slots=True, kw_only=True)
class WherePredicate(Remembering):
    """``for<'a> T: Bound + Other`` or ``'a: 'b``."""

    __hash__ = Remembering.__hash__
    subject: Type | Lifetime
    bounds: tuple[Bound, ...]
    lifetimes: tuple[Lifetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Generics(Remembering):
    """``<...>`` after an item's name together with its ``where`` clause."""

    __hash__ = Remembering.__hash__
    parameters: tuple[GenericParameter, ...] = ()
    where: tuple[WherePredicate, ...] = field(default=())


NO_GENERICS = Generics()
