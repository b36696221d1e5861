"""Warnings of directives."""

from __future__ import annotations

from collections.abc import Sequence

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)


def warn_no_project(directive: SphinxDirective) -> list[nodes.Node]:
    """There is nothing to take items from."""
    message = "%s needs a project: set plissken_project in conf.py to its directory, relative to conf.py"
    logger.warning(message, directive.name, type="plissken", subtype="project", location=directive.get_location())
    return []


def warn_unknown(directive: SphinxDirective, view: str, path: str, near: Sequence[str]) -> list[nodes.Node]:
    """The path names nothing."""
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    message = "the %s reference has no %r%s"
    logger.warning(message, view, path, hint, type="plissken", subtype="unknown", location=directive.get_location())
    return []
