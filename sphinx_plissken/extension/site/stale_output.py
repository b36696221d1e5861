"""Takes away what an earlier build made of generated pages that are gone.

Sphinx forgets such a page, but leaves its file on the site, where readers and search engines go on finding it.

Goes in: the pages that earlier builds have written. Comes out: a folder without their files. Pages elsewhere are the author's matter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from sphinx_plissken.extension.environment.loading import loaded_site
from sphinx_plissken.extension.environment.outputs import pages_written_before


def setup_stale_output(app: Sphinx) -> None:
    """Clean up when the build has succeeded."""
    app.connect("build-finished", _clean)


def _clean(app: Sphinx, error: Exception | None) -> None:
    if error is None and (site := loaded_site(app.config)) and site.configuration.generates:
        folder = f"{site.configuration.output.as_posix()}/"
        for docname in sorted(pages_written_before(app) - app.env.found_docs):
            if docname.startswith(folder):
                _remove(app, docname)


def _remove(app: Sphinx, docname: str) -> None:
    """Remove the page, the copy of its source, and the folders that are empty then."""
    out = Path(app.outdir)
    for file in (*_written(app.builder, docname), *(out / "_sources").glob(f"{docname}.*.txt")):
        file.unlink(missing_ok=True)
        for parent in file.parents:
            if parent == out or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()


def _written(builder: Any, docname: str) -> list[Path]:
    """The file of a page, where each has one."""
    if builder.format == "html":
        return [] if builder.name == "singlehtml" else [Path(builder.get_outfilename(docname))]
    return [Path(builder.outdir) / f"{docname}{builder.out_suffix}"] if hasattr(builder, "out_suffix") else []  # text and XML
