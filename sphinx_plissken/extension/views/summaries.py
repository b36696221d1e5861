"""Tables of names with the first sentence of their documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes


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


def summary_table(rows: Iterable[Row]) -> nodes.table:
    """A table without a head: names are seen to be names."""
    body = nodes.tbody("", *(_row(row) for row in rows))
    columns = [nodes.colspec(colwidth=30), nodes.colspec(colwidth=70)]
    table = nodes.table("", nodes.tgroup("", *columns, body, cols=2), classes=["plissken-summary", "longtable"])
    table["classes"].append("colwidths-auto")
    return table


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
    name = nodes.entry("", nodes.paragraph("", "", reference))
    return nodes.row("", name, nodes.entry("", nodes.paragraph("", "", *row.summary)))
