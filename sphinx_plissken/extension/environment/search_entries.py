"""Makes the search index of a build that wrote some pages that of a build from scratch.

Sphinx reads the search index of the build before and replaces what pages that are written again have in it, but it does not read the
entries of the general index back: after a build that writes one page, search knows the entries of that page only. They are put back from
the index domain, which remembers them for all pages, in the shape in which Sphinx feeds them. Words that no page has any more are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.index_entries import split_index_msg

from sphinx_plissken.extension.environment.loading import loaded_site

Entry = tuple[str, str, str]
"""Text, id and whether it is a main entry."""


def setup_search_entries(app: Sphinx) -> None:
    """Complete the index before it is written."""
    app.connect("html-collect-pages", _complete, priority=100)


def _complete(app: Sphinx) -> Iterable[tuple[str, dict[str, Any], str]]:
    indexer: Any = getattr(app.builder, "indexer", None)
    known: dict[str, list[Entry]] | None = getattr(indexer, "_index_entries", None)
    if known is not None and loaded_site(app.config):
        for docname, entries in app.env.domains["index"].data["entries"].items():
            if docname not in known and docname in indexer._titles:
                known[docname] = sorted(set(_search_entries(entries)))
        _sort(known)
        _drop_unused(indexer._mapping)
        _drop_unused(indexer._title_mapping)
    return ()


def _sort(known: dict[str, list[Entry]]) -> None:
    """By page, as they are when all pages are written."""
    items = sorted(known.items())
    known.clear()
    known.update(items)


def _drop_unused(pages_of_words: dict[str, set[str]]) -> None:
    for word in [word for word, pages in pages_of_words.items() if not pages]:
        del pages_of_words[word]


def _search_entries(entries: Iterable[tuple[str, str, str, str, str | None]]) -> Iterator[Entry]:
    """As ``IndexBuilder.feed`` makes them."""
    for kind, value, target, main, _key in entries:
        try:
            parts = split_index_msg(kind, value)
        except ValueError:
            continue
        for part in parts:
            yield part, target or "", main
