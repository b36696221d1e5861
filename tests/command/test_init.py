"""``sphinx-plissken init``: what it writes builds, and what exists stays."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from conftest import EXAMPLE, PROJECTS, Built, run_module
from site_checker import check_site

from sphinx_plissken.command import main

FILES = [".readthedocs.yaml", "docs/conf.py", "docs/index.md", "docs/requirements.txt"]
SOURCE = {"pyproject.toml": '[project]\nname = "demo"\n', "demo.py": '"""Docs."""\n'}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one Python module."""
    for name, text in SOURCE.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def init(*arguments: str | Path) -> int:
    return main(["init", *map(str, arguments)])


def written(project: Path) -> list[str]:
    return sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file() and path.name not in SOURCE)


@pytest.mark.parametrize(
    ("source", "page"),
    [
        (EXAMPLE, "api/rust/hybrid_binary/decorators"),
        (PROJECTS / "pure_rust", "api/rust/pure_rust/transform/filters"),
        (PROJECTS / "pure_python", "api/python/pure_python/utils"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_what_is_written_builds_without_a_warning(tmp_path: Path, source: Path, page: str) -> None:
    project = tmp_path / "checkout"
    shutil.copytree(source, project)
    assert init(project) == 0
    site = project / "docs" / "_build" / "html"
    done = run_module("sphinx", "-W", "-n", "--keep-going", "docs", site, cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert Built(site=site, output="", code=0).signatures(page)
    assert 'href="api/index.html"' in (site / "index.html").read_text()


def test_readthedocs_builds_it_as_it_is(tmp_path: Path) -> None:
    """Follow the file as ReadTheDocs does, with nothing of Rust at hand."""
    project = tmp_path / "checkout"
    shutil.copytree(EXAMPLE, project)
    assert init(project) == 0
    told = yaml.safe_load((project / ".readthedocs.yaml").read_text(encoding="utf-8"))
    for name in (project / told["python"]["install"][0]["requirements"]).read_text(encoding="utf-8").split():
        assert version(name)
    source = (project / told["sphinx"]["configuration"]).parent
    path = str(Path(sys.executable).parent)
    if shutil.which("cargo", path=path) or shutil.which("rustc", path=path):
        path = ""
    command = [sys.executable, "-m", "sphinx", "-T", "-W", "-b", "html", "-d", "_build/doctrees", "-D", "language=en", ".", "out"]
    environment = {"PATH": path, "HOME": str(tmp_path), "READTHEDOCS": "True", "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert check_site(source / "out") == []


def test_it_says_what_it_wrote_and_what_to_do_next(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(project) == 0
    assert written(project) == FILES
    said = capsys.readouterr().out
    assert all(name in said for name in FILES)
    assert "python -m sphinx docs docs/_build/html" in said


def test_readthedocs_needs_neither_rust_nor_the_project_itself(project: Path) -> None:
    init(project)
    assert (project / "docs/requirements.txt").read_text().split() == ["furo", "sphinx-plissken"]
    text = (project / ".readthedocs.yaml").read_text()
    assert "requirements: docs/requirements.txt" in text
    assert "configuration: docs/conf.py" in text
    assert "rust" not in text
    assert "path: ." not in text


def test_what_exists_is_left_alone_and_told_of(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in FILES:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(f"own {name}\n")
    assert init(project) == 3
    assert [(project / name).read_text() for name in FILES] == [f"own {name}\n" for name in FILES]
    said = capsys.readouterr().err
    assert all(f"left as it is: {name}; " in said for name in FILES)


def test_what_is_missing_is_written_beside_what_exists(project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs" / "index.rst").write_text("Own\n===\n")
    assert init(project) == 3
    assert written(project) == [".readthedocs.yaml", "docs/conf.py", "docs/index.rst", "docs/requirements.txt"]
    assert (project / "docs" / "index.rst").read_text() == "Own\n===\n"


def test_a_second_run_changes_nothing_and_is_no_failure(project: Path) -> None:
    assert init(project) == 0
    before = {name: (project / name).stat().st_mtime_ns for name in FILES}
    assert init(project) == 0
    assert {name: (project / name).stat().st_mtime_ns for name in FILES} == before


def test_force_replaces(project: Path) -> None:
    (project / ".readthedocs.yml").write_text("version: 1\n")
    assert init(project, "--force") == 0
    assert "version: 2" in (project / ".readthedocs.yml").read_text()
    assert not (project / ".readthedocs.yaml").exists()


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("", 3), ("n", 3)])
def test_who_sits_at_a_terminal_is_asked(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, code: int
) -> None:
    (project / ".readthedocs.yaml").write_text("version: 1\n")
    questions = []

    def ask(question: str) -> str:
        questions.append(question)
        return answer

    monkeypatch.setattr("builtins.input", ask)
    with capsys.disabled():
        monkeypatch.setattr(sys, "stdin", _Terminal())
        monkeypatch.setattr(sys, "stdout", _Terminal())
        assert init(project) == code
    assert len(questions) == 1 and ".readthedocs.yaml exists" in questions[0]
    assert ("version: 2" in (project / ".readthedocs.yaml").read_text()) is (code == 0)


class _Terminal:
    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def test_the_folder_can_be_chosen(project: Path) -> None:
    assert init(project, "--docs", "manual/source") == 0
    assert 'plissken_project = "../.."' in (project / "manual/source/conf.py").read_text()
    assert "configuration: manual/source/conf.py" in (project / ".readthedocs.yaml").read_text()


def test_the_folder_of_an_existing_configuration_is_taken(project: Path) -> None:
    (project / "docs" / "source").mkdir(parents=True)
    (project / "docs" / "source" / "conf.py").write_text("project = 'own'\n")
    assert init(project) == 3
    assert (project / "docs/source/index.md").exists()
    assert not (project / "docs/conf.py").exists()


@pytest.mark.parametrize("folder", ["..", ".", "/tmp", "docs/../.."])
def test_a_folder_outside_of_the_project_is_refused(project: Path, capsys: pytest.CaptureFixture[str], folder: str) -> None:
    assert init(project, "--docs", folder) == 2
    assert written(project) == []
    assert "--docs" in capsys.readouterr().err


def test_paths_for_readthedocs_start_at_the_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    project = tmp_path / "bindings"
    project.mkdir()
    for name, text in SOURCE.items():
        (project / name).write_text(text)
    assert init(project) == 0
    assert "configuration: bindings/docs/conf.py" in (project / ".readthedocs.yaml").read_text()
    assert '"Path for .readthedocs.yaml" is bindings/.readthedocs.yaml' in capsys.readouterr().out


def test_a_project_that_writes_restructuredtext_gets_it(project: Path) -> None:
    (project / "README.rst").write_text("Demo\n====\n")
    assert init(project) == 0
    assert ".. toctree::" in (project / "docs/index.rst").read_text()
    assert "myst_parser" not in (project / "docs/conf.py").read_text()


@pytest.mark.parametrize("readme", ["README.md", "README.rst"])
def test_names_and_descriptions_are_no_markup(project: Path, readme: str) -> None:
    (project / readme).write_text("x\n")
    description = '1. "Fast" `tasks`, *_native_* [or|not]_ <b>&amp;</b> \\n::'
    (project / "pyproject.toml").write_text(f"[project]\nname = 'demo_'\ndescription = '{description}'\n")
    assert init(project) == 0
    done = run_module("sphinx", "-W", "-b", "text", "docs", "docs/_build", cwd=project)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = (project / "docs/_build/index.txt").read_text()
    assert shown.startswith("demo_\n")
    assert re.sub(r"\s+", " ", description) in re.sub(r"\s+", " ", shown).replace("“", '"').replace("”", '"')


@pytest.mark.parametrize(
    ("docstrings", "is_markdown"),
    [
        (["See [`Task`][demo.Task].", "Plain.", "Plain."], True),
        (["See :class:`Task`.", "Plain."], False),
        (["See [the guide](guide.md).", ":class:`A`", ":class:`B`"], False),
        (["Plain."], False),
    ],
)
def test_markdown_docstrings_are_recognised(project: Path, docstrings: list[str], is_markdown: bool) -> None:
    functions = (f"def f{number}():\n    {text!r}\n" for number, text in enumerate(docstrings))
    (project / "demo.py").write_text("".join(functions))
    assert init(project) == 0
    assert ('plissken_python_docstrings = "markdown"' in (project / "docs/conf.py").read_text()) is is_markdown


def test_nothing_to_document_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(tmp_path) == 1
    assert init(tmp_path / "nowhere") == 2
    assert written(tmp_path) == []
    assert "nothing to document" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_an_error(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "docs").write_text("a file\n")
    assert init(project) == 2
    assert "cannot be written" in capsys.readouterr().err
