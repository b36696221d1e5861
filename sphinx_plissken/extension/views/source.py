"""The source of a Rust item, folded below its description.

Goes in: an item's span and the files that were read. Comes out: one node, which HTML shows as a folded block and other builders leave out:
a book is no place for the source.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

from sphinx_plissken.reference import Reference
from sphinx_plissken.rust.model import Attribute, DocFragment, Item, SourceFile

LONGEST = 400
"""Lines; longer items are cut, since a page is no place for a whole file either."""


class source_block(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A folded block of source."""


def setup_source(app: Sphinx) -> None:
    """Register the node."""
    skipped: Any = (_skip, None)
    app.add_node(source_block, html=(_visit_html, _depart_html), latex=skipped, text=skipped, man=skipped, texinfo=skipped)


def source_of(item: Item, reference: Reference) -> list[nodes.Node]:
    """The source of an item; nothing if its file is not at hand or a macro made it."""
    file = _file(item, reference)
    if file is None or item.made_by:
        return []
    start = _first_line(item)
    lines = file.text.split("\n")[start - 1 : item.span.end_line]
    text = textwrap.dedent("\n".join(lines[:LONGEST])).rstrip()
    if not text:
        return []
    code = nodes.literal_block(text, text, language="rust", force=True)
    return [source_block("", code, place=f"{item.span.file}:{item.span.line}")]


def _file(item: Item, reference: Reference) -> SourceFile | None:
    return next((file for crate in reference.crates if (file := crate.files.get(item.span.file))), None)


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
    translator.body.append(f'<details class="plissken-source"><summary>{label} <span>{escape(node["place"])}</span></summary>\n')


def _depart_html(translator: Any, node: source_block) -> None:
    translator.body.append("</details>\n")


def _skip(translator: Any, node: source_block) -> None:
    raise nodes.SkipNode
