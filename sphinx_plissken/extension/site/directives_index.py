"""``plissken-index``: tables of the modules of both views, or of one, with the first sentence of each.

Goes in: nothing, ``python`` or ``rust``. Comes out: a table for each view that the project has.
"""

from __future__ import annotations

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.docs.rubrics import section_rubric
from sphinx_plissken.extension.environment.freshness import DIGESTS, note_shown
from sphinx_plissken.extension.environment.loading import Site, site_of
from sphinx_plissken.extension.environment.messages import warn_no_project
from sphinx_plissken.extension.views import python_facts, rust_facts
from sphinx_plissken.extension.views.python_view import PythonView
from sphinx_plissken.extension.views.rust_view import RustView
from sphinx_plissken.extension.views.summaries import Row, summary_table

VIEWS = {"python": _("Python Reference"), "rust": _("Rust Reference")}
"""The views and their titles."""


class PlisskenIndex(SphinxDirective):
    """Lists what there is."""

    has_content = False
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Render the tables."""
        site = site_of(self.env)
        if site is None:
            return warn_no_project(self)
        if self.arguments:
            view = directives.choice(self.arguments[0], tuple(VIEWS))
            return self._table(view, site)
        tables = {view: self._table(view, site) for view in VIEWS}
        return [node for view, table in tables.items() if table for node in (section_rubric(VIEWS[view]), *table)]

    def _table(self, view: str, site: Site) -> list[nodes.Node]:
        note_shown(self.env, site, "index", view)
        rows = self._python_rows(site) if view == "python" else self._rust_rows(site)
        return [summary_table(rows)] if rows else []

    def _python_rows(self, site: Site) -> list[Row]:
        view = PythonView(self, site)
        return [view.module_row(module, module.path) for module in site.reference.python.modules]

    def _rust_rows(self, site: Site) -> list[Row]:
        view = RustView(self, site)
        return [view.module_row(module, module.path) for module in site.reference.rust]


def _digest(site: Site, view: str) -> str:
    if view == "python":
        return repr([(module.path, str(python_facts.documentation(module.module, site))) for module in site.reference.python.modules])
    return repr([(module.path, str(rust_facts.module_documentation(module, site))) for module in site.reference.rust])


def setup_directives_index(app: Sphinx) -> None:
    """Register the directive and how its pages are told to be out of date."""
    app.add_directive("plissken-index", PlisskenIndex)
    DIGESTS["index"] = _digest
