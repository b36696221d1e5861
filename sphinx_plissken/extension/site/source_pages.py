"""Pages that show the Rust files of the project, highlighted, with links back to what is documented of them.

Goes in: the files that signatures link to. Comes out: a page for each, with an anchor on each line (``#L12``), and one that lists them. A
page is written again only when it would be other than it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.display import status_iterator

from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND, OBJECT_TYPES
from sphinx_plissken.extension.environment.loading import Site, loaded_site
from sphinx_plissken.extension.environment.outputs import OutputRecord
from sphinx_plissken.extension.views.rust_facts import WITH_SOURCE
from sphinx_plissken.extension.views.source_links import FOLDER, SourcePlace, forge_address, has_source_pages, linked_files, page_name
from sphinx_plissken.rust.documented import DocumentedItem, Kind

INDEX = f"{FOLDER}/index"
RECORD = "plissken_source_pages.json"
"""File beside the doctrees: what each page was made from."""

PageContent = tuple[str, dict[str, Any], str]
"""Name, context and template, as ``html-collect-pages`` wants them."""


class Back(NamedTuple):
    """A link from lines of a file to where they are documented."""

    line: int
    end: int
    label: str
    address: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """All that a page is made from."""

    file: str
    text: str
    backs: tuple[Back, ...]
    forge: str
    """Where the file can be read on the web; empty if it cannot."""


def setup_source_pages(app: Sphinx) -> None:
    """Write the pages when all others are written."""
    app.connect("html-collect-pages", collect_source_pages)


def collect_source_pages(app: Sphinx) -> Iterator[PageContent]:
    """The pages that are not there yet as they should be."""
    site = loaded_site(app.config)
    files = sorted(linked_files(app.env) & site.catalogue.rust_files.keys()) if site else []
    if site is None or not files or not has_source_pages(app.builder, site):
        return
    backs = _backs(app, site, frozenset(files))
    pages = [_page(file, backs.get(file, ()), site) for file in files]
    record = Record(app)
    stale = [page for page in pages if not record.is_fresh(page_name(page.file), repr(page))]
    for page in status_iterator(stale, _("highlighting Rust sources... "), "blue", len(stale), app.verbosity, lambda page: page.file):
        yield page_name(page.file), _context(app, page), "page.html"
    if not record.is_fresh(INDEX, repr(files)):
        yield INDEX, {"title": _("Rust sources"), "parents": [], "body": _index(app, files)}, "page.html"
    record.save()


class Record:
    """What pages were made from, by the build that wrote them."""

    def __init__(self, app: Sphinx) -> None:
        self._builder: Any = app.builder
        self._record = OutputRecord(app, RECORD)
        self._now: dict[str, str] = {}
        self._frame = _frame(app)

    def is_fresh(self, page: str, content: str) -> bool:
        """Whether a page is there and was made from the same; from now on it is."""
        text = f"{self._frame}{content}".encode(errors="surrogatepass")
        self._now[page] = digest = hashlib.blake2b(text, digest_size=16).hexdigest()
        return self._record.pages.get(page) == digest and Path(self._builder.get_outfilename(page)).exists()

    def save(self) -> None:
        """Keep what was asked about."""
        self._record.save(self._now)


def _frame(app: Sphinx) -> str:
    """What pages show beside the source: navigation, and whatever the theme makes of the configuration."""
    build = getattr(app.builder, "build_info", None)
    titles = sorted((name, title.astext()) for name, title in app.env.titles.items())
    return repr((getattr(build, "config_hash", ""), getattr(build, "tags_hash", ""), titles, sorted(app.env.toctree_includes.items())))


# Links back


def _backs(app: Sphinx, site: Site, files: frozenset[str]) -> dict[str, list[Back]]:
    """The links back, by file."""
    found: dict[str, list[Back]] = {}
    for items in site.catalogue.rust_items.values():
        for item in items:
            span = item.item.span
            if span.file in files and item.kind in WITH_SOURCE and not item.item.made_by:
                links = (*_to_rust(app, item), *_to_python(app, item, site))
                found.setdefault(span.file, []).extend(Back(span.line, span.end_line, *link) for link in links)
    return {file: sorted(set(backs)) for file, backs in found.items()}


def _to_rust(app: Sphinx, item: DocumentedItem) -> Iterator[tuple[str, str, str]]:
    domain: Any = app.env.domains["rs"]
    space = OBJECT_TYPES[OBJECT_TYPE_OF_KIND[item.kind]].space.value
    if entry := domain.registry.objects.get((item.path, space)):
        yield _("[docs]"), f"{entry.docname}#{entry.node_id}", item.path


def _to_python(app: Sphinx, item: DocumentedItem, site: Site) -> Iterator[tuple[str, str, str]]:
    objects: Any = app.env.domains["py"].data["objects"]
    for path in site.reference.python_of.get(item.definition, ()) if item.kind is not Kind.VARIANT else ():
        if entry := objects.get(path):
            yield _("[Python]"), f"{entry.docname}#{entry.node_id}", path


# Pages


def _page(file: str, backs: Iterable[Back], site: Site) -> SourcePage:
    text = site.catalogue.rust_files[file].text
    forge = forge_address(site, SourcePlace(file=file, line=1, end=1)).partition("#")[0]
    return SourcePage(file=file, text=text, backs=tuple(backs), forge=forge)


def _context(app: Sphinx, page: SourcePage) -> dict[str, Any]:
    name = page_name(page.file)
    index: str = app.builder.get_relative_uri(name, INDEX)
    ways = [f'<a class="reference internal" href="{escape(index, quote=True)}">{escape(_("Rust sources"))}</a>']
    if page.forge:
        host = urlsplit(page.forge).hostname or page.forge
        ways.append(f'<a class="reference external" href="{escape(page.forge, quote=True)}">{escape(_("Read at %s") % host)}</a>')
    heading = f"<h1>{escape(_('Source of %s') % page.file)}</h1>\n<p>{' · '.join(ways)}</p>\n"
    parents = [{"link": index, "title": _("Rust sources")}]
    return {"title": page.file, "parents": parents, "body": f'<section class="plissken-file">\n{heading}{_code(app, page)}</section>\n'}


def _code(app: Sphinx, page: SourcePage) -> str:
    """The highlighted file; Pygments closes what it marks at the end of each line."""
    builder: Any = app.builder
    highlighted: str = builder.highlighter.highlight_block(page.text, "rust", opts={"stripnl": False}, force=True)
    before, _opening, rest = highlighted.partition("<pre>")
    code, _closing, after = rest.rpartition("</pre>")
    lines = code.removeprefix("<span></span>").removesuffix("\n").split("\n")
    marked = mark_lines(lines, nested(page.backs, len(lines)), lambda address: _relative(app, page, address))
    return f'<div class="highlight-rust notranslate">{before}<pre>{marked}</pre>{after}</div>\n'


def _relative(app: Sphinx, page: SourcePage, address: str) -> str:
    docname, _mark, anchor = address.partition("#")
    return f"{app.builder.get_relative_uri(page_name(page.file), docname)}#{anchor}"


def nested(backs: Sequence[Back], last: int) -> dict[tuple[int, int], list[Back]]:
    """The links by the lines that they stand for, outer ones first; lines are cut so that what begins later ends earlier."""
    found: dict[tuple[int, int], list[Back]] = {}
    open_ends: list[int] = []
    for back in sorted(backs, key=lambda back: (back.line, -back.end)):
        while open_ends and open_ends[-1] < back.line:
            open_ends.pop()
        end = min([max(back.end, back.line), last, *open_ends[-1:]])
        lines = (back.line, end)
        if back.line <= last:
            if lines not in found:
                open_ends.append(end)
            found.setdefault(lines, []).append(back)
    return found


def mark_lines(lines: Sequence[str], items: Mapping[tuple[int, int], Sequence[Back]], relative: Any) -> str:
    """Number the lines, and wrap those of each item, so that a link to its first line marks all of them."""
    starts: dict[int, list[str]] = {}
    ends: dict[int, int] = {}
    for (first, last), backs in items.items():
        links = "".join(_back(back, relative(back.address)) for back in reversed(backs))
        identifier = "" if first in starts else f' id="L{first}"'
        starts.setdefault(first, []).append(f'<span class="plissken-item"{identifier}>{links}')
        ends[last] = ends.get(last, 0) + 1
    numbered = []
    for number, line in enumerate(lines, 1):
        numbered.append(_begun(starts[number], number, line) if number in starts else f"{_number(number, has_id=True)}{line}\n")
        numbered.append("</span>" * ends.get(number, 0))
    return "".join(numbered)


def _begun(openings: Sequence[str], number: int, line: str) -> str:
    """A line that begins items; the style sheet sets it below the links where both together are too long."""
    return f'{"".join(openings)}<span class="plissken-first">{_number(number, has_id=False)}{line}\n</span>'


def _number(number: int, *, has_id: bool) -> str:
    """The line's number; shown by the style sheet, so that it is not copied with the code, and no stop for who goes by keyboard."""
    identifier = f' id="L{number}"' if has_id else ""
    return f'<a class="plissken-line"{identifier} href="#L{number}" data-line="{number}" tabindex="-1" aria-hidden="true"></a>'


def _back(back: Back, address: str) -> str:
    title = escape(back.name, quote=True)
    return f'<a class="viewcode-back" href="{escape(address, quote=True)}" title="{title}">{escape(back.label)}</a>'


def _index(app: Sphinx, files: Iterable[str]) -> str:
    """All files, by folder."""
    folders: dict[str, list[str]] = {}
    for file in files:
        address = escape(app.builder.get_relative_uri(INDEX, page_name(file)), quote=True)
        link = f'<li><a class="reference internal" href="{address}">{escape(PurePosixPath(file).name)}</a></li>'
        folders.setdefault(PurePosixPath(file).parent.as_posix(), []).append(link)
    listed = "".join(f"<li><p>{escape(folder)}</p><ul>{''.join(links)}</ul></li>\n" for folder, links in folders.items())
    return f"<section>\n<h1>{escape(_('Rust sources'))}</h1>\n<ul>\n{listed}</ul>\n</section>\n"
