"""A Chromium without a window, and sites for it to read, served from this machine to itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from conftest import EXAMPLE, build_project

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # browsers ask for one, whatever a page says
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a folder."""
    server = ThreadingHTTPServer(("localhost", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; what there is none of is said by the skip."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: install the dependency group `browser`")
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium: install Debian's package `chromium`")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example's site."""
    with _served(tmp_path_factory.mktemp("site") / "site") as address:
        yield address


@pytest.fixture(scope="session")
def paged_site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with sources on pages of their own, and a page for each item."""
    with _served(tmp_path_factory.mktemp("paged") / "site", "-D", "plissken_rust_source=page", "-D", "plissken_pages=item") as address:
        yield address


@contextmanager
def _served(out: Path, *options: str) -> Iterator[str]:
    built = build_project(EXAMPLE, out, "-W", *options)
    assert built.code == 0, built.output
    with serve(out) as address:
        yield address


@pytest.fixture
def reader(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens a page; at the end, nothing that was opened may have complained."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def open_page(address: str, *, width: int = 1280, **settings: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
