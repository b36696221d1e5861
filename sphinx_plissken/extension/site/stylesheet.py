"""Adds the style sheet to HTML sites."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

FOLDER = Path(__file__).parent / "static"


def setup_stylesheet(app: Sphinx) -> None:
    """Register the folder and the file."""
    app.connect("builder-inited", _add_folder)
    app.add_css_file("plissken.css")


def _add_folder(app: Sphinx) -> None:
    app.config.html_static_path = [*app.config.html_static_path, str(FOLDER)]
