"""Renders the Rust view: modules and items with their documentation, members, impls and source.

Goes in: values of the documented crates. Comes out: nodes, by way of the ``rs`` domain's directives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.configuration import RustSource
from sphinx_plissken.extension.docs.doc_text import DocText, comment_text, doc_text, first_sentence
from sphinx_plissken.extension.docs.intra_doc_links import LinkScope
from sphinx_plissken.extension.docs.markdown import MarkdownContext, render_inline, render_markdown
from sphinx_plissken.extension.docs.rubrics import group_rubric, section_rubric
from sphinx_plissken.extension.domain.model_objects import describe_impl, describe_item, describe_module
from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND
from sphinx_plissken.extension.environment.freshness import page_of
from sphinx_plissken.extension.environment.images import image_of
from sphinx_plissken.extension.environment.links import Links
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views import rust_facts as facts
from sphinx_plissken.extension.views.badges import add_binding_badge
from sphinx_plissken.extension.views.counterparts import python_api
from sphinx_plissken.extension.views.events import PROCESS_DOCSTRING, is_skipped, process_docstring
from sphinx_plissken.extension.views.folding import fold
from sphinx_plissken.extension.views.member_options import MemberOptions, MemberOrder
from sphinx_plissken.extension.views.source import source_of
from sphinx_plissken.extension.views.source_links import add_source_link
from sphinx_plissken.extension.views.summaries import Row, grouped_table, summary_table
from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule, Kind, Reexport
from sphinx_plissken.rust.model import Item
from sphinx_plissken.rust.signatures.signature import signature_of_reexport, text_of

SECTIONS: tuple[tuple[str, frozenset[Kind]], ...] = (
    (_("Macros"), frozenset({Kind.MACRO})),
    (_("Structs"), frozenset({Kind.STRUCT})),
    (_("Enums"), frozenset({Kind.ENUM})),
    (_("Constants"), frozenset({Kind.CONSTANT})),
    (_("Statics"), frozenset({Kind.STATIC})),
    (_("Traits"), frozenset({Kind.TRAIT})),
    (_("Functions"), frozenset({Kind.FUNCTION})),
    (_("Type Aliases"), frozenset({Kind.TYPE_ALIAS, Kind.FOREIGN_TYPE})),
    (_("Unions"), frozenset({Kind.UNION})),
    (_("Attribute Macros"), frozenset({Kind.ATTRIBUTE_MACRO})),
    (_("Derive Macros"), frozenset({Kind.DERIVE_MACRO})),
    (_("Trait Aliases"), frozenset({Kind.TRAIT_ALIAS})),
)
"""Sections of a module page after re-exports and modules, in rustdoc's order."""

GROUPS: tuple[tuple[str, Kind, bool], ...] = (
    (_("Required Associated Constants"), Kind.ASSOCIATED_CONST, False),
    (_("Provided Associated Constants"), Kind.ASSOCIATED_CONST, True),
    (_("Required Associated Types"), Kind.ASSOCIATED_TYPE, False),
    (_("Provided Associated Types"), Kind.ASSOCIATED_TYPE, True),
    (_("Required Methods"), Kind.METHOD, False),
    (_("Provided Methods"), Kind.METHOD, True),
)
"""Groups of a trait's items: title, kind, whether they come with a default; in rustdoc's order."""

QUIET = {"no-index-entry": None, "no-contents-entry": None}
"""Options of impls and of what trait impls hold: they are many, and nobody looks them up by name."""

FEWEST_SUMMARIZED = 5
"""A module with fewer items is its own summary."""


class RustView:
    """Renders for one directive on one page."""

    def __init__(self, directive: SphinxDirective, site: Site) -> None:
        self.directive = directive
        self.site = site
        self.env = directive.env
        self.links = Links(site, page_of(directive.env).asked)

    # Modules

    def module(self, module: DocumentedModule, options: MemberOptions) -> list[nodes.Node]:
        """A module: documentation, then what it holds by section."""
        text = facts.module_documentation(module, self.site)
        scope = self._module_scope(module)
        synopsis = "".join(node.astext() for node in self._summary(text, scope))
        is_indexed = not options.passed_on.keys() & {"no-index", "noindex"}
        rendered = describe_module(self.directive, module, synopsis=" ".join(synopsis.split()), is_indexed=is_indexed)
        if module.reexport_docs:
            rendered += self._documentation(facts.reexport_documentation(module, self.site), self._outer_scope(module.path), 2)
        text = process_docstring(self.env, PROCESS_DOCSTRING, "module", module.path, module, options, text)
        rendered += self._documentation(text, scope, 2)
        rendered += _availability(module.features)
        if options.has_members:
            rendered += self._module_members(module, options)
        return rendered

    def _module_members(self, module: DocumentedModule, options: MemberOptions) -> list[nodes.Node]:
        shown = items_of(self.env, module, options)
        rendered = self._reexports(module.reexports)
        modules = (_("Modules"), self._submodules(module))
        if options.is_split or len(shown) >= FEWEST_SUMMARIZED:
            sections = ((title, [self._row(item) for item in items]) for title, items in _by_section(shown, options.order))
            rendered += grouped_table([modules, *sections])
        elif modules[1]:
            rendered += [section_rubric(modules[0]), summary_table(modules[1])]
        here = [item for item in shown if not (options.is_split and facts.is_paged(item, self.site))]
        if options.order is not MemberOrder.GROUPWISE:
            return rendered + self._items(_in_order(here, options.order), options)
        for title, items in _by_section(here, options.order):
            rendered += [section_rubric(title), *self._items(items, options)]
        return rendered

    def _items(self, items: Iterable[DocumentedItem], options: MemberOptions) -> list[nodes.Node]:
        return [node for item in items for node in self.item(item, options.for_members())]

    def _reexports(self, reexports: Sequence[Reexport]) -> list[nodes.Node]:
        if not reexports:
            return []
        lines = [nodes.list_item("", nodes.paragraph("", "", *self._reexport(reexport))) for reexport in reexports]
        return [section_rubric(_("Re-exports")), nodes.bullet_list("", *lines, classes=["plissken-reexports"])]

    def _reexport(self, reexport: Reexport) -> list[nodes.Node]:
        text = text_of(signature_of_reexport(reexport))
        literal = nodes.literal(text, text, classes=["xref", "rs"])
        if not reexport.target:
            return [literal]
        reference = addnodes.pending_xref("", literal, refdomain="rs", reftype="obj", reftarget=reexport.target, refexplicit=True)
        reference["rs:exact"] = True
        return [reference]

    def _submodules(self, module: DocumentedModule) -> list[Row]:
        modules = [found for path in module.modules if (found := self.site.catalogue.rust_modules.get(path))]
        return [self.module_row(found, found.path.rpartition("::")[2]) for found in modules]

    def module_row(self, module: DocumentedModule, name: str) -> Row:
        """A module in a table."""
        text = facts.module_documentation(module, self.site)
        summary = self._summary(text, self._module_scope(module))
        return Row(name=name, domain="rs", role="mod", target=module.path, summary=summary)

    def _row(self, item: DocumentedItem) -> Row:
        text = facts.documentation(item, self.site)
        role = OBJECT_TYPE_OF_KIND[item.kind]
        return Row(
            name=item.path.rpartition("::")[2],
            domain="rs",
            role=role,
            target=item.path,
            summary=self._summary(text, self._item_scope(item)),
            badges=facts.badges(item, self.site),
        )

    def _summary(self, text: DocText, scope: LinkScope) -> list[nodes.Node]:
        return render_inline(first_sentence(text), self._context(scope, 5, is_summary=True))

    # Items

    def item(
        self, item: DocumentedItem, options: MemberOptions, *, owner: Item | None = None, self_type: str = "", is_quiet: bool = False
    ) -> list[nodes.Node]:
        """An item, or a member of one.

        :param owner: the impl, trait or type whose member it is; its generic parameters are in scope.
        :param self_type: what ``Self`` means around it; an item of a module says so itself.
        :param is_quiet: whether it belongs to a trait impl: neither indexed nor shown with its source.
        """
        scope = self._item_scope(item, self_type)
        described = describe_item(
            self.directive,
            item,
            content=lambda: self._content(item, scope, options, is_quiet),
            resolve=self.links.in_signatures(scope),
            options={**options.passed_on, **(QUIET if is_quiet else {})},
            source=facts.place(item.item, self.site),
            names=self.site.reference.names,
            owner=owner,
        )
        if item.kind in facts.BADGED and facts.python_paths(item.definition, self.site):
            add_binding_badge(described)
        if facts.deprecation(item.item):
            _mark_deprecated(described)
        if item.kind in facts.WITH_SOURCE and not is_quiet:
            add_source_link(described, facts.source_place(item.item), self.site, self.env)
        return described

    def _content(self, item: DocumentedItem, scope: LinkScope, options: MemberOptions, is_quiet: bool) -> list[nodes.Node]:
        rendered = self._deprecation(item.item, scope) + _availability(item.features)
        level = 5 if item.kind in (Kind.METHOD, Kind.FIELD, Kind.VARIANT_FIELD) else 3
        if item.reexport_docs:
            rendered += self._documentation(facts.reexport_documentation(item, self.site), self._outer_scope(item.path), level)
        text = process_docstring(
            self.env, PROCESS_DOCSTRING, item.kind.value, item.path, item.item, options, facts.documentation(item, self.site)
        )
        rendered += self._documentation(text, scope, level)
        if item.kind in facts.LINKED:
            rendered += python_api(facts.python_paths(item.definition, self.site))
        if facts.has_source(item) and not is_quiet and self.site.configuration.source is RustSource.INLINE:
            rendered += source_of(item.item, self.site.catalogue)
        if options.has_members:
            rendered += self._members(item, options, is_quiet) + self._impls(item, options)
        return rendered

    def _members(self, item: DocumentedItem, options: MemberOptions, is_quiet: bool) -> list[nodes.Node]:
        shown = [member for member in item.members if is_shown(self.env, member, item.kind.value, options)]
        if item.kind is not Kind.TRAIT:
            shown = _in_order(shown, options.order)
            return [node for member in shown for node in self._member(member, item.item, item.definition, options, is_quiet)]
        rendered: list[nodes.Node] = []
        for title, kind, is_provided in GROUPS:
            if group := [member for member in shown if member.kind is kind and facts.is_provided(member) is is_provided]:
                rendered.append(group_rubric(title))
                for member in _in_order(group, options.order):
                    rendered += self._member(member, item.item, item.definition, options, is_quiet)
        return rendered

    def _member(self, member: DocumentedItem, owner: Item, self_type: str, options: MemberOptions, is_quiet: bool) -> list[nodes.Node]:
        return self.item(member, options.for_members(), owner=owner, self_type=self_type, is_quiet=is_quiet)

    # Impls

    def _impls(self, item: DocumentedItem, options: MemberOptions) -> list[nodes.Node]:
        if item.kind is Kind.TRAIT:
            title = _("Implementors (%d)") % len(item.impls)
            return fold(title, [node for block in item.impls for node in self._header(block)])
        inherent = [block for block in item.impls if block.impl.trait is None]
        of_traits = [block for block in item.impls if block.impl.trait is not None]
        rendered = [node for block in inherent for node in self._inherent(block, item, options)]
        title = _("Trait implementations (%d)") % len(of_traits)
        return rendered + fold(title, [node for block in of_traits for node in self._trait_impl(block, item, options)])

    def _inherent(self, block: DocumentedImpl, item: DocumentedItem, options: MemberOptions) -> list[nodes.Node]:
        members = [member for member in block.members if is_shown(self.env, member, item.kind.value, options)]
        if not members:
            return []

        def content() -> list[nodes.Node]:
            shown = _in_order(members, options.order)
            inner = [node for member in shown for node in self._member(member, block.impl, item.definition, options, False)]
            return self._impl_documentation(block, item.definition) + inner

        return self._impl(block, item.definition, content, options.passed_on) if facts.has_header(block) else content()

    def _trait_impl(self, block: DocumentedImpl, item: DocumentedItem, options: MemberOptions) -> list[nodes.Node]:
        def content() -> list[nodes.Node]:
            inner = [node for member in block.members for node in self._member(member, block.impl, item.definition, options, True)]
            return self._impl_documentation(block, item.definition) + inner

        return self._impl(block, item.definition, content, options.passed_on)

    def _header(self, block: DocumentedImpl) -> list[nodes.Node]:
        """An implementor on a trait's page: its members stand with the type."""
        return self._impl(block, "", list, {"no-index": None})

    def _impl(self, block: DocumentedImpl, self_type: str, content: Any, passed_on: Mapping[str, Any]) -> list[nodes.Node]:
        described = describe_impl(
            self.directive,
            block,
            content=content,
            resolve=self.links.in_signatures(self._scope(block.module, self_type)),
            options={**passed_on, **QUIET},
            source=facts.place(block.impl, self.site),
            names=self.site.reference.names,
        )
        add_source_link(described, facts.source_place(block.impl), self.site, self.env)
        return described

    def _impl_documentation(self, block: DocumentedImpl, self_type: str) -> list[nodes.Node]:
        place = facts.place(block.impl, self.site)
        text = comment_text(block.impl.docs, file=place[0] if place else "")
        return self._documentation(text, self._scope(block.module, self_type), 4)

    # Text

    def _documentation(self, text: DocText, scope: LinkScope, level: int) -> list[nodes.Node]:
        return render_markdown(text, self._context(scope, level)) if text else []

    def _deprecation(self, item: Item, scope: LinkScope) -> list[nodes.Node]:
        found = facts.deprecation(item)
        if found is None:
            return []
        label = _("Deprecated since %s") % found.since if found.since else _("Deprecated")
        place = facts.place(item, self.site) or ("", 1)
        note = render_inline(doc_text(found.note, file=place[0], line=place[1]), self._context(scope, 5))
        parts = [nodes.strong("", label), *([nodes.Text(": "), *note] if note else [])]
        return [nodes.paragraph("", "", *parts, classes=["rs-deprecation"])]

    def _context(self, scope: LinkScope, level: int, *, is_summary: bool = False) -> MarkdownContext:
        """What is known where a text stands; of its mistakes the text itself tells, and not its summary elsewhere as well."""
        note = _note_nothing if is_summary else self.links.note_unresolved(scope)
        return MarkdownContext(
            document=self.directive.state.document,
            refer=self.links.in_rust_docs(scope),
            note_unresolved=note,
            find_image=lambda file, address: image_of(self.env, self.site, file, address),
            heading_level=level,
        )

    def _item_scope(self, item: DocumentedItem, self_type: str = "") -> LinkScope:
        return self._scope(item.module, self_type or (item.definition if item.kind in facts.TYPES else ""))

    def _outer_scope(self, path: str) -> LinkScope:
        """Where the ``use`` stands that brought something to a path."""
        module = self.site.catalogue.rust_modules.get(path.rpartition("::")[0])
        return self._scope(module.definition if module else path.rpartition("::")[0], "")

    def _module_scope(self, module: DocumentedModule) -> LinkScope:
        is_outside = any(not fragment.is_inner for fragment in module.module.docs)
        return LinkScope(names=self.site.reference.names, module=module.definition, self_type=module.definition, is_outside=is_outside)

    def _scope(self, module: str, self_type: str) -> LinkScope:
        return LinkScope(names=self.site.reference.names, module=module, self_type=self_type)


def items_of(env: BuildEnvironment, module: DocumentedModule, options: MemberOptions) -> list[DocumentedItem]:
    """The items of a module that are shown."""
    return [item for item in module.items if is_shown(env, item, "module", options)]


def is_shown(env: BuildEnvironment, item: DocumentedItem, what: str, options: MemberOptions) -> bool:
    """Whether the options and the handlers of ``plissken-skip-member`` let an item be shown.

    :param what: kind of the thing that it is in.
    """
    name = item.path.rpartition("::")[2]
    if not options.selects(name, is_documented=bool(item.item.docs or item.reexport_docs)):
        return False
    return not is_skipped(env, what, name, item.item, options)


def _by_section(items: Sequence[DocumentedItem], order: MemberOrder) -> Iterator[tuple[str, list[DocumentedItem]]]:
    """The sections that are not empty, with their items in order."""
    for title, kinds in SECTIONS:
        if of_kind := [item for item in items if item.kind in kinds]:
            yield title, _in_order(of_kind, order)


def _note_nothing(text: str, file: str, line: int) -> None:
    pass


def _in_order(items: Sequence[DocumentedItem], order: MemberOrder) -> list[DocumentedItem]:
    if order is MemberOrder.ALPHABETICAL:
        return sorted(items, key=lambda item: item.path.rpartition("::")[2].lower())
    if order is MemberOrder.BY_SOURCE:
        return sorted(items, key=lambda item: (item.item.span.file, item.item.span.line, item.item.span.column))
    return list(items)


def _availability(features: Sequence[str]) -> list[nodes.Node]:
    """What has to be turned on, by rustdoc's words."""
    if not features:
        return []
    label = _("Available on crate feature %s only.") if len(features) == 1 else _("Available on crate features %s only.")
    before, after = label.split("%s")
    parts: list[nodes.Node] = [nodes.Text(before)]
    for index, feature in enumerate(features):
        parts += [nodes.Text(", ")] if index else []
        parts.append(nodes.literal(feature, feature))
    return [nodes.paragraph("", "", *parts, nodes.Text(after), classes=["plissken-availability"])]


def _mark_deprecated(described: list[nodes.Node]) -> None:
    for node in described:
        for child in node.children if isinstance(node, addnodes.desc) else ():
            if isinstance(child, addnodes.desc_signature):
                child["classes"].append("rs-deprecated")
