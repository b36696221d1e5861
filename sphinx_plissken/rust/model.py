"""The Rust model: a crate as plain frozen values.

``items`` makes the values of one file, ``crate`` puts the files together (configuration applied, macros expanded), and everything
downstream only reads. There is one class per kind of item; the words are those of the Rust reference, chapter "Items".
Nothing here knows tree-sitter, PyO3 or Sphinx.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_plissken.problem import Problem
from sphinx_plissken.rust.construction import quickly_made
from sphinx_plissken.rust.types import NO_GENERICS, Bound, Generics, Path, Type


class Namespace(enum.Enum):
    """Rust's three namespaces: ``mod same``, ``fn same`` and ``same!`` are three things (Rust reference, "Namespaces")."""

    TYPE = "type"
    VALUE = "value"
    MACRO = "macro"

    __hash__ = object.__hash__  # every name is looked up by its namespace, and that of ``Enum`` is written in Python


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a value is written. Lines and columns (in characters) count from 1; the end is exclusive in its column."""

    file: str
    """Path relative to the root of the project, with forward slashes."""
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Visibility:
    """``pub`` has scope ``""``; private has scope ``"self"``; else ``"crate"``, ``"super"`` or the path of ``pub(in path)``."""

    scope: str

    @property
    def is_public(self) -> bool:
        """Whether it is plain ``pub``."""
        return not self.scope

    @property
    def is_private(self) -> bool:
        """Whether nothing is written."""
        return self.scope == "self"


PUBLIC = Visibility(scope="")
PRIVATE = Visibility(scope="self")


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """``#[pyo3(name = "x")]`` has path ``pyo3`` and tokens ``(name = "x")``; ``#[path = "a.rs"]`` has tokens ``= "a.rs"``.

    In an assembled crate every ``cfg_attr`` that holds has been replaced by what it says; ``doc = ..`` is gone (``DocFragment`` has it);
    ``doc(hidden)`` and its like stay.
    """

    path: str
    """Without spaces: ``pyclass``, ``pyo3::pyclass``; ``unsafe(no_mangle)`` has path ``no_mangle``."""
    tokens: str = ""
    """What follows the path, as written, trimmed."""
    line: int = 0
    is_inner: bool = False
    is_unsafe: bool = False


class DocKind(enum.Enum):
    """How a piece of documentation is written; rustdoc and PyO3 strip them differently."""

    LINE = "line"  # /// or //!: the text after the marker, without the newline
    BLOCK = "block"  # /** */ or /*! */: the text between the markers
    ATTRIBUTE = "attribute"  # #[doc = "literal"]: the value of the literal
    EXPRESSION = "expression"  # #[doc = include_str!(..)], concat!(..): its value, else empty with a problem


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class DocFragment:
    """One doc comment or ``#[doc = ...]`` attribute, in source order."""

    kind: DocKind
    text: str
    line: int
    is_inner: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every item has."""

    name: str
    """The identifier without ``r#``; empty for impls, uses, foreign blocks and macro calls."""
    visibility: Visibility = PRIVATE
    attributes: tuple[Attribute, ...] = ()
    docs: tuple[DocFragment, ...] = ()
    span: Span
    """From ``pub`` or the first keyword to the end. Of an item made by a macro: the call's."""
    made_by: str = ""
    """The macro that made it, as called: ``custom_vec_iter_impl``; empty when written literally."""
    cfg: tuple[str, ...] = ()
    """The ``#[cfg(...)]`` predicates it carries itself, as written without ``cfg(`` ``)``: ``feature = "x"``."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Item):
    """``mod name;`` or ``mod name { }``, or the crate root (whose name is the crate's)."""

    path: str = ""
    """``crate_name::a::b``; set when the crate is put together."""
    file: str = ""
    """The file its items stand in, relative to the root of the project."""
    is_inline: bool = False
    items: tuple[Item, ...] | None = None
    """None for ``mod name;`` whose file has not been read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfParameter:
    """``&'a mut self``, ``mut self``, ``self: Box<Self>``."""

    is_reference: bool = False
    lifetime: str = ""
    is_mutable: bool = False
    type: Type | None = None
    """The type where one is written."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """``mut x: T`` has pattern ``mut x`` and name ``x``; ``(a, b): T`` has no name."""

    pattern: str
    type: Type
    name: str = ""
    """The identifier without ``mut``, ``ref`` and ``r#``; empty where the pattern is none, or ``_``."""
    attributes: tuple[Attribute, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Item):
    """A function, a method, a trait's method or a function of a foreign block."""

    generics: Generics = NO_GENERICS
    self_parameter: SelfParameter | None = None
    parameters: tuple[Parameter, ...] = ()
    """Without ``self``."""
    returns: Type | None = None
    is_const: bool = False
    is_async: bool = False
    is_unsafe: bool = False
    is_safe: bool = False
    """``safe fn`` in an ``unsafe extern`` block."""
    is_default: bool = False
    """``default fn`` of specialisation."""
    abi: str | None = None
    """``"C"`` of ``extern "C"``, without quotes; empty for a bare ``extern``; None where there is none."""
    is_variadic: bool = False
    body: str | None = None
    """The block with its braces, as written; None where there is only a declaration. Read it with ``expressions.read_block``.

    Of a function that a macro made it may be left out, ``{}``: see ``read_crates``.
    """
    body_line: int = 0
    """The line at which ``body`` starts."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Item):
    """A field of a struct, union or variant; of a tuple its name is its index: ``0``."""

    type: Type


class Shape(enum.Enum):
    """How fields are written."""

    NAMED = "named"  # { a: T }
    TUPLE = "tuple"  # (T)
    UNIT = "unit"  # nothing


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Struct(Item):
    """``struct Name<T> { .. }``, ``struct Name(..);`` or ``struct Name;``."""

    generics: Generics = NO_GENERICS
    shape: Shape = Shape.UNIT
    fields: tuple[Field, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Union(Item):
    """``union Name { .. }``."""

    generics: Generics = NO_GENERICS
    fields: tuple[Field, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Item):
    """A variant of an enum; always as visible as its enum."""

    shape: Shape = Shape.UNIT
    fields: tuple[Field, ...] = ()
    discriminant: str | None = None
    """The expression after ``=``, as written."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Enum(Item):
    """``enum Name { .. }``."""

    generics: Generics = NO_GENERICS
    variants: tuple[Variant, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Trait(Item):
    """``trait Name: Bound { .. }``."""

    generics: Generics = NO_GENERICS
    bounds: tuple[Bound, ...] = ()
    """The supertraits."""
    items: tuple[Item, ...] = ()
    """``Function``, ``Const`` and ``TypeAlias`` values (and macro calls before expansion)."""
    is_unsafe: bool = False
    is_auto: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class TraitAlias(Item):
    """``trait Name = Bound;``, of nightly Rust."""

    generics: Generics = NO_GENERICS
    bounds: tuple[Bound, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Impl(Item):
    """``impl<T> Trait for Type { }``; inherent where there is no trait."""

    generics: Generics = NO_GENERICS
    trait: Path | None = None
    self_type: Type
    items: tuple[Item, ...] = ()
    """``Function``, ``Const`` and ``TypeAlias`` values (and macro calls before expansion)."""
    is_negative: bool = False
    is_unsafe: bool = False
    derived: bool = False
    """Whether it was made from a ``#[derive(..)]``."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Const(Item):
    """A constant, or an associated constant; ``const _`` has the name ``_``."""

    generics: Generics = NO_GENERICS
    type: Type
    value: str | None = None
    """The expression as written; None for a trait's constant without a default."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Static(Item):
    """``static mut NAME: T = value;``."""

    type: Type
    value: str | None = None
    is_mutable: bool = False
    is_unsafe: bool = False
    is_safe: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class TypeAlias(Item):
    """``type A<T> = B;``; in traits and impls an associated type; in a foreign block an extern type."""

    generics: Generics = NO_GENERICS
    bounds: tuple[Bound, ...] = ()
    type: Type | None = None


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class MacroRules(Item):
    """``macro_rules! name { }``, or ``macro name { }`` (macros 2.0)."""

    body: str
    """The rules with their delimiters, as written."""
    is_macro_2: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Item):
    """One leaf of a use tree: ``use a::{b as c, d::*};`` is two of them.

    ``name`` is what it binds (``c``); empty for a glob; ``_`` for ``as _``.
    """

    path: Path
    """What it names; of a glob what stands before ``::*``."""
    is_glob: bool = False


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ExternCrate(Item):
    """``extern crate alloc as a;`` binds ``name`` ``a`` to ``crate_name`` ``alloc``."""

    crate_name: str


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignBlock(Item):
    """``extern "C" { }``."""

    abi: str = "C"
    is_unsafe: bool = False
    items: tuple[Item, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class MacroCall(Item):
    """``path! { tokens }`` where items stand. In an assembled crate only those are left that could not be expanded."""

    path: Path
    tokens: str
    """The argument with its delimiters, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that was read. Its text is what source views show."""

    path: str
    """Relative to the root of the project, with forward slashes."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crate:
    """One crate, put together: modules followed, configuration applied, macros expanded."""

    name: str
    """As code names it: ``pydantic_core``."""
    version: str = ""
    edition: str = "2015"
    root: Module
    features: frozenset[str] = frozenset()
    """Those that are on."""
    cfg: frozenset[str] = frozenset()
    """Further options that are on, by the words of ``rustc --cfg``."""
    target: str = "x86_64-unknown-linux-gnu"
    """The target triple that it was configured for."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What ``env!`` knows: ``CARGO_PKG_VERSION`` and its like."""
    dependencies: Mapping[str, str] = field(default_factory=dict)
    """The names under which code sees other crates, to those crates' own names: ``{"np": "numpy"}``."""
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    """Every file that was read, by path."""
    problems: tuple[Problem, ...] = ()
    origin: str = field(default="", compare=False, repr=False)
    """A name for everything that it was made of; empty where that is not known, because nothing is kept."""
