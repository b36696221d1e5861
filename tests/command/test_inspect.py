"""``sphinx-plissken inspect``: rows, problems and exit codes."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLE

from sphinx_plissken.command import main

FILES = {
    "pyproject.toml": '[build-system]\nbuild-backend = "maturin"\n[tool.maturin]\nmodule-name = "pkg._core"\n',
    "Cargo.toml": '[package]\nname = "core"\n[features]\nextra = []\n[lib]\ncrate-type = ["cdylib", "rlib"]\n'
    '[dependencies]\npyo3 = "0.29"\nhelper = { path = "helper" }\n',
    "src/lib.rs": "use pyo3::prelude::*;\nmod gone;\n#[pyclass]\npub struct Runner;\n"
    "#[pymethods]\nimpl Runner {\n    fn run(&self, name: &str, times: usize) {}\n}\n"
    '#[cfg(feature = "extra")]\npub fn extra() {}\nfn hidden() {}\n'
    "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_class::<Runner>() }\n",
    "helper/Cargo.toml": '[package]\nname = "helper"\n',
    "helper/src/lib.rs": "pub fn help() {}\n",
    "pkg/__init__.py": "from ._core import Runner\ndef pure(a, *, b=1):\n    '''Doc.'''\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def inspect(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[dict[str, Any]], list[str]]:
    code = main(["inspect", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, [json.loads(line) for line in captured.out.splitlines()], captured.err.splitlines()


def test_the_python_view_has_definitions_and_public_names(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows, problems = inspect(capsys, project, "--view", "python")
    assert code == 0
    assert [(row["kind"], row["path"]) for row in rows] == [
        ("module", "pkg"),
        ("class", "pkg.Runner"),
        ("method", "pkg.Runner.run"),
        ("module", "pkg._core"),
        ("class", "pkg._core.Runner"),
        ("method", "pkg._core.Runner.run"),
        ("function", "pkg.pure"),
    ]
    by_path = {row["path"]: row for row in rows}
    assert by_path["pkg.Runner.run"]["parameters"] == by_path["pkg._core.Runner.run"]["parameters"] == "(name, times)"
    assert by_path["pkg.Runner"]["rust"] == "core::Runner"
    assert (by_path["pkg.pure"]["parameters"], by_path["pkg.pure"]["doc"], by_path["pkg.pure"]["rust"]) == ("(a, *, b=1)", "Doc.", None)
    assert len(problems) == 1 and problems[0].startswith("src/lib.rs:2: ")


def test_the_rust_view_has_what_rustdoc_shows(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows, _ = inspect(capsys, project, "--view", "rust")
    assert code == 0
    assert [(row["kind"], row["path"]) for row in rows if row["kind"] != "impl"] == [("module", "core"), ("struct", "core::Runner")]


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["--private"], "core::hidden"),
        (["--features", "extra"], "core::extra"),
        (["--all-features"], "core::extra"),
        (["--crate", "helper"], "helper::help"),
    ],
)
def test_what_more_can_be_asked_for(project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], path: str) -> None:
    assert path not in {row["path"] for row in inspect(capsys, project, "--view", "rust")[1]}
    assert path in {row["path"] for row in inspect(capsys, project, "--view", "rust", *arguments)[1]}


def test_an_empty_view_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pkg.py").write_text("x = 1\n")
    code, rows, problems = inspect(capsys, tmp_path, "--view", "rust")
    assert (code, rows, problems) == (1, [], ["sphinx-plissken inspect: there is nothing to print in this view"])


def test_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert inspect(capsys, tmp_path / "nowhere", "--view", "rust")[0] == 2
    assert inspect(capsys, tmp_path, "--view", "python")[0] == 1


def test_the_same_lines_from_any_directory_and_without_sphinx(project: Path) -> None:
    script = "import sys; from sphinx_plissken.command import main; code = main(); sys.exit(code or 'sphinx' in sys.modules)"
    runs = [
        subprocess.run([sys.executable, "-c", script, "inspect", path, "--view", "python"], cwd=cwd, capture_output=True, check=True).stdout
        for path, cwd in ((str(project), Path.cwd()), (".", project), ("..", project / "pkg"))
    ]
    assert runs[0] and runs[0] == runs[1] == runs[2]


def test_a_reader_that_has_seen_enough() -> None:
    command = f"{shlex.quote(sys.executable)} -m sphinx_plissken inspect {shlex.quote(str(EXAMPLE))} --view rust | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
