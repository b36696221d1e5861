"""Small Python packages, written and read: what tests of ``python/`` share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import griffe

from sphinx_plissken.bindings.api import EXTRA, Bindings
from sphinx_plissken.project import ExtensionModule, Layout, Project, PythonRoot
from sphinx_plissken.python.api import PythonMember, PythonReference
from sphinx_plissken.python.read import read_python


def extension(import_name: str, text: str = "", imported_as: tuple[str, ...] = (), exports: list[str] | None = None) -> Bindings:
    """An extension module as a stub would describe it; ``class sub: ...`` in lower case makes a submodule."""
    name = import_name.rpartition(".")[2]
    module = griffe.visit(name, filepath=Path("src/lib.rs"), code=text)
    for inner in [member for member in module.members.values() if isinstance(member, griffe.Class) and member.name.islower()]:
        submodule = griffe.Module(inner.name, filepath=Path("src/sub.rs"))
        for member in list(inner.members.values()):
            submodule[member.name] = member
        submodule.extra[EXTRA] |= {"imported_as": imported_as}
        module[inner.name] = submodule
    module.exports = list(exports) if exports is not None else None
    for each in walk(module):
        each.extra[EXTRA] |= {"kind": each.kind.value, "rust": f"crate::{each.name}"}
    return Bindings(module=module, import_name=import_name)


def walk(object: griffe.Object) -> Iterator[griffe.Object]:
    yield object
    for member in object.members.values():
        if isinstance(member, griffe.Object):
            yield from walk(member)


def read(
    root: Path, files: dict[str, str], *bindings: Bindings, layout: Layout = Layout.MIXED, names: tuple[str, ...] = ("pkg",)
) -> PythonReference:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    project = Project(
        root=root,
        name="project",
        python=(PythonRoot(directory=root, names=names),) if names else (),
        extensions=tuple(ExtensionModule(import_name=each.import_name, package="x", layout=layout) for each in bindings),
    )
    return read_python(project, bindings)


def shown(reference: PythonReference) -> dict[str, list[str]]:
    """Module -> its members; those that are at home elsewhere with an arrow."""
    return {module.path: [text_of(module.path, member) for member in module.members] for module in reference.modules}


def text_of(module: str, member: PythonMember) -> str:
    name = member.path.removeprefix(f"{module}.")
    return name if member.is_home else f"{name} -> {member.home}"


def find(reference: PythonReference, path: str) -> PythonMember:
    waiting = [member for module in reference.modules for member in (*module.members, *module.hidden)]
    for member in waiting:
        if member.path == path and member.is_home:
            return member
        waiting.extend((*member.members, *member.hidden))
    raise AssertionError(f"{path} is not shown")


def messages(reference: PythonReference) -> list[str]:
    return [str(problem) for problem in reference.problems]
