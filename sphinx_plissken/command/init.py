"""``sphinx-plissken init PROJECT``: the files that a project's documentation starts with.

Goes in: a project directory. Comes out: a conf.py, a first page, what ReadTheDocs needs, and what to do next. What exists is never touched
unless somebody says so: who sits at a terminal is asked, else the file is left alone, named, and told of by the exit code.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from sphinx_plissken.command.first_files import READTHEDOCS, NewFile, new_files, repository_of
from sphinx_plissken.project import find_project

NOTHING, WRONG, LEFT_ALONE = 1, 2, 3
"""Exit codes: nothing to document; a wrong argument or a folder that can't be written to; files were there and stay as they were."""

FOLDERS = ("docs", "docs/source", "doc", "doc/source")
"""Where projects keep their conf.py; a new one goes into the first."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("project", type=Path, metavar="PROJECT", help="directory of the project")
    parser.add_argument(
        "--docs", metavar="DIR", help="folder of the documentation, relative to PROJECT (default: where a conf.py is, else docs)"
    )
    parser.add_argument("--force", action="store_true", help="replace what exists, without asking")


def run(arguments: argparse.Namespace) -> int:
    """Write the files, and say what to do next."""
    try:
        project = find_project(arguments.project)
        docs = docs_folder(project.root, arguments.docs)
    except (NotADirectoryError, ValueError) as error:
        print(f"sphinx-plissken init: {error}", file=sys.stderr)
        return WRONG
    if not (project.crates or project.python or project.extensions):
        print(f"sphinx-plissken init: nothing to document in {arguments.project}", *project.problems, sep="\n  ", file=sys.stderr)
        return NOTHING
    try:
        left = [file for file in new_files(project, docs) if not _write(file, project.root, is_forced=arguments.force)]
    except OSError as error:
        print(f"sphinx-plissken init: {error.filename} cannot be written: {error.strerror}", file=sys.stderr)
        return WRONG
    _say_what_is_missing(left, project.root)
    print(*_next_steps(project.root, docs), sep="\n")
    return LEFT_ALONE if left else 0


def docs_folder(root: Path, chosen: str | None) -> PurePosixPath:
    """The folder of the documentation, relative to the project.

    :raises ValueError: when it is not inside the project.
    """
    if chosen is None:
        return PurePosixPath(next((folder for folder in FOLDERS if (root / folder / "conf.py").is_file()), FOLDERS[0]))
    folder = Path(os.path.normpath(root / chosen))
    if not folder.is_relative_to(root) or folder == root:
        raise ValueError(f"--docs is {chosen}; it must be a folder inside {root}")
    return PurePosixPath(folder.relative_to(root).as_posix())


def _write(file: NewFile, root: Path, *, is_forced: bool) -> bool:
    """Write a file unless it has to be left alone; tell whether what is there now is ours."""
    shown, is_there = _shown(file.path, root), os.path.lexists(file.path)
    if is_there and _holds(file.path, file.text):
        print(f"kept      {shown}, which is as it would be written")
        return True
    if is_there and not (is_forced or _may_replace(shown)):
        return False
    file.path.parent.mkdir(parents=True, exist_ok=True)
    file.path.write_text(file.text, encoding="utf-8", newline="\n")
    print(f"{'replaced' if is_there else 'wrote':9} {shown}")
    return True


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text


def _may_replace(shown: str) -> bool:
    """Ask whoever is there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input(f"{shown} exists. Replace it? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _say_what_is_missing(left: Sequence[NewFile], root: Path) -> None:
    for file in left:
        print(f"left as it is: {_shown(file.path, root)}; {file.otherwise}", file=sys.stderr)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _next_steps(root: Path, docs: PurePosixPath) -> Sequence[str]:
    repository = repository_of(root)
    file = (root / READTHEDOCS[0]).relative_to(repository).as_posix()
    path = "" if repository == root else f'; in its settings, "Path for .readthedocs.yaml" is {file}'
    return (
        "",
        f"Next, in {root}:",
        f"  python -m pip install -r {docs}/requirements.txt",
        f"  python -m sphinx {docs} {docs}/_build/html",
        f"Then open {docs}/_build/html/index.html. Write pages beside the first one and name them in its toctree.",
        f"For ReadTheDocs, commit these files and add the repository at https://app.readthedocs.org{path}.",
    )
