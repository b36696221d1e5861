"""``plissken-rust``: a crate, a module or an item of the Rust reference.

Goes in: a path. Comes out: its description. Usable on pages in reStructuredText and in MyST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.environment.freshness import DIGESTS, note_shown
from sphinx_plissken.extension.environment.loading import Site, site_of
from sphinx_plissken.extension.environment.messages import warn_no_project, warn_unknown
from sphinx_plissken.extension.views import rust_facts as facts
from sphinx_plissken.extension.views.member_options import OPTION_SPEC, read_options
from sphinx_plissken.extension.views.rust_view import RustView

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


class PlisskenRust(SphinxDirective):
    """Describes what a crate holds."""

    has_content = False
    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = dict(OPTION_SPEC)

    def run(self) -> list[nodes.Node]:
        """Find the path and render what it names."""
        site = site_of(self.env)
        if site is None:
            return warn_no_project(self)
        path = self.arguments[0].strip()
        options = read_options(self.options, site.configuration.default_options)
        note_shown(self.env, site, "rust", path)
        view, catalogue = RustView(self, site), site.catalogue
        if module := catalogue.rust_modules.get(path):
            return view.module(module, options)
        if items := catalogue.rust_items.get(path):
            return [node for item in items for node in view.item(item, options)]
        return warn_unknown(self, "Rust", path, catalogue.near_rust(path))


def _digest(site: Site, path: str) -> str:
    """All that a description is made from."""
    module = site.catalogue.rust_modules.get(path)
    if module is None:
        return repr(list(facts.shown_text(site.catalogue.rust_items.get(path, ()), site)))
    below = [site.catalogue.rust_modules.get(inner) for inner in module.modules]
    synopses = [str(facts.module_documentation(inner, site)) for inner in below if inner]
    own = str(facts.module_documentation(module, site))
    return repr(
        [
            own,
            repr(module.reexport_docs),
            module.features,
            module.modules,
            synopses,
            repr(module.reexports),
            *facts.shown_text(module.items, site),
        ]
    )


def setup_directives_rust(app: Sphinx) -> None:
    """Register the directive and how its pages are told to be out of date."""
    app.add_directive("plissken-rust", PlisskenRust)
    DIGESTS["rust"] = _digest
