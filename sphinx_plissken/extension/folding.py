"""Long lists, folded in HTML: the reader sees what they are and how many."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class folded(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A titled group, which builders that fold nothing show as it is."""


def setup_folding(app: Sphinx) -> None:
    """Register the node."""
    plain: Any = (_visit_plain, _depart_plain)
    app.add_node(folded, html=(_visit_html, _depart_html), latex=plain, text=plain, man=plain, texinfo=plain)


def fold(title: str, children: list[nodes.Node]) -> list[nodes.Node]:
    """A group below its title; nothing if it is empty."""
    return [folded("", *children, title=title)] if children else []


def _visit_html(translator: Any, node: folded) -> None:
    summary = escape(node["title"])
    if translator.builder.name == "epub":
        translator.body.append(f'<div class="plissken-folded"><p class="rubric">{summary}</p>\n')
    else:
        translator.body.append(f'<details class="plissken-folded"><summary>{summary}</summary>\n')


def _depart_html(translator: Any, node: folded) -> None:
    translator.body.append("</div>\n" if translator.builder.name == "epub" else "</details>\n")


def _visit_plain(translator: Any, node: folded) -> None:
    pass


def _depart_plain(translator: Any, node: folded) -> None:
    pass
