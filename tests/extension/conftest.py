"""Small Sphinx builds of pages written in a test."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.testing.util import SphinxTestApp
from sphinx.util.inventory import InventoryFile


@dataclass
class Site:
    """A finished build."""

    app: SphinxTestApp

    @property
    def warnings(self) -> str:
        """What was warned of, without colours."""
        return re.sub(r"\x1b\[[0-9;]*m", "", self.app.warning.getvalue()).strip()

    @property
    def objects(self) -> dict[str, Any]:
        """The inventory: object type -> name -> entry."""
        with (Path(self.app.outdir) / "objects.inv").open("rb") as file:
            return InventoryFile.load(file, "", lambda base, uri: uri)

    @property
    def inventory(self) -> bytes:
        """The inventory as it is written."""
        return (Path(self.app.outdir) / "objects.inv").read_bytes()

    @property
    def rust_objects(self) -> dict[str, dict[str, str]]:
        """The Rust part of it: object type -> path -> anchor."""
        return {
            kind.removeprefix("rs:"): {name: _address(entry).partition("#")[2].replace("$", name) for name, entry in entries.items()}
            for kind, entries in self.objects.items()
            if kind.startswith("rs:")
        }

    def text(self, name: str) -> str:
        """The text of an output file."""
        return (Path(self.app.outdir) / name).read_text(encoding="utf-8")

    def doctree(self, docname: str = "index") -> nodes.document:
        """A page's doctree as it was read."""
        return self.app.env.get_doctree(docname)


def _address(entry: Any) -> str:
    return entry.uri if hasattr(entry, "uri") else entry[2]


Build = Callable[..., Site]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    """A function that writes pages and builds them: ``build({"index.rst": "..."}, builder="text", nitpicky=True)``."""
    apps: list[SphinxTestApp] = []

    def build_pages(pages: dict[str, str], *, builder: str = "html", parallel: int = 0, fresh: bool = False, **configuration: Any) -> Site:
        source = tmp_path / "source"
        for name, text in pages.items():
            file = source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (source / "conf.py").touch()
        for app in apps:  # what an application registers is global
            app.cleanup()
        app = SphinxTestApp(
            buildername=builder,
            srcdir=source,
            builddir=tmp_path / "built",
            confoverrides={"extensions": ["sphinx_plissken"], "html_theme": "basic", **configuration},
            warning=StringIO(),
            parallel=parallel,
            freshenv=fresh,
        )
        apps.append(app)
        app.build()
        return Site(app)

    yield build_pages
    for app in apps:
        app.cleanup()
