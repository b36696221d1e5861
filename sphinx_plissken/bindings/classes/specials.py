"""Methods that fill slots: which attributes CPython makes of them.

Goes in: the Python name of a method. Comes out: the attributes that it fills, and those that come with them. Source: PyO3's
``pymethod.rs`` (``SlotDef``), its guide, "Class customizations", and CPython's ``slotdefs``; what a slot takes is positional only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sphinx_plissken.bindings.versions import COMPARISONS, Behaviour


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What one method makes."""

    attributes: tuple[str, ...]
    """The attributes that it fills."""
    derived: tuple[str, ...] = ()
    """Those that CPython adds."""


_REFLECTED = tuple("add sub mul matmul truediv floordiv mod divmod lshift rshift and xor or pow".split())
_PAIRS = (
    ("__setattr__", "__delattr__"),
    ("__setitem__", "__delitem__"),
    ("__set__", "__delete__"),
    *((f"__{name}__", f"__r{name}__") for name in _REFLECTED),
)
_NOTHING = Slot(attributes=())

SLOTS: Mapping[str, Slot] = MappingProxyType(
    {
        "__richcmp__": Slot(attributes=COMPARISONS, derived=("__hash__",)),
        **{
            name: Slot(attributes=(name,), derived=(*(other for other in COMPARISONS if other != name), "__hash__")) for name in COMPARISONS
        },
        **{name: Slot(attributes=(name,), derived=(other,)) for pair in _PAIRS for name, other in (pair, pair[::-1])},
        "__getattr__": Slot(attributes=("__getattribute__",)),
        "__concat__": Slot(attributes=("__add__",)),
        "__repeat__": Slot(attributes=("__mul__",), derived=("__rmul__",)),
        "__inplace_concat__": Slot(attributes=("__iadd__",)),
        "__inplace_repeat__": Slot(attributes=("__imul__",)),
        **dict.fromkeys(("__traverse__", "__clear__", "__getbuffer__", "__releasebuffer__"), _NOTHING),
    }
)
"""Slots that are more, less or other than the attribute of their own name. (``__buffer__`` exists from Python 3.12 on only.)"""

GIVES_SELF = frozenset(f"__i{name}__" for name in _REFLECTED) | {"__inplace_concat__", "__inplace_repeat__"}
"""Slots whose result is the object itself, whatever the method returns."""
TAKES_SIGNATURE = frozenset({"__call__", "__init__", "__new__"})
"""Slots that take parameters by keyword, too."""
OPTIONAL_PARAMETERS: Mapping[str, int] = MappingProxyType({"__pow__": 1, "__rpow__": 1, "__ipow__": 1, "__get__": 1})
"""How many parameters at the end may be left out."""


def slot_of(name: str, behaviour: Behaviour) -> Slot | None:
    """What a method makes if it fills a slot; None for an ordinary method."""
    if name not in behaviour.slots:
        return None
    return SLOTS.get(name, Slot(attributes=(name,)))


PYPROTO_TRAITS = frozenset(f"Py{name}Protocol" for name in "Object Sequence Mapping Number Iter Async Buffer Context Descr GC".split())
"""The traits of ``#[pyproto]``, up to PyO3 0.17."""
