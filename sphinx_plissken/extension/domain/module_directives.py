"""Crates and modules: directives that say what a page, or a part of it, is about.

As with Python's modules in Sphinx, a module is a place and not a box: the directive leaves an invisible target, and what follows (or
its content) is written in its scope. The visible heading is the section's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.domain.anchors import anchor
from sphinx_plissken.extension.domain.objects import index_text, unique_id
from sphinx_plissken.extension.domain.references import Scope, described_path
from sphinx_plissken.extension.domain.registry import ModuleEntry, ObjectEntry, Rank

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

    from sphinx_plissken.extension.domain.rust_domain import RustDomain


class RustModule(SphinxDirective):
    """``rs:crate`` and ``rs:mod``. Without content, the scope lasts to the end of the page; with content, to the end of that."""

    has_content = True
    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {
        "synopsis": directives.unchanged,
        "deprecated": directives.unchanged,
        "alias": directives.unchanged,
        "no-index": directives.flag,
        "no-index-entry": directives.flag,
        "no-contents-entry": directives.flag,
        "no-typesetting": directives.flag,
        "noindex": directives.flag,
        "noindexentry": directives.flag,
        "nocontentsentry": directives.flag,
    }

    def run(self) -> list[nodes.Node]:
        """Leave a target and enter the scope."""
        objtype = self.name.rpartition(":")[2]
        path = module_path(self.arguments[0], objtype, Scope.read(self.env.ref_context))
        outer = dict(self.env.ref_context)
        enter_module(self, path)
        content = self.parse_content_to_nodes(allow_section_headings=True)
        if self.content:
            self.env.ref_context.clear()
            self.env.ref_context.update(outer)
        if self.options.keys() & {"no-index", "noindex"}:
            return content
        target = module_target(
            self,
            path,
            objtype=objtype,
            synopsis=self.options.get("synopsis", ""),
            is_deprecated="deprecated" in self.options,
            aliases=self.options.get("alias", "").split(),
            has_index_entry=not self.options.keys() & {"no-index-entry", "noindexentry"},
        )
        return [*target, *content]


class RustCurrentModule(SphinxDirective):
    """``rs:currentmod``: what follows is about a module that is described elsewhere; ``None`` ends that."""

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Enter the scope, and leave nothing on the page."""
        argument = self.arguments[0].strip()
        if argument == "None":
            for key in _MODULE_KEYS:
                self.env.ref_context.pop(key, None)
        else:
            enter_module(self, module_path(argument, "mod", Scope.read(self.env.ref_context)))
        return []


_MODULE_KEYS = ("rs:crate", "rs:module", "rs:owner", "rs:self", "rs:impl", "rs:is-trait-impl")


def module_path(argument: str, objtype: str, scope: Scope) -> str:
    """The full path of a module as a directive names it: ``shapes`` in the crate ``geometry`` is ``geometry::shapes``."""
    path = argument.strip()
    if objtype == "crate":
        return path.replace("-", "_")
    return path if path == scope.crate else described_path(path, scope, scope.module)


def enter_module(directive: SphinxDirective, path: str) -> None:
    """What follows is written in a module."""
    context = directive.env.ref_context
    for key in _MODULE_KEYS:
        context.pop(key, None)
    context["rs:crate"] = path.partition("::")[0]
    context["rs:module"] = path


def module_target(
    directive: SphinxDirective,
    path: str,
    *,
    objtype: str = "mod",
    synopsis: str = "",
    is_deprecated: bool = False,
    aliases: list[str] | None = None,
    has_index_entry: bool = True,
) -> list[nodes.Node]:
    """The invisible target of a crate or module, remembered by the domain and indexed."""
    node_id = unique_id(directive, anchor(objtype, path))
    target = nodes.target("", "", ids=[node_id], ismod=True)
    directive.set_source_info(target)
    directive.state.document.note_explicit_target(target)
    registry = cast("RustDomain", directive.env.get_domain("rs")).registry
    docname = directive.env.docname
    registry.note_object(path, ObjectEntry(docname, node_id, objtype, target.line or 0, "", Rank.ITEM))
    registry.note_module(path, ModuleEntry(docname, node_id, synopsis, is_deprecated))
    for alias in aliases or ():
        registry.note_alias(alias, path, docname)
    if not has_index_entry:
        return [target]
    entry = ("single", index_text(path, path.rpartition("::")[2], objtype), node_id, "", None)
    return [addnodes.index(entries=[entry]), target]
