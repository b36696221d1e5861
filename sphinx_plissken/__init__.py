"""References for Rust-Python projects in Sphinx, from source alone.

``extensions = ["sphinx_plissken"]`` is what conf.py needs. The rooms that only read projects are used without Sphinx, so it is imported
only when Sphinx asks for ``setup``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up; called by Sphinx.

    Translations of our own words come first, since modules ask for words as they are imported. They are added to those of Sphinx, which has
    many of the words; a project's ``sphinx.po`` in its ``locale_dirs`` comes before either.
    """
    app.add_message_catalog("sphinx", str(Path(__file__).parent / "locale"))
    from sphinx_plissken import extension

    return extension.setup(app)
