"""What the roles on pages that people write mean by names that ``use`` brought into the module they are about.

Goes in: the references of a page, and where each stands. Comes out: what the model makes of their paths, written on them: the path of what
is described here, which the domain looks up, or the path or address of what another site describes. Rules: the Rust reference, "Name
resolution".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from sphinx_plissken.extension.domain.references import Scope, read_target
from sphinx_plissken.extension.environment.freshness import page_of
from sphinx_plissken.extension.environment.links import Links, Question
from sphinx_plissken.extension.environment.loading import site_of
from sphinx_plissken.extension.signatures.signature_nodes import outside_reference


class FindImportedNames(SphinxTransform):
    """Asks the model for each reference by a role in the scope of one of its modules."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        """See ``SphinxTransform``."""
        references = list(_references_in_modules(self.document))
        site = site_of(self.env) if references else None
        if site is None:
            return
        links, modules = Links(site, page_of(self.env).asked), site.catalogue.rust_modules
        for reference, scope in references:
            if module := modules.get(scope.module):
                path = read_target(reference["reftarget"]).path
                _note(reference, links.ask(Question("imported", path, module.definition, scope.self_type)), site.other_sites)


def _references_in_modules(document: nodes.document) -> Iterator[tuple[addnodes.pending_xref, Scope]]:
    for reference in document.findall(addnodes.pending_xref):
        is_ours = reference.get("refdomain") == "rs" or reference.get("reftype") == "any"
        if is_ours and not reference.get("rs:exact") and (scope := Scope.read(reference.attributes)).module:
            yield reference, scope


def _note(reference: addnodes.pending_xref, found: str, other_sites: frozenset[str]) -> None:
    if "://" in found:
        reference["rs:elsewhere"] = found
    elif found in other_sites:
        reference["reftarget"] = found  # which intersphinx looks for
    elif found:
        reference["rs:imported"] = found


def _refer_elsewhere(app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.TextElement) -> nodes.Node | None:
    """The link for a name of another crate that a module imports."""
    if not (found := node.get("rs:elsewhere")):
        return None
    reference = outside_reference(found)
    reference += contnode
    return reference


def setup_imported_names(app: Sphinx) -> None:
    """Register the transform, and what follows intersphinx."""
    app.add_transform(FindImportedNames)
    app.connect("missing-reference", _refer_elsewhere, priority=840)
