"""The command line: a table of subcommands.

Goes in: arguments. Comes out: an exit code. Each subcommand is a module with ``add_arguments(parser)`` and ``run(arguments) -> int``,
imported only when it is asked for, so that those which do without Sphinx never load it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

SUBCOMMANDS = {
    "build": "build a site for a project, with no conf.py",
    "check": "compare what the documentation says with the built module and with stubs",
    "init": "write the files that documentation starts with: conf.py, a first page, what ReadTheDocs needs",
    "inspect": "print what the documentation of a project would say, as JSON lines",
}
"""Name of a subcommand, and of its module here -> what it does."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the subcommand that the arguments name; what stands behind ``--`` is for the tool that it runs."""
    argv = sys.argv[1:] if argv is None else list(argv)
    end = argv.index("--") if "--" in argv else len(argv)
    argv, passed_on = argv[:end], argv[end + 1 :]
    parser = argparse.ArgumentParser(prog="sphinx-plissken", description="Document Rust-Python projects from source.")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    named = next((argument for argument in argv if argument in SUBCOMMANDS), "")
    for name, summary in SUBCOMMANDS.items():
        subparser = subparsers.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name == named:
            module = import_module(f"{__name__}.{name}")
            module.add_arguments(subparser)
            subparser.set_defaults(run=module.run)
    arguments = parser.parse_args(argv, argparse.Namespace(passed_on=passed_on))
    return int(arguments.run(arguments))
