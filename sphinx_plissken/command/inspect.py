"""``sphinx-plissken inspect``: what the documentation of a project would say, as JSON lines.

Goes in: a project and a view. Comes out: sorted rows on standard output, problems on standard error, and an exit code that is 0 only if
there was something to print. What the keys mean is said in the documentation of ``inspect``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx_plissken.inspection import python as python_view
from sphinx_plissken.inspection import rust as rust_view
from sphinx_plissken.project import DependencySources
from sphinx_plissken.reference import Choices, Reference, read_reference
from sphinx_plissken.rust.documented import Reach

Row = Mapping[str, object]

VIEWS = {
    "python": "the objects of the Python packages and extension modules",
    "rust": "the items of the crates, as rustdoc would show them",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("project", type=Path, help="directory of the project")
    parser.add_argument("--view", choices=sorted(VIEWS), required=True, help="; ".join(f"{name}: {what}" for name, what in VIEWS.items()))
    parser.add_argument("--features", type=_names, default=(), metavar="A,B", help="Cargo features to turn on")
    parser.add_argument("--all-features", action="store_true", help="turn on all Cargo features")
    parser.add_argument("--no-default-features", action="store_true", help="leave the default features off")
    parser.add_argument("--docs-rs-features", action="store_true", help="turn on what [package.metadata.docs.rs] asks for")
    parser.add_argument("--cfg", action="append", default=[], metavar="OPTION", help="cfg option that is on, as for rustc --cfg")
    parser.add_argument(
        "--target", default=Choices().target, metavar="TRIPLE", help="target for which cfg is judged (default: %(default)s)"
    )
    parser.add_argument(
        "--dependencies",
        type=DependencySources,
        default=Choices().dependencies,
        metavar="|".join(each.value for each in DependencySources),
        help="where the source of dependencies is looked for (default: auto)",
    )
    parser.add_argument("--crate", action="append", default=[], metavar="NAME", help="print this crate only; may be given several times")
    parser.add_argument("--private", action="store_true", help="print what rustdoc would leave out as well")


def _names(text: str) -> tuple[str, ...]:
    """``a,b c`` -> ``("a", "b", "c")``."""
    return tuple(text.replace(",", " ").split())


def run(arguments: argparse.Namespace) -> int:
    """Print the rows."""
    try:
        reference = read_reference(arguments.project, _choices(arguments))
    except NotADirectoryError as error:
        print(f"sphinx-plissken inspect: {error}", file=sys.stderr)
        return 2
    for problem in reference.problems:
        print(problem, file=sys.stderr)
    rows = _python_rows(reference) if arguments.view == "python" else _rust_rows(reference, arguments.crate)
    return _print(rows)


def _choices(arguments: argparse.Namespace) -> Choices:
    return Choices(
        features=arguments.features,
        all_features=arguments.all_features,
        uses_default_features=not arguments.no_default_features,
        uses_docs_rs_features=arguments.docs_rs_features,
        cfg=tuple(arguments.cfg),
        target=arguments.target,
        dependencies=arguments.dependencies,
        default_reach=Reach.PRIVATE if arguments.private else Reach.PUBLIC,
        crates=tuple(arguments.crate),
    )


def _python_rows(reference: Reference) -> Iterable[Row]:
    """Extension modules at their import names, as the bindings say; then the public names, with what stubs add."""
    root = reference.project.root
    for bindings in reference.bindings:
        if bindings.module.members or bindings.counterparts:
            yield from python_view.rows(bindings, root=root)
    imported = tuple(bindings.import_name for bindings in reference.bindings)
    for row in python_view.reference_rows(reference.python, root=root):
        if not any(row["path"] == name or row["path"].startswith(f"{name}.") for name in imported):
            yield row


def _rust_rows(reference: Reference, chosen: list[str]) -> Iterable[Row]:
    """The crates that were chosen, else the main ones."""
    main = {crate.name for crate in reference.project.crates if crate.is_main or chosen}
    modules = tuple(module for module in reference.rust if module.path.partition("::")[0] in main)
    yield from rust_view.rows(modules, reference.names)


def _print(rows: Iterable[Row]) -> int:
    """Print rows by path and kind; rows of one path and kind, like functions of several impls, keep the order of their page."""
    found = sorted(rows, key=lambda row: (str(row["path"]), str(row["kind"])))
    try:
        for row in found:
            print(json.dumps(row, ensure_ascii=False))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not found:
        print("sphinx-plissken inspect: there is nothing to print in this view", file=sys.stderr)
    return 0 if found else 1
