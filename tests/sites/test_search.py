"""Sphinx's search in a browser: what it finds first for the names of Rust objects."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import build_source, text_of

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")]

PAGE = """
Shapes
======

.. rs:crate:: shape

.. rs:struct:: Shape

   .. rs:method:: fn new() -> Self
   .. rs:method:: fn new_line(&self)
   .. rs:method:: #[doc(alias = "magnitude")] fn norm(&self) -> f64

.. rs:struct:: ShapeBuilder

   .. rs:method:: fn new() -> Self

.. rs:mod:: solid

   .. rs:struct:: Shape

   .. rs:mod:: boxed

      .. rs:struct:: Boxed

.. py:class:: geometry.Boxed

.. rs:macro:: draw!

   In a macro with a ``shape``.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("search")
    (source / "conf.py").write_text('extensions = ["sphinx_plissken"]\nhtml_theme = "alabaster"\n', encoding="utf-8")
    (source / "index.rst").write_text(PAGE, encoding="utf-8")
    built = build_source(source, source / "_build", "-W")
    assert built.code == 0, built.output
    return built.site


def found(site: Path, query: str, profile: Path) -> list[str]:
    """The titles of what a search finds, best first."""
    address = f"{(site / 'search.html').as_uri()}?q={quote(query)}"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--virtual-time-budget=10000", f"--user-data-dir={profile}"]
    done = subprocess.run([str(CHROMIUM), *options, "--dump-dom", address], capture_output=True, text=True, timeout=120, check=True)
    results = done.stdout.partition('id="search-results"')[2].partition("</ul>")[0]
    return [text_of(title) for title in re.findall(r"<li[^>]*><a[^>]*>(.*?)</a>", results)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Shape", ["shape::Shape", "shape::solid::Shape"]),  # and not first the crate, or everything in it
        ("shape", ["shape"]),
        ("shape::solid::Shape", ["shape::solid::Shape"]),
        ("solid::Shape", ["shape::solid::Shape"]),
        ("ShapeBuilder::new()", ["shape::ShapeBuilder::new"]),
        ("new", ["shape::Shape::new", "shape::ShapeBuilder::new", "shape::Shape::new_line"]),
        ("Boxed", ["geometry.Boxed", "shape::solid::boxed::Boxed"]),  # Python's users come first
        ("solid::Boxed", ["shape::solid::boxed::Boxed"]),
        ("solid::boxed", ["shape::solid::boxed"]),
        ("draw!", ["shape::draw"]),
        ("magnitude", ["Shapes"]),  # entries of the index are shown by their page
    ],
)
def test_names_are_found_by_full_path_and_by_last_segment(site: Path, tmp_path: Path, query: str, expected: list[str]) -> None:
    assert found(site, query, tmp_path)[: len(expected)] == expected


def test_other_words_for_an_item_are_in_the_index(site: Path) -> None:
    page = (site / "genindex.html").read_text(encoding="utf-8")
    entry = page.partition("magnitude")[2].partition("</li>")[0]
    assert '<a href="index.html#method.shape.Shape.norm">norm (shape::Shape method)</a>' in entry
