"""Tables of names with the first sentence of their documentation, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from sphinx_plissken.extension.views.badges import badge_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One name."""

    name: str
    """As shown."""
    domain: str
    target: str
    """Full path of the object that the name leads to."""
    role: str = "obj"
    summary: Sequence[nodes.Node] = field(default_factory=tuple)
    """Inline nodes."""
    badges: Sequence[str] = ()
    """Single words behind the name: what its signature would say first."""


Group = tuple[str, Sequence[Row]]
"""A title and its rows."""


def summary_table(rows: Iterable[Row]) -> nodes.table:
    """A table without a head: names are seen to be names."""
    return _table(_row(row) for row in rows)


def grouped_table(groups: Iterable[Group]) -> list[nodes.Node]:
    """One table for all groups, so that their columns stand in line; nothing if all are empty."""
    rows = [row for title, group in groups if group for row in (_title(title), *map(_row, group))]
    return [_table(rows)] if rows else []


def _table(rows: Iterable[nodes.row]) -> nodes.table:
    """A table whose first column is the head of each row, which screen readers say with the second."""
    columns = [nodes.colspec(colwidth=30, stub=1), nodes.colspec(colwidth=70)]
    tgroup = nodes.tgroup("", *columns, nodes.tbody("", *rows), cols=2)
    return nodes.table("", tgroup, classes=["plissken-summary", "longtable", "colwidths-auto"])


def _title(title: str) -> nodes.row:
    """The title of a group; in one cell of two, since not every builder can make one of them."""
    return nodes.row("", nodes.entry("", nodes.paragraph(title, title)), nodes.entry(), classes=["plissken-summary-group"])


def _row(row: Row) -> nodes.row:
    reference = addnodes.pending_xref(
        "",
        nodes.literal(row.name, row.name, classes=["xref", row.domain]),
        refdomain=row.domain,
        reftype=row.role,
        reftarget=row.target,
        refexplicit=True,
    )
    reference[f"{row.domain}:exact"] = True
    name = nodes.entry("", nodes.paragraph("", "", reference, *_badges(row.badges)))
    return nodes.row("", name, nodes.entry("", nodes.paragraph("", "", *row.summary)))


def _badges(words: Iterable[str]) -> Iterator[nodes.Node]:
    for word in words:
        yield badge_of(word)
