"""Requirements, locks and PyO3's version."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_plissken.project import find_project, pyo3_version_of
from sphinx_plissken.project.versions import allows, newest_allowed


@pytest.mark.parametrize(
    ("requirement", "allowed", "refused"),
    [
        ("1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0"]),
        ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0", "0.2.2"]),
        ("0.0.3", ["0.0.3"], ["0.0.4"]),
        ("0.0", ["0.0.9"], ["0.1.0"]),
        ("0", ["0.9.0"], ["1.0.0"]),
        ("~1.2.3", ["1.2.9"], ["1.3.0"]),
        ("~1", ["1.9.9"], ["2.0.0"]),
        ("*", ["0.0.1", "9.0.0"], []),
        ("1.2.*", ["1.2.7"], ["1.3.0"]),
        ("=0.29", ["0.29.4"], ["0.30.0"]),
        (">=0.25, <0.31", ["0.25.0", "0.30.1"], ["0.24.9", "0.31.0"]),
        (">1.2", ["1.3.0"], ["1.2.9"]),
        ("<=1.2", ["1.2.9"], ["1.3.0"]),
        ("", ["3.0.0"], []),
    ],
)
def test_requirements(requirement: str, allowed: list[str], refused: list[str]) -> None:
    assert [version for version in allowed if not allows(requirement, version)] == []
    assert [version for version in refused if allows(requirement, version)] == []


def test_the_newest_release_comes_before_a_newer_pre_release() -> None:
    assert newest_allowed("1", ["1.2.0", "1.10.0", "1.11.0-beta.1"]) == "1.10.0"


def test_only_pre_releases() -> None:
    assert newest_allowed("1", ["1.0.0-alpha", "1.0.0-beta"]) == "1.0.0-beta"


LOCK = """
version = 4
[[package]]
name = "ext"
version = "0.1.0"
dependencies = ["pyo3 0.22.6", "other"]
[[package]]
name = "other"
version = "1.0.0"
dependencies = ["pyo3 0.29.1"]
[[package]]
name = "pyo3"
version = "0.22.6"
[[package]]
name = "pyo3"
version = "0.29.1"
"""


@pytest.mark.parametrize(
    ("dependency", "lock", "version"),
    [
        ('pyo3 = "0.22"', LOCK, "0.22.6"),
        ('pyo3 = "0.22"', "", "0.22.6"),
        ('pyo3 = { version = "=0.22.4", features = [] }', "", "0.22.4"),
        ('pyo3 = { git = "https://example.org/pyo3" }', "", "0.30.1"),
        ('pyo3 = "0.99"', "", "0.99.0"),
        ('helper = { path = "helper" }', "", "0.27.2"),
        ('serde = "1"', "", ""),
    ],
    ids=["locked", "requirement", "exact", "git", "future", "path-dependency", "none"],
)
def test_the_version_of_pyo3(tmp_path: Path, dependency: str, lock: str, version: str) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "helper/src").mkdir(parents=True)
    (tmp_path / "src/lib.rs").touch()
    (tmp_path / "helper/src/lib.rs").touch()
    (tmp_path / "helper/Cargo.toml").write_text('[package]\nname = "helper"\n[dependencies]\npyo3 = "0.27.0"\n')
    (tmp_path / "Cargo.toml").write_text(f'[package]\nname = "ext"\n[dependencies]\n{dependency}\n')
    if lock:
        (tmp_path / "Cargo.lock").write_text(lock)
    project = find_project(tmp_path)
    ext = next(crate for crate in project.crates if crate.package == "ext")
    assert pyo3_version_of(project, ext) == version
