"""``sphinx-plissken check``: whether what we say is what the built module does, and what the stubs say.

Goes in: a project, and an interpreter that has it installed. Comes out: one line for each difference, with the Rust item's place, and an
exit code that is 0 only if there is none. The module is imported by the other interpreter, in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sphinx_plissken.bindings.api import Bindings
from sphinx_plissken.comparison import imported
from sphinx_plissken.comparison.differences import compare
from sphinx_plissken.inspection import python as python_view
from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.reference import Choices, Reference, read_reference

_LONGEST = 300
"""Seconds that an import may take."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("project", type=Path, help="directory of the project")
    parser.add_argument(
        "--python", metavar="PATH", help="interpreter in whose environment the built module is; without it only stubs are compared"
    )
    parser.add_argument("--module", action="append", default=[], metavar="NAME", help="compare this extension module only")
    parser.add_argument("--no-docs", action="store_true", help="leave docstrings out of the comparison")


def run(arguments: argparse.Namespace) -> int:
    """Print the differences; what else went wrong, which may explain them, goes to the other stream."""
    try:
        reference = read_reference(arguments.project, Choices())
    except NotADirectoryError as error:
        return _refuse(str(error))
    names = [each.import_name for each in reference.bindings]
    if unknown := next((name for name in arguments.module if name not in names), None):
        return _refuse(f"the project has no extension module `{unknown}`; there is {_listed(names)}")
    if arguments.python and not names:
        return _refuse("the project has no extension module to compare")
    chosen = [each for each in reference.bindings if not arguments.module or each.import_name in arguments.module]
    found = [str(problem) for problem in reference.problems if problem.subtype is Subtype.STUB]
    for bindings in chosen if arguments.python else ():
        found += _lines(reference, bindings, arguments.python, with_docs=not arguments.no_docs)
    print(*found, sep="\n", end="\n" if found else "")
    others = [str(problem) for problem in reference.problems if problem.subtype is not Subtype.STUB]
    print(*others, _summary(len(found), chosen, arguments.python), sep="\n", file=sys.stderr)
    return 1 if found else 0


def _refuse(message: str) -> int:
    print(f"sphinx-plissken check: {message}", file=sys.stderr)
    return 2


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _summary(found: int, compared: list[Bindings], interpreter: str | None) -> str:
    names = ", ".join(bindings.import_name for bindings in compared) or "no extension module"
    others = "the built module and the stubs" if interpreter else "the stubs"
    return f"sphinx-plissken check: {names} against {others}: {found} difference{'' if found == 1 else 's'}"


def _lines(reference: Reference, bindings: Bindings, interpreter: str, *, with_docs: bool) -> Iterator[str]:
    """The differences of one extension module; a module that cannot be imported is one."""
    theirs = _imported_rows(bindings.import_name, interpreter)
    if isinstance(theirs, Problem):
        yield str(theirs)
        return
    ours = python_view.rows(bindings, root=reference.project.root)
    yield from map(str, compare(ours, theirs, with_docs=with_docs))


def _imported_rows(name: str, interpreter: str) -> list[dict[str, Any]] | Problem:
    """Let another interpreter import a module and say what it exposes."""
    try:
        done = subprocess.run(
            [interpreter, "-I", str(Path(imported.__file__)), name], capture_output=True, text=True, check=False, timeout=_LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Problem(file="", subtype=Subtype.BINDING, message=f"`{name}` could not be imported by {interpreter}: {error}")
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return Problem(file="", subtype=Subtype.BINDING, message=f"`{name}` could not be imported by {interpreter}: {reason}")
    return [json.loads(line) for line in done.stdout.splitlines()]
