"""Headings inside of what a directive makes: rubrics, since sections belong to whoever writes the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


def section_rubric(title: str) -> nodes.rubric:
    """The heading of a group of objects on a module's page."""
    rubric = nodes.rubric(title, title, classes=["plissken-section"])
    rubric["heading-level"] = 2
    return rubric


def group_rubric(title: str) -> nodes.rubric:
    """The heading of a group of members in an object's description."""
    return nodes.rubric(title, title, classes=["plissken-group"])


class RubricsBelowTheirSections(SphinxPostTransform):
    """In a book, make a heading of the second level on a page one below the page's own, wherever that stands in the book."""

    default_priority = 300
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """See ``SphinxPostTransform``; the book's title is its first section, and no level (``LaTeXTranslator.visit_title``)."""
        for rubric, depth in _rubrics(self.document, 0):
            rubric["heading-level"] = min(max(depth - 1, 1) + 1, _DEEPEST)


_DEEPEST = 5
"""``\\paragraph`` in a manual."""


def _rubrics(node: nodes.Element, depth: int) -> Iterator[tuple[nodes.rubric, int]]:
    """Each heading of a group, and how many sections are around it; from above, since pages in a book do not know what they are in."""
    for child in node.children:
        if isinstance(child, nodes.rubric):
            if "plissken-section" in child["classes"]:
                yield child, depth
        elif isinstance(child, nodes.Element) and not isinstance(child, nodes.TextElement):
            yield from _rubrics(child, depth + isinstance(child, nodes.section))


def setup_rubrics(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(RubricsBelowTheirSections)
