"""For the tests of ``rust/``: crates from inline source, and outlines of what is shown of them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.documented import DocumentedItem, DocumentedModule, Reach
from sphinx_plissken.rust.model import Crate, Item
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.pages import document
from sphinx_plissken.rust.signatures.signature import signature_of, signature_of_impl, signature_of_reexport, text_of


@dataclass(frozen=True)
class Source:
    """Crates that were read, and their names."""

    crates: tuple[Crate, ...]
    names: Names

    def document(self, reach: Reach = Reach.PUBLIC, also: frozenset[str] = frozenset()) -> tuple[DocumentedModule, ...]:
        """What the reference of the first crate shows."""
        first = self.crates[0].name
        return document(self.crates[:1], self.names, {first: reach}, also)


def read(
    text: str, *, edition: str = "2021", dependencies: Mapping[str, str] | None = None, others: Mapping[str, str] | None = None
) -> Source:
    """Read a crate ``c`` that is one file, and other crates by name."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        seen = {"serde": "serde", **{name: name for name in others or {}}, **(dependencies or {})}
        sources = []
        for name, source in {"c": text, **(others or {})}.items():
            file = root / name / "lib.rs"
            file.parent.mkdir()
            file.write_text(source, encoding="utf-8")
            sources.append(CrateSource(name=name, root_file=file, directory=file.parent, edition=edition, dependencies=seen))
        crates = read_crates(sources, root=root)
    ordered = tuple(sorted(crates, key=lambda crate: [source.name for source in sources].index(crate.name)))
    return Source(crates=ordered, names=Names(ordered))


def shown(
    text: str, *, reach: Reach = Reach.PUBLIC, also: frozenset[str] = frozenset(), others: Mapping[str, str] | None = None
) -> list[str]:
    """A line for each module, re-export and item that is shown: ``struct c::a::S``; with ``=`` and the definition where that differs."""
    source = read(text, others=others)
    lines = []
    for module in source.document(reach, also):
        lines.append(_line("module", module.path, module.definition, module.is_canonical))
        lines += [text_of(signature_of_reexport(reexport)) for reexport in module.reexports]
        lines += [_line(item.kind.value, item.path, item.definition, item.is_canonical) for item in module.items]
    return lines


def _line(kind: str, path: str, definition: str, is_canonical: bool) -> str:
    origin = "" if path == definition else f" = {definition}"
    return f"{kind} {path}{origin}" + ("" if is_canonical else " (copy)")


def signatures(text: str, *, edition: str = "2021", others: Mapping[str, str] | None = None) -> dict[str, str]:
    """The signature of every item and member that is shown, and of trait impls by ``Type: header``."""
    source = read(text, edition=edition, others=others)
    found: dict[str, str] = {}
    for module in source.document():
        for item in module.items:
            _add(found, item, source.names, None)
            for impl in item.impls:
                if impl.impl.trait:
                    header = text_of(signature_of_impl(impl, names=source.names))
                    found[f"{item.path}: {header}"] = header
                else:
                    for member in impl.members:
                        _add(found, member, source.names, impl.impl)
    return found


def _add(found: dict[str, str], item: DocumentedItem, names: Names, owner: Item | None) -> None:
    found[item.path] = text_of(signature_of(item, names=names, owner=owner))
    for member in item.members:
        _add(found, member, names, owner or item.item)


def headers(text: str, path: str, *, others: Mapping[str, str] | None = None) -> list[str]:
    """The headers of the trait impls on the page of a type or trait, each on one line."""
    source = read(text, others=others)
    items = {item.path: item for module in source.document() for item in module.items}
    impls = [impl for impl in items[path].impls if impl.impl.trait]
    return [" ".join(text_of(signature_of_impl(impl, names=source.names)).split()) for impl in impls]
