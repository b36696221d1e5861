"""Where sources are: pages of their own, links to them and back, links to where the project is hosted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_plissken.extension.site.source_pages import Back, mark_lines, nested

MANIFEST = (
    '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[lib]\ncrate-type = ["cdylib"]\n\n[dependencies]\npyo3 = "0.25"\n'
)
LIB = """//! The root.

use pyo3::prelude::*;

mod more;

/// Runs things.
#[pyclass]
pub struct Runner { pub limit: usize }

#[pymethods]
impl Runner {
    fn run(&self) -> usize {
        0
    }
}

pub struct Plain;

#[pymodule]
fn demo(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_class::<Runner>()
}
"""
MORE = "pub(crate) fn unlisted() {}\n"
PAGE = "Demo\n====\n\n.. plissken-python:: demo\n\n.. plissken-rust:: demo\n"
SETTINGS = {"plissken_project": "crate", "plissken_generate": False, "exclude_patterns": ["crate"], "nitpicky": True}
NO_INDEX = "   :no-index:\n"
FILES = {"index.rst": PAGE, "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB, "crate/src/more.rs": MORE}
STRUCT = LIB.split("\n").index("pub struct Runner { pub limit: usize }") + 1
RUN = LIB.split("\n").index("    fn run(&self) -> usize {") + 1

Build = Callable[..., Any]


def links(page: str, css: str) -> list[tuple[str, str]]:
    """Address and title of the links that hold something of a class, or have it."""
    found = re.findall(rf'<a class="[^"]*" href="([^"]*)" title="([^"]*)"><span class="{css}">', page)
    return found or re.findall(rf'<a class="{css}" href="([^"]*)" title="([^"]*)">', page)


@pytest.fixture
def paged(build: Build) -> Any:
    site = build(FILES, plissken_rust_source="page", **SETTINGS)
    assert not site.warnings, site.warnings
    return site


def test_signatures_of_both_views_lead_to_the_lines(paged: Any) -> None:
    found = links(paged.text("index.html"), "viewcode-link")
    assert found.count((f"_rust/src/lib.rs.html#L{STRUCT}", f"src/lib.rs, line {STRUCT}")) == 2  # the struct and the class
    assert found.count((f"_rust/src/lib.rs.html#L{RUN}", f"src/lib.rs, line {RUN}")) == 2
    assert "plissken-source" not in paged.text("index.html")


def test_lines_lead_back_to_both_views(paged: Any) -> None:
    back = links(paged.text("_rust/src/lib.rs.html"), "viewcode-back")
    assert ("../../index.html#struct.demo.Runner", "demo::Runner") in back
    assert ("../../index.html#demo.Runner", "demo.Runner") in back
    assert ("../../index.html#struct.demo.Plain", "demo::Plain") in back


def test_every_line_has_an_anchor(paged: Any) -> None:
    page = paged.text("_rust/src/lib.rs.html")
    assert re.findall(r'id="L(\d+)"', page) == [str(number) for number in range(1, LIB.count("\n") + 1)]


def test_only_files_that_are_linked_to_have_pages(paged: Any) -> None:
    assert not (Path(paged.app.outdir) / "_rust/src/more.rs.html").exists()
    assert "lib.rs" in paged.text("_rust/index.html")
    assert "more.rs" not in paged.text("_rust/index.html")


def test_pages_are_written_again_only_when_they_would_be_other(build: Build, paged: Any) -> None:
    page = Path(paged.app.outdir) / "_rust/src/lib.rs.html"
    page.write_text("seen")
    build({}, plissken_rust_source="page", **SETTINGS)
    assert page.read_text() == "seen"
    build({"crate/src/lib.rs": LIB.replace("        0\n", "        1\n")}, plissken_rust_source="page", **SETTINGS)
    assert '<span class="mi">1</span>' in page.read_text()


def test_links_follow_when_lines_move(build: Build, paged: Any) -> None:
    site = build({"crate/src/lib.rs": f"//! More.\n{LIB}"}, plissken_rust_source="page", **SETTINGS)
    assert (
        links(site.text("index.html"), "viewcode-link").count((f"_rust/src/lib.rs.html#L{STRUCT + 1}", f"src/lib.rs, line {STRUCT + 1}"))
        == 2
    )


def test_parallel_builds_and_folders(build: Build) -> None:
    names = enumerate(["Runner", "Plain"] * 4)
    pages = {f"page{n}.rst": f"Page\n====\n\n.. plissken-rust:: demo::{name}\n{NO_INDEX if n > 1 else ''}" for n, name in names}
    index = "Demo\n====\n\n.. toctree::\n   :glob:\n\n   page*\n"
    site = build({**FILES, **pages, "index.rst": index}, builder="dirhtml", parallel=2, plissken_rust_source="page", **SETTINGS)
    assert not site.warnings
    assert links(site.text("page1/index.html"), "viewcode-link")[0][0].startswith("../_rust/src/lib.rs/#L")
    assert ("../../../page0/#struct.demo.Runner", "demo::Runner") in links(site.text("_rust/src/lib.rs/index.html"), "viewcode-back")


@pytest.mark.parametrize("builder", ["singlehtml", "epub", "latex", "text"])
def test_no_pages_where_there_are_none_to_lead_to(build: Build, builder: str) -> None:
    site = build(FILES, builder=builder, plissken_rust_source="page", epub_show_urls="no", version="1", **SETTINGS)
    assert not (Path(site.app.outdir) / "_rust").exists()
    written = [file for file in Path(site.app.outdir).rglob("*") if file.suffix in (".html", ".xhtml", ".tex", ".txt")]
    assert written
    assert not any("[source]" in file.read_text(encoding="utf-8") for file in written)


@pytest.mark.parametrize("source", ["inline", "none", "page"])
def test_sources_on_the_web(build: Build, source: str) -> None:
    template = "https://example.org/{revision}/{path}#L{line}-L{end}"
    site = build(FILES, plissken_rust_source=source, plissken_source_url=template, **SETTINGS)
    address = f"/src/lib.rs#L{RUN}-L{RUN + 2}"
    found = [url for url, _ in links(site.text("index.html"), "viewcode-link") if url.endswith(address)]
    assert len(found) == (0 if source == "page" else 2)
    if source == "page":
        assert re.search(r'href="https://example.org/\w+/src/lib.rs">Read at example.org</a>', site.text("_rust/src/lib.rs.html"))


def test_other_extensions_links_are_enough(build: Build) -> None:
    site = build(
        FILES,
        extensions=["sphinx_plissken", "sphinx.ext.linkcode"],
        linkcode_resolve=_resolve,
        plissken_source_url="https://example.org/{path}",
        **SETTINGS,
    )
    dts = re.findall(r"<dt class=\"sig.*?</dt>", site.text("index.html"), flags=re.DOTALL)
    assert any("https://code.example/" in dt for dt in dts)
    assert all(dt.count("viewcode-link") <= 1 for dt in dts)


def _resolve(domain: str, info: dict[str, str]) -> str | None:
    return f"https://code.example/{info.get('path') or info.get('fullname')}"


def test_a_template_with_unknown_fields_is_refused(build: Build) -> None:
    with pytest.raises(Exception, match=r"plissken_source_url has the field \{file\}"):
        build(FILES, plissken_source_url="https://example.org/{file}", **SETTINGS)


def test_items_that_overlap_are_wrapped_one_in_the_other() -> None:
    backs = [Back(1, 3, "[docs]", "a#a", "a"), Back(3, 5, "[docs]", "a#b", "b"), Back(2, 2, "[docs]", "a#c", "c")]
    assert list(nested(backs, 9)) == [(1, 3), (2, 2), (3, 3)]
    marked = mark_lines(["one", "two", "three"], nested(backs, 3), str)
    assert marked.count("<span") == marked.count("</span>")
    assert re.findall(r'id="(L\d)"', marked) == ["L1", "L2", "L3"]


def test_another_commit_writes_pages_again_and_reads_none(build: Build) -> None:
    site = build(FILES, plissken_source_url="https://example.org/one/{path}", **SETTINGS)
    doctree = Path(site.app.doctreedir) / "index.doctree"
    read = doctree.stat().st_mtime_ns
    site = build({}, plissken_source_url="https://example.org/two/{path}", **SETTINGS)
    assert "https://example.org/two/src/lib.rs" in site.text("index.html")
    assert "https://example.org/one/" not in site.text("index.html")
    assert doctree.stat().st_mtime_ns == read
