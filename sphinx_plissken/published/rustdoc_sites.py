"""Reads a site that rustdoc made: which pages there are, and what is described on each.

Goes in: the pages of a site, from a folder or from the web. Comes out: ``InventoryPage`` values. Pages are found by way of the tables on
modules' pages, so what only redirects, because it has moved, is left out. Impls for every type, auto traits and the methods that come
through ``Deref`` are no members of a type (rustdoc book, "Linking to items by name").
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from sphinx_plissken.published.inventory import InventoryPage
from sphinx_plissken.published.rustdoc_addresses import ANCHOR_NAMESPACES, PAGE_NAMESPACES

ReadPage = Callable[[str], str]
"""From the location of a page, relative to the site, to its text; empty where there is none."""

_TABLE = re.compile(r'<(?:dl|ul) class="(?:item-table|all-items)[^"]*">.*?</(?:dl|ul)>', re.DOTALL)
_ENTRY = re.compile(r'<a class="(?P<kind>\w+)" href="(?P<location>[^"#]+)"')
_ANCHOR = re.compile(rf'id="((?:{"|".join(ANCHOR_NAMESPACES)})\.[\w.]+)"')
_TRAIT_IMPL = re.compile(r'<section id="impl-(?P<trait>\w+)[^"]*" class="impl">(?P<header>.*?)</section>', re.DOTALL)
_END_OF_MEMBERS = re.compile(r'id="(?:deref-methods-[^"]*|trait-implementations|foreign-impls|implementors|synthetic-implementations)"')
_TRAIT_IMPLS = re.compile(r'id="trait-implementations".*?(?=id="synthetic-implementations"|id="blanket-implementations"|$)', re.DOTALL)


def pages_of_folder(folder: Path) -> ReadPage:
    """Pages in a folder: that of ``cargo doc``, or ``share/doc/rust/html`` of a toolchain with the component rust-docs."""

    def read(location: str) -> str:
        file = folder / location
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    return read


def pages_of_web(address: str) -> ReadPage:
    """Pages below an address: ``https://doc.rust-lang.org/1.95.0/``."""

    def read(location: str) -> str:
        try:
            with urllib.request.urlopen(f"{address.rstrip('/')}/{location}", timeout=30) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return ""
            raise

    return read


def read_site(crate: str, read: ReadPage, *, without: frozenset[str] = frozenset()) -> Iterator[InventoryPage]:
    """The pages of a crate.

    :param without: paths of modules that are left out.
    """
    waiting = [crate]
    seen = set(waiting)
    while waiting:
        module = waiting.pop()
        folder = module.replace("::", "/")
        text = read(f"{folder}/index.html")
        if text:
            yield InventoryPage(kind="mod", path=module)
        for kind, location in _entries(text):
            if kind == "mod" and (path := f"{module}::{location.removesuffix('/index.html')}") not in seen | without:
                seen.add(path)
                waiting.append(path)
            elif kind != "mod" and (page := _read_page(kind, module, location, read)):
                yield page


def site_version(text: str) -> str:
    """The release that a crate's first page is about; empty if it does not say."""
    found = re.search(r'<span class="version">([\w.+-]+)', text)
    return found[1] if found else ""


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """Kinds and relative locations of what a module's page lists as its own."""
    for table in _TABLE.findall(text):
        for match in _ENTRY.finditer(table):
            kind, location = match["kind"], match["location"]
            is_own_page = "/" not in location and location.split(".")[0] in PAGE_NAMESPACES
            if is_own_page or (kind == "mod" and re.fullmatch(r"\w+/index\.html", location)):
                yield ("mod" if kind == "mod" else location.split(".")[0]), location


def _read_page(kind: str, module: str, location: str, read: ReadPage) -> InventoryPage | None:
    name = location.split(".")[1]
    text = read(f"{module.replace('::', '/')}/{location}")
    if not text:
        return None
    end = _END_OF_MEMBERS.search(text)
    anchors = dict.fromkeys(_ANCHOR.findall(text[: end.start() if end else len(text)]))
    traits = dict.fromkeys(_traits(text)) if kind != "trait" else ()
    return InventoryPage(kind=kind, path=f"{module}::{name}", anchors=tuple(anchors), traits=tuple(sorted(traits)))


def _traits(text: str) -> Iterator[str]:
    """Paths of the traits in the headers of the impls that a page lists."""
    section = _TRAIT_IMPLS.search(text)
    for match in _TRAIT_IMPL.finditer(section[0] if section else ""):
        if found := re.search(rf'title="trait ([\w:]+::{match["trait"]})"', match["header"]):
            yield found[1]
