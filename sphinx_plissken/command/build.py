"""``sphinx-plissken build PROJECT``: a site for any project directory, without a conf.py.

Goes in: a directory and options. Comes out: a site, and where it is. What Sphinx needs (a conf.py, an index page, the generated pages)
is kept beside the output folder, so that the project stays as it is and the next build redoes only what changed. A conf.py of the
project's own that names ``sphinx_plissken`` is used instead; any other belongs to other documentation, and running it would run the
project's code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from sphinx.cmd.build import main as sphinx_build
from sphinx.config import Config
from sphinx.util.tags import Tags

from sphinx_plissken.project import Project, find_project

EXTENSION = "sphinx_plissken"
OWN_FOLDERS = (".", "docs", "docs/source", "doc")
"""Where projects keep their conf.py."""

THEMES = ("furo", "alabaster")
"""Themes to use, the first one that is installed."""

FLAGS = (
    (("-n", "--nitpicky"), "warn about all missing references"),
    (("-W", "--fail-on-warning"), "turn warnings into errors"),
    (("--keep-going",), "with -W: report all warnings before failing"),
    (("-E", "--fresh-env"), "read all pages again"),
    (("-a", "--write-all"), "write all pages again"),
    (("-q", "--quiet"), "print nothing but warnings and errors"),
    (("-v", "--verbose"), "print more"),
    (("-T", "--show-traceback"), "show full tracebacks"),
    (("--no-color",), "print without colours"),
)
"""Options of sphinx-build that are taken as they are."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("project", type=Path, metavar="PROJECT", help="directory of the project")
    parser.add_argument("-o", "--output", type=Path, default=Path("site"), metavar="OUT", help="folder for the site (default: site)")
    parser.add_argument("-b", "--builder", default="html", help="Sphinx builder (default: html)")
    parser.add_argument("--conf", type=Path, metavar="DIR", help="use the conf.py in this folder, with our extension added")
    parser.add_argument("--features", default="", metavar="A,B", help="Cargo features to turn on")
    parser.add_argument("--all-features", action="store_true", help="turn all Cargo features on")
    parser.add_argument("--no-default-features", action="store_true", help="leave default Cargo features off")
    group = parser.add_argument_group("options of sphinx-build; any other goes behind --")
    for names, description in FLAGS:
        group.add_argument(*names, action="append_const", const=names[0], dest="sphinx_flags", help=description)
    group.add_argument("-j", "--jobs", metavar="N", help="read and write in N processes, or auto")
    group.add_argument("-D", dest="definitions", action="append", default=[], metavar="NAME=VALUE", help="set a value of conf.py")


def run(arguments: argparse.Namespace) -> int:
    """Build the site; 0 if that succeeded."""
    directory: Path = arguments.project
    if not directory.is_dir():
        print(f"sphinx-plissken: there is no directory {directory}", file=sys.stderr)
        return 2
    project = find_project(directory)
    if not (project.crates or project.python or project.extensions):
        print(f"sphinx-plissken: nothing to document in {directory}", *project.problems, sep="\n  ", file=sys.stderr)
        return 1
    output = arguments.output.resolve()
    own = arguments.conf.resolve() if arguments.conf else find_own_configuration(directory)
    work = output.with_name(f".{output.name}.plissken")
    if own:
        source, definitions = own, own_definitions(own, directory.resolve())
    else:
        source, definitions = work / "source", []
        write_source(source, project, arguments)
    options = [*definitions, *_passed_on(arguments)]
    code = sphinx_build(["-b", arguments.builder, "-d", str(work / "doctrees"), *options, str(source), str(output)])
    if code == 0:
        print(f"The site is at {_entry(output)}")
    return code


def find_own_configuration(directory: Path) -> Path | None:
    """The folder of a conf.py that is written for us; told by its text, since nothing of the project is run to find out."""
    for folder in OWN_FOLDERS:
        file = directory / folder / "conf.py"
        if file.is_file() and EXTENSION in file.read_text(encoding="utf-8", errors="replace"):
            return file.parent.resolve()
    return None


def own_definitions(folder: Path, project: Path) -> list[str]:
    """Options that add our extension to a conf.py that lacks it, or the project to one that names none."""
    config = Config.read(folder, overrides={}, tags=Tags())
    definitions: list[str] = []
    if EXTENSION not in config.extensions:
        definitions += ["-D", f"extensions={','.join([*config.extensions, EXTENSION])}"]
    if "plissken_project" not in config._raw_config:
        definitions += ["-D", f"plissken_project={project}"]
    return definitions


def write_source(folder: Path, project: Project, arguments: argparse.Namespace) -> None:
    """Write the conf.py and the first page of a site; files that are the same already are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {
        "project": project.name,
        "version": project.version or "unreleased",
        "release": project.version or "unreleased",
        "author": project.name,
        "copyright": project.name,
        "extensions": [EXTENSION],
        "html_theme": next(theme for theme in THEMES if find_spec(theme)),
        "html_title": f"{project.name} {project.version}".strip(),
        "html_copy_source": False,
        "latex_engine": "xelatex",  # pdfLaTeX stops at the boxes and arrows of doc comments
        "latex_use_xindy": False,  # names in Rust are mostly ASCII
        "plissken_project": str(project.root),
        "plissken_rust_features": [name for name in arguments.features.replace(",", " ").split() if name],
        "plissken_rust_all_features": arguments.all_features,
        "plissken_rust_default_features": not arguments.no_default_features,
    }
    _write(folder / "conf.py", "".join(f"{name} = {value!r}\n" for name, value in values.items()))
    _write(folder / "index.rst", _first_page(project))


def _first_page(project: Project) -> str:
    title = _escaped(project.name)
    parts = [f"{title}\n{'=' * len(title)}"]
    if project.description:
        parts.append(_escaped(" ".join(project.description.split())))
    parts.append(".. toctree::\n   :maxdepth: 3\n\n   api/index")
    return "\n\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    """Text with nothing in it that reStructuredText would read as markup."""
    return "".join(f"\\{character}" if character in "\\*`_|:[]<>-=~+^#\"'." else character for character in text)


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _passed_on(arguments: argparse.Namespace) -> Sequence[str]:
    options = [*(arguments.sphinx_flags or ()), *arguments.passed_on]
    if arguments.jobs:
        options += ["-j", arguments.jobs]
    for definition in arguments.definitions:
        options += ["-D", definition]
    return options


def _entry(output: Path) -> Path:
    """What to open first."""
    first = output / "index.html"
    return first if first.exists() else output
