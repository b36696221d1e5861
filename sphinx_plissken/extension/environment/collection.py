"""Keeps Python's garbage collector from walking, again and again, what a build keeps until its end.

The model of the project, and the pages as Sphinx holds them until they are written, are millions of objects that nothing lets go of.
Each full collection looks at all of them and finds nothing; that was a third of the time of a large build. ``gc.freeze`` sets them aside
at no cost; readers that are forked share their memory longer for it (Python library reference, "gc.freeze"). What is made later is
collected as ever, and when the build has finished everything is as it was.
"""

from __future__ import annotations

import gc

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_plissken.extension.environment.loading import loaded_site


def setup_collection(app: Sphinx) -> None:
    """Set aside the model, then each page that was read."""
    app.connect("builder-inited", _set_aside, priority=900)
    app.connect("doctree-read", _set_aside, priority=900)
    app.connect("build-finished", _take_back)


def _set_aside(app: Sphinx, _doctree: nodes.document | None = None) -> None:
    if loaded_site(app.config):
        gc.freeze()


def _take_back(app: Sphinx, _error: Exception | None) -> None:
    if loaded_site(app.config):
        gc.unfreeze()
