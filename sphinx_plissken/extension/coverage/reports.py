"""Reports of coverage, as text and as JSON.

Goes in: the rows of a view. Comes out: counts, lines of text, and values for JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from sphinx_plissken.extension.coverage.documented_items import CoverageRow, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many items are documented."""

    documented: int
    total: int

    @property
    def percent(self) -> float:
        """Of nothing, all is documented."""
        return 100 * self.documented / self.total if self.total else 100.0

    def __str__(self) -> str:
        return f"{self.documented} of {self.total} documented ({shown_percent(self.percent)})"


def shown_percent(percent: float) -> str:
    """With one digit, rounded down: what is not complete is not shown as ``100.0 %``."""
    return f"{int(percent * 10) / 10:.1f} %"


def count(rows: Iterable[CoverageRow]) -> Count:
    """Count rows."""
    found = [row.is_documented for row in rows]
    return Count(documented=sum(found), total=len(found))


def text_report(view: View, rows: Sequence[CoverageRow]) -> str:
    """The undocumented items by module, each with its place."""
    heading = f"{view.value} reference: {count(rows)}"
    return "\n".join([heading, "=" * len(heading), *_lines(rows)]) + "\n"


def _lines(rows: Sequence[CoverageRow]) -> Iterator[str]:
    for module, group in _by_module(rows):
        if missing := [row for row in group if not row.is_documented]:
            yield from ("", f"{module}: {count(group)}")
            yield from (f" * {row.kind} {row.path}{_place(row)}" for row in missing)


def _place(row: CoverageRow) -> str:
    return f"  ({row.file}:{row.line})" if row.file else ""


def _by_module(rows: Sequence[CoverageRow]) -> Iterator[tuple[str, list[CoverageRow]]]:
    for module, group in groupby(rows, key=lambda row: row.module):
        yield module, list(group)


def json_report(rows_of: Mapping[View, Sequence[CoverageRow]]) -> dict[str, Any]:
    """Both views: counts in all and by module, and every item."""
    return {view.value.lower(): _json_view(rows) for view, rows in rows_of.items()}


def _json_view(rows: Sequence[CoverageRow]) -> dict[str, Any]:
    return {
        **_json_count(count(rows)),
        "modules": {module: _json_count(count(group)) for module, group in _by_module(rows)},
        "items": [_json_row(row) for row in rows],
    }


def _json_count(counted: Count) -> dict[str, Any]:
    return {"documented": counted.documented, "total": counted.total, "percent": round(counted.percent, 2)}


def _json_row(row: CoverageRow) -> dict[str, Any]:
    values = asdict(row)
    is_documented = values.pop("is_documented")
    return {**values, "documented": is_documented}
