"""Takes away what an earlier build made of generated pages that are gone.

Sphinx forgets such a page, but leaves its file on the site, where readers and search engines go on finding it.

Goes in: the pages that Sphinx forgets. Comes out: a folder without their files. Pages elsewhere are the author's matter.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.environment.loading import loaded_site


def setup_stale_output(app: Sphinx) -> None:
    """Note what is forgotten, and clean up when the build has succeeded."""
    forgotten: set[str] = set()

    def note(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        forgotten.add(docname)

    def clean(app: Sphinx, error: Exception | None) -> None:
        if error is None and (site := loaded_site(app.config)) and site.configuration.generates:
            folder = f"{site.configuration.output.as_posix()}/"
            for docname in sorted(forgotten - app.env.found_docs):
                if docname.startswith(folder):
                    _remove(app, docname)

    app.connect("env-purge-doc", note)
    app.connect("build-finished", clean)


def _remove(app: Sphinx, docname: str) -> None:
    """Remove the page, the copy of its source, and the folders that are empty then."""
    builder: Any = app.builder
    if builder.format != "html" or builder.name == "singlehtml":
        return
    out = Path(app.outdir)
    for file in (Path(builder.get_outfilename(docname)), *(out / "_sources").glob(f"{docname}.*.txt")):
        file.unlink(missing_ok=True)
        for parent in file.parents:
            if parent == out or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()
