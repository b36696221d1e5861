"""The documentation of Rust's standard library.

Goes in: a full path in ``std``, ``core``, ``alloc`` or ``proc_macro``, or the name of a primitive type. Comes out: its address on
doc.rust-lang.org. The inventory is a file of the package, made by ``python -m sphinx_plissken.published`` and read when it is first needed.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sphinx_plissken.published.inventory import Inventory, read_inventory
from sphinx_plissken.published.rustdoc_addresses import Address, page_address
from sphinx_plissken.rust.model import Namespace

CRATES = ("std", "alloc", "core", "proc_macro", "test")
"""The crates that come with the compiler; what several have is described in the first."""

ROOT = "https://doc.rust-lang.org/stable/"
"""Where their documentation is published."""

FILE = Path(__file__).parent / "standard_library.txt.z"


@functools.cache
def standard_library() -> Inventory:
    """The inventory."""
    return read_inventory(zlib.decompress(FILE.read_bytes()).decode())


def find_standard(path: str, namespaces: Sequence[Namespace]) -> Address | None:
    """The address of an item of the standard library; ``core::fmt::Debug`` and ``std::fmt::Debug`` have one.

    >>> find_standard("alloc::vec::Vec::push", [Namespace.VALUE]).location
    'std/vec/struct.Vec.html#method.push'
    """
    crate, separator, rest = path.partition("::")
    if crate not in CRATES:
        return find_primitive(crate, rest, namespaces)
    spellings = dict.fromkeys([f"std::{rest}", path] if separator and crate in ("core", "alloc") else [path])
    return next((found for spelling in spellings if (found := standard_library().find(spelling, namespaces))), None)


def find_primitive(name: str, member: str, namespaces: Sequence[Namespace]) -> Address | None:
    """The address of a primitive type, or of a member of one: ``("u8", "MAX")``.

    Modules of their names are left aside: ``u8::MAX`` means the type's constant.
    """
    page = next((page for page in standard_library().pages(f"std::{name}") if page.kind == "primitive"), None)
    if page is None:
        return None
    if not member:
        found = page_address("primitive", page.path) if Namespace.TYPE in namespaces else None
    else:
        members = (standard_library().find_member(page, member, namespace) for namespace in namespaces)
        found = next((address for address in members if address), None)
    return replace(found, path=found.path.removeprefix("std::")) if found else None
