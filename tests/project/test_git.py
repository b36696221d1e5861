"""What is read of git's own files, written by hand: git itself is never run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_plissken.project.git import find_repository

COMMIT, OTHER = "1" * 40, "2" * 40
ORIGIN = '[core]\n\tbare = false\n[remote "origin"]\n\turl = git@github.com:owner/name.git\n'

Write = Callable[[dict[str, str | bytes]], Path]


@pytest.mark.parametrize(
    ("files", "commit"),
    [
        ({".git/HEAD": f"{COMMIT}\n"}, COMMIT),
        ({".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": f"{COMMIT}\n"}, COMMIT),
        ({".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": f"# pack-refs\n{COMMIT} refs/heads/main\n"}, COMMIT),
        ({".git/HEAD": "ref: refs/heads/main\n"}, ""),
        ({".git/HEAD": "ref: refs/heads/../../../secret\n", "secret": COMMIT}, ""),
        ({".git/HEAD": "nothing that git writes\n"}, ""),
        ({".git/config": ORIGIN}, ""),
    ],
    ids=["detached", "loose", "packed", "no commit yet", "leading outside", "broken", "no head"],
)
def test_commit(write_files: Write, files: dict[str, str | bytes], commit: str) -> None:
    repository = find_repository(write_files(files))
    assert repository is not None
    assert repository.commit == commit


def test_repository_above_with_its_origin(write_files: Write) -> None:
    root = write_files({".git/HEAD": COMMIT, ".git/config": ORIGIN, "crates/core/Cargo.toml": ""})
    repository = find_repository(root / "crates" / "core")
    assert repository is not None
    assert (repository.root, repository.origin) == (root, "git@github.com:owner/name.git")


def test_tags_of_the_commit(write_files: Write) -> None:
    packed = f"{OTHER} refs/tags/v1\n^{COMMIT}\n{OTHER} refs/tags/v0\n"
    root = write_files({".git/HEAD": COMMIT, ".git/packed-refs": packed, ".git/refs/tags/v2": COMMIT, ".git/refs/tags/v3": OTHER})
    repository = find_repository(root)
    assert repository is not None
    assert repository.tags == ("v1", "v2")


def test_further_work_tree(write_files: Write) -> None:
    root = write_files(
        {
            "main/.git/refs/heads/side": COMMIT,
            "main/.git/config": ORIGIN,
            "main/.git/worktrees/side/HEAD": "ref: refs/heads/side\n",
            "main/.git/worktrees/side/commondir": "../..\n",
            "side/pyproject.toml": "",
        }
    )
    place = root / "main" / ".git" / "worktrees" / "side"
    (root / "side" / ".git").write_text(f"gitdir: {place}\n")
    assert find_repository(root / "side") is None, "it does not lead back"
    (place / "gitdir").write_text(f"{root / 'side' / '.git'}\n")
    repository = find_repository(root / "side")
    assert repository is not None
    assert (repository.commit, repository.origin) == (COMMIT, "git@github.com:owner/name.git")
