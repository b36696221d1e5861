"""Check a built HTML site: every link leads somewhere, no id stands twice on a page, every inventory entry has its anchor.

Also a command: ``python tests/site_checker.py SITE`` prints what is wrong and exits with 1.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.util.inventory import InventoryFile

GENERATED = frozenset({"genindex.html", "search.html"})  # pages of Sphinx's own, which repeat what others say

INDICES = frozenset({"py-modindex.html", "rs-modindex.html"})
"""Sphinx notes a label for the index of each domain, and writes the page only if there is something in it."""


@dataclass
class Page:
    """What a page offers and what it leads to."""

    ids: Counter[str] = field(default_factory=Counter)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Each link's address and its text."""


class _PageReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if identifier := values.get("id"):
            self.page.ids[identifier] += 1
        if tag == "a" and values.get("href") is not None:
            self._link = (values["href"] or "", [])

    def handle_data(self, data: str) -> None:
        if self._link:
            self._link[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            address, text = self._link
            self.page.links.append((address, "".join(text).strip()))
            self._link = None


def read_pages(site: Path) -> dict[Path, Page]:
    """Read every page of a site."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        reader = _PageReader()
        reader.feed(file.read_text(encoding="utf-8"))
        pages[file.resolve()] = reader.page
    return pages


def target_of(address: str, page: Path) -> tuple[Path, str] | None:
    """Return the file and the fragment that an address on a page leads to; None if it leaves the site."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    file = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    return (file / "index.html" if file.is_dir() else file), unquote(parts.fragment)


def dead_links(pages: dict[Path, Page]) -> list[str]:
    """List the links that lead nowhere."""
    dead = []
    for file, page in pages.items():
        for address, text in page.links:
            if (target := target_of(address, file)) is None:
                continue
            goal, fragment = target
            if not goal.exists():
                dead.append(f"{file}: {address!r} ({text}): no such file")
            elif fragment and goal in pages and fragment not in pages[goal].ids and fragment != "top":
                dead.append(f"{file}: {address!r} ({text}): no such anchor")
    return dead


def double_ids(pages: dict[Path, Page]) -> list[str]:
    """List the ids that stand more than once on one page."""
    return [f"{file}: id {name!r} stands {n} times" for file, page in pages.items() for name, n in page.ids.items() if n > 1]


def dead_inventory(site: Path, pages: dict[Path, Page]) -> list[str]:
    """List the entries of ``objects.inv`` whose anchor is not there."""
    with (site / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", lambda base, uri: uri)
    dead = []
    for kind, entries in inventory.items():
        for name, entry in entries.items():
            address = entry.uri if hasattr(entry, "uri") else entry[2]  # Sphinx 8.1 has plain tuples
            goal = target_of(address, site.resolve() / "index.html")
            assert goal is not None
            file, fragment = goal
            if file.name in INDICES and not file.exists():
                continue
            if file not in pages or (fragment and fragment not in pages[file].ids):
                dead.append(f"objects.inv: {kind} {name} leads to {address}, which is not there")
    return dead


def check_site(site: Path) -> list[str]:
    """Return everything that is wrong with a site; an empty site is wrong, too."""
    pages = read_pages(site)
    if not pages:
        return [f"{site}: no pages"]
    return dead_links(pages) + double_ids({f: p for f, p in pages.items() if f.name not in GENERATED}) + dead_inventory(site, pages)


if __name__ == "__main__":
    complaints = check_site(Path(sys.argv[1]))
    print(*complaints, f"{len(complaints)} complaints", sep="\n")
    sys.exit(bool(complaints))
