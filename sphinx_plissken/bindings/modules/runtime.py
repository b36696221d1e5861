"""What exists while a module's code runs: modules, and the values that are put into them.

The interpreter makes these from the bodies of module functions, ``assembly`` makes griffe objects of them; nothing here knows how.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sphinx_plissken.bindings.versions import Behaviour
from sphinx_plissken.cffi.api import CffiModule, CFunction
from sphinx_plissken.rust.model import Crate, Item, Use
from sphinx_plissken.rust.resolution.names import Definition, Names
from sphinx_plissken.rust.syntax.expressions import BlockExpression, Expression
from sphinx_plissken.rust.types import GenericArgument, Type

Scalar = str | bytes | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A value that the source says."""

    value: Scalar
    rust: str = field(default="", compare=False)
    """Definition path of the constant that it is the value of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque:
    """A value that only the running program knows; nothing, some or all of its type may be known."""

    type: Type | None = None
    module: str = ""
    """The Rust module in which the type is written."""
    self_type: str = ""
    source: str = ""
    """The Rust expression, where ``values`` may say its value."""
    annotation: str = ""
    """Its Python type, where no Rust type says it."""
    rust: str = field(default="", compare=False)
    """Definition path of the constant that it is the value of."""
    made_by: Callable[[], Value] | None = field(default=None, compare=False, repr=False)
    """What makes it, where its fields are asked for."""


UNKNOWN = Opaque()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructValue:
    """The fields of a struct."""

    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A function, a class or a module that was not found."""

    why: str = ""
    """What to say where it would be registered; empty if it has been said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeObject:
    """A class or an exception of the crates at hand: ``py.get_type::<E>()``."""

    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignObject:
    """A Python object that is defined elsewhere, by its Python path: ``ValueError``, ``json.JSONDecodeError``; ``sys.modules``."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeException:
    """``PyErr::new_type(py, "pkg.Name", doc, base, dict)``."""

    name: str
    """``pkg.Name``"""
    doc: str = ""
    bases: tuple[TypeObject | ForeignObject | MadeException, ...] = ()
    is_exception: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFunction:
    """``PyCFunction::new_closure(py, Some(c"name"), Some(c"doc"), |args, kwargs| ..)``"""

    name: str
    doc: str = ""
    takes_keywords: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionObject:
    """A wrapped ``#[pyfunction]``."""

    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class RustFunction:
    """A Rust function that is handed around as a value."""

    definition: Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """``|m| m.add_class::<T>()`` and where it was written."""

    parameters: tuple[str, ...]
    body: Expression
    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFunction:
    """A C function in the ``lib`` of a module that cffi generates."""

    function: CFunction
    library: str
    """``_openssl.lib``"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """An array, a tuple or a vector."""

    elements: tuple[Value, ...]
    is_tuple: bool = False
    type: Type | None = field(default=None, compare=False)
    """Of a constant, the type that it is declared with."""
    module: str = field(default="", compare=False)
    """The Rust module in which that is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An attribute of a module, and where it was added."""

    value: Value
    file: str
    line: int


@dataclass(slots=True, kw_only=True, eq=False)
class RuntimeModule:
    """A module object. It changes while code runs."""

    name: str
    """Its ``__name__``."""
    definition: Definition | None = None
    """The ``#[pymodule]`` item; None for one made by ``PyModule::new``."""
    file: str = ""
    line: int = 0
    members: dict[str, Member] = field(default_factory=dict)
    """By attribute name, in the order of their first registration."""
    exports: list[str] | None = None
    """Its ``__all__``; None before the first ``add``."""
    imported_as: list[str] = field(default_factory=list)
    """Names under which ``sys.modules`` has it."""
    doc: str | None = None
    """A ``__doc__`` that was set by hand."""


@dataclass(slots=True, kw_only=True, eq=False)
class DictObject:
    """``PyDict::new(py)``"""

    items: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleDict:
    """``m.dict()``"""

    module: RuntimeModule


Value = (
    Known
    | Opaque
    | Missing
    | TypeObject
    | ForeignObject
    | MadeException
    | MadeFunction
    | FunctionObject
    | RustFunction
    | Closure
    | LibraryFunction
    | Values
    | RuntimeModule
    | ModuleDict
    | DictObject
    | StructValue
)


@dataclass(slots=True, kw_only=True, eq=False)
class Frame:
    """One call of a function, or a block in it."""

    module: str
    """Path of the Rust module whose names are in scope."""
    crate: str
    file: str
    owner: str
    """Definition path of the function, in front of the items in its body."""
    self_type: str = ""
    variables: ChainMap[str, Value] = field(default_factory=ChainMap)
    generics: MutableMapping[str, tuple[Type, Frame]] = field(default_factory=dict)
    """What the generic parameters stand for, and where that is written."""
    items: ChainMap[str, Item] = field(default_factory=ChainMap)
    """Items declared in the body."""
    uses: tuple[Use, ...] = ()
    """``use`` declarations in the body, the innermost last."""
    is_certain: bool = True
    """Whether this code runs whenever its function does; a branch whose condition is not known is not certain."""
    returned: Value | None = None


class Machine(Protocol):
    """What runs code, as seen by those that know what single calls and macros do."""

    names: Names
    behaviour: Behaviour
    crates: Mapping[str, Crate]

    def report(self, frame: Frame, line: int, message: str) -> None:
        """Say what could not be understood; each cause once."""

    def evaluate(self, expression: Expression, frame: Frame) -> Value:
        """The value of an expression; what it registers is done on the way."""

    def evaluate_all(self, expressions: Iterable[Expression], frame: Frame) -> list[Value]:
        """The values of expressions, in order."""

    def read(self, text: str, file: str, line: int) -> BlockExpression:
        """Read a block of a file, once."""

    def run_block(self, block: BlockExpression, frame: Frame) -> Value:
        """Run a block in a frame of its own; give the value of its tail."""

    def call(self, callee: Value, arguments: Sequence[Value], frame: Frame) -> Value:
        """Call a value."""

    def call_function(
        self, definition: Definition, arguments: Sequence[Value], *, generics: tuple[GenericArgument, ...] = (), caller: Frame | None = None
    ) -> Value:
        """Run a function of the crates at hand; ``self`` is the first of the arguments of a method."""

    def method_of_modules(self, name: str) -> Definition | None:
        """A method that a trait of the crates at hand gives to modules."""

    def cffi_module(self, name: str) -> CffiModule | None:
        """What cffi's build script says of a module of the project; None where there is no such script."""

    def open_module(self, definition: Definition, parent: RuntimeModule | None = None) -> RuntimeModule | None:
        """Make the module of a ``#[pymodule]`` item, and run its code; None for any other item."""

    def set_class_attribute(self, definition: Definition, name: str, member: Member) -> None:
        """Set an attribute of a class: ``py.get_type::<T>().setattr("x", 1)``."""

    def constant(self, definition: Definition) -> Value:
        """The value of a ``const`` or ``static``."""

    def holds(self, predicate: str, crate: str) -> bool:
        """Whether a ``cfg`` predicate holds in a crate."""
