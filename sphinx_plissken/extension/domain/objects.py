"""Descriptions of Rust objects: the directives of the ``rs`` domain and the same classes called with ready values.

Goes in: a signature, hand-written or from the model, and content. Comes out: a ``desc`` node with its ids, index entries,
table-of-contents entry and the domain's memory of it. How signatures are read and rendered is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.directives import ObjectDescription
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from sphinx_plissken.extension.domain.anchors import anchor
from sphinx_plissken.extension.domain.doc_fields import DOC_FIELDS
from sphinx_plissken.extension.domain.hand_written import Declaration, read_declaration
from sphinx_plissken.extension.domain.object_types import OBJECT_TYPES
from sphinx_plissken.extension.domain.references import Scope, described_path
from sphinx_plissken.extension.domain.registry import ObjectEntry, Rank
from sphinx_plissken.extension.domain.roles import scope_of
from sphinx_plissken.extension.signatures.compact_signatures import add_resolved, add_scoped
from sphinx_plissken.extension.signatures.signature_nodes import Layout, Resolve, no_links

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

    from sphinx_plissken.extension.domain.rust_domain import RustDomain


class ObjectName(NamedTuple):
    """What identifies a described object."""

    path: str
    """Its full path: ``geometry::Point::norm``; of an impl ``geometry::Point::impl-Display-for-Point``."""
    name: str
    impl: str = ""
    """Full path of the impl that it is a member of."""
    is_trait_member: bool = False


class RustObject(ObjectDescription[ObjectName]):
    """A description of one object, or of several with one content."""

    option_spec: ClassVar[OptionSpec] = {
        **ObjectDescription.option_spec,
        "deprecated": directives.unchanged,
        "alias": directives.unchanged,
        "single-line-parameter-list": directives.flag,
    }
    doc_field_types = DOC_FIELDS

    def declaration(self, sig: str) -> Declaration:
        """What one signature declares."""
        return read_declaration(sig, self.objtype, location=self.get_location())

    def add_signature(self, signode: addnodes.desc_signature, declaration: Declaration) -> None:
        """Fill a signature node; its names become links by the scope, when all pages are read."""
        add_scoped(
            signode,
            declaration.signature,
            objtype=self.objtype,
            attributes=declaration.attributes,
            layout=self.layout(),
            place=scope_of(self.env),
        )

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> ObjectName:
        """Render a signature; see ``ObjectDescription``."""
        declaration = self.declaration(sig)
        name = self._object_name(declaration)
        signode["crate"] = name.path.partition("::")[0]
        signode["path"] = name.path
        signode["fullname"] = name.name
        self.add_signature(signode, declaration)
        if "deprecated" in self.options:
            signode["classes"].append("rs-deprecated")
        self._declared = declaration
        return name

    def add_target_and_index(self, name: ObjectName, sig: str, signode: addnodes.desc_signature) -> None:
        """Give an object its id, remember it, and index it; see ``ObjectDescription``."""
        node_id = unique_id(self, anchor(self.objtype, f"{name.impl}::{name.name}" if name.is_trait_member else name.path))
        signode["ids"].append(node_id)
        self.state.document.note_explicit_target(signode)
        self._note(name, node_id, signode)
        if "no-index-entry" not in self.options and (text := index_text(name.path, name.name, self.objtype)):
            texts = [text, *(f"{word.replace(';', ' ')}; {text}" for word in self._declared.search_words)]
            self.indexnode["entries"].extend(("single", each, node_id, "", None) for each in texts)

    def before_content(self) -> None:
        """Enter the scope of the object."""
        self._outer_scope = {key: self.env.ref_context.get(key) for key in _SCOPE_KEYS}
        if self.names and OBJECT_TYPES[self.objtype].is_scope:
            self.env.ref_context.update(self._inner_scope(self.names[-1]))

    def after_content(self) -> None:
        """Leave it."""
        for key, value in self._outer_scope.items():
            if value is None:
                self.env.ref_context.pop(key, None)
            else:
                self.env.ref_context[key] = value

    def transform_content(self, content_node: addnodes.desc_content) -> None:
        """Put the notice of ``:deprecated:`` first."""
        if "deprecated" in self.options:
            content_node.insert(0, self._deprecation())

    def _object_hierarchy_parts(self, sig_node: addnodes.desc_signature) -> tuple[str, ...]:
        return tuple(sig_node["path"].split("::")) if "path" in sig_node else ()

    def _toc_entry_name(self, sig_node: addnodes.desc_signature) -> str:
        if not sig_node.get("_toc_parts"):
            return ""
        name = toc_name(sig_node["fullname"], self.objtype, has_parentheses=self.config.add_function_parentheses)
        match self.config.toc_object_entries_show_parents:
            case "all":
                return "::".join((*sig_node["_toc_parts"][:-1], name))
            case "domain":
                owner = self.env.ref_context.get("rs:owner")
                return f"{owner.rpartition('::')[2]}::{name}" if owner else name
        return name

    def _object_name(self, declaration: Declaration) -> ObjectName:
        context = self.env.ref_context
        if self.objtype == "impl":
            path = f"{self._impl_owner(declaration)}::{declaration.name}"
            return ObjectName(self._unique_impl_path(path), declaration.name)
        path = self._described_path(declaration)
        impl = context.get("rs:impl") or self._unnamed_impl(path)
        return ObjectName(path, declaration.name, impl=impl, is_trait_member=bool(context.get("rs:is-trait-impl")))

    def _unnamed_impl(self, path: str) -> str:
        """Path of the impl that a member belongs to though no description of an impl stands around it."""
        return ""

    def _described_path(self, declaration: Declaration) -> str:
        """The full path of an object other than an impl."""
        context = self.env.ref_context
        scope = Scope.read(context)
        written = f"{declaration.prefix}::{declaration.name}" if declaration.prefix else declaration.name
        return described_path(written, scope, context.get("rs:owner") or scope.module)

    def _unique_impl_path(self, path: str) -> str:
        """A path that no impl on the page has yet: impls may differ in nothing that their name shows."""
        counts: dict[str, int] = self.env.ref_context.setdefault("rs:impls", {})
        counts[path] = number = counts.get(path, -1) + 1
        return f"{path}-{number}" if number else path

    def _impl_owner(self, declaration: Declaration) -> str:
        """Path of the item under which an impl is filed: the item around it, else its self type."""
        context = self.env.ref_context
        scope = Scope.read(context)
        return context.get("rs:owner") or described_path(declaration.self_path, scope, scope.module)

    def _inner_scope(self, name: ObjectName) -> dict[str, Any]:
        if self.objtype == "impl":
            owner = self._impl_owner(self._declared)
            return {"rs:owner": owner, "rs:self": owner, "rs:impl": name.path, "rs:is-trait-impl": self._declared.is_trait_impl}
        scope: dict[str, Any] = {"rs:owner": name.path, "rs:impl": "", "rs:is-trait-impl": False}
        return {**scope, "rs:self": name.path} if OBJECT_TYPES[self.objtype].is_self else scope

    def _note(self, name: ObjectName, node_id: str, signode: addnodes.desc_signature) -> None:
        registry, docname = self._domain.registry, self.env.docname
        rank = Rank.TRAIT_MEMBER if name.is_trait_member else Rank.ITEM
        entry = ObjectEntry(docname, node_id, self.objtype, self._line_on_page(signode), name.impl, rank)
        registry.note_object(name.path, entry)
        if name.is_trait_member:
            registry.note_object(f"{name.impl}::{name.name}", entry._replace(rank=Rank.QUALIFIED))
        for alias in self.options.get("alias", "").split():
            registry.note_alias(alias, name.path, docname)

    def _line_on_page(self, signode: addnodes.desc_signature) -> int:
        return signode.line or 0

    def layout(self) -> Layout:
        """How the signatures are laid out, as the configuration and the options say."""
        config = self.config
        if "single-line-parameter-list" in self.options:
            return _layout(0, False)
        maximum = config.rs_maximum_signature_line_length or config.maximum_signature_line_length or 0
        return _layout(maximum, config.rs_trailing_comma_in_multi_line_signatures)

    def _deprecation(self) -> nodes.paragraph:
        note = self.options["deprecated"]
        label = nodes.strong("", _("Deprecated"))
        if not note:
            return nodes.paragraph("", "", label, classes=["rs-deprecation"])
        text, messages = self.parse_inline(note)
        return nodes.paragraph("", "", label, nodes.Text(": "), *text, *messages, classes=["rs-deprecation"])

    @property
    def _domain(self) -> RustDomain:
        return cast("RustDomain", self.env.get_domain("rs"))


_SCOPE_KEYS = ("rs:crate", "rs:module", "rs:owner", "rs:self", "rs:impl", "rs:is-trait-impl")


@lru_cache
def _layout(maximum: int, has_trailing_comma: bool) -> Layout:
    """One object for equal layouts: each signature holds one, and a pickled page holds equal objects once only if they are one."""
    return Layout(maximum_length=maximum, has_trailing_comma=has_trailing_comma)


class ReadyObject(RustObject):
    """A description with ready values instead of text; see ``describe``."""

    ready: Declaration
    path: str
    render_content: Callable[[], Sequence[nodes.Node]]
    resolve: Resolve
    name_impl: Callable[[], str] | None
    source: tuple[str, int] | None

    def get_signatures(self) -> list[str]:
        """The signature as text; it is not read again."""
        return [self.arguments[0]]

    def declaration(self, sig: str) -> Declaration:
        """The ready declaration."""
        return self.ready

    def add_signature(self, signode: addnodes.desc_signature, declaration: Declaration) -> None:
        """Fill a signature node; what the names mean is known."""
        add_resolved(
            signode,
            declaration.signature,
            objtype=self.objtype,
            attributes=declaration.attributes,
            layout=self.layout(),
            resolve=self.resolve,
        )

    def get_source_info(self) -> tuple[str, int]:
        """The place in the Rust file, so that warnings point there."""
        return self.source or super().get_source_info()

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> ObjectName:
        """Also say where the object is written; ``sphinx.ext.linkcode`` asks for it."""
        if self.source:
            signode["file"], signode["line"] = self.source
        return super().handle_signature(sig, signode)

    def set_source_info(self, node: nodes.Node) -> None:
        """Likewise."""
        node.source, node.line = self.get_source_info()

    def parse_content_to_nodes(self, allow_section_headings: bool = False) -> list[nodes.Node]:
        """The ready content, made in the scope of the object."""
        return list(self.render_content())

    def _described_path(self, declaration: Declaration) -> str:
        return self.path

    def _unnamed_impl(self, path: str) -> str:
        """Only asked for where the path is taken: ``impl X<u8>`` and ``impl X<u16>`` may have members of one name."""
        key = (path, OBJECT_TYPES[self.objtype].space.value)
        if self.name_impl is None or key not in self._domain.registry.objects:
            return ""
        return f"{path.rpartition('::')[0]}::{self.name_impl()}"

    def _line_on_page(self, signode: addnodes.desc_signature) -> int:
        return 0  # the line of the node is one of the Rust file


def no_content() -> Sequence[nodes.Node]:
    """The content of what has none."""
    return ()


def describe(
    parent: SphinxDirective,
    objtype: str,
    path: str,
    declaration: Declaration,
    *,
    content: Callable[[], Sequence[nodes.Node]] = no_content,
    resolve: Resolve = no_links,
    options: Mapping[str, Any] | None = None,
    aliases: Iterable[str] = (),
    name_impl: Callable[[], str] | None = None,
    source: tuple[str, int] | None = None,
) -> list[nodes.Node]:
    """Describe an object with ready values, through the same class as hand-written directives.

    :param parent: the directive in whose place the description stands; its state and position are used.
    :param path: the full path under which the object is described; of an impl the path of the item on whose page it stands.
    :param content: makes the content; called in the scope of the object, so that descriptions made there are its members.
    :param resolve: what the names in the signature refer to.
    :param options: options of the directive: ``{"no-index": None}``.
    :param aliases: other full paths of the object, and of all that is below it.
    :param name_impl: of a member that is described outside of its impl: the name of that impl, asked for where it tells members apart.
    :param source: the file and line that messages point at.
    """
    chosen = dict(options or {})
    if others := " ".join(aliases):
        chosen["alias"] = others
    directive = ReadyObject(
        f"rs:{objtype}",
        [path],
        chosen,
        StringList(),
        parent.lineno,
        parent.content_offset,
        "",
        parent.state,
        parent.state_machine,
    )
    directive.ready, directive.path = declaration, path
    directive.render_content, directive.resolve, directive.source, directive.name_impl = content, resolve, source, name_impl
    return directive.run()


def unique_id(directive: SphinxDirective, wanted: str) -> str:
    """An id that the document does not have yet: rustdoc's way, ``wanted``, ``wanted-1``, ``wanted-2``."""
    document, node_id, number = directive.state.document, wanted, 0
    while node_id in document.ids:
        number += 1
        node_id = f"{wanted}-{number}"
    return make_id(directive.env, document, "", node_id)


def index_text(path: str, name: str, objtype: str) -> str:
    """The entry in the general index; impls and the fields of tuples, which nobody looks up by name, have none.

    ``geometry::Point::norm`` -> ``norm (geometry::Point method)``
    """
    owner = path.rpartition("::")[0]
    if objtype == "impl" or name.isdigit():
        return ""
    label = OBJECT_TYPES[objtype].label
    shown = f"{name}!" if objtype == "macro" else name
    return f"{shown} ({owner} {label})" if owner else f"{shown} ({label})"


def toc_name(name: str, objtype: str, *, has_parentheses: bool) -> str:
    """The name in tables of contents: ``norm()``, ``vec!``, ``impl Display for Point``."""
    if objtype == "macro":
        return f"{name}!"
    if objtype == "impl":
        return re.sub("-(?!>)", " ", name)
    return f"{name}()" if has_parentheses and objtype in ("fn", "method") else name
