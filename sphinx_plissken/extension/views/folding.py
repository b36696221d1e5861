"""Long lists, folded in HTML: the reader sees what they are and how many.

Goes in: a title and nodes. Comes out: one node. Builders that fold nothing show the title as a rubric.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx


class folded(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A title and what it stands for."""


class folded_title(nodes.rubric):  # noqa: N801 - docutils names nodes so
    """The title, which stays in sight."""


def setup_folding(app: Sphinx) -> None:
    """Register the nodes."""
    plain: Any = (_visit_plain, _depart_plain)
    rubric: Any = (_visit_rubric, _depart_rubric)
    app.add_node(folded, html=(_visit_html, _depart_html), latex=plain, text=plain, man=plain, texinfo=plain)
    app.add_node(folded_title, html=(_visit_title, _depart_title), latex=rubric, text=rubric, man=rubric, texinfo=rubric)


def fold(title: str, children: list[nodes.Node]) -> list[nodes.Node]:
    """A group below its title; nothing if it is empty."""
    return [folded("", folded_title(title, title), *children)] if children else []


def _is_folding(translator: Any) -> bool:
    return bool(translator.builder.name != "epub")  # readers on paper-like devices can fold nothing


def _visit_html(translator: Any, node: folded) -> None:
    translator.body.append('<details class="plissken-folded">' if _is_folding(translator) else '<div class="plissken-folded">')


def _depart_html(translator: Any, node: folded) -> None:
    translator.body.append("</details>\n" if _is_folding(translator) else "</div>\n")


def _visit_title(translator: Any, node: folded_title) -> None:
    translator.body.append("<summary>" if _is_folding(translator) else '<p class="rubric">')


def _depart_title(translator: Any, node: folded_title) -> None:
    translator.body.append("</summary>\n" if _is_folding(translator) else "</p>\n")


def _visit_plain(translator: Any, node: folded) -> None:
    pass


def _depart_plain(translator: Any, node: folded) -> None:
    pass


def _visit_rubric(translator: Any, node: folded_title) -> None:
    translator.visit_rubric(node)


def _depart_rubric(translator: Any, node: folded_title) -> None:
    translator.depart_rubric(node)
