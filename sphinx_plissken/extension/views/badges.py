"""Badges: single words beside a name in HTML; other builders leave them out, since the text below says the same.

Goes in: a description. Comes out: the same description with a badge in its first signature.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.locale import _


class badge(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes so
    """One word."""

    def astext(self) -> str:
        """No part of the name: tables of contents and indices are made from it."""
        return ""


def setup_badges(app: Sphinx) -> None:
    """Register the node."""
    skipped: Any = (_skip, None)
    app.add_node(badge, html=(_visit_html, _depart_html), latex=skipped, text=skipped, man=skipped, texinfo=skipped)


def add_binding_badge(description: list[nodes.Node]) -> None:
    """Mark a class or function as a binding."""
    signature = next((s for node in description for s in node.findall(addnodes.desc_signature)), None)
    if signature is not None:
        main_line(signature).append(badge("", BINDING, classes=["plissken-badge", "plissken-binding"]))


def add_badge(description: list[nodes.Node], word: str) -> None:
    """Say a word of the first signature."""
    signature = next((s for node in description for s in node.findall(addnodes.desc_signature)), None)
    if signature is not None:
        main_line(signature).append(badge_of(word))


BINDING = _("Binding")
DEPRECATED = _("Deprecated")
WRITABLE = _("writable")


def badge_of(word: str) -> badge:
    """A badge in a list. All look the same: what they say is in the word, never in its colour."""
    return badge("", word, classes=["plissken-badge"])


def main_line(signature: nodes.Element) -> nodes.Element:
    """The line that has the name."""
    lines = [line for line in signature.children if isinstance(line, addnodes.desc_signature_line)]
    return next((line for line in lines if line.get("add_permalink")), signature)


def _visit_html(translator: Any, node: badge) -> None:
    translator.body.append(" " + translator.starttag(node, "span", ""))  # a word of its own to who hears it


def _depart_html(translator: Any, node: badge) -> None:
    translator.body.append("</span>")


def _skip(translator: Any, node: badge) -> None:
    raise nodes.SkipNode
