"""``plissken-python``: a module, class, function or attribute of the Python reference.

Goes in: a dotted path. Comes out: its description. Usable on pages in reStructuredText and in MyST.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.environment.freshness import DIGESTS, note_shown
from sphinx_plissken.extension.environment.loading import Site, site_of
from sphinx_plissken.extension.environment.messages import warn_no_project, warn_unknown
from sphinx_plissken.extension.views import python_facts as facts
from sphinx_plissken.extension.views.member_options import OPTION_SPEC, read_options
from sphinx_plissken.extension.views.python_view import PythonView

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec

logger = logging.getLogger(__name__)


class PlisskenPython(SphinxDirective):
    """Describes what users import."""

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
        note_shown(self.env, site, "python", path)
        view, catalogue = PythonView(self, site), site.catalogue
        if module := catalogue.python_modules.get(path):
            return view.module(module, options)
        if member := catalogue.python_members.get(path):
            owner = _module_of(path, site)
            prefix = path.removeprefix(f"{owner}.").rpartition(".")[0]
            return view.member(member, owner, options, prefix=f"{prefix}." if prefix else "", is_alone=True)
        return warn_unknown(self, "Python", path, catalogue.near_python(path))


def _module_of(path: str, site: Site) -> str:
    while path and path not in site.catalogue.python_modules:
        path = path.rpartition(".")[0]
    return path


def _digest(site: Site, path: str) -> str:
    """All that a description is made from."""
    module = site.catalogue.python_modules.get(path)
    if module is not None:
        members = [text for member in module.members for text in facts.shown_text(member, site)]
        return repr([str(facts.documentation(module.module, site)), site.reference.rust_of.get(path), *members])
    member = site.catalogue.python_members.get(path)
    return repr(list(facts.shown_text(member, site))) if member else ""


def setup_directives_python(app: Sphinx) -> None:
    """Register the directive and how its pages are told to be out of date."""
    app.add_directive("plissken-python", PlisskenPython)
    DIGESTS["python"] = _digest
