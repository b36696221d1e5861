"""Renders the Python view: modules, classes, functions and attributes with their documentation.

Goes in: values of the Python reference. Comes out: nodes, by way of the ``py`` domain's own directives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import griffe
from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.configuration import Markup, TypeHints
from sphinx_plissken.extension.docs.doc_text import DocText, first_sentence, one_line
from sphinx_plissken.extension.docs.docstrings import render_docstring
from sphinx_plissken.extension.docs.intra_doc_links import LinkScope
from sphinx_plissken.extension.docs.markdown import MarkdownContext
from sphinx_plissken.extension.docs.markup import choose_markup
from sphinx_plissken.extension.docs.rubrics import section_rubric
from sphinx_plissken.extension.environment.freshness import note_shown, page_of
from sphinx_plissken.extension.environment.images import image_of
from sphinx_plissken.extension.environment.links import Links
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views import python_facts as facts
from sphinx_plissken.extension.views.badges import DEPRECATED, WRITABLE, add_badge, add_binding_badge
from sphinx_plissken.extension.views.counterparts import rust_implementation
from sphinx_plissken.extension.views.events import (
    AUTODOC_PROCESS_DOCSTRING,
    AUTODOC_SKIP_MEMBER,
    PROCESS_DOCSTRING,
    SKIP_MEMBER,
    is_skipped,
    process_docstring,
    process_signature,
)
from sphinx_plissken.extension.views.member_options import ClassDoc, MemberOptions
from sphinx_plissken.extension.views.python_marks import deprecation_of, is_writable
from sphinx_plissken.extension.views.python_members import Judge, members_of_class, members_of_module
from sphinx_plissken.extension.views.python_objects import describe_python, describe_python_module
from sphinx_plissken.extension.views.python_references import note_scope, settle_fields, settle_signature
from sphinx_plissken.extension.views.python_signatures import NamesInText
from sphinx_plissken.extension.views.rust_facts import LINKED
from sphinx_plissken.extension.views.source_links import add_source_link
from sphinx_plissken.extension.views.summaries import Row, grouped_table, summary_table
from sphinx_plissken.extension.views.type_fields import add_type_fields
from sphinx_plissken.python.api import STUB_ONLY, PythonMember, PythonModule
from sphinx_plissken.rust.model import Module, Namespace
from sphinx_plissken.rust.resolution.meanings import Definition

SECTIONS: tuple[tuple[str, frozenset[str]], ...] = (
    (_("Classes"), frozenset({"class"})),
    (_("Exceptions"), frozenset({"exception"})),
    (_("Functions"), frozenset({"function"})),
    (_("Type aliases"), frozenset({"type"})),
    (_("Data"), frozenset({"data"})),
)
"""Sections of a module page, and the object types in each."""

SKIP_MEMBER_EVENTS = (SKIP_MEMBER, AUTODOC_SKIP_MEMBER)

FEWEST_SUMMARIZED = 5
"""A module with fewer members is its own summary."""


class PythonView:
    """Renders for one directive on one page."""

    def __init__(self, directive: SphinxDirective, site: Site) -> None:
        self.directive = directive
        self.site = site
        self.env = directive.env
        self.autodoc = site.configuration.autodoc
        self.links = Links(site, page_of(directive.env).asked)

    # Modules

    def module(self, module: PythonModule, options: MemberOptions) -> list[nodes.Node]:
        """A module: documentation, then its members by section."""

        def content() -> list[nodes.Node]:
            rendered = self._documentation(module.module, module.path, "module", options)
            rendered += self._counterpart(module.path)
            if options.has_members:
                rendered += self._module_members(module, options)
            return rendered

        synopsis = one_line(first_sentence(facts.documentation(module.module, self.site)))
        passed_on = {**options.passed_on, **({"synopsis": synopsis} if synopsis else {})}
        return describe_python_module(
            self.directive, module.path, options=passed_on, content=content, source=facts.place(module.module, self.site)
        )

    def _module_members(self, module: PythonModule, options: MemberOptions) -> list[nodes.Node]:
        shown = members_of_module(module, options, judge_for(self.env, "module", options))
        at_home = [member for member in shown if member.is_home]
        rendered: list[nodes.Node] = []
        modules = (_("Modules"), self._submodules(module))
        if options.is_split or len(at_home) >= FEWEST_SUMMARIZED:
            sections = ((title, [self._row(member) for member in members]) for title, members in _by_section(at_home))
            rendered += grouped_table([modules, *sections])
        elif modules[1]:
            rendered += [section_rubric(modules[0]), summary_table(modules[1])]
        here = [member for member in at_home if not (options.is_split and facts.is_paged(member, self.site))]
        for title, members in _by_section(here):
            rendered.append(section_rubric(title))
            for member in members:
                rendered += self.member(member, module.path, options.for_members())
        return rendered + self._reexports([member for member in shown if not member.is_home])

    def _submodules(self, module: PythonModule) -> list[Row]:
        modules = [found for path in module.modules if (found := self.site.catalogue.python_modules.get(path))]
        return [self.module_row(found, found.path.rpartition(".")[2]) for found in modules]

    def module_row(self, module: PythonModule, name: str) -> Row:
        """A module in a table."""
        summary = self.summary(facts.documentation(module.module, self.site), module.module)
        return Row(name=name, domain="py", role="mod", target=module.path, summary=summary)

    def _row(self, member: PythonMember) -> Row:
        source = facts.documented(member.object, self.site)
        name = member.path.rpartition(".")[2]
        summary = self.summary(facts.documentation(source, self.site), source)
        return Row(name=name, domain="py", target=member.path, summary=summary, badges=facts.badges(member.object))

    def summary(self, text: DocText, obj: griffe.Object) -> list[nodes.Node]:
        """The first sentence of a docstring, for tables."""
        first = first_sentence(text)
        if not first:
            return []
        markup = self._markup(text, obj)
        rendered = render_docstring(first, markup, self._context(obj, 3), self.env, what="", name="")
        note_scope(rendered, obj.path, is_quiet=True)
        paragraph = next((node for node in rendered if isinstance(node, nodes.paragraph)), None)
        return list(paragraph.children) if paragraph else []

    def _reexports(self, members: Sequence[PythonMember]) -> list[nodes.Node]:
        if not members:
            return []
        rows = [Row(name=m.path.rpartition(".")[2], domain="py", target=m.home, summary=[nodes.literal(m.home, m.home)]) for m in members]
        return [section_rubric(_("Also available here")), summary_table(rows)]

    # Objects

    def member(
        self, member: PythonMember, module: str, options: MemberOptions, *, prefix: str = "", is_alone: bool = False
    ) -> list[nodes.Node]:
        """A class, function or attribute.

        :param module: path of the module on whose page it stands.
        :param prefix: of a member of a class that is described alone: ``Runner.``.
        """
        obj = member.object
        names = NamesInText(owner=obj, has_full_names=self.autodoc.has_full_names)
        objtype = facts.object_type(obj, is_in_class=_is_in_class(member, module))
        signatures = self._signatures(member, objtype, names, options, prefix)
        directive_options = facts.options(member, objtype, names, options, self.autodoc.typehints)
        if objtype != "type" and self._home(member.definition) != member.path:
            directive_options.pop("canonical", None)  # that path leads to another name of the same object
        if is_alone:
            directive_options["module"] = module

        def settle(signode: nodes.Element) -> None:
            if self.site.configuration.has_linkcode and (place := facts.source_place(member, self.site)):
                signode["file"], signode["line"] = place.file, place.line
            settle_signature(signode, names.targets, self._home)
            if not is_alone:
                _drop_module(signode, module)

        described = describe_python(
            self.directive,
            objtype,
            signatures,
            options=directive_options,
            content=lambda: self._content(member, module, objtype, options, names),
            settle_signature=settle,
            settle_fields=lambda content: settle_fields(content, obj, names.targets, self._home),
            source=facts.place(obj, self.site),
        )
        if facts.is_rust(obj) and objtype in ("class", "exception", "function"):
            add_binding_badge(described)
        if is_writable(obj):
            add_badge(described, WRITABLE)
        if objtype not in ("attribute", "type"):
            add_source_link(described, facts.source_place(member, self.site), self.site, self.env)
        self._note_aliases(member, objtype, described, options)
        return described

    def _signatures(self, member: PythonMember, objtype: str, names: NamesInText, options: MemberOptions, prefix: str) -> list[str]:
        """The signatures of an object, one for each overload, as handlers of events leave them."""
        obj = member.object
        name = prefix + member.path.rpartition(".")[2]
        written = facts.signatures(member, objtype, names, self.autodoc.typehints)
        if isinstance(obj, griffe.Class | griffe.Function):
            written = [process_signature(self.env, objtype, member.path, obj, options, each) for each in written]
        return [name + each for each in written]

    def _content(self, member: PythonMember, module: str, objtype: str, options: MemberOptions, names: NamesInText) -> list[nodes.Node]:
        obj = member.object
        rendered: list[nodes.Node] = []
        if isinstance(obj, griffe.Class) and options.has_bases:
            rendered += self._bases(obj)
        rendered += _deprecation(obj)
        rendered += _only_in_stub(obj)
        rendered += self._docs(member, objtype, options, names)
        if (base := facts.base_of_new_type(obj)) is not None:
            rendered += self._new_type(obj, base)
        rendered += self._counterpart(member.path)
        if isinstance(obj, griffe.Class):
            for inner in members_of_class(member, options, judge_for(self.env, objtype, options)):
                rendered += self.member(inner, module, options.for_members())
            if options.inherited or options.members:
                note_shown(self.env, self.site, "inherited", member.path)
        return rendered

    def _docs(self, member: PythonMember, objtype: str, options: MemberOptions, names: NamesInText) -> list[nodes.Node]:
        """The docstring, that of a class's constructor, and the types that signatures do not tell."""
        obj = member.object
        rendered: list[nodes.Node] = []
        constructor = facts.constructor_documentation(obj, self.site) if isinstance(obj, griffe.Class) else DocText(file="")
        if not isinstance(obj, griffe.Class) or options.class_doc is not ClassDoc.INIT or not constructor:
            rendered += self._documentation(obj, member.path, objtype, options)
        if isinstance(obj, griffe.Class) and options.class_doc is not ClassDoc.CLASS:
            rendered += self._render(constructor, obj, member.path, "method", options)
        if self.autodoc.typehints in (TypeHints.DESCRIPTION, TypeHints.BOTH):
            told = facts.types_of(member, objtype, names)
            add_type_fields(rendered, told, self.autodoc.target, is_class=isinstance(obj, griffe.Class))
        return rendered

    def _bases(self, cls: griffe.Class) -> list[nodes.Node]:
        names = NamesInText(owner=cls)
        shown = [base for base in map(names.read, cls.bases) if base not in ("", "object")]
        return self._types(_("Bases: "), shown, names) if shown else []

    def _new_type(self, obj: griffe.Object, base: griffe.Expr | str) -> list[nodes.Node]:
        names = NamesInText(owner=obj)
        return self._types(_("Alias of "), [names.read(base)], names)

    def _types(self, label: str, shown: Sequence[str], names: NamesInText) -> list[nodes.Node]:
        """A line of types."""
        paragraph = nodes.paragraph("", "", nodes.inline("", label), classes=["plissken-bases"])
        for index, base in enumerate(shown):
            if index:
                paragraph += nodes.Text(", ")
            name = base.partition("[")[0]
            reference = addnodes.pending_xref(
                "", nodes.literal(base, base, classes=["xref", "py", "py-class"]), refdomain="py", reftype="class", reftarget=name
            )
            paragraph += reference
        settle_signature(paragraph, names.targets, self._home)
        return [paragraph]

    def _documentation(self, obj: griffe.Object, path: str, what: str, options: MemberOptions) -> list[nodes.Node]:
        source = facts.documented(obj, self.site)
        return self._render(facts.documentation(source, self.site), source, path, what, options)

    def _render(self, text: DocText, obj: griffe.Object, path: str, what: str, options: MemberOptions) -> list[nodes.Node]:
        markup = self._markup(text, obj)
        text = process_docstring(self.env, PROCESS_DOCSTRING, what, path, obj, options, text)
        if markup is not Markup.MARKDOWN:  # its handlers write reStructuredText
            text = process_docstring(self.env, AUTODOC_PROCESS_DOCSTRING, what, path, obj, options, text)
        if not text:
            return []
        level = 3 if what == "module" else 4
        rendered = render_docstring(text, markup, self._context(obj, level), self.env, what=what, name=path)
        note_scope(rendered, obj.path)
        return rendered

    def _markup(self, text: DocText, obj: griffe.Object) -> Markup:
        return choose_markup(str(text), self.site.configuration.docstrings, self.site.judgement_of(obj))

    def _context(self, obj: griffe.Object, level: int) -> MarkdownContext:
        document = self.directive.state.document
        rust = facts.binding(obj).get("rust")
        if not rust:
            return MarkdownContext(document=document, heading_level=level, language="default")
        return MarkdownContext(
            document=document,
            heading_level=level,
            refer=self.links.in_python_docs(self._scope(rust)),
            find_image=lambda file, address: image_of(self.env, self.site, file, address),
        )

    def _scope(self, rust: str) -> LinkScope:
        """Where the doc comment of a Rust item stands."""
        names = self.site.reference.names
        found = next((d for space in Namespace if isinstance(d := names.definition(rust, space), Definition)), None)
        owner = rust.rpartition("::")[0]
        definition = names.definition(owner, Namespace.TYPE) if owner else None
        is_member = definition is not None and not isinstance(definition.item, Module)
        self_type = owner if is_member else rust
        return LinkScope(names=names, module=found.module if found else owner, self_type=self_type)

    def _counterpart(self, path: str) -> list[nodes.Node]:
        homes, kinds = self.site.catalogue.rust_homes, self.site.catalogue.rust_kinds
        paths = [rust for rust in self.site.reference.rust_of.get(path, ()) if rust in homes and kinds.get(rust) in LINKED]
        readers = [rust for rust in paths if not self._is_setter(rust)]
        return rust_implementation([homes[rust] for rust in readers or paths])

    def _is_setter(self, rust: str) -> bool:
        """Whether a method is the setter of a property, whose getter says it all."""
        found = self.site.reference.names.definition(rust, Namespace.VALUE)
        return found is not None and any(attribute.path == "setter" for attribute in found.item.attributes)

    def _home(self, path: str) -> str:
        return self.site.catalogue.python_homes.get(path, "")

    def _note_aliases(self, member: PythonMember, objtype: str, described: list[nodes.Node], options: MemberOptions) -> None:
        """Let other paths of an object lead here, silently."""
        signature = next((s for node in described for s in node.findall(addnodes.desc_signature) if s["ids"]), None)
        if signature is None or "no-index" in options.passed_on:
            return
        domain: Any = self.env.domains["py"]
        for alias in self.site.catalogue.python_aliases.get(member.path, ()):
            if alias not in domain.objects:
                domain.note_object(alias, objtype, signature["ids"][0], aliased=True, location=signature)


def _only_in_stub(obj: griffe.Object) -> list[nodes.Node]:
    """A name that can be written in annotations, and perhaps nowhere else."""
    note = _("Only in the stub; the source does not define it.")
    return [nodes.paragraph("", note, classes=["plissken-availability"])] if STUB_ONLY in obj.extra else []


def _deprecation(obj: griffe.Object) -> list[nodes.Node]:
    """What to use instead."""
    note = deprecation_of(obj)
    if note is None:
        return []
    return [nodes.paragraph("", "", nodes.strong("", DEPRECATED), nodes.Text(f": {note}" if note else ""), classes=["rs-deprecation"])]


def judge_for(env: BuildEnvironment, what: str, options: MemberOptions) -> Judge:
    """Whether handlers of events leave members out that the options show, or the other way round.

    :param what: kind of the thing whose members they are.
    """

    def judge(member: PythonMember, is_left_out: bool) -> bool:
        name = member.path.rpartition(".")[2]
        return not is_skipped(env, what, name, member.object, options, skip=is_left_out, events=SKIP_MEMBER_EVENTS)

    return judge


def _by_section(members: Sequence[PythonMember]) -> Iterator[tuple[str, list[PythonMember]]]:
    """The sections that are not empty."""
    for title, types in SECTIONS:
        if found := [member for member in members if _type_in_module(member) in types]:
            yield title, found


def _type_in_module(member: PythonMember) -> str:
    return facts.object_type(member.object, is_in_class=False).replace("property", "data")


def _is_in_class(member: PythonMember, module: str) -> bool:
    return "." in member.path.removeprefix(f"{module}.")


def _drop_module(signode: nodes.Element, module: str) -> None:
    """On a module's own page the module's name before each object says nothing."""
    for node in list(signode.findall(addnodes.desc_addname)):
        if node.astext() == f"{module}.":
            node.parent.remove(node)
