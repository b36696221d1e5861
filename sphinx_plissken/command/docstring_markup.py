"""Tells in which markup the Python docstrings of a project are written.

Goes in: a project. Comes out: Markdown where more docstrings show it than show reStructuredText, else nothing to be said. A docstring
that shows neither is read as the configuration says, so a project that writes Markdown wants to say so.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sphinx_plissken.project import Project, PythonRoot

MOST_FILES = 2000
"""Files that are looked at; by then the answer is plain."""


def writes_markdown(project: Project) -> bool:
    """Whether the docstrings of the project's Python files are mostly Markdown."""
    from sphinx_plissken.extension.configuration import Markup
    from sphinx_plissken.extension.docs.markup import judge  # here, since it loads Sphinx

    return judge(_docstrings(project), is_rust=False).default is Markup.MARKDOWN


def _docstrings(project: Project) -> Iterator[str]:
    files = sorted({file for root in project.python for file in _files(root)})
    for file in files[:MOST_FILES]:
        try:
            tree = ast.parse(file.read_bytes())
        except (OSError, SyntaxError, ValueError, RecursionError):
            continue  # whoever builds the site is told
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and (text := ast.get_docstring(node)):
                yield text


def _files(root: PythonRoot) -> Iterator[Path]:
    for name in root.names:
        for suffix in (".py", ".pyi"):
            yield from (root.directory / name).rglob(f"*{suffix}")
            yield (root.directory / name).with_suffix(suffix)
