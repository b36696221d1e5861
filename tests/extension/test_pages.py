"""Generated pages: their names, their text, and what happens to files."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from sphinx.util import logging

from sphinx_plissken.extension.site.pages import MANIFEST, Call, Contents, Page, page_names, write_files, write_myst, write_rest


def test_names_follow_modules() -> None:
    names = page_names(["c", "c::a", "c::a::b"], "::")
    assert {path: str(name) for path, name in names.items()} == {"c": "c", "c::a": "c/a", "c::a::b": "c/a/b"}


def test_names_are_legal_and_unique_on_every_system() -> None:
    names = page_names(["aux", "index", "index.inner", "pkg.Mod", "pkg.mod", "pkg.nul"], ".")
    assert {path: str(name) for path, name in names.items()} == {
        "aux": "aux_",
        "index": "index-2",
        "index.inner": "index-2/inner",
        "pkg.Mod": "pkg/Mod",
        "pkg.mod": "pkg/mod-2",
        "pkg.nul": "pkg/nul_",
    }


PAGE = Page(
    name=PurePosixPath("python/pkg"),
    title="pkg._core",
    blocks=(Call(directive="plissken-python", argument="pkg._core"), Contents(entries=(("sub", "pkg/sub"),))),
)


def test_pages_are_what_a_person_would_write() -> None:
    assert write_rest(PAGE) == ("pkg._core\n=========\n\n.. plissken-python:: pkg._core\n\n.. toctree::\n   :hidden:\n\n   sub <pkg/sub>\n")
    assert write_myst(PAGE) == ("# pkg._core\n\n```{plissken-python} pkg._core\n```\n\n```{toctree}\n:hidden:\n\nsub <pkg/sub>\n```\n")


def test_a_title_that_ends_in_an_underscore_is_no_reference() -> None:
    assert write_rest(Page(name=PurePosixPath("x"), title="async_", blocks=())).startswith("async\\_\n")


def test_files_are_written_when_their_text_differs(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.rst": "one", "b.rst": "two"})
    before = (tmp_path / "a.rst").stat().st_mtime_ns
    write_files(tmp_path, {"a.rst": "one", "b.rst": "three"})
    assert (tmp_path / "a.rst").stat().st_mtime_ns == before
    assert (tmp_path / "b.rst").read_text() == "three"
    assert (tmp_path / ".gitignore").read_text().endswith("*\n")


def test_our_files_go_and_others_stay(tmp_path: Path) -> None:
    write_files(tmp_path, {"python/pkg/a.rst": "one"})
    (tmp_path / "python" / "notes.rst").write_text("mine")
    write_files(tmp_path, {"b.rst": "two"})
    assert not (tmp_path / "python" / "pkg").exists()
    assert (tmp_path / "python" / "notes.rst").exists()


def test_an_authors_file_is_never_touched(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.rst").write_text("mine")
    logging.getLogger("x")  # Sphinx's loggers are there
    write_files(tmp_path, {"a.rst": "ours"})
    assert (tmp_path / "a.rst").read_text() == "mine"
    write_files(tmp_path, {})
    assert (tmp_path / "a.rst").read_text() == "mine"


def test_a_manifest_can_name_nothing_outside(tmp_path: Path) -> None:
    folder = tmp_path / "api"
    folder.mkdir()
    outside = tmp_path / "precious.rst"
    outside.write_text("mine")
    (folder / MANIFEST).write_text(json.dumps(["../precious.rst", str(outside), 3]))
    write_files(folder, {})
    assert outside.exists()
