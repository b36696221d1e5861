"""Adds the script that ranks Rust objects to the search page of HTML sites."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

SCRIPT = "plissken-search.js"
"""In the folder of the style sheet, which is copied to each site."""


def setup_search_script(app: Sphinx) -> None:
    """Register the script."""
    app.connect("html-page-context", _add_script)


def _add_script(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """On the one page that needs it; deferred, since Sphinx' own script comes after those of extensions."""
    if pagename == "search":
        app.add_js_file(SCRIPT, loading_method="defer")
