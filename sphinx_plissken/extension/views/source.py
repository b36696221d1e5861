"""The source of a Rust item, folded below its description.

Goes in: an item's span and the files that were read. Comes out: one node, which HTML shows as a folded block and other builders leave out:
a book is no place for the source. The text stays an attribute until it is written, so that search finds what is documented and not every
line that mentions it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatter import Formatter  # type: ignore[import-untyped]
from pygments.lexer import Lexer  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge
from sphinx.locale import _

from sphinx_plissken.extension.environment.catalogue import Catalogue
from sphinx_plissken.rust.model import Attribute, DocFragment, Item

LONGEST = 400
"""Lines; longer items are cut, since a page is no place for a whole file either."""


class source_block(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A folded block of source."""

    def astext(self) -> str:
        """No part of what is said."""
        return ""


def setup_source(app: Sphinx) -> None:
    """Register the node."""
    skipped: Any = (_skip, None)
    app.add_node(source_block, html=(_visit_html, None), latex=skipped, text=skipped, man=skipped, texinfo=skipped)


def source_of(item: Item, catalogue: Catalogue) -> list[nodes.Node]:
    """The source of an item; nothing if its file is not at hand or a macro made it."""
    file = catalogue.rust_files.get(item.span.file)
    if file is None or item.made_by:
        return []
    start = _first_line(item)
    lines = file.text.split("\n")[start - 1 : item.span.end_line]
    text = textwrap.dedent("\n".join(lines[:LONGEST])).rstrip()
    if not text:
        return []
    return [source_block("", code=text, place=f"{item.span.file}:{item.span.line}")]


def _first_line(item: Item) -> int:
    """The line where the item's attributes start; its documentation, which stands rendered above, is left out where it comes first."""
    before = _lines(attribute for attribute in item.attributes if not attribute.is_inner)
    documented = _lines(fragment for fragment in item.docs if not fragment.is_inner)
    after_docs = [line for line in before if line > max(documented, default=0)]
    return min((line for line in after_docs if line <= item.span.line), default=item.span.line)


def _lines(written: Iterable[Attribute | DocFragment]) -> list[int]:
    return [part.line for part in written if part.line]


def _visit_html(translator: Any, node: source_block) -> None:
    if translator.builder.name == "epub":  # readers on paper-like devices can fold nothing
        raise nodes.SkipNode
    label = escape(_("Source"))
    code = _highlight(translator.highlighter, node["code"])
    translator.body.append(
        f'<details class="plissken-source"><summary>{label} <span>{escape(node["place"])}</span></summary>\n'
        f'<div class="highlight-rust notranslate">{code}</div>\n</details>\n'
    )
    raise nodes.SkipNode


_FORMATTERS: WeakKeyDictionary[PygmentsBridge, Formatter[str]] = WeakKeyDictionary()


def _highlight(highlighter: PygmentsBridge, code: str) -> str:
    """As ``highlight_block`` does it, which makes a lexer and a formatter for each block: most blocks are shorter work than that."""
    if highlighter not in _FORMATTERS:
        _FORMATTERS[highlighter] = highlighter.get_formatter()
    return str(highlight(code, _lexer(), _FORMATTERS[highlighter]))


@cache
def _lexer() -> Lexer:
    return get_lexer_by_name("rust")


def _skip(translator: Any, node: source_block) -> None:
    raise nodes.SkipNode
