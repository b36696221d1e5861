"""Keeps Python's garbage collector from walking, again and again, what a build keeps until its end.

The model of the project, and the pages as Sphinx holds them until they are written, are millions of objects that nothing lets go of.
Each full collection looks at all of them and finds nothing; that was a third of the time of a large build. ``gc.freeze`` sets them aside
at no cost; readers that are forked share their memory longer for it (Python library reference, "gc.freeze"). What is made later is
collected, too, but less often: a page that is written leaves many objects, and looking for them after each few pages costs more than
writing them. When the build has finished everything is as it was.
"""

from __future__ import annotations

import gc
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_plissken.extension.environment.loading import loaded_site

RARELY = 10_000
"""After how many new objects those that have just been made are collected; Python's own choice is 700. A page is some ten thousand."""

_THRESHOLDS: WeakKeyDictionary[Sphinx, tuple[int, int, int]] = WeakKeyDictionary()
"""What the thresholds were before a build."""


def setup_collection(app: Sphinx) -> None:
    """Set aside the model, then each page that was read."""
    app.connect("builder-inited", _begin, priority=900)
    app.connect("doctree-read", _set_aside, priority=900)
    app.connect("build-finished", _take_back)


def _begin(app: Sphinx) -> None:
    if loaded_site(app.config):
        _THRESHOLDS[app] = young, middle, old = gc.get_threshold()
        gc.set_threshold(max(young, RARELY) if young else 0, middle, old)
        gc.freeze()


def _set_aside(app: Sphinx, _doctree: nodes.document) -> None:
    if loaded_site(app.config):
        gc.freeze()


def _take_back(app: Sphinx, _error: Exception | None) -> None:
    if app in _THRESHOLDS:
        gc.unfreeze()
        gc.set_threshold(*_THRESHOLDS.pop(app))
