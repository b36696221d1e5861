"""Makes the inventory of the standard library anew, from its own documentation.

    python -m sphinx_plissken.published SITE [FILE]

SITE is ``share/doc/rust/html`` of a toolchain with the component rust-docs (``rustc --print sysroot`` says where), any other folder with
the same pages, or an address on the web: ``https://doc.rust-lang.org/1.95.0/``. FILE is the one in the package, if not given.
"""

from __future__ import annotations

import argparse
import re
import zlib
from dataclasses import replace
from pathlib import Path

from sphinx_plissken.published.inventory import InventoryPage, inventory_text
from sphinx_plissken.published.rustdoc_sites import ReadPage, pages_of_folder, pages_of_web, read_site, site_version
from sphinx_plissken.published.standard_library import CRATES, FILE

WITHOUT = frozenset({"core::arch", "std::arch", "core::intrinsics", "std::intrinsics"})
"""Modules that nobody's documentation names much, and that would be half of everything."""


def main() -> None:
    """Read the arguments, then the site, and write the file."""
    parser = argparse.ArgumentParser(prog="python -m sphinx_plissken.published", description=__doc__)
    parser.add_argument("site", help="a folder or an address")
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    arguments = parser.parse_args()
    read = pages_of_web(arguments.site) if "://" in arguments.site else pages_of_folder(Path(arguments.site))
    text = standard_inventory(read)
    arguments.file.write_bytes(zlib.compress(text.encode(), 9))
    print(f"{arguments.file}: {text.count(chr(10)) - 1} pages of {text.partition(chr(10))[0]}, {arguments.file.stat().st_size} bytes")


def standard_inventory(read: ReadPage) -> str:
    """The text of the inventory of the standard library.

    What ``std`` re-exports from ``core`` and ``alloc`` is written down once, under ``std``, where readers look for it.
    """
    version = site_version(read(f"{CRATES[0]}/index.html"))
    if not version:
        raise SystemExit("there is no documentation of the standard library")
    pages: dict[tuple[str, str], InventoryPage] = {}
    for crate in CRATES:
        for page in read_site(crate, read, without=WITHOUT):
            pages.setdefault((page.kind, shared_path(page.path)), page)
    known = {shared_path(page.path): page.path for page in pages.values() if page.kind == "trait"}
    return inventory_text("std", version, (_with_known_traits(page, known) for page in pages.values()))


def shared_path(path: str) -> str:
    """A path in ``core`` or ``alloc`` as ``std`` would have it."""
    return re.sub("^(core|alloc)::", "std::", path)


def _with_known_traits(page: InventoryPage, known: dict[str, str]) -> InventoryPage:
    traits = (known.get(shared_path(trait)) for trait in page.traits)
    return replace(page, traits=tuple(dict.fromkeys(trait for trait in traits if trait)))


if __name__ == "__main__":
    main()
