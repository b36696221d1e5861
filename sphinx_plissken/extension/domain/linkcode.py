"""``sphinx.ext.linkcode`` for Rust: what a project's ``linkcode_resolve`` is told of an object.

``linkcode_resolve("rs", {"crate": .., "path": .., "file": .., "line": ..})``; file and line are empty for hand-written descriptions.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.ext import linkcode

KEYS = ["crate", "path", "file", "line"]


def setup_linkcode(app: Sphinx) -> None:
    """Tell linkcode which attributes of a signature node it may hand over; before Sphinx 8.2 it could not be told."""
    if add_linkcode_domain := getattr(linkcode, "add_linkcode_domain", None):
        add_linkcode_domain("rs", KEYS)
