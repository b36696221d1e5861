"""``sphinx-plissken check``: what is compared, where the differences are said to be, and exit codes."""

from __future__ import annotations

import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_plissken.command import main

PYPROJECT = '[build-system]\nbuild-backend = "maturin"\n[tool.maturin]\nmodule-name = "pkg._core"\n'
CARGO = '[package]\nname = "core"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\npyo3 = "0.30"\n'
RUST = """use pyo3::prelude::*;

/// Return the smallest integer that is not below a number.
#[pyfunction]
#[pyo3(signature = (x, /))]
fn ceil(x: f64) -> i64 { 1 }

#[pyfunction]
#[pyo3(signature = (k, n, /))]
fn comb(n: u32, k: u32) -> u32 { 1 }

#[pymodule]
fn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add_function(wrap_pyfunction!(ceil, m)?)?;
    m.add_function(wrap_pyfunction!(comb, m)?)
}
"""
BUILT = "from math import ceil, comb, gcd\n"
"""What stands in for the built module: its functions are native ones."""

Write = Callable[[dict[str, str | bytes]], Path]


@pytest.fixture
def project(write_files: Write) -> Path:
    return write_files({"pyproject.toml": PYPROJECT, "Cargo.toml": CARGO, "src/lib.rs": RUST, "pkg/__init__.py": ""})


@pytest.fixture(scope="module")
def interpreter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One in whose environment the module is installed."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "pkg").mkdir()
    (site / "pkg" / "__init__.py").touch()
    (site / "pkg" / "_core.py").write_text(BUILT)
    return folder / "bin" / "python"


def check(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[str], str]:
    code = main(["check", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err.strip().splitlines()[-1]


def test_the_built_module(project: Path, interpreter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, summary = check(capsys, project, "--python", interpreter)
    assert code == 1
    docs, parameters, missing = lines[1:]
    assert lines[0].startswith("src/lib.rs:6: pkg._core.ceil: doc is Return the smallest ")
    assert docs.startswith("src/lib.rs:10: pkg._core.comb: doc is nothing in ours, ")
    assert parameters == "src/lib.rs:10: pkg._core.comb: parameters is (k, n, /) in ours, (n, k, /) in theirs"
    assert missing == "pkg._core.gcd: function is missing in ours"
    assert summary == "sphinx-plissken check: pkg._core against the built module and the stubs: 4 differences"


def test_without_docs(project: Path, interpreter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = check(capsys, project, "--python", interpreter, "--no-docs")
    assert code == 1
    assert [line.split(": ")[-2] for line in lines] == ["pkg._core.comb", "pkg._core.gcd"]


def test_no_difference(project: Path, interpreter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gcd = "#[pyfunction]\n#[pyo3(signature = (*integers))]\nfn gcd(integers: &Bound<PyTuple>) {}\n#[pymodule]"
    rust = RUST.replace("(k, n, /)", "(n, k, /)").replace("#[pymodule]", gcd)
    (project / "src/lib.rs").write_text(
        rust.replace("PyResult<()> {\n", "PyResult<()> {\n    m.add_function(wrap_pyfunction!(gcd, m)?)?;\n")
    )
    assert check(capsys, project, "--python", interpreter, "--no-docs")[:2] == (0, [])


def test_another_module_may_be_chosen(project: Path, interpreter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, summary = check(capsys, project, "--python", interpreter, "--module", "pkg._other")
    assert code == 2
    assert lines == []
    assert summary == "sphinx-plissken check: the project has no extension module `pkg._other`; there is `pkg._core`"


def test_a_module_that_is_not_installed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = check(capsys, project, "--python", sys.executable)
    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith("`pkg._core` could not be imported by ")
    assert lines[0].endswith("ModuleNotFoundError: No module named 'pkg'")


def test_no_interpreter(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = check(capsys, project, "--python", project / "bin" / "python")
    assert code == 1
    assert lines[0].startswith("`pkg._core` could not be imported by ")


def test_stubs_are_compared_without_an_interpreter(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stub = project / "pkg" / "_core.pyi"
    stub.write_text("def ceil(x: float, /) -> int: ...\ndef comb(k: int, n: int, /) -> int: ...\n")
    code, lines, summary = check(capsys, project)
    assert (code, lines) == (0, [])
    assert summary == "sphinx-plissken check: pkg._core against the stubs: 0 differences"
    stub.write_text("def ceil(x: float, /) -> int: ...\ndef comb(n: int, /) -> int: ...\n")
    code, lines, _ = check(capsys, project)
    assert code == 1
    assert len(lines) == 1 and lines[0].startswith("pkg/_core.pyi:2: ")


def test_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(capsys, tmp_path / "nowhere")[0] == 2


def test_no_extension_module(write_files: Write, interpreter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = write_files({"pkg/__init__.py": "def pure(): ..."})
    assert check(capsys, project)[:2] == (0, [])
    code, lines, summary = check(capsys, project, "--python", interpreter)
    assert (code, lines, summary) == (2, [], "sphinx-plissken check: the project has no extension module to compare")


def test_problems_explain_differences(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "src/lib.rs").write_text(RUST.replace("#[pymodule]", "mod gone;\n#[pymodule]"))
    assert main(["check", str(project)]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("src/lib.rs:12: ")
