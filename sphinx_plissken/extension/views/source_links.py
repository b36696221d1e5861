"""Links from a signature to the source: on this site, or else where the project is hosted.

Goes in: a description and where its object is written. Comes out: the same description with ``[source]`` behind its first signature, as
``sphinx.ext.viewcode`` and ``sphinx.ext.linkcode`` put it. The address is made when the page is written: it depends on the builder, and
on the commit.

Kept on the environment: the files that each page links to, in ``env.plissken_sources``.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.locale import _

from sphinx_plissken.extension.configuration import RustSource
from sphinx_plissken.extension.environment.loading import Site, loaded_site
from sphinx_plissken.extension.views.badges import main_line
from sphinx_plissken.project.forge import fill_in

FOLDER = "_rust"
"""Folder of the pages with sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """Lines of a file."""

    file: str
    """Relative to the project, with forward slashes."""
    line: int
    end: int


class source_link(nodes.Inline, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A link that is still without an address."""

    def astext(self) -> str:
        """No part of the name: tables of contents and indices are made from it."""
        return ""


def setup_source_links(app: Sphinx) -> None:
    """Register the node and the collector."""
    skipped: Any = (_skip, None)
    app.add_node(source_link, html=(_visit_html, None), latex=skipped, text=skipped, man=skipped, texinfo=skipped)
    app.add_env_collector(SourceCollector)


def has_source_links(site: Site) -> bool:
    """Whether signatures say where they are written; what a page shows then depends on lines."""
    return bool(site.configuration.source is RustSource.PAGE or site.configuration.source_url)


def add_source_link(described: Iterable[nodes.Node], place: SourcePlace | None, site: Site, env: BuildEnvironment) -> None:
    """Put the link behind the first signature of a description."""
    if place is None or not has_source_links(site):
        return
    signature = next((s for node in described if isinstance(node, addnodes.desc) for s in node.findall(addnodes.desc_signature)), None)
    if signature is None:
        return
    main_line(signature).append(source_link("", file=place.file, line=place.line, end=place.end))
    if site.configuration.source is RustSource.PAGE:
        _linked(env).setdefault(env.docname, set()).add(place.file)


def linked_files(env: BuildEnvironment) -> frozenset[str]:
    """The files that any page of the site links to."""
    return frozenset(file for files in _linked(env).values() for file in files)


class SourceCollector(EnvironmentCollector):
    """Keeps with the environment which files are linked to."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _linked(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Take over what another process read."""
        theirs = _linked(other)
        _linked(env).update({docname: theirs[docname] for docname in sorted(docnames) if docname in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Nothing to do: files are noted as links are made."""


def _linked(env: BuildEnvironment) -> dict[str, set[str]]:
    if not hasattr(env, "plissken_sources"):
        env.plissken_sources = {}  # type: ignore[attr-defined]
    return env.plissken_sources  # type: ignore[attr-defined,no-any-return]


# Addresses


def has_source_pages(builder: Any, site: Site) -> bool:
    """Whether a builder makes pages for sources: those that write an HTML page for each page, books excepted."""
    is_site = builder.format == "html" and builder.name not in ("singlehtml", "epub")
    return is_site and site.configuration.source is RustSource.PAGE


def page_name(file: str) -> str:
    """The page of a file."""
    return f"{FOLDER}/{file}"


def forge_address(site: Site, place: SourcePlace) -> str:
    """Where the lines can be read on the web; empty if they cannot."""
    values = {"path": quote(place.file), "line": str(place.line), "end": str(place.end)}
    return fill_in(site.configuration.source_url, values)


def _address(builder: Any, site: Site, place: SourcePlace) -> tuple[str, str]:
    """Classes and address."""
    if has_source_pages(builder, site) and place.file in site.catalogue.rust_files:
        page: str = builder.get_relative_uri(builder.current_docname, page_name(place.file))
        return "reference internal", f"{page}#L{place.line}"
    return "reference external", forge_address(site, place) if builder.name != "epub" else ""


def _visit_html(translator: Any, node: source_link) -> None:
    site = loaded_site(translator.builder.config)
    if site is not None and not _has_other_link(node):
        place = SourcePlace(file=node["file"], line=node["line"], end=node["end"])
        classes, address = _address(translator.builder, site, place)
        if address:
            title = escape(_("%(file)s, line %(line)d") % {"file": place.file, "line": place.line}, quote=True)
            label = f'<span class="viewcode-link"><span class="pre">{escape(_("[source]"))}</span></span>'
            translator.body.append(f'<a class="{classes}" href="{escape(address, quote=True)}" title="{title}">{label}</a>')
    raise nodes.SkipNode


def _has_other_link(node: source_link) -> bool:
    """Whether ``viewcode`` or ``linkcode`` has put its own."""
    return any("viewcode-link" in inline["classes"] for inline in node.parent.findall(nodes.inline))


def _skip(translator: Any, node: source_link) -> None:
    raise nodes.SkipNode
