"""The files that ``init`` writes, as text.

Goes in: a project and the folder of its documentation. Comes out: a conf.py, a first page, requirements and the file for ReadTheDocs.
Nothing is written here; the first page takes the markup, and ReadTheDocs' file the name, of the one that is there already.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sphinx_plissken.command.docstring_markup import writes_markdown
from sphinx_plissken.project import Project

READTHEDOCS = (".readthedocs.yaml", ".readthedocs.yml", "readthedocs.yaml", "readthedocs.yml")
"""The names that ReadTheDocs knows its file by; a new one gets the first."""

THEME = "furo"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to write."""

    path: Path
    """Absolute."""
    text: str
    otherwise: str
    """What its owner has to do where it exists and stays."""


def new_files(project: Project, docs: PurePosixPath) -> Sequence[NewFile]:
    """All files, in the order in which they are written."""
    root, folder = project.root, project.root / docs
    up = "/".join([".."] * len(docs.parts))
    markup = choose_markup(root, folder)
    return (
        NewFile(
            path=folder / "conf.py",
            text=configuration(project, up, markup.extensions, has_markdown=writes_markdown(project)),
            otherwise=f'let it have "sphinx_plissken" in extensions, and plissken_project = "{up}"',
        ),
        NewFile(
            path=folder / f"index{markup.suffix}",
            text=first_page(project, markup),
            otherwise="put api/index into one of its toctrees; if it belongs to other documentation, name another folder with --docs",
        ),
        NewFile(path=folder / "requirements.txt", text=f"{THEME}\nsphinx-plissken\n", otherwise=f"let it name sphinx-plissken and {THEME}"),
        NewFile(
            path=_first(root, READTHEDOCS) or root / READTHEDOCS[0],
            text=readthedocs(_in_repository(root, docs)),
            otherwise=f"let it name {docs}/conf.py and install {docs}/requirements.txt",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarkup:
    """A markup that the first page can be written in."""

    suffix: str
    extensions: tuple[str, ...]
    """What Sphinx needs to read it."""
    special: re.Pattern[str]
    """What would be read as markup; a backslash before it makes it text."""
    write: Callable[[str, str], str]
    """From title and description to the page."""


_MARKED_START = r"(?<=^)[^\w\s]|(?<=^\d)[.)](?=\s)|(?<=^\w)[.)](?=\s)"
"""What makes a list or the like of a line: ``- x``, ``1. x``, ``a) x``."""


def _write_markdown(title: str, description: str) -> str:
    return "\n\n".join(part for part in (f"# {title}", description, "```{toctree}\n:maxdepth: 3\n\napi/index\n```") if part) + "\n"


def _write_rest(title: str, description: str) -> str:
    line = "=" * (len(title) if title.isascii() else 2 * len(title))
    return "\n\n".join(part for part in (f"{title}\n{line}", description, ".. toctree::\n   :maxdepth: 3\n\n   api/index") if part) + "\n"


MARKDOWN = PageMarkup(
    suffix=".md",
    extensions=("myst_parser", "sphinx_plissken"),
    special=re.compile(rf"[\\`*\[\]<>]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|{_MARKED_START}"),
    write=_write_markdown,
)
REST = PageMarkup(
    suffix=".rst",
    extensions=("sphinx_plissken",),
    special=re.compile(rf"[\\`*|]|(?<!\w)_|_(?!\w)|:(?=:$)|{_MARKED_START}"),
    write=_write_rest,
)


def choose_markup(root: Path, folder: Path) -> PageMarkup:
    """The markup of the first page that is there, else that of the README."""
    if first := _first(folder, ("index.md", "index.rst")):
        return MARKDOWN if first.suffix == MARKDOWN.suffix else REST
    return REST if (root / "README.rst").is_file() else MARKDOWN


def _first(folder: Path, names: Sequence[str]) -> Path | None:
    """The first of some files that is there."""
    return next((folder / name for name in names if os.path.lexists(folder / name)), None)


def configuration(project: Project, up: str, extensions: Sequence[str], *, has_markdown: bool) -> str:
    """The conf.py.

    :param up: the project's directory, relative to the file.
    :param has_markdown: whether Python docstrings are Markdown.
    """
    name = _one_line(project.name)
    people = f"the {name} developers"
    return f"""\
# Configuration of the documentation.
# What else may stand here: https://www.sphinx-doc.org/en/master/usage/configuration.html

project = {_string(name)}
author = {_string(people)}
copyright = {_string(f"%Y, {people}")}

extensions = {json.dumps(extensions)}
exclude_patterns = ["_build"]

html_theme = "{THEME}"
html_title = project

# The directory of pyproject.toml or Cargo.toml, relative to this file.
plissken_project = "{up}"
{_MARKDOWN_DOCSTRINGS if has_markdown else ""}"""


_MARKDOWN_DOCSTRINGS = """
# The docstrings of the Python modules are Markdown.
plissken_python_docstrings = "markdown"
"""


def _string(text: str) -> str:
    """A string literal."""
    return json.dumps(text, ensure_ascii=False)


def first_page(project: Project, markup: PageMarkup) -> str:
    """The page above the reference: title, description, table of contents."""
    title, description = (markup.special.sub(r"\\\g<0>", _one_line(text)) for text in (project.name, project.description))
    return markup.write(title, description)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def readthedocs(docs: PurePosixPath) -> str:
    """What ReadTheDocs reads; it needs neither Rust nor the built project.

    :param docs: the folder of the documentation, relative to the repository: all paths in the file are.
    """
    return f"""\
# https://docs.readthedocs.com/platform/stable/config-file/v2.html
version: 2
build:
  os: ubuntu-24.04
  tools:
    python: "3.13"
python:
  install:
    - requirements: {_path(docs / "requirements.txt")}
sphinx:
  configuration: {_path(docs / "conf.py")}
"""


def _path(path: PurePosixPath) -> str:
    """A path in YAML, in quotes where it needs them."""
    return str(path) if re.fullmatch(r"[\w./-]+", str(path)) else _string(str(path))


def _in_repository(root: Path, docs: PurePosixPath) -> PurePosixPath:
    """A folder relative to the repository, of which the project may be a part."""
    return PurePosixPath((root / docs).relative_to(repository_of(root)).as_posix())


def repository_of(root: Path) -> Path:
    """The repository that a project is in, or is; without one the project itself."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
