"""What tests of several rooms share: where the projects are, and a way to build sites from them."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "hybrid_binary"
PROJECTS = ROOT / "tests" / "projects"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare our options."""
    parser.addoption("--compiled", action="store_true", help="compile the bindings of tests/compiled for whatever Python this is")


def pytest_configure(config: pytest.Config) -> None:
    """Let no test see what Cargo has downloaded on this machine; a test that needs such a folder makes its own."""
    if not config.getoption("--compiled"):
        os.environ.setdefault("CARGO_HOME_OF_THE_MACHINE", os.environ.get("CARGO_HOME", ""))  # where `-m compiled` builds
        os.environ["CARGO_HOME"] = str(ROOT / "no-such-folder")


@dataclass(frozen=True)
class Built:
    """A finished build."""

    site: Path
    output: str
    """What was printed, both streams."""
    code: int

    def page(self, name: str) -> str:
        """Return the HTML of a page: ``api/python/hybrid_binary``."""
        return (self.site / f"{name}.html").read_text(encoding="utf-8")

    def signatures(self, name: str) -> list[str]:
        """Return the text of each object's signature on a page, permalinks left out and white space folded."""
        found = re.findall(r"<dt class=\"sig[^>]*>(.*?)</dt>", self.page(name), flags=re.DOTALL)
        return [text_of(signature) for signature in found]


def text_of(fragment: str) -> str:
    """Return the text of a piece of HTML, white space folded."""
    fragment = re.sub(r'<a class="headerlink".*?</a>', "", fragment, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", fragment))).strip()


def run_module(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a Python module of this interpreter's environment: ``run_module("sphinx", ...)``."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1700000000"}
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, env=environment, timeout=300)


def build_project(project: Path, out: Path, *options: str) -> Built:
    """Build the site of a project as a user does, with the command."""
    done = run_module("sphinx_plissken", "build", project, "-o", out, *options)
    return Built(site=out, output=done.stdout + done.stderr, code=done.returncode)


def build_source(source: Path, out: Path, *options: str) -> Built:
    """Build a documentation folder with sphinx-build."""
    done = run_module("sphinx", "-b", "html", source, out, *options)
    return Built(site=out, output=done.stdout + done.stderr, code=done.returncode)


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example's site, nitpicky and with warnings as errors."""
    built = build_project(EXAMPLE, tmp_path_factory.mktemp("example") / "site", "-n", "-W", "--keep-going")
    assert built.code == 0, built.output
    return built


@pytest.fixture
def write_files(tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """Write files below a fresh directory and return it."""

    def write(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write
