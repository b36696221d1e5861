"""Whoever follows the tutorial word by word arrives: its commands are run and its files are written, in the order of the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import EXAMPLE, ROOT, Built, text_of
from site_checker import check_site

from sphinx_plissken.command import main

TUTORIAL = ROOT / "docs" / "tutorial.md"
BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?:sh|\{code-block\} \w+\n:caption: (?P<file>\S+)\n)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE
)
INSTALLS = ("python3 -m venv", ". .venv", "pip install")
"""Commands that make the environment, which is there already."""


def steps() -> Iterator[str]:
    """The tutorial as a shell script."""
    for block in BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8")):
        if block["file"]:
            yield f"cat > {block['file']} <<'END OF FILE'\n{block['text'].strip()}\nEND OF FILE"
        else:
            yield from (line for line in block["text"].splitlines() if not line.startswith(INSTALLS))


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site at the end of the tutorial."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(EXAMPLE, checkout / EXAMPLE.relative_to(ROOT))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    script = "\n".join(["set -e", *steps()])
    done = subprocess.run(
        ["bash", "-c", script], cwd=checkout, capture_output=True, text=True, check=False, timeout=300, env={**os.environ, "PATH": path}
    )
    return Built(site=checkout / "build/tutorial/docs/_build/html", output=done.stdout + done.stderr, code=done.returncode)


def test_every_command_succeeds(arrived: Built) -> None:
    assert arrived.code == 0, arrived.output
    assert arrived.output.count("build succeeded") == 2


def test_the_site_has_what_the_tutorial_says(arrived: Built) -> None:
    python = "task(runner: Runner, **kwargs) → TaskDecorator"
    assert any(python in signature for signature in arrived.signatures("api/python/hybrid_binary"))
    rust = "pub fn task(runner: Py<PyRunner>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<TaskDecorator>"
    assert any(rust in signature for signature in arrived.signatures("api/rust/hybrid_binary/decorators"))
    assert "Rust implementation" in text_of(arrived.page("api/python/hybrid_binary"))
    assert "Python API" in text_of(arrived.page("api/rust/hybrid_binary/decorators"))
    for target in (
        "api/python/hybrid_binary.html#hybrid_binary.Runner",
        "api/python/hybrid_binary.html#hybrid_binary.task",
        "api/rust/hybrid_binary/internal.html#enum.hybrid_binary.internal.ExecutorError",
    ):
        assert f'href="{target}"' in arrived.page("guide")
    assert check_site(arrived.site) == []


def test_the_files_are_those_that_init_writes(arrived: Built, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "project")
    main(["init", str(tmp_path / "project")])
    tutorial = arrived.site.parents[2]
    for name in (".readthedocs.yaml", "docs/requirements.txt"):
        said = (tutorial / name).read_text(encoding="utf-8").splitlines()
        assert said == [line for line in (tmp_path / "project" / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
