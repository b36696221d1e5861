"""Where the source of a dependency from outside of the project is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_plissken.project import Dependencies, DependencySources, find_project

MANIFEST = '[package]\nname = "c"\nversion = "0.1.0"\n[dependencies]\n'
LOCK = '[[package]]\nname = "other-crate"\nversion = "{version}"\n'
LOCKED_COMMIT = LOCK + 'source = "git+https://example.org/other?branch=main#0123456789abcdef"\n'


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def package(directory: str, version: str, name: str = "other-crate", more: str = "") -> dict[str, str]:
    manifest = f'[package]\nname = "{name}"\nversion = "{version}"\n{more}'
    return {f"{directory}/Cargo.toml": manifest, f"{directory}/src/lib.rs": ""}


class Machine:
    """A project, and what Cargo has downloaded."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        write(folder / "project", {"Cargo.toml": MANIFEST + 'other-crate = "1.2"\n', "src/lib.rs": ""})

    def project(self, files: dict[str, str]) -> Machine:
        write(self.folder / "project", files)
        return self

    def downloaded(self, files: dict[str, str]) -> Machine:
        write(self.folder / "cargo", files)
        return self

    def find(self, name: str = "other_crate", sources: DependencySources = DependencySources.AUTO) -> str:
        """Where the dependency was found, below the folder of the machine; empty if it was not."""
        found = Dependencies(find_project(self.folder / "project"), sources).find(name)
        return found.directory.relative_to(self.folder.resolve()).as_posix() if found else ""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo"))
    return Machine(tmp_path)


REGISTRY = "registry/src/index-1"


def test_the_newest_that_the_requirement_allows(machine: Machine) -> None:
    for version in ("1.1.0", "1.3.0", "1.20.1", "2.0.0"):
        machine.downloaded(package(f"{REGISTRY}/other-crate-{version}", version))
    assert machine.find() == f"cargo/{REGISTRY}/other-crate-1.20.1"


def test_the_locked_version(machine: Machine) -> None:
    machine.project({"Cargo.lock": LOCK.format(version="1.3.0")})
    for version in ("1.3.0", "1.20.1"):
        machine.downloaded(package(f"{REGISTRY}/other-crate-{version}", version))
    assert machine.find() == f"cargo/{REGISTRY}/other-crate-1.3.0"


def test_a_locked_version_that_is_not_there(machine: Machine) -> None:
    machine.project({"Cargo.lock": LOCK.format(version="1.3.0")})
    machine.downloaded(package(f"{REGISTRY}/other-crate-1.20.1", "1.20.1"))
    assert machine.find() == ""


def test_a_package_whose_name_begins_alike(machine: Machine) -> None:
    machine.downloaded(package(f"{REGISTRY}/other-crate-2-1.4.0", "1.4.0", name="other-crate-2"))
    assert machine.find() == ""


@pytest.mark.parametrize("folder", ["vendor/other-crate", "vendor/other-crate-1.2.5"])
def test_the_vendor_folder_comes_first(machine: Machine, folder: str) -> None:
    machine.downloaded(package(f"{REGISTRY}/other-crate-1.20.1", "1.20.1"))
    machine.project(package(folder, "1.2.5"))
    assert machine.find() == f"project/{folder}"


def test_a_folder_that_cargos_configuration_names(machine: Machine) -> None:
    configuration = '[source.crates-io]\nreplace-with = "kept"\n[source.kept]\ndirectory = "third-party"\n'
    machine.project({".cargo/config.toml": configuration, **package("third-party/other-crate", "1.2.5")})
    assert machine.find() == "project/third-party/other-crate"


def test_a_configured_folder_outside_of_the_project_is_not_read(machine: Machine) -> None:
    write(machine.folder, package("elsewhere/other-crate", "1.2.5"))
    machine.project({".cargo/config.toml": '[source.kept]\ndirectory = "../elsewhere"\n'})
    assert machine.find() == ""


def test_the_commit_of_a_git_dependency(machine: Machine) -> None:
    machine.project({"Cargo.lock": LOCKED_COMMIT.format(version="1.2.0")})
    for commit in ("0123456", "fedcba9"):
        machine.downloaded({f"git/checkouts/other-1f/{commit}/Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n'})
        machine.downloaded(package(f"git/checkouts/other-1f/{commit}/crates/other", "1.2.0"))
    assert machine.find() == "cargo/git/checkouts/other-1f/0123456/crates/other"


def test_only_what_the_project_has(machine: Machine) -> None:
    machine.downloaded(package(f"{REGISTRY}/other-crate-1.20.1", "1.20.1"))
    assert machine.find(sources=DependencySources.VENDOR) == ""
    assert machine.find(sources=DependencySources.NONE) == ""


def test_nothing_at_all(machine: Machine) -> None:
    machine.project(package("vendor/other-crate", "1.2.5"))
    assert machine.find(sources=DependencySources.NONE) == ""


def test_what_nobody_depends_on(machine: Machine) -> None:
    machine.downloaded(package(f"{REGISTRY}/stranger-1.0.0", "1.0.0", name="stranger"))
    assert machine.find("stranger") == ""


def test_a_broken_manifest(machine: Machine) -> None:
    machine.downloaded({f"{REGISTRY}/other-crate-1.3.0/Cargo.toml": "[package"})
    assert machine.find() == ""


def test_a_dependency_of_a_dependency(machine: Machine) -> None:
    machine.downloaded(package(f"{REGISTRY}/other-crate-1.3.0", "1.3.0", more='[dependencies]\ninner = "0.4"\n'))
    machine.downloaded(package(f"{REGISTRY}/inner-0.4.2", "0.4.2", name="inner"))
    dependencies = Dependencies(find_project(machine.folder / "project"), DependencySources.AUTO)
    assert dependencies.find("inner") is None  # nobody has asked for the crate that depends on it
    assert dependencies.find("other_crate")
    inner = dependencies.find("inner")
    assert inner
    assert inner.version == "0.4.2"
