"""What readers do on the example's site, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from conftest import EXAMPLE

pytestmark = pytest.mark.browser

Reader = Callable[..., Any]

PAGES = (
    "index",
    "api/index",
    "api/python/hybrid_binary",
    "api/python/hybrid_binary/config",
    "api/rust/hybrid_binary",
    "api/rust/hybrid_binary/decorators",
    "api/rust/hybrid_binary/internal",
)


def section(page: Any, anchor: str) -> Any:
    """The description of an object: its signature and what stands below."""
    return page.locator(f'dl:has(> dt[id="{anchor}"])')


def test_from_python_to_rust_and_back(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/python/hybrid_binary.html")
    run = section(page, "hybrid_binary.Runner.run")
    run.get_by_text("hybrid_binary::PyRunner::run").click()
    page.wait_for_url("**/api/rust/hybrid_binary.html#method.hybrid_binary.PyRunner.run")
    there = section(page, "method.hybrid_binary.PyRunner.run")
    assert there.locator("> dt").is_visible()
    assert re.search(r"fn run\(", there.locator("> dt").inner_text())
    there.get_by_text("hybrid_binary.Runner.run", exact=True).click()
    page.wait_for_url("**/api/python/hybrid_binary.html#hybrid_binary.Runner.run")
    assert page.locator('dt[id="hybrid_binary.Runner.run"]').is_visible()


def test_source_folded_below_its_item(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary/decorators.html")
    source = section(page, "fn.hybrid_binary.decorators.task").locator("details.plissken-source")
    code = source.get_by_text("pub fn task")
    assert not code.is_visible()
    source.locator("summary").click()
    assert code.is_visible()
    source.locator("summary").click()
    assert not code.is_visible()


def test_source_on_a_page_of_its_own(paged_site: str, reader: Reader) -> None:
    page = reader(f"{paged_site}/api/rust/hybrid_binary/decorators/fn.task.html")
    page.locator('dt[id="fn.hybrid_binary.decorators.task"]').get_by_text("[source]").click()
    page.wait_for_url("**/_rust/rust/src/decorators.rs.html#L*")
    marked = page.locator(".plissken-item:target")
    assert marked.is_visible()
    assert "pub fn task" in marked.inner_text()
    assert marked.inner_text().rstrip().endswith("}")
    marked.get_by_text("[Python]").click()
    page.wait_for_url("**#hybrid_binary.task")
    assert page.locator('dt[id="hybrid_binary.task"]').is_visible()


LINKS_AND_LINES = """() => [...document.querySelectorAll('.plissken-first')].map(line => {
  const code = line.getBoundingClientRect(), links = [];
  for (let at = line.previousElementSibling; at; at = at.previousElementSibling) links.push(at.getBoundingClientRect());
  return links.map(link => link.right < code.left || link.left > code.right ? 'beside' : link.bottom <= code.top + 1 ? 'above' : 'covered');
}).flat()"""
"""Where links stand to the first lines of items."""


@pytest.mark.parametrize("width", [1280, 380])
def test_links_cover_no_source(paged_site: str, reader: Reader, width: int) -> None:
    page = reader(f"{paged_site}/_rust/rust/src/config.rs.html", width=width)
    assert set(page.evaluate(LINKS_AND_LINES)) == {"beside", "above"}


def test_what_is_copied_from_a_source_page_is_the_source(paged_site: str, reader: Reader) -> None:
    page = reader(f"{paged_site}/_rust/rust/src/config.rs.html")
    page.locator(".plissken-file pre").evaluate("code => getSelection().selectAllChildren(code)")
    copied = page.evaluate("getSelection().toString()")
    assert copied.rstrip() == (EXAMPLE / "rust/src/config.rs").read_text(encoding="utf-8").rstrip()


@pytest.mark.parametrize(
    ("query", "goal"),
    [
        ("hybrid_binary::decorators::task", "api/rust/hybrid_binary/decorators.html#fn.hybrid_binary.decorators.task"),
        ("hybrid_binary.Runner.run", "api/python/hybrid_binary.html#hybrid_binary.Runner.run"),
        ("PyRunner", "api/rust/hybrid_binary.html#struct.hybrid_binary.PyRunner"),
        ("format_duration", "api/python/hybrid_binary/utils.html#hybrid_binary.utils.format_duration"),
    ],
)
def test_search(site: str, reader: Reader, query: str, goal: str) -> None:
    page = reader(f"{site}/index.html")
    box = page.locator('input[name="q"]').first
    box.fill(query)
    box.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    result = page.locator(f'#search-results a[href$="{goal}"], #search-results a[href*="{goal.replace("#", "?highlight=")}"]').first
    result.wait_for()
    result.click()
    anchor = goal.partition("#")[2]
    page.wait_for_url(f"**#{anchor}")
    assert page.locator(f'[id="{anchor}"]').is_visible()


def test_long_lists_fold_by_mouse_and_by_keyboard(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary/internal.html")
    details = section(page, "enum.hybrid_binary.internal.ExecutorError").locator("details.plissken-folded").first
    summary = details.locator("> summary")
    assert re.fullmatch(r"Trait implementations \(\d+\)", summary.inner_text().strip())
    impl = details.locator("dl.impl").first
    assert not impl.is_visible()
    summary.click()
    assert impl.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert not impl.is_visible()


def test_a_link_into_a_folded_list_opens_it(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary/internal.html")
    anchor = page.locator("details.plissken-folded dl.impl > dt[id]").first.get_attribute("id")
    page.goto(f"{site}/index.html")
    page.goto(f"{site}/api/rust/hybrid_binary/internal.html#{anchor}")
    page.locator(f'[id="{anchor}"]').wait_for(state="visible")


def test_all_can_be_read_without_scripts(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary/decorators.html", java_script_enabled=False)
    item = section(page, "fn.hybrid_binary.decorators.task")
    assert item.locator("> dt").is_visible()
    item.locator("details.plissken-source > summary").click()
    assert item.get_by_text("pub fn task").last.is_visible()


CONTRAST = """selector => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const pixel = (...layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  return [...document.querySelectorAll(selector)].filter(element => element.offsetParent).map(element => {
    const grounds = [];
    for (let at = element; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
    const ground = light(pixel('white', ...grounds)), text = light(pixel('white', ...grounds, getComputedStyle(element).color));
    return (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
  });
}"""
"""How much texts stand out, by the formula of WCAG 2.1, "contrast ratio"."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_stand_out_in_light_and_dark(site: str, paged_site: str, reader: Reader, scheme: str) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary.html", color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(number) for number in re.findall(r"\d+", ground)[:3]) > 384) is (scheme == "light"), ground
    for selector in (
        ".plissken-badge",
        ".plissken-counterpart",
        ".plissken-counterpart a code",
        ".plissken-summary a code",
        ".plissken-summary-group p",
        "details.plissken-source > summary",
        "dl.rs > dt.sig .sig-name",
        "dl.rs > dt.sig > .property",
    ):
        contrasts = page.evaluate(CONTRAST, selector)
        assert contrasts, selector
        assert min(contrasts) >= 4.5, f"{selector}: {min(contrasts):.2f}"
    page.goto(f"{paged_site}/_rust/rust/src/lib.rs.html")
    assert min(page.evaluate(CONTRAST, ".viewcode-back")) >= 4.5


@pytest.mark.parametrize("name", PAGES)
def test_narrow_screens_scroll_down_only(site: str, reader: Reader, name: str) -> None:
    page = reader(f"{site}/{name}.html", width=380)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize("name", ["_rust/index", "_rust/rust/src/lib.rs", "api/rust/hybrid_binary/internal/struct.TaskExecutor"])
def test_pages_of_sources_and_items_fit_narrow_screens(paged_site: str, reader: Reader, name: str) -> None:
    page = reader(f"{paged_site}/{name}.html", width=380)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_badges_and_titles_are_words_to_who_hears_them(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary.html")
    row = page.get_by_role("row", name="PyRunner Binding Runs tasks and those they depend on.")
    assert row.get_by_role("rowheader").inner_text() == "PyRunner Binding"


def test_paper_has_long_lists_and_no_sources(site: str, reader: Reader) -> None:
    page = reader(f"{site}/api/rust/hybrid_binary/internal.html")
    page.emulate_media(media="print")
    details = section(page, "enum.hybrid_binary.internal.ExecutorError").locator("details.plissken-folded").first
    visible = "element => element.checkVisibility({contentVisibilityAuto: true, contentVisibility: true}) && element.offsetHeight > 0"
    assert details.locator("dl.impl").first.evaluate(visible)
    assert not page.locator("details.plissken-source").first.is_visible()
