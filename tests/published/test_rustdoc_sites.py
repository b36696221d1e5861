"""Reading what a rustdoc site describes."""

import zlib
from pathlib import Path

import pytest

from sphinx_plissken.published import __main__ as command
from sphinx_plissken.published.inventory import inventory_text, read_inventory
from sphinx_plissken.published.rustdoc_sites import pages_of_folder, read_site
from sphinx_plissken.rust.model import Namespace

ROOT = """<span class="version">1.2.3</span>
<h2 id="modules">Modules</h2><dl class="item-table"><dt><a class="mod" href="shapes/index.html">shapes</a></dt></dl>
<dl class="item-table reexports"><dt><a class="struct" href="../other/struct.Moved.html">Moved</a></dt></dl>
<p><a class="struct" href="struct.Prose.html">a link in prose</a></p>"""
SHAPES = """<dl class="item-table"><dt><a class="struct" href="struct.Point.html">Point</a></dt>
<dt><a class="trait" href="trait.Area.html">Area</a></dt></dl>"""
POINT = """<span id="structfield.x" class="structfield"></span><h3 id="trait-implementations-1">a heading of the text</h3>
<section id="method.norm" class="method"></section>
<h2 id="deref-methods-%5Bu8%5D">Methods from Deref</h2><section id="method.sort" class="method"></section>
<h2 id="trait-implementations">Trait Implementations</h2>
<section id="impl-Area%3CT%3E-for-Point" class="impl"><h3><a class="trait" href="trait.Area.html" title="trait std::shapes::Area">Area</a>
for Point</h3></section><section id="method.area" class="method"></section>
<h2 id="synthetic-implementations">Auto</h2>
<section id="impl-Send-for-Point" class="impl"><a title="trait std::marker::Send">Send</a></section>"""
AREA = """<section id="tymethod.area" class="method"></section><section id="associatedtype.Unit" class="method"></section>
<h2 id="implementors">Implementors</h2><section id="method.other" class="method"></section>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = {"index": ROOT, "shapes/index": SHAPES, "shapes/struct.Point": POINT, "shapes/trait.Area": AREA, "shapes/struct.Moved": ""}
    for name, text in pages.items():
        file = tmp_path / "std" / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_pages_and_members_are_read(site: Path) -> None:
    pages = {page.path: page for page in read_site("std", pages_of_folder(site))}
    assert sorted(pages) == ["std", "std::shapes", "std::shapes::Area", "std::shapes::Point"]
    assert pages["std::shapes::Point"].anchors == ("structfield.x", "method.norm")
    assert pages["std::shapes::Point"].traits == ("std::shapes::Area",)
    assert pages["std::shapes::Area"].anchors == ("tymethod.area", "associatedtype.Unit")


def test_modules_may_be_left_out(site: Path) -> None:
    pages = read_site("std", pages_of_folder(site), without=frozenset({"std::shapes"}))
    assert [page.path for page in pages] == ["std"]


def test_the_text_of_an_inventory_says_all_that_was_read(site: Path) -> None:
    pages = sorted(read_site("std", pages_of_folder(site)), key=lambda page: page.path)
    inventory = read_inventory(inventory_text("std", "1.2.3", pages))
    assert inventory.version == "1.2.3"
    assert [page for path in sorted(inventory.lines) for page in inventory.pages(path)] == pages


def test_a_method_of_a_trait_is_found_through_the_type(site: Path) -> None:
    inventory = read_inventory(inventory_text("std", "1", read_site("std", pages_of_folder(site))))
    found = inventory.find("std::shapes::Point::area", [Namespace.VALUE])
    assert found is not None
    assert found.location == "std/shapes/struct.Point.html#method.area"


def test_the_command_writes_a_file(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "made.z"
    monkeypatch.setattr("sys.argv", ["published", str(site), str(file)])
    command.main()
    assert "4 pages of std 1.2.3" in capsys.readouterr().out
    assert zlib.decompress(file.read_bytes()).decode().startswith("std 1.2.3\nmod std\n")


def test_the_command_refuses_a_folder_without_the_standard_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["published", str(tmp_path), str(tmp_path / "made.z")])
    with pytest.raises(SystemExit, match="no documentation"):
        command.main()
    assert not (tmp_path / "made.z").exists()
