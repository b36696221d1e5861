"""For the tests of ``bindings/``: one item seen from Python, and its outline."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import griffe

from sphinx_plissken.bindings.api import EXTRA
from sphinx_plissken.bindings.callables.functions import see_function
from sphinx_plissken.bindings.classes.exceptions import declare_exceptions, exception_call, see_exception
from sphinx_plissken.bindings.classes.pyclass import see_class
from sphinx_plissken.bindings.context import Context, Seen
from sphinx_plissken.bindings.naming import is_class, is_function
from sphinx_plissken.bindings.versions import behaviour_of
from sphinx_plissken.inspection.python import parameters_text
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.model import Item
from sphinx_plissken.rust.resolution.names import Names

NEWEST = "0.29.2"


def see(source: str, path: str = "", *, version: str = NEWEST, **context: Any) -> Seen[Any]:
    """See the first class, function or exception of a crate ``case``, or the one with a path: ``see(source, "inner::Name")``."""
    names = names_of(source)
    chosen = [one for one in names.definitions() if (one.path == f"case::{path}" if path else _is_binding(one.item))]
    sees = see_class if is_class(chosen[0].item) else see_exception if exception_call(chosen[0].item) else see_function
    return sees(chosen[0], Context(names=names, behaviour=behaviour_of(version), crate="case", **context))


def names_of(source: str) -> Names:
    """The names of a crate ``case`` that is one file."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "lib.rs").write_text(source, encoding="utf-8")
        dependencies = {"pyo3": "pyo3"}
        case = CrateSource(name="case", root_file=root / "lib.rs", directory=root, edition="2021", dependencies=dependencies)
        return Names([declare_exceptions(crate) for crate in read_crates([case], root=root)])


def _is_binding(item: Item) -> bool:
    return is_class(item) or is_function(item) or exception_call(item) is not None


def outline(seen: Seen[Any]) -> list[str]:
    """A line for an object and each of its members: ``method bump(times) -- Its docs.``, members indented by a point."""
    return list(_lines(seen.object))


def members(seen: Seen[Any]) -> list[str]:
    """The lines of the members, without the class."""
    return [line.removeprefix(". ") for line in _lines(seen.object)][1:]


def _lines(object: griffe.Object, indent: str = "") -> Iterator[str]:
    yield indent + _line(object)
    for member in object.members.values():
        yield from _lines(member, indent + ". ")  # type: ignore[arg-type]


def _line(object: griffe.Object) -> str:
    line = f"{object.extra[EXTRA]['kind']} {object.name}"
    if isinstance(object, griffe.Function):
        line += parameters_text(object)
    elif isinstance(object, griffe.Class):
        line += f"({', '.join(map(str, object.bases))})" if object.bases else ""
    elif isinstance(object, griffe.Attribute):
        line += f" = {object.value}" if object.value is not None else ""
        line += " rw" if "writable" in object.labels else ""
    return line + (f" -- {object.docstring.value}" if object.docstring else "")


@dataclass(frozen=True)
class Facts:
    """What an object's ``extra`` says, as attributes: ``Facts(seen).text_signature``."""

    seen: Seen[Any]

    def __getattr__(self, name: str) -> Any:
        return self.seen.object.extra[EXTRA][name]
