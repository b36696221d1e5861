"""Headings inside of what a directive makes: rubrics, since sections belong to whoever writes the page."""

from __future__ import annotations

from docutils import nodes


def section_rubric(title: str) -> nodes.rubric:
    """The heading of a group of objects on a module's page."""
    rubric = nodes.rubric(title, title, classes=["plissken-section"])
    rubric["heading-level"] = 2
    return rubric


def group_rubric(title: str) -> nodes.rubric:
    """The heading of a group of members in an object's description."""
    return nodes.rubric(title, title, classes=["plissken-group"])
