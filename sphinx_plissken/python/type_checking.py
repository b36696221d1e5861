"""``if TYPE_CHECKING: ... else: ...``: what the ``else`` defines is there at run time.

Goes in: the text of a Python file. Comes out: nothing; members of the module that such an ``else`` defines are marked as there at run time.
griffe takes the whole statement for what type checkers alone read.
"""

from __future__ import annotations

import ast
import re

import griffe

_BRANCHES = re.compile(r"^if .*TYPE_CHECKING:.*?^(?:else|elif)\b", re.MULTILINE | re.DOTALL)


def mark_runtime_branches(module: griffe.Module, text: str) -> None:
    """Mark what the other branches of ``if TYPE_CHECKING`` at the top level of a module define."""
    if "TYPE_CHECKING" not in text or not _BRANCHES.search(text):
        return
    spans = [
        (statement.orelse[0].lineno, statement.orelse[-1].end_lineno or 0)
        for statement in ast.parse(text).body
        if isinstance(statement, ast.If) and statement.orelse and ast.unparse(statement.test).rpartition(".")[2] == "TYPE_CHECKING"
    ]
    for member in module.members.values():
        line = (member.alias_lineno if isinstance(member, griffe.Alias) else member.lineno) or 0
        if any(first <= line <= last for first, last in spans):
            member.runtime = True
