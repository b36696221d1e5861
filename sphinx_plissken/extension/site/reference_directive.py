"""What the directives of both views have in common: a path goes in, the description of what it names comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.environment.freshness import note_shown
from sphinx_plissken.extension.environment.loading import Site, site_of
from sphinx_plissken.extension.environment.messages import warn_no_project, warn_unknown
from sphinx_plissken.extension.views.member_options import OPTION_SPEC, MemberOptions, read_options

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


SPLIT = "-split"
"""What tells the digest of a page that only lists the items of a module from that of one that shows them."""


class ReferenceDirective(SphinxDirective):
    """Describes what a path names. Usable on pages in reStructuredText and in MyST."""

    has_content = False
    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = dict(OPTION_SPEC)
    view: ClassVar[str]
    """``Rust`` or ``Python``."""

    def run(self) -> list[nodes.Node]:
        """Find the path and render what it names."""
        site = site_of(self.env)
        if site is None:
            return warn_no_project(self)
        path = self.arguments[0].strip()
        options = read_options(self.options, site.configuration.default_options)
        note_shown(self.env, site, f"{self.view.lower()}{SPLIT if options.is_split else ''}", path)
        described = self.describe(site, path, options)
        return warn_unknown(self, self.view, path, self.near(site, path)) if described is None else described

    def describe(self, site: Site, path: str, options: MemberOptions) -> list[nodes.Node] | None:
        """Render what a path names; None if it names nothing."""
        raise NotImplementedError

    def near(self, site: Site, path: str) -> Sequence[str]:
        """Paths that are meant, perhaps, by one that names nothing."""
        raise NotImplementedError
