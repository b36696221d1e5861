"""Builds that follow a build, and builds in parallel."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import EXAMPLE, Built, build_source

CONFIGURATION = """
extensions = ["sphinx_plissken"]
plissken_project = "project"
html_theme = "alabaster"
html_copy_source = False
exclude_patterns = ["project", "_*"]
"""
INDEX = """
Rebuild
=======

.. toctree::

   api/index
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "project")
    (tmp_path / "conf.py").write_text(CONFIGURATION, encoding="utf-8")
    (tmp_path / "index.rst").write_text(INDEX, encoding="utf-8")
    return tmp_path


def pages_read(built: Built) -> set[str]:
    """Return the names of the pages that a verbose build has read."""
    return set(re.findall(r"^reading sources\.\.\. \[ *\d+%\] (?:\x1b\[\d+m)?([\w/.]+)", built.output, flags=re.MULTILINE))


def build(source: Path, out: str = "_build", *options: str) -> Built:
    built = build_source(source, source / out, "-d", str(source / f"{out}_doctrees"), "--no-color", "-v", *options)
    assert built.code == 0, built.output
    return built


def contents(site: Path) -> dict[str, bytes]:
    skipped = {".buildinfo", ".buildinfo.bak"}
    return {str(f.relative_to(site)): f.read_bytes() for f in sorted(site.rglob("*")) if f.is_file() and f.name not in skipped}


def test_nothing_changed_reads_no_page(source: Path) -> None:
    first = build(source)
    assert "api/python/hybrid_binary" in pages_read(first)
    assert pages_read(build(source)) == set()


def test_a_changed_doc_comment_is_read_again_in_both_views(source: Path) -> None:
    build(source)
    file = source / "project" / "rust" / "src" / "decorators.rs"
    file.write_text(file.read_text().replace("Make a decorator that registers", "Return a decorator that registers"))
    again = pages_read(build(source))
    assert {"api/python/hybrid_binary", "api/rust/hybrid_binary/decorators"} <= again
    assert "api/python/helpers" not in again
    assert "api/rust/hybrid_binary/internal" not in again
    assert "Return a decorator" in (source / "_build" / "api" / "python" / "hybrid_binary.html").read_text()


def test_parallel_and_serial_builds_are_equal(source: Path) -> None:
    build(source, "_serial")
    build(source, "_parallel", "-j", "2")
    serial, parallel = contents(source / "_serial"), contents(source / "_parallel")
    assert serial.keys() == parallel.keys()
    assert [name for name in serial if serial[name] != parallel[name]] == []
