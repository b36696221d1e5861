"""The names that are in scope everywhere without a ``use``: the standard prelude, the built-in macros and the primitive types.

Goes in: a name and an edition. Comes out: the full path that it has in ``std``. Rules: the Rust reference, chapter "Preludes"; the
documentation of ``std::prelude``.
"""

from __future__ import annotations

from sphinx_plissken.rust.model import Namespace

STANDARD_CRATES = frozenset({"std", "core", "alloc", "proc_macro", "test"})
"""Crates that come with the compiler; their source is never at hand."""

PRIMITIVES = frozenset(
    {
        *("bool", "char", "str", "f16", "f32", "f64", "f128"),
        *("i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize"),
    }
)
"""The primitive types that are spelled as names (Rust reference, "Language prelude")."""

_TYPES = {
    "std::boxed": "Box",
    "std::borrow": "ToOwned",
    "std::clone": "Clone",
    "std::cmp": "Eq Ord PartialEq PartialOrd",
    "std::convert": "AsMut AsRef From Into",
    "std::default": "Default",
    "std::iter": "DoubleEndedIterator ExactSizeIterator Extend IntoIterator Iterator",
    "std::marker": "Copy Send Sized Sync Unpin",
    "std::ops": "AsyncFn AsyncFnMut AsyncFnOnce Drop Fn FnMut FnOnce",
    "std::option": "Option",
    "std::result": "Result",
    "std::string": "String ToString",
    "std::vec": "Vec",
}
_TYPES_2021 = {"std::convert": "TryFrom TryInto", "std::iter": "FromIterator"}
_TYPES_2024 = {"std::future": "Future IntoFuture"}
_VALUES = {
    "std::mem": "align_of align_of_val drop size_of size_of_val",
    "std::option::Option": "None Some",
    "std::result::Result": "Err Ok",
}
_MACROS = {
    "std": (
        "assert assert_eq assert_ne cfg column compile_error concat dbg debug_assert debug_assert_eq debug_assert_ne env eprint eprintln"
        " file format format_args include include_bytes include_str line matches module_path option_env panic print println stringify"
        " thread_local todo try unimplemented unreachable vec write writeln"
    ),
    "std::clone": "Clone",
    "std::cmp": "Eq Ord PartialEq PartialOrd",
    "std::default": "Default",
    "std::fmt": "Debug",
    "std::hash": "Hash",
    "std::marker": "Copy",
    "std::prelude::v1": "bench cfg_eval derive global_allocator test test_case",
}


def _paths(table: dict[str, str]) -> dict[str, str]:
    """``{"std::vec": "Vec"}`` -> ``{"Vec": "std::vec::Vec"}``."""
    return {name: f"{module}::{name}" for module, names in table.items() for name in names.split()}


_SINCE = (
    ("2015", {Namespace.TYPE: _paths(_TYPES), Namespace.VALUE: _paths(_VALUES), Namespace.MACRO: _paths(_MACROS)}),
    ("2021", {Namespace.TYPE: _paths(_TYPES_2021)}),
    ("2024", {Namespace.TYPE: _paths(_TYPES_2024)}),
)


def find_in_prelude(name: str, namespace: Namespace, edition: str) -> str | None:
    """The full path of a prelude name: ``Vec`` -> ``std::vec::Vec``; None if the edition's prelude has no such name."""
    return next((paths[namespace][name] for since, paths in _SINCE if edition >= since and name in paths.get(namespace, {})), None)
