"""Images that doc comments name, as the page that shows them names them.

Goes in: the source file and the address in it. Comes out: the address from the page, which Sphinx then copies like that of any image.
"""

from __future__ import annotations

import os
from pathlib import Path

from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.docs.images import find_image
from sphinx_plissken.extension.environment.loading import Site


def image_of(env: BuildEnvironment, site: Site, file: str, address: str) -> str:
    """The address of an image relative to the page that is read; empty where the project has none."""
    found = find_image(address, file=Path(file), root=site.reference.project.root)
    if found is None:
        return ""
    return os.path.relpath(found, Path(env.doc2path(env.docname)).parent).replace(os.sep, "/")
