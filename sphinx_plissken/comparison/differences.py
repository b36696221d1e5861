"""Where two accounts of one API differ.

Goes in: our rows of an extension module, and somebody else's rows of the same. Comes out: the differences, each with the place of the
Rust item. The words of the rows are those of ``inspect --view python``.
"""

from __future__ import annotations

import ast
import enum
import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]


class What(enum.StrEnum):
    """In what two accounts differ."""

    MISSING = "missing"  # they have it, we do not
    EXTRA = "extra"  # we have it, they do not
    KIND = "kind"
    PARAMETERS = "parameters"
    BASES = "bases"
    WRITABLE = "writable"
    DOC = "doc"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """One difference."""

    path: str
    what: What
    ours: str = ""
    theirs: str = ""
    file: str = ""
    """The Rust file of the item, if we know it."""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file else ""
        match self.what:
            case What.MISSING:
                return f"{place}{self.path}: {self.theirs} is missing in ours"
            case What.EXTRA:
                return f"{place}{self.path}: {self.ours} is in ours only"
            case _:
                return f"{place}{self.path}: {self.what} is {self.ours or 'nothing'} in ours, {self.theirs or 'nothing'} in theirs"


def compare(ours: Iterable[Row], theirs: Iterable[Row], *, with_docs: bool = True) -> tuple[Difference, ...]:
    """Compare two accounts. What CPython adds by itself (``special`` rows that only they have) is no difference."""
    mine, other = _by_path(ours), _by_path(theirs)
    found: list[Difference] = []
    for path, row in other.items():
        if path in mine:
            found += _compare_rows(mine[path], row, with_docs=with_docs)
        elif row["kind"] != "special":
            found.append(Difference(path=path, what=What.MISSING, theirs=row["kind"]))
    extra = (row for path, row in mine.items() if path not in other)
    found += (Difference(path=row["path"], what=What.EXTRA, ours=row["kind"], **_place(row)) for row in extra)
    return tuple(sorted(found))


def _by_path(rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["path"], row)
    return found


def _place(row: Row) -> dict[str, Any]:
    return {"file": row.get("file") or "", "line": row.get("line") or 0}


def _compare_rows(ours: Row, theirs: Row, *, with_docs: bool) -> Iterator[Difference]:
    path, place = ours["path"], _place(ours)
    if ours["kind"] != theirs["kind"]:
        yield Difference(path=path, what=What.KIND, ours=ours["kind"], theirs=theirs["kind"], **place)
        return
    if theirs.get("parameters") is not None and not same_parameters(ours.get("parameters"), theirs["parameters"]):
        yield Difference(path=path, what=What.PARAMETERS, ours=ours.get("parameters") or "", theirs=theirs["parameters"], **place)
    if theirs.get("bases") is not None and _last_names(ours.get("bases") or []) != _last_names(theirs["bases"]):
        yield Difference(path=path, what=What.BASES, ours=str(ours.get("bases") or []), theirs=str(theirs["bases"]), **place)
    if theirs.get("writable") is not None and bool(ours.get("writable")) != theirs["writable"]:
        yield Difference(path=path, what=What.WRITABLE, ours=str(bool(ours.get("writable"))), theirs=str(theirs["writable"]), **place)
    if with_docs and "doc" in theirs and _folded(ours.get("doc")) != _folded(theirs["doc"]):
        yield Difference(path=path, what=What.DOC, ours=_folded(ours.get("doc"))[:60], theirs=_folded(theirs["doc"])[:60], **place)


def _last_names(bases: Iterable[str]) -> list[str]:
    return sorted(name for base in bases if (name := base.rpartition(".")[2]) != "object")


def _folded(text: str | None) -> str:
    return " ".join(inspect.cleandoc(text or "").split())


def same_parameters(ours: str | None, theirs: str) -> bool:
    """Whether two parameter lists are the same; a default that a binary shows as ``...`` agrees with any value that the source shows."""
    mine, other = _read_parameters(ours), _read_parameters(theirs)
    if mine is None or other is None:
        return (ours or "").replace(" ", "") == theirs.replace(" ", "")
    return len(mine) == len(other) and all(
        own[:2] == their[:2] and (own[2] == their[2] or (their[2] == "..." and own[2] is not None))
        for own, their in zip(mine, other, strict=True)
    )


def _read_parameters(text: str | None) -> list[tuple[str, str, str | None]] | None:
    """``(a, *, b=1)`` -> ``[("", "a", None), ("keyword", "b", "1")]``; None for what is no parameter list."""
    try:
        definition = ast.parse(f"def f{text}: pass").body[0]
    except SyntaxError:
        return None
    if not isinstance(definition, ast.FunctionDef):
        return None
    given = definition.args
    positional = [*given.posonlyargs, *given.args]
    defaults: list[ast.expr | None] = [*[None] * (len(positional) - len(given.defaults)), *given.defaults]
    found = [
        ("positional" if n < len(given.posonlyargs) else "", argument.arg, _default(default))
        for n, (argument, default) in enumerate(zip(positional, defaults, strict=True))
    ]
    if given.vararg:
        found.append(("*", given.vararg.arg, None))
    found += (("keyword", argument.arg, _default(default)) for argument, default in zip(given.kwonlyargs, given.kw_defaults, strict=True))
    if given.kwarg:
        found.append(("**", given.kwarg.arg, None))
    return found


def _default(node: ast.expr | None) -> str | None:
    return None if node is None else ast.unparse(node)
