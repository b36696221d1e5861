"""Every binding by both of its names: what it is called and how it is called in Python, and what stands behind it in Rust.

Goes in: the table of counterparts. Comes out: rows, as values, and a table of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import griffe
from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _

from sphinx_plissken.bindings.api import BindingKind
from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views import python_facts
from sphinx_plissken.extension.views.member_options import MemberOptions
from sphinx_plissken.extension.views.python_signatures import NamesInText
from sphinx_plissken.inspection.python import kind_of
from sphinx_plissken.rust.documented import DocumentedItem, Kind
from sphinx_plissken.rust.signatures.signature import signature_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a binding."""

    domain: str
    role: str
    path: str
    """Where it is documented; of what the reference leaves out where it is defined."""
    signature: str = ""
    """Empty where there is none to show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A row."""

    python: Side
    rust: tuple[Side, ...]
    """Several for a property with a getter and a setter, and for a class with a constructor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which bindings to show."""

    modules: tuple[str, ...] = ()
    """Paths of modules of either language; bindings in them and below are shown. Empty: all."""
    kinds: frozenset[BindingKind] = frozenset()
    """Empty: all."""

    def has_path(self, paths: Iterable[str]) -> bool:
        """Whether one of a binding's paths is in one of the modules."""
        return not self.modules or any(_is_below(path, module) for path in paths for module in self.modules)

    def has_kind(self, kind: BindingKind) -> bool:
        """Whether bindings of a kind are shown."""
        return not self.kinds or kind in self.kinds


def _is_below(path: str, module: str) -> bool:
    separator = "::" if "::" in path else "."
    return path == module or path.startswith(f"{module}{separator}")


def find_bindings(site: Site, limits: Limits) -> Iterator[Binding]:
    """The bindings within the limits, by Python path."""
    catalogue = site.catalogue
    for path, definitions in sorted(_by_class(site.reference.rust_of).items()):
        homes = [catalogue.rust_homes.get(definition, definition) for definition in definitions]
        if not limits.has_path((path, *homes, *definitions)):
            continue
        if module := catalogue.python_modules.get(path):
            python, kind = Side(domain="py", role="mod", path=module.path), BindingKind.MODULE
        elif member := catalogue.python_members.get(path):
            is_in_class = path.rpartition(".")[0] not in catalogue.python_modules
            kind = kind_of(member.object, is_in_class=is_in_class)
            python = Side(domain="py", role="obj", path=path, signature=_python_signature(path, site, is_in_class))
        else:
            continue
        if limits.has_kind(kind):
            yield Binding(python=python, rust=tuple(_rust_side(definition, site) for definition in definitions))


def _by_class(rust_of: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The counterparts, with those of a constructor at its class: the class's signature is the constructor's."""
    found: dict[str, tuple[str, ...]] = {}
    for path, definitions in sorted(rust_of.items(), key=lambda each: (_is_constructor(each[0]), each[0])):
        owner = path.rpartition(".")[0] if _is_constructor(path) else path
        found[owner] = (*found.get(owner, ()), *definitions)
    return found


def _is_constructor(path: str) -> bool:
    return path.rpartition(".")[2] in python_facts.CONSTRUCTORS


def _python_signature(path: str, site: Site, is_in_class: bool) -> str:
    member = site.catalogue.python_members[path]
    obj, names = member.object, NamesInText(owner=member.object)
    objtype = python_facts.object_type(obj, is_in_class=is_in_class)
    signatures = python_facts.signatures(member, objtype, names)
    options = python_facts.options(member, objtype, names, MemberOptions())
    prefix = f"{objtype} " if isinstance(obj, griffe.Class) else "async " if "async" in options else ""
    annotation = f": {options['type']}" if options.get("type") else ""
    name = path.rpartition(".")[2]
    return "\n".join(f"{prefix}{name}{signature}{annotation}" for signature in signatures)


def _rust_side(definition: str, site: Site) -> Side:
    catalogue = site.catalogue
    home = catalogue.rust_homes.get(definition, definition)
    found = [item for item in catalogue.rust_items.get(home, ()) if item.definition == definition]
    item = min(found, key=_is_less_likely, default=None)
    if item is None:
        return Side(domain="rs", role="obj", path=home)
    role = OBJECT_TYPE_OF_KIND[item.kind]
    return Side(domain="rs", role=role, path=home, signature=_rust_signature(item, site))


def _is_less_likely(item: DocumentedItem) -> tuple[bool, bool]:
    """Of a field and a method of one name, that is the binding which says so; the field if neither does, as ``get_all`` has it."""
    return not any(attribute.path in _OF_PROPERTIES for attribute in item.item.attributes), item.kind is not Kind.FIELD


_OF_PROPERTIES = frozenset({"getter", "setter", "deleter", "pyo3"})


def _rust_signature(item: DocumentedItem, site: Site) -> str:
    """A signature on one line; of a type what stands before its fields."""
    text = " ".join(text_of(signature_of(item, names=site.reference.names)).split())
    if item.kind in (Kind.STRUCT, Kind.ENUM):
        return text.partition(" {")[0]
    return text.replace("( ", "(").replace(", )", ")")


# Nodes


def bindings_table(bindings: Sequence[Binding], *, has_signatures: bool) -> list[nodes.Node]:
    """The table below its title, which is no caption: Sphinx would number it, and some themes would repeat its id."""
    head = nodes.thead("", nodes.row("", _cell(nodes.Text(_("Python"))), _cell(nodes.Text(_("Rust")))))
    body = nodes.tbody("", *(_row(binding, has_signatures=has_signatures) for binding in bindings))
    columns = [nodes.colspec(colwidth=50), nodes.colspec(colwidth=50)]
    title = _("Rust and Python names")
    tgroup = nodes.tgroup("", *columns, head, body, cols=2)
    return [nodes.rubric(title, title), nodes.table("", tgroup, classes=["plissken-summary", "plissken-bindings", "longtable"])]


def _row(binding: Binding, *, has_signatures: bool) -> nodes.row:
    cells = ([binding.python], binding.rust)
    return nodes.row("", *(nodes.entry("", *_sides(sides, has_signatures=has_signatures)) for sides in cells))


def _sides(sides: Iterable[Side], *, has_signatures: bool) -> Iterator[nodes.Node]:
    for side in sides:
        yield nodes.paragraph("", "", _reference(side))
        for line in side.signature.split("\n") if has_signatures and side.signature else ():
            yield nodes.paragraph("", "", nodes.literal(line, line), classes=["plissken-signature"])


def _reference(side: Side) -> addnodes.pending_xref:
    text = nodes.literal(side.path, side.path, classes=["xref", side.domain])
    reference = addnodes.pending_xref("", text, refdomain=side.domain, reftype=side.role, reftarget=side.path, refexplicit=True)
    reference[f"{side.domain}:exact"] = True
    return reference


def _cell(*children: nodes.Node) -> nodes.entry:
    return nodes.entry("", nodes.paragraph("", "", *children))
