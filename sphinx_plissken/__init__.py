"""References for Rust-Python projects in Sphinx, from source alone.

``extensions = ["sphinx_plissken"]`` is what conf.py needs. The rooms that only read projects are used without Sphinx, so it is imported
only when Sphinx asks for ``setup``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; called by Sphinx."""
    from sphinx_plissken import extension

    return extension.setup(app)
