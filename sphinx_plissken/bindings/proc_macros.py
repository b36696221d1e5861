"""Procedural macros that may give a class more than its source shows.

Goes in: the classes that were registered. Comes out: one problem for each procedural macro of the crates at hand that is used on them and
whose crate writes PyO3's attributes. Procedural macros are programs; they are not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Attribute, Crate, Namespace
from sphinx_plissken.rust.resolution.names import Definition, Names

_BINDINGS = re.compile(r"\bpymethods\b|\bpyclass\b|\bcreate_exception\b")


def report_macros(classes: Iterable[Definition], crates: Mapping[str, Crate], names: Names) -> list[Problem]:
    """Name the macros, with the place of their first use and how many classes they are used on."""
    uses: dict[str, list[tuple[Definition, Attribute]]] = {}
    for definition in classes:
        for attribute, written in _macros(definition):
            macro = names.resolve(written, definition.module, Namespace.MACRO)
            if isinstance(macro, Definition) and macro.crate in crates and _writes_bindings(crates[macro.crate]):
                uses.setdefault(f"{macro.crate}::{written.rpartition('::')[2]}", []).append((definition, attribute))
    return [_problem(path, used) for path, used in uses.items()]


def _macros(definition: Definition) -> Iterator[tuple[Attribute, str]]:
    """The paths of the attribute macros and derives of an item."""
    for attribute in definition.item.attributes:
        if attribute.path == "derive":
            for path in re.findall(r"[\w:]+", attribute.tokens):
                yield attribute, path
        elif attribute.path:
            yield attribute, attribute.path


def _writes_bindings(crate: Crate) -> bool:
    return any(_BINDINGS.search(file.text) for file in crate.files.values())


def _problem(path: str, used: list[tuple[Definition, Attribute]]) -> Problem:
    definition, attribute = used[0]
    others = f" and {len(used) - 1} more" if len(used) > 1 else ""
    message = (
        f"procedural macro `{path}` is not run: methods that it gives to class `{definition.item.name}`{others} are missing;"
        " a stub file (.pyi) can document them"
    )
    return Problem(
        subtype=Subtype.BINDING, file=definition.item.span.file, line=attribute.line or definition.item.span.line, message=message
    )
