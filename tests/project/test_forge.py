"""Addresses of sources on the web."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_plissken.project.forge import find_source_url, read_address

COMMIT = "1" * 40

Write = Callable[[dict[str, str | bytes]], Path]


@pytest.mark.parametrize(
    ("address", "repository"),
    [
        ("https://github.com/owner/name", "https://github.com/owner/name"),
        ("https://github.com/owner/name.git", "https://github.com/owner/name"),
        ("https://www.github.com/owner/name/tree/main/sub#readme", "https://github.com/owner/name"),
        ("git@github.com:owner/name.js.git", "https://github.com/owner/name.js"),
        ("https://user:password@gitlab.com/group/sub/name.git", "https://gitlab.com/group/sub/name"),
        ("https://gitlab.example.org/group/name/-/issues", "https://gitlab.example.org/group/name"),
        ("ssh://git@codeberg.org/owner/name.git", "https://codeberg.org/owner/name"),
        ("https://github.com/owner", ""),
        ("https://example.org/owner/name", ""),
        ("/srv/git/name.git", ""),
        ("", ""),
    ],
)
def test_repository_of_an_address(address: str, repository: str) -> None:
    found = read_address(address)
    assert (found.address if found else "") == repository


@pytest.mark.parametrize(
    ("files", "template"),
    [
        (
            {"Cargo.toml": '[package]\nrepository = "https://github.com/o/n"'},
            f"https://github.com/o/n/blob/{COMMIT}/{{path}}#L{{line}}-L{{end}}",
        ),
        (
            {"Cargo.toml": '[workspace.package]\nrepository = "https://gitlab.com/o/n"'},
            f"https://gitlab.com/o/n/-/blob/{COMMIT}/{{path}}#L{{line}}-{{end}}",
        ),
        (
            {"pyproject.toml": '[project.urls]\nHomepage = "https://o.org"\n"Source Code" = "https://codeberg.org/o/n"'},
            f"https://codeberg.org/o/n/src/commit/{COMMIT}/{{path}}#L{{line}}-L{{end}}",
        ),
        (
            {"pyproject.toml": '[project.urls]\nIssues = "https://github.com/o/n/issues"'},
            f"https://github.com/o/n/blob/{COMMIT}/{{path}}#L{{line}}-L{{end}}",
        ),
        ({"pyproject.toml": ""}, ""),
    ],
    ids=["cargo", "cargo workspace", "python", "another page of the repository", "not said"],
)
def test_what_the_project_declares(write_files: Write, files: dict[str, str | bytes], template: str) -> None:
    assert find_source_url(write_files({".git/HEAD": COMMIT, **files}), {}) == template


def test_no_address_without_a_commit(write_files: Write) -> None:
    root = write_files({"Cargo.toml": '[package]\nrepository = "https://github.com/o/n"'})
    assert find_source_url(root, {}) == ""


def test_a_tag_of_the_commit_is_easier_to_read(write_files: Write) -> None:
    files: dict[str, str | bytes] = {"Cargo.toml": '[package]\nrepository = "https://codeberg.org/o/n"', ".git/HEAD": COMMIT}
    root = write_files({**files, ".git/refs/tags/latest": COMMIT, ".git/refs/tags/v1.0": COMMIT})
    assert find_source_url(root, {}).startswith("https://codeberg.org/o/n/src/tag/v1.0/")


def test_readthedocs_says_what_it_builds(write_files: Write) -> None:
    variables = {"READTHEDOCS": "True", "READTHEDOCS_GIT_COMMIT_HASH": COMMIT, "READTHEDOCS_GIT_CLONE_URL": "https://github.com/o/n.git"}
    assert find_source_url(write_files({"pyproject.toml": ""}), variables).startswith(f"https://github.com/o/n/blob/{COMMIT}/")


def test_a_project_in_a_folder_of_its_repository(write_files: Write) -> None:
    root = write_files({".git/HEAD": COMMIT, "bind ings/Cargo.toml": '[package]\nrepository = "https://github.com/o/n"'})
    assert find_source_url(root / "bind ings", {}).startswith(f"https://github.com/o/n/blob/{COMMIT}/bind%20ings/{{path}}#")


@pytest.mark.parametrize(
    ("origin", "repository"),
    [("https://github.com/someone/n", "https://github.com/o/n"), ("https://github.com/someone/other", "https://github.com/someone/other")],
    ids=["a fork", "another repository that holds a copy"],
)
def test_the_commit_is_one_of_the_repository(write_files: Write, origin: str, repository: str) -> None:
    cargo = '[package]\nrepository = "https://github.com/o/n"'
    root = write_files({".git/HEAD": COMMIT, ".git/config": f'[remote "origin"]\nurl = {origin}\n', "Cargo.toml": cargo})
    assert find_source_url(root, {}).startswith(f"{repository}/blob/")
