"""The index of crates and modules."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, cast

from sphinx.domains import Index, IndexEntry
from sphinx.locale import _

if TYPE_CHECKING:
    from sphinx_plissken.extension.domain.registry import ModuleEntry
    from sphinx_plissken.extension.domain.rust_domain import RustDomain

_ENTRY, _HEAD, _BELOW = 0, 1, 2
"""Sphinx' kinds of index entries."""


class RustModuleIndex(Index):
    """``rs-modindex``: the modules of each crate below it."""

    name = "modindex"
    localname = _("Rust Module Index")
    shortname = _("crates")

    def generate(self, docnames: Iterable[str] | None = None) -> tuple[list[tuple[str, list[IndexEntry]]], bool]:
        """The entries, grouped by crate."""
        wanted = None if docnames is None else frozenset(docnames)
        modules = sorted(
            (path, entry)
            for path, entry in cast("RustDomain", self.domain).registry.modules.items()
            if wanted is None or entry.docname in wanted
        )
        content: dict[str, list[IndexEntry]] = {}
        for crate, group in groupby(modules, key=lambda module: module[0].partition("::")[0]):
            content.setdefault(crate[:1].lower(), []).extend(_crate_entries(crate, list(group)))
        return sorted(content.items()), False


def _crate_entries(crate: str, modules: list[tuple[str, ModuleEntry]]) -> Iterable[IndexEntry]:
    below = [module for module in modules if module[0] != crate]
    if len(below) == len(modules):
        yield IndexEntry(crate, _HEAD, "", "", "", "", "")
    for path, entry in modules:
        subtype = _BELOW if path != crate else _HEAD if below else _ENTRY
        qualifier = _("Deprecated") if entry.is_deprecated else ""
        yield IndexEntry(path, subtype, entry.docname, entry.node_id, "", qualifier, entry.synopsis)
