"""The example's site, as a reader finds it."""

from __future__ import annotations

import re

import pytest
from conftest import EXAMPLE, Built, build_project, text_of
from site_checker import check_site, read_pages, target_of

PYTHON_TASK = "task(runner: Runner, **kwargs) -> TaskDecorator"
RUST_TASK = "pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator>"
PAIRS = {
    # Python object -> Rust object
    "hybrid_binary.Runner": "hybrid_binary::PyRunner",
    "hybrid_binary.task": "hybrid_binary::decorators::task",
    "hybrid_binary.Runner.run": "hybrid_binary::PyRunner::run",
    "hybrid_binary.Task.name": "hybrid_binary::PyTask::name",
    "hybrid_binary.Task.is_async": "hybrid_binary::PyTask::is_async",
    "hybrid_binary.utils.LogLevel": "hybrid_binary::utils::LogLevel",
    "hybrid_binary.config.load_config": "hybrid_binary::config::load_config",
}


@pytest.mark.parametrize(
    "page",
    [
        "index",
        "api/index",
        "api/python/hybrid_binary",
        "api/python/helpers",
        "api/rust/hybrid_binary",
        "api/rust/hybrid_binary/decorators",
        "api/rust/hybrid_binary/internal",
    ],
)
def test_pages_are_there(example_site: Built, page: str) -> None:
    assert (example_site.site / f"{page}.html").is_file()


def test_every_link_leads_somewhere(example_site: Built) -> None:
    assert check_site(example_site.site) == []


def test_index_lists_both_references(example_site: Built) -> None:
    text = text_of(example_site.page("api/index"))
    assert "API Reference" in text
    assert "Python Reference" in text
    assert "Rust Reference" in text


def test_python_page_shows_the_python_signature(example_site: Built) -> None:
    signatures = example_site.signatures("api/python/hybrid_binary")
    assert any(PYTHON_TASK in signature.replace("→", "->") for signature in signatures), signatures


def test_rust_page_shows_the_rust_signature_its_attribute_and_its_source(example_site: Built) -> None:
    signatures = example_site.signatures("api/rust/hybrid_binary/decorators")
    assert any(RUST_TASK in signature for signature in signatures), signatures
    page = text_of(example_site.page("api/rust/hybrid_binary/decorators"))
    assert "#[pyfunction]" in page
    assert "map_or(Ok(None), |given| given.get_item(PyString::new(given.py(), name)))" in page


def test_rust_pages_show_no_python_signature(example_site: Built) -> None:
    for page in ("hybrid_binary", "hybrid_binary/decorators", "hybrid_binary/internal", "hybrid_binary/config", "hybrid_binary/utils"):
        for signature in example_site.signatures(f"api/rust/{page}"):
            signature = re.sub(r"#\[.*\] ", "", signature)  # attributes may hold one: #[pyo3(signature = (runner, **kwargs))]
            assert "**kwargs" not in signature
            assert "=None" not in signature
            assert "→" not in signature


def test_a_name_that_stands_three_times_stays_three_objects(example_site: Built) -> None:
    internal = example_site.signatures("api/rust/hybrid_binary/internal")
    assert any(signature.endswith("struct Task") for signature in internal)
    assert any(signature.endswith("struct RunResult") for signature in internal)
    assert any("PyTask" in signature for signature in example_site.signatures("api/rust/hybrid_binary"))
    assert any(signature.startswith("class Task(") for signature in example_site.signatures("api/python/hybrid_binary"))


@pytest.mark.parametrize(("python", "rust"), PAIRS.items())
def test_counterparts_link_to_each_other(example_site: Built, python: str, rust: str) -> None:
    pages = read_pages(example_site.site)
    found = set()
    for file, page in pages.items():
        for address, text in page.links:
            if text in (python, rust) and (goal := target_of(address, file)) and goal[1]:
                side = "python" if "/api/python/" in goal[0].as_posix() else "rust"
                origin = "python" if "/api/python/" in file.as_posix() else "rust"
                if side != origin:
                    found.add((origin, text))
    assert ("python", rust) in found, f"no link from the Python page to {rust}"
    assert ("rust", python) in found, f"no link from the Rust page to {python}"


def test_google_sections_become_field_lists_in_both_views(example_site: Built) -> None:
    for page in ("api/python/hybrid_binary", "api/rust/hybrid_binary/decorators"):
        content = example_site.page(page)
        assert "Args:" not in text_of(content)
        assert re.search(r"<dt class=\"field[^>]*>(Parameters|Arguments)", content), page


def test_properties_come_before_methods(example_site: Built) -> None:
    page = example_site.page("api/python/hybrid_binary")
    assert page.index('id="hybrid_binary.Runner.max_parallel"') < page.index('id="hybrid_binary.Runner.register"')


def test_badges_stand_on_classes_and_functions_only(example_site: Built) -> None:
    pages = [example_site.page(f"api/rust/{name}") for name in ("hybrid_binary", "hybrid_binary/decorators")]
    signatures = re.findall(r'<dl class="rs ([\w]+).*?<dt class="sig[^>]*id="([^"]+)".*?</dt>', "".join(pages), flags=re.DOTALL)
    assert signatures
    badged = {
        kind
        for page in pages
        for kind in re.findall(r'<dl class="rs (\w+)[^>]*>\s*<dt[^>]*>(?:(?!</dt>).)*plissken-badge', page, re.DOTALL)
    }
    assert badged
    assert badged <= {"struct", "enum", "fn"}


@pytest.mark.parametrize("builder", ["dirhtml", "latex", "text", "man", "epub"])
def test_other_builders_are_quiet(tmp_path_factory: pytest.TempPathFactory, builder: str) -> None:
    out = tmp_path_factory.mktemp(builder)
    built = build_project(EXAMPLE, out / "out", "-b", builder, "-W", "--keep-going")
    assert built.code == 0, built.output
    assert any(out.rglob("*"))
