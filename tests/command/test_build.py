"""``sphinx-plissken build``: a site for any directory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import build_project, run_module

from sphinx_plissken.command.build import find_own_configuration

Write = Callable[[dict[str, str | bytes]], Path]
CRATE: dict[str, str | bytes] = {
    "crate/Cargo.toml": (
        '[package]\nname = "demo"\nversion = "1.2.3"\nedition = "2021"\ndescription = "A *demo*."\n\n[features]\nmore = []\n'
    ),
    "crate/src/lib.rs": '/// Says hello.\npub fn hello() {}\n#[cfg(feature = "more")]\npub fn more() {}\n',
}


def test_a_site_without_a_conf(write_files: Write) -> None:
    folder = write_files(CRATE)
    built = build_project(folder / "crate", folder / "site", "-W", "--keep-going")
    assert built.code == 0, built.output
    assert f"The site is at {folder / 'site' / 'index.html'}" in built.output
    assert "A *demo*." in built.page("index")
    assert "demo 1.2.3" in built.page("index")
    assert sorted(path.name for path in (folder / "crate").iterdir()) == ["Cargo.toml", "src"]
    assert any("pub fn hello()" in signature for signature in built.signatures("api/rust/demo"))
    assert not any("more" in signature for signature in built.signatures("api/rust/demo"))


def test_features_and_options_of_sphinx(write_files: Write) -> None:
    folder = write_files(CRATE)
    built = build_project(folder / "crate", folder / "site", "--features", "more", "-D", "html_title=Titled", "--", "-A", "x=y")
    assert built.code == 0, built.output
    assert any("more" in signature for signature in built.signatures("api/rust/demo"))
    assert "<title>Titled" in built.page("index") or "Titled</title>" in built.page("index")


def test_books_may_hold_any_character(write_files: Write) -> None:
    folder = write_files({**CRATE, "crate/src/lib.rs": "//! \u250c\u2500 a box \u2192\n".encode()})
    built = build_project(folder / "crate", folder / "book", "-b", "latex", "-W")
    assert built.code == 0, built.output
    assert "\\setmainfont" in (folder / "book" / "demo.tex").read_text(encoding="utf-8")  # LuaLaTeX and XeLaTeX have that


def test_a_second_build_reads_nothing(write_files: Write) -> None:
    folder = write_files(CRATE)
    assert "reading sources" in build_project(folder / "crate", folder / "site").output
    again = build_project(folder / "crate", folder / "site")
    assert "0 added, 0 changed, 0 removed" in again.output


def test_an_own_conf_is_used_if_it_is_written_for_us(write_files: Write) -> None:
    own = {
        "crate/docs/conf.py": 'project = "Own"\nextensions = ["sphinx_plissken"]\nhtml_theme = "alabaster"\n',
        "crate/docs/index.rst": "Mine\n====\n\n.. toctree::\n\n   api/index\n",
    }
    folder = write_files({**CRATE, **own})
    built = build_project(folder / "crate", folder / "site")
    assert built.code == 0, built.output
    assert "Mine" in built.page("index")
    assert built.signatures("api/rust/demo")


def test_another_conf_is_not_run(write_files: Write) -> None:
    folder = write_files({**CRATE, "crate/docs/conf.py": 'raise SystemExit("was run")\n'})
    assert find_own_configuration(folder / "crate") is None
    built = build_project(folder / "crate", folder / "site")
    assert built.code == 0, built.output


def test_a_conf_can_be_named(write_files: Write) -> None:
    own = {"crate/docs/conf.py": 'extensions = ["sphinx.ext.todo"]\nhtml_theme = "alabaster"\n', "crate/docs/index.rst": "Mine\n====\n"}
    folder = write_files({**CRATE, **own})
    built = build_project(folder / "crate", folder / "site", "--conf", str(folder / "crate" / "docs"))
    assert built.code == 0, built.output
    assert built.signatures("api/rust/demo")


@pytest.mark.parametrize("directory", ["gone", "empty"])
def test_nothing_to_document(tmp_path: Path, directory: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run_module("sphinx_plissken", "build", tmp_path / directory, "-o", tmp_path / "site")
    assert done.returncode != 0
    assert directory in done.stderr
    assert not (tmp_path / "site").exists()
