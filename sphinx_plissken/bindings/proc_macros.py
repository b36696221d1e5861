"""Procedural macros that may give a class more than its source shows.

Goes in: the classes that were registered. Comes out: one problem for each procedural macro of the crates at hand that is used on them or on
their ``#[pymethods]``, and whose crate writes PyO3's attributes. Procedural macros are programs; they are not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sphinx_plissken.bindings.options import has_attribute
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Crate, Item, Namespace, Span
from sphinx_plissken.rust.resolution.names import Definition, Names

_BINDINGS = re.compile(r"\bpymethods\b|\bpyclass\b|\bcreate_exception\b")
_METHODS = re.compile(r"\b(pymethods|staticmethod|classmethod|classattr|getter|setter|pyo3|PyResult)\b")
"""What a macro writes that gives a ``#[pymethods]`` block more methods."""


def report_macros(classes: Iterable[Definition], crates: Mapping[str, Crate], names: Names) -> list[Problem]:
    """Name the macros, with the place of their first use and how many classes they are used on."""
    uses: dict[str, list[_Use]] = {}
    for definition in classes:
        for use in _uses(definition, names):
            macro = names.resolve(use.macro, use.module, Namespace.MACRO)
            if isinstance(macro, Definition) and macro.crate in crates and _writes(use.writes, crates[macro.crate]):
                uses.setdefault(f"{macro.crate}::{use.macro.rpartition('::')[2]}", []).append(use)
    return [_problem(path, used) for path, used in uses.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """A macro on a class or on its methods."""

    macro: str
    """Its path, as written."""
    module: str
    class_name: str
    span: Span
    line: int
    writes: re.Pattern[str]
    """What its crate writes if it is worth a word."""


def _uses(definition: Definition, names: Names) -> Iterator[_Use]:
    yield from _macros(definition.item, definition.module, definition, _BINDINGS)
    for located in names.impls(definition.path):
        if has_attribute(located.impl.attributes, "pymethods"):
            yield from _macros(located.impl, located.module, definition, _METHODS)


def _macros(item: Item, module: str, definition: Definition, writes: re.Pattern[str]) -> Iterator[_Use]:
    """The attribute macros and derives of an item."""
    for attribute in item.attributes:
        paths = re.findall(r"[\w:]+", attribute.tokens) if attribute.path == "derive" else [attribute.path]
        for path in filter(None, paths):
            yield _Use(
                macro=path,
                module=module,
                class_name=definition.item.name,
                span=item.span,
                line=attribute.line or item.span.line,
                writes=writes,
            )


def _writes(pattern: re.Pattern[str], crate: Crate) -> bool:
    return any(pattern.search(file.text) for file in crate.files.values())


def _problem(path: str, used: list[_Use]) -> Problem:
    first = used[0]
    others = f" and {len(used) - 1} more" if len(used) > 1 else ""
    message = (
        f"procedural macro `{path}` is not run: methods that it gives to class `{first.class_name}`{others} are missing;"
        " a stub file (.pyi) can document them"
    )
    return Problem(subtype=Subtype.BINDING, file=first.span.file, line=first.line, message=message)
