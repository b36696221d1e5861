"""The Sphinx extension: ``extensions = ["sphinx_plissken"]``.

Each subject sets itself up in its own file; ``setup`` is their list.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from sphinx_plissken.extension.configuration import setup_configuration
from sphinx_plissken.extension.coverage.builder import setup_coverage
from sphinx_plissken.extension.docs.rubrics import setup_rubrics
from sphinx_plissken.extension.docs.translations import setup_translations
from sphinx_plissken.extension.domain.linkcode import setup_linkcode
from sphinx_plissken.extension.domain.rust_domain import setup_domain
from sphinx_plissken.extension.environment.collection import setup_collection
from sphinx_plissken.extension.environment.freshness import setup_freshness
from sphinx_plissken.extension.environment.imported_names import setup_imported_names
from sphinx_plissken.extension.environment.links import setup_links
from sphinx_plissken.extension.environment.loading import setup_loading
from sphinx_plissken.extension.environment.outputs import setup_outputs
from sphinx_plissken.extension.environment.rewriting import setup_rewriting
from sphinx_plissken.extension.environment.search_entries import setup_search_entries
from sphinx_plissken.extension.signatures.compact_signatures import setup_compact_signatures
from sphinx_plissken.extension.site.directives_bindings import setup_directives_bindings
from sphinx_plissken.extension.site.directives_index import setup_directives_index
from sphinx_plissken.extension.site.directives_python import setup_directives_python
from sphinx_plissken.extension.site.directives_rust import setup_directives_rust
from sphinx_plissken.extension.site.navigation import setup_navigation
from sphinx_plissken.extension.site.pages import setup_pages
from sphinx_plissken.extension.site.search_script import setup_search_script
from sphinx_plissken.extension.site.source_pages import setup_source_pages
from sphinx_plissken.extension.site.stale_output import setup_stale_output
from sphinx_plissken.extension.site.stylesheet import setup_stylesheet
from sphinx_plissken.extension.views.badges import setup_badges
from sphinx_plissken.extension.views.counterparts import setup_counterparts
from sphinx_plissken.extension.views.events import setup_events
from sphinx_plissken.extension.views.folding import setup_folding
from sphinx_plissken.extension.views.python_references import setup_docstring_references
from sphinx_plissken.extension.views.source import setup_source
from sphinx_plissken.extension.views.source_links import setup_source_links
from sphinx_plissken.extension.views.viewcode import setup_viewcode

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SETUPS: tuple[Callable[[Sphinx], None], ...] = (
    setup_domain,
    setup_compact_signatures,
    setup_linkcode,
    setup_configuration,
    setup_loading,
    setup_collection,
    setup_pages,
    setup_events,
    setup_links,
    setup_imported_names,
    setup_freshness,
    setup_rewriting,
    setup_outputs,
    setup_search_entries,
    setup_badges,
    setup_counterparts,
    setup_folding,
    setup_source,
    setup_source_links,
    setup_viewcode,
    setup_docstring_references,
    setup_source_pages,
    setup_directives_python,
    setup_directives_rust,
    setup_directives_index,
    setup_directives_bindings,
    setup_stylesheet,
    setup_stale_output,
    setup_search_script,
    setup_navigation,
    setup_rubrics,
    setup_translations,
    setup_coverage,
)
"""What sets up a subject, in order."""

ENVIRONMENT_VERSION = 3
"""Raised with each change of what is kept on Sphinx' environment."""


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; called by Sphinx."""
    for setup_subject in SETUPS:
        setup_subject(app)
    return {
        "version": _version(),
        "env_version": ENVIRONMENT_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _version() -> str:
    try:
        return version("sphinx-plissken")
    except PackageNotFoundError:
        return "unknown"
