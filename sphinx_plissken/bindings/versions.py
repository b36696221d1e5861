"""How PyO3 behaves, by exact version, as data.

Goes in: a version. Comes out: a ``Behaviour``: every answer that differs between the versions. Knows nothing of any project.
Source: PyO3's changelog and source, measured on compiled modules from 0.16 to 0.30. (0.30 differs from 0.29 in nothing that is said here:
of one module built with both, only ``__self__`` of functions, which is the module again, and a flag for the garbage collector differ.)
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

COMPARISONS = ("__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__")
"""The methods of rich comparison; one slot, so that they appear together."""

_OPERATORS = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "lshift", "rshift", "and", "xor", "or", "pow")
_OLD_SLOTS = frozenset(
    """
    __repr__ __str__ __hash__ __richcmp__ __getattr__ __setattr__ __delattr__ __len__ __getitem__ __setitem__ __delitem__ __contains__
    __iter__ __next__ __await__ __aiter__ __anext__ __get__ __set__ __delete__
    __neg__ __pos__ __abs__ __invert__ __int__ __float__ __index__ __bool__ __divmod__ __rdivmod__
    """.split()
) | {f"__{prefix}{operator}__" for prefix in ("", "r", "i") for operator in _OPERATORS}
_SLOTS_OF_0_16 = frozenset(
    """
    __call__ __traverse__ __clear__ __getattribute__ __concat__ __repeat__ __inplace_concat__ __inplace_repeat__
    __getbuffer__ __releasebuffer__
    """.split()
)


class VariantName(enum.Enum):
    """The ``__qualname__`` of a complex enum's variant class."""

    JOINED = "RustEnum_RustVariant"  # also its __name__
    BARE = "RustVariant"
    DOTTED_RUST = "RustEnum.RustVariant"
    DOTTED = "PyEnum.PyVariant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What one version of PyO3 does. The defaults are those of the oldest version that is known, 0.15."""

    version: str = "0.15.0"

    # Modules
    submodule_attribute_is_last_segment: bool = False
    """``add_submodule`` of a module named ``a.b`` makes the attribute ``b``; else ``a.b``."""
    nested_module_name_is_dotted: bool = False
    """The ``__name__`` of a ``#[pymodule] mod`` inside another is ``outer.inner``; else ``inner``."""
    has_module_items: bool = False
    """``#[pymodule] mod m { }`` is a module."""
    exports_constants: bool = False
    """``#[pymodule_export] const X: T`` in it is a constant."""

    # Signatures
    has_text_signature: bool = False
    """Functions and methods have a ``__text_signature__`` without being told."""
    renders_defaults: bool = False
    """Literal defaults are printed in it; else each is ``...``."""
    renders_raw_defaults: bool = False
    """The default of a parameter ``r#type`` is printed in it; else it is ``...``."""
    has_class_signature: bool = False
    """``#[new]`` gives the class its text signature."""
    takes_class_text_signature: bool = True
    """``#[pyclass(text_signature = "..")]`` is accepted, and wins."""
    trailing_options_are_optional: bool = True
    """``Option<T>`` parameters at the end default to ``None`` where no signature is written."""
    takes_args: bool = True
    """``#[args(..)]`` and ``#[pyfunction(a, b = "1")]`` are signatures."""

    # Classes
    has_pyproto: bool = True
    """``#[pyproto] impl PyObjectProtocol for T`` defines slots."""
    slots: frozenset[str] = _OLD_SLOTS
    """Names of methods that fill slots: CPython makes the attributes, their docs and signatures."""
    hides_missing_constructor: bool = False
    """A class without constructor has no ``__new__`` of its own (from Python 3.10 on)."""
    documents_properties_first_documented: bool = False
    """Of a property's parts (field, getter, setter) the first documented one gives the doc; else the first one, documented or not."""
    undocumented_property_doc: str | None = ""
    """The ``__doc__`` of a property without docs."""
    has_member_descriptors: bool = False
    """A ``Py<T>`` field of a frozen class that has ``get`` is a member descriptor."""

    # Enums
    simple_enums_compare: bool = True
    """Every simple enum has the six comparisons; else only with ``eq``."""
    has_complex_enums: bool = False
    """Enums with struct variants are classes."""
    has_tuple_variants: bool = False
    """Those with tuple variants too; ``constructor`` and ``__match_args__`` exist."""
    empty_match_args: str = "None"
    """The ``__match_args__`` of a variant without fields."""
    variant_name: VariantName = VariantName.JOINED
    documents_variants: bool = False
    """The variants of complex enums and their fields have their docs."""
    unraws_variant_fields: bool = False
    """The property of a variant's field ``r#type`` is ``type``; else ``r#type``."""

    # Types
    returns_bytes: bool = False
    """``Vec<u8>`` and ``[u8; N]`` come out as ``bytes``; else as ``list[int]``."""
    returns_paths: bool = False
    """``PathBuf`` comes out as ``pathlib.Path``; else as ``str``."""


CHANGES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "0.16.0": {"slots": _OLD_SLOTS | _SLOTS_OF_0_16},
        "0.18.0": {"has_text_signature": True, "has_pyproto": False},
        "0.19.0": {"renders_defaults": True, "has_class_signature": True},
        "0.20.0": {"takes_args": False, "slots": _OLD_SLOTS | _SLOTS_OF_0_16 | set(COMPARISONS)},
        "0.21.0": {"takes_class_text_signature": False, "has_complex_enums": True, "has_module_items": True},
        "0.22.0": {"has_tuple_variants": True, "has_member_descriptors": True},
        "0.23.0": {"empty_match_args": "()", "returns_bytes": True},
        "0.24.0": {"trailing_options_are_optional": False, "simple_enums_compare": False, "returns_paths": True},
        "0.24.2": {"unraws_variant_fields": True},
        "0.25.0": {"exports_constants": True},
        "0.26.0": {"hides_missing_constructor": True},
        "0.28.0": {
            "renders_raw_defaults": True,
            "slots": _OLD_SLOTS | _SLOTS_OF_0_16 | {*COMPARISONS, "__init__"},
            "submodule_attribute_is_last_segment": True,
            "nested_module_name_is_dotted": True,
            "variant_name": VariantName.BARE,
        },
        "0.28.1": {"variant_name": VariantName.DOTTED_RUST},
        "0.28.2": {"variant_name": VariantName.DOTTED},
        "0.29.0": {
            "documents_properties_first_documented": True,
            "undocumented_property_doc": None,
            "documents_variants": True,
        },
    }
)
"""What each version changed, oldest first."""


@functools.cache
def behaviour_of(version: str) -> Behaviour:
    """Give the behaviour of a version of PyO3; that of the newest one where no version is said.

    >>> behaviour_of("0.23.5").trailing_options_are_optional
    True
    """
    release = _release(version)
    behaviour = Behaviour(version=version)
    for since, change in CHANGES.items():
        if not release or release >= _release(since):
            behaviour = replace(behaviour, **change)
    return behaviour


def _release(version: str) -> tuple[int, ...]:
    """``0.29.0-dev`` -> ``(0, 29, 0)``; ``0.29`` -> ``(0, 29, 0)``; empty where there is no version."""
    match = re.match(r"[^\d]*(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    return tuple(int(part or 0) for part in match.groups()) if match else ()
