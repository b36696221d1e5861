"""The garbage collector during a build, and after it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

FILES = {
    "conf.py": 'extensions = ["sphinx_plissken"]\nplissken_project = "project"\nexclude_patterns = ["project"]\n',
    "by_hand/conf.py": 'extensions = ["sphinx_plissken"]\n',
    "index.rst": "Demo\n====\n\n.. toctree::\n\n   api/index\n",
    "by_hand/index.rst": "Demo\n====\n",
    "project/Cargo.toml": '[package]\nname = "demo"\nversion = "1.0.0"\n[lib]\n',
    "project/src/lib.rs": "//! A crate.\npub struct Point;\n",
}


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """What other programs in the process have set."""
    before = gc.get_threshold()
    gc.set_threshold(701, 9, 11)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def states(source: Path) -> list[tuple[bool, int]]:
    """Build, and return whether anything was set aside and how rarely objects are collected, when the last page has been read."""
    found: list[tuple[bool, int]] = []
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(str(source), str(source), str(source / "_out"), str(source / "_doctrees"), "dummy", status=None)
        app.connect("env-updated", lambda _app, _env: found.append((gc.get_freeze_count() > 0, gc.get_threshold()[0])))
        app.build()
    return found


def write(folder: Path) -> None:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_a_build_keeps_the_collector_from_what_lives_to_its_end_and_then_gives_all_back(tmp_path: Path) -> None:
    write(tmp_path)
    assert states(tmp_path) == [(True, 10_000)]
    assert gc.get_threshold() == (701, 9, 11)
    assert gc.get_freeze_count() == 0


def test_a_build_without_a_project_leaves_the_collector_alone(tmp_path: Path) -> None:
    write(tmp_path)
    gc.unfreeze()
    assert states(tmp_path / "by_hand") == [(False, 701)]
