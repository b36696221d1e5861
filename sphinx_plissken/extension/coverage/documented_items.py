"""Which items of both views ought to have documentation, and which have it.

Goes in: the catalogue, and what conf.py leaves out. Comes out: one row for each item at its home. Knows neither docutils nor builders.

What counts in Rust is what counts for ``rustdoc --show-coverage`` and rustc's ``missing_docs``: neither members of trait impls, which the
trait documents, nor the fields of tuples, nor impls. In Python: public modules, classes, functions, methods, properties and attributes;
special methods, which the language documents, do not.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import griffe

from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views import python_facts, rust_facts
from sphinx_plissken.python.api import PythonMember, PythonModule
from sphinx_plissken.rust.documented import DocumentedItem, DocumentedModule
from sphinx_plissken.rust.model import Module


class View(enum.Enum):
    """The two references."""

    PYTHON = "Python"
    RUST = "Rust"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One item."""

    path: str
    kind: str
    """Its object type in the ``rs`` or ``py`` domain: ``fn``, ``method``."""
    module: str
    """Path of the module on whose page it stands."""
    file: str
    """Where it is written, relative to the project's root; empty if unknown."""
    line: int
    is_documented: bool


Skips = Callable[[str, str, Any], bool]
"""Whether conf.py leaves an item out: kind of what it belongs to, its name, the object; see ``plissken-skip-member``."""


def coverage_rows(view: View, site: Site, skips: Skips) -> list[CoverageRow]:
    """All rows of a view, module by module as they are shown."""
    return list(_ROWS[view](site, skips))


# Rust


def _rust_rows(site: Site, skips: Skips) -> Iterator[CoverageRow]:
    for module in site.reference.rust:
        if not module.is_canonical:
            continue
        yield CoverageRow(
            path=module.path,
            kind="mod" if "::" in module.path else "crate",
            module=module.path,
            file=module.module.file,
            line=_module_line(module.module),
            is_documented=bool(rust_facts.module_documentation(module, site) or module.reexport_docs),
        )
        yield from _rust_items(module.items, "module", module, site, skips)


def _module_line(module: Module) -> int:
    """Of a module in its parent's file the line of ``mod``; else the first of its own."""
    return module.span.line if module.span.file == module.file else 1


def _rust_items(items: Iterable[DocumentedItem], around: str, module: DocumentedModule, site: Site, skips: Skips) -> Iterator[CoverageRow]:
    for item in items:
        name = item.path.rpartition("::")[2]
        if not item.is_canonical or name.isdigit() or skips(around, name, item.item):
            continue
        yield CoverageRow(
            path=item.path,
            kind=OBJECT_TYPE_OF_KIND[item.kind],
            module=module.path,
            file=item.item.span.file,
            line=item.item.span.line,
            is_documented=bool(rust_facts.documentation(item, site) or item.reexport_docs),
        )
        of_impls = [member for block in item.impls if block.impl.trait is None for member in block.members]
        yield from _rust_items((*item.members, *of_impls), item.kind.value, module, site, skips)


# Python


def _python_rows(site: Site, skips: Skips) -> Iterator[CoverageRow]:
    for module in site.reference.python.modules:
        yield _python_row(module.path, "module", module, module.module, site, is_documented=module.module.has_docstring)
        yield from _python_members(module.members, "module", module, site, skips)


def _python_members(members: Iterable[PythonMember], around: str, module: PythonModule, site: Site, skips: Skips) -> Iterator[CoverageRow]:
    for member in members:
        obj = member.object
        if not member.is_home or _is_special(obj.name) or skips(around, obj.name, obj):
            continue
        kind = python_facts.object_type(obj, is_in_class=around != "module")
        is_documented = bool(python_facts.documentation(obj, site)) or (
            isinstance(obj, griffe.Class) and bool(python_facts.constructor_documentation(obj, site))
        )
        yield _python_row(member.path, kind, module, obj, site, is_documented=is_documented)
        yield from _python_members(member.members, kind, module, site, skips)


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _python_row(path: str, kind: str, module: PythonModule, obj: griffe.Object, site: Site, *, is_documented: bool) -> CoverageRow:
    place = python_facts.place(obj, site)
    file = place[0].removeprefix(f"{site.reference.project.root}/") if place else ""
    return CoverageRow(path=path, kind=kind, module=module.path, file=file, line=place[1] if place else 0, is_documented=is_documented)


_ROWS: dict[View, Callable[[Site, Skips], Iterator[CoverageRow]]] = {View.PYTHON: _python_rows, View.RUST: _rust_rows}
