"""Docstrings in reStructuredText that share a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from site_checker import check_site

PAGES = {
    "index.rst": "Demo\n====\n\n.. plissken-python:: helpers\n",
    "crate/pyproject.toml": '[project]\nname = "helpers"\nversion = "1.0"\n',
}


def module(*docstrings: str) -> str:
    functions = [f'def f{n}():\n    """{text}"""\n' for n, text in enumerate(docstrings)]
    return '"""Helpers."""\n\n\n' + "\n\n".join(functions)


def test_each_docstring_numbers_its_own_footnotes(build: Callable[..., Any]) -> None:
    noted = "As said [1]_.\n\n    .. [1] By somebody {}.\n    "
    site = build(
        {**PAGES, "crate/helpers/__init__.py": module(noted.format("here"), noted.format("there"))},
        plissken_project="crate",
        exclude_patterns=["crate"],
    )
    assert "Duplicate explicit target name" not in site.warnings
    page = site.text("index.html")
    assert page.count('role="doc-footnote"') == 2
    assert check_site(Path(site.app.outdir)) == []


def test_faulty_markup_leads_nowhere(build: Callable[..., Any]) -> None:
    site = build({**PAGES, "crate/helpers/__init__.py": module("Look at `this.")}, plissken_project="crate", exclude_patterns=["crate"])
    assert "helpers/__init__.py:5: WARNING: Inline interpreted text" in site.warnings
    assert check_site(Path(site.app.outdir)) == []
