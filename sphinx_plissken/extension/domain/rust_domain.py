"""The ``rs`` domain: Rust objects in Sphinx.

Goes in: what directives noted. Comes out: resolved references, the inventory, search entries and indices. The tables and look-ups
themselves are in ``registry``, the reading of references in ``references``.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, ClassVar

from docutils import nodes
from docutils.nodes import Element
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, Index, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sphinx_plissken.extension.domain.module_directives import RustCurrentModule, RustModule
from sphinx_plissken.extension.domain.module_index import RustModuleIndex
from sphinx_plissken.extension.domain.object_types import OBJECT_TYPES, SearchPriority, Space
from sphinx_plissken.extension.domain.objects import RustObject
from sphinx_plissken.extension.domain.references import Scope, Target, candidates, is_anchored, read_target
from sphinx_plissken.extension.domain.registry import ObjectEntry, Rank, Registry
from sphinx_plissken.extension.domain.roles import role_for, scope_of

logger = logging.getLogger(__name__)

Found = tuple[str, ObjectEntry]
"""The path under which an object is described, and its entry."""


class RustDomain(Domain):
    """Rust crates: what directives describe and roles refer to."""

    name = "rs"
    label = "Rust"
    object_types: ClassVar[dict[str, ObjType]] = {
        name: ObjType(known.label, *known.roles, searchprio=known.priority) for name, known in OBJECT_TYPES.items()
    }
    directives: ClassVar[dict[str, Any]] = {
        **dict.fromkeys(OBJECT_TYPES, RustObject),
        "crate": RustModule,
        "mod": RustModule,
        "currentmod": RustCurrentModule,
    }
    roles: ClassVar[dict[str, Any]] = {name: role_for(name) for name in (*OBJECT_TYPES, "obj")}
    indices: ClassVar[list[type[Index]]] = [RustModuleIndex]
    initial_data: ClassVar[dict[str, Any]] = Registry.empty()
    data_version = 1

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.registry = Registry(self.data)

    def clear_doc(self, docname: str) -> None:
        """Forget a page."""
        self.registry.forget(docname)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process read."""
        self.registry.merge(sorted(docnames), Registry(otherdata))

    def check_consistency(self) -> None:
        """Warn of objects that are described twice; done once all pages are read, so that it does not matter which process read which."""
        for path, entry, other in self.registry.duplicates():
            logger.warning(
                "duplicate description of %s %s, other instance in %s, use :no-index: for one of them",
                OBJECT_TYPES[other.objtype].label,
                path,
                entry.docname,
                location=(other.docname, other.line),
                type="plissken",
                subtype="duplicate",
            )

    def process_field_xref(self, pnode: pending_xref) -> None:
        """Write the scope on a reference in a field list."""
        pnode.attributes.update(scope_of(self.env))

    def resolve_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, node: pending_xref, contnode: Element
    ) -> nodes.reference | None:
        """The link for a reference; see ``Domain``."""
        if typ == "impl" and not target.startswith("impl"):
            target = f"impl {target}"
        found = self._find(target, node, self.objtypes_for_role(typ) or [])
        if not found:
            return None
        if len(found) > 1:
            self._warn_of_ambiguity(target, found, node)
        return self._link(builder, fromdocname, found[0], contnode)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> list[tuple[str, nodes.reference]]:
        """The links that an ``any`` reference may be; see ``Domain``.

        A bare name that stands in no Rust scope is left to other domains if one of them knows it: a binding has one name in two languages.
        """
        found = self._find_here(target, node, _ALL)
        if not found and ("::" in target or not self._is_known_elsewhere(env, fromdocname, builder, target, node, contnode)):
            found = self._find(target, node, _ALL)
        return [(f"rs:{self.role_for_objtype(each[1].objtype)}", self._link(builder, fromdocname, each, contnode)) for each in found]

    def _is_known_elsewhere(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: Element
    ) -> bool:
        for domain in env.domains.sorted():
            with contextlib.suppress(NotImplementedError):  # several of Sphinx' own domains have nothing for `any`
                if domain is not self and domain.resolve_any_xref(env, fromdocname, builder, target, node, contnode):
                    return True
        return False

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """All objects, and other paths of objects, for the inventory and for search."""
        for (path, _space), entry in self.registry.objects.items():
            yield path, path, entry.objtype, entry.docname, entry.node_id, _search_priority(path, entry)
        for alias in self.registry.aliases:
            for path, entry in self.registry.find(alias, _SPACES):
                if path != alias:
                    yield alias, alias, entry.objtype, entry.docname, entry.node_id, SearchPriority.HIDDEN

    def get_full_qualified_name(self, node: Element) -> str | None:
        """The full path that a reference most likely means."""
        if (target := node.get("reftarget")) is None:
            return None
        return next(candidates(read_target(target).path, Scope.read(node.attributes)), target)

    def as_it_is(self) -> RustDomain:
        """A domain that finds what this one finds now, whatever is described later."""
        copied = copy.copy(self)
        copied.registry = self.registry.as_it_is()
        return copied

    def meanings(self, role: str, target: str, place: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
        """What a reference leads to: paths with pages, ids and object types.

        :param place: attributes of the reference that say where it stands.
        """
        objtypes = _ALL if role == "any" else self.objtypes_for_role(role) or []
        text = f"impl {target}" if role == "impl" and not target.startswith("impl") else target
        found = self._find(text, pending_xref("", **place), objtypes)
        return [(path, entry.docname, entry.node_id, entry.objtype) for path, entry in found]

    def _find(self, text: str, node: Element, objtypes: Sequence[str]) -> list[Found]:
        """What a reference means; several objects where it is ambiguous."""
        if node.get("rs:exact"):
            return self._find_exact(text, objtypes)[:1]
        if found := self._find_here(text, node, objtypes):
            return found
        target = read_target(text)
        if node.get("rs:optional") or node.get("rs:elsewhere") or is_anchored(target.path):
            return []
        wanted = _allowed(objtypes, target)
        found = [each for each in self.registry.find_suffix(target.path, _spaces(wanted)) if each[1].objtype in wanted]
        return _without_weaker(found)

    def _find_here(self, text: str, node: Element, objtypes: Sequence[str]) -> list[Found]:
        """What a reference means by the rules of paths, where it stands."""
        target = read_target(text)
        wanted = _allowed(objtypes, target)
        for path in candidates(target.path, Scope.read(node.attributes)):
            if found := self._find_exact(path, wanted):
                return _without_weaker(found)
        return []

    def _find_exact(self, path: str, objtypes: Sequence[str]) -> list[Found]:
        return [found for found in self.registry.find(path, _spaces(objtypes)) if found[1].objtype in objtypes]

    def _warn_of_ambiguity(self, target: str, found: list[Found], node: Element) -> None:
        logger.warning(
            "reference to %r is ambiguous; it may be %s",
            target,
            ", ".join(sorted(f"{entry.objtype}@{path}" for path, entry in found)),
            location=node,
            type="plissken",
            subtype="ambiguous",
        )

    def _link(self, builder: Builder, fromdocname: str, found: Found, contnode: Element) -> nodes.reference:
        path, entry = found
        return make_refnode(builder, fromdocname, entry.docname, entry.node_id, contnode, f"{OBJECT_TYPES[entry.objtype].label} {path}")


def _allowed(objtypes: Sequence[str], target: Target) -> list[str]:
    return [name for name in objtypes if not target.objtypes or name in target.objtypes]


def _without_weaker(found: list[Found]) -> list[Found]:
    """Drop what rustdoc does not count as ambiguous: a field beside a method, a derive macro beside its trait."""
    if len(found) < 2:
        return found
    objtypes = {entry.objtype for _, entry in found}
    weaker = {"field"} if objtypes != {"field"} else set()
    if "trait" in objtypes:
        weaker |= {"derive", "attr"}
    return [each for each in found if each[1].objtype not in weaker]


_ALL = list(OBJECT_TYPES)
_SPACES = tuple(space.value for space in Space)


def _spaces(objtypes: Iterable[str]) -> list[str]:
    """The spaces of some object types, in the order of ``Space``."""
    wanted = {OBJECT_TYPES[objtype].space for objtype in objtypes}
    return [space.value for space in Space if space in wanted]


def _search_priority(path: str, entry: ObjectEntry) -> int:
    if path.rpartition("::")[2].isdigit():  # fields of tuples
        return SearchPriority.HIDDEN
    if entry.rank == Rank.ITEM:
        return OBJECT_TYPES[entry.objtype].priority
    return SearchPriority.MINOR if entry.rank == Rank.TRAIT_MEMBER else SearchPriority.HIDDEN


def leave_optional_references(app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: Element) -> Element | None:
    """Leave names in hand-written signatures that are no links as they are, without complaint: ``T``, ``Vec``."""
    return contnode if node.get("refdomain") == "rs" and node.get("rs:optional") else None


def setup_domain(app: Sphinx) -> None:
    """Register the domain and its configuration values."""
    app.add_domain(RustDomain)
    app.connect("missing-reference", leave_optional_references, priority=900)
    app.add_config_value("rs_maximum_signature_line_length", None, "env", types=frozenset({int, type(None)}))
    app.add_config_value("rs_trailing_comma_in_multi_line_signatures", True, "env", types=frozenset({bool}))
