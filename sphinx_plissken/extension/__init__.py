"""The Sphinx extension: ``extensions = ["sphinx_plissken"]``.

Each subject sets itself up in its own file; ``setup`` is their list.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from sphinx_plissken.extension.domain import setup_domain
from sphinx_plissken.extension.linkcode import setup_linkcode
from sphinx_plissken.extension.signature_lines import setup_signature_lines

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

SETUPS: tuple[Callable[[Sphinx], None], ...] = (setup_domain, setup_signature_lines, setup_linkcode)
"""What sets up a subject, in order."""

ENVIRONMENT_VERSION = 1
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
