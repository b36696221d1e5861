"""What has to be known of the standard library's types and traits to print others as rustc sees them.

Goes in: a full path. Comes out: aliases, defaults and associated types. A table, because the library's source is not at hand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sphinx_plissken.rust.text.type_reader import read_generics, read_type
from sphinx_plissken.rust.types import Generics, Type

AUTO_TRAITS = ("Sync", "Send", "Freeze", "Unpin", "UnwindSafe", "RefUnwindSafe")
"""The auto traits in the order in which rustc lists them."""

_OPERATORS = "Add Sub Mul Div Rem BitAnd BitOr BitXor Shl Shr"
SELF_BY_DEFAULT = frozenset(
    {"PartialEq", "PartialOrd", "Sum", "Product", *_OPERATORS.split(), *(f"{name}Assign" for name in _OPERATORS.split())},
)
"""Traits of the standard library whose only argument is ``Self`` where none is written."""

_ALIASES = {
    "std::alloc::LayoutErr": ("", "::std::alloc::LayoutError"),
    "std::fmt::Result": ("", "::std::result::Result<(), ::std::fmt::Error>"),
    "std::io::Result": ("T", "::std::result::Result<T, ::std::io::Error>"),
    "std::sync::LockResult": ("T", "::std::result::Result<T, ::std::sync::PoisonError<T>>"),
    "std::sync::TryLockResult": ("T", "::std::result::Result<T, ::std::sync::TryLockError<T>>"),
    "std::thread::Result": ("T", "::std::result::Result<T, ::std::boxed::Box<dyn ::std::any::Any + Send + 'static>>"),
} | {
    f"std::num::NonZero{name}": ("", f"::std::num::NonZero<{name.lower()}>")
    for name in ("U8", "U16", "U32", "U64", "U128", "Usize", "I8", "I16", "I32", "I64", "I128", "Isize")
}
_C_TYPES = {
    "c_schar": "i8",
    "c_uchar": "u8",
    "c_short": "i16",
    "c_ushort": "u16",
    "c_int": "i32",
    "c_uint": "u32",
    "c_longlong": "i64",
    "c_ulonglong": "u64",
    "c_float": "f32",
    "c_double": "f64",
}
"""Those that are the same on all targets but the smallest."""
_ALIASES |= {f"std::{module}::{name}": ("", type) for name, type in _C_TYPES.items() for module in ("ffi", "os::raw")}

_ASSOCIATED = {
    "Item": "Iterator IntoIterator",
    "IntoIter": "IntoIterator",
    "Target": "Deref",
    "Owned": "ToOwned",
    "Err": "FromStr",
    "Error": "TryFrom TryInto",
    "Output": f"{_OPERATORS} Neg Not Index FnOnce Future SliceIndex",
    "IntoFuture": "IntoFuture",
    "Hasher": "BuildHasher",
}


def _standard(path: str) -> str:
    return re.sub("^(core|alloc)::", "std::", path)


@lru_cache(maxsize=256)
def standard_alias(path: str) -> tuple[Generics, Type] | None:
    """The generic parameters and the type behind an alias of the standard library."""
    found = _ALIASES.get(_standard(path))
    return (read_generics(found[0]), read_type(found[1])) if found else None


def has_associated_type(path: str, name: str) -> bool:
    """Whether a trait of the standard library has an associated type."""
    return _standard(path).startswith("std::") and path.rpartition("::")[2] in _ASSOCIATED.get(name, "").split()


_ABOVE = {
    "DerefMut": "::std::ops::Deref",
    "IndexMut": "::std::ops::Index",
    "Fn": "::std::ops::FnOnce",
    "FnMut": "::std::ops::FnOnce",
    **dict.fromkeys(("DoubleEndedIterator", "ExactSizeIterator", "FusedIterator"), "::std::iter::Iterator"),
}
"""Trait of the standard library -> the trait above it that has the associated type."""


def owner_of_associated_type(path: str, name: str) -> str | None:
    """The trait of the standard library, above another one, that has an associated type."""
    above = _ABOVE.get(path.rpartition("::")[2]) if _standard(path).startswith("std::") else None
    return above if above and has_associated_type(above.removeprefix("::"), name) else None
