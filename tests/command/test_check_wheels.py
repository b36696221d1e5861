"""``sphinx-plissken check`` on published packages: their source distributions against their wheels."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from sphinx_plissken.command import main

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(
        sys.version_info[:2] != (3, 11) or not sys.platform.startswith("linux") or platform.machine() != "x86_64",
        reason="the wheels are those for CPython 3.11 on Linux, x86_64",
    ),
]
STAND_IN = Path(__file__).parent / "stand_in"
"""Has a ``maturin`` that only says what a source distribution is called, so that pip runs nothing of it."""
_UNREACHABLE = ("from versions: none", "connection", "resolution", "unreachable", "timed out")
"""Words of pip where there is no package index."""


@dataclass(frozen=True)
class Package:
    requirement: str
    module: str
    source_hash: str
    wheel_hash: str


RPDS = Package(
    "rpds-py==2026.9.1",
    "rpds.rpds",
    "4793ef7f78268b124b73fa933440f01d258bbae01de9fa53e9080c9ab0425a12",
    "136a1c3fe4402b7008bc81cb62ee538481795b61a7e83df88dff3b3f02b726ff",
)
WATCHFILES = Package(
    "watchfiles==1.3.0",
    "watchfiles._rust_notify",
    "99aee4a07847c06820765fd7b1b49ceac4f3f711ccb7d104655a33231de1c207",
    "b5768b49e426fd5b550b012c866db347cdf15c398ef98dc557b6e6b72fa74cd1",
)


def download(package: Package, folder: Path, hash: str, options: Sequence[str]) -> Path:
    """Download one archive, whose hash pip verifies, or skip the test."""
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{package.requirement} --hash=sha256:{hash}\n")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--retries", "1", "--timeout", "60"]
    done = subprocess.run(
        [*command, *options, "--dest", folder / "archives", "--requirement", requirements],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(STAND_IN)},
        timeout=300,
    )
    if done.returncode and ("No module named pip" in done.stderr or any(word in done.stderr.lower() for word in _UNREACHABLE)):
        pytest.skip(f"nothing can be downloaded: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    (archive,) = (folder / "archives").iterdir()
    return archive


def unpack_source(package: Package, folder: Path) -> Path:
    folder.mkdir()
    options = ["--no-binary", ":all:", "--no-build-isolation", "--use-pep517"]
    with tarfile.open(download(package, folder, package.source_hash, options)) as archive:
        archive.extractall(folder / "source", filter="data")
    (project,) = (folder / "source").iterdir()
    return project


def install_wheel(package: Package, folder: Path) -> Path:
    """Put the wheel, without its dependencies, into an environment; return its interpreter."""
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    with zipfile.ZipFile(download(package, folder, package.wheel_hash, ["--only-binary", ":all:"])) as wheel:
        wheel.extractall(site)
    return folder / "bin" / "python"


def check(package: Package, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str], str]:
    project, interpreter = unpack_source(package, folder / "project"), install_wheel(package, folder / "environment")
    code = main(["check", str(project), "--python", str(interpreter), "--module", package.module])
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err.splitlines()[-1]


def test_watchfiles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its package needs anyio, which is not there: the extension module is imported alone."""
    assert check(WATCHFILES, tmp_path, capsys) == (
        0,
        [],
        "sphinx-plissken check: watchfiles._rust_notify against the built module and the stubs: 0 differences",
    )


def test_rpds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The built module is what we say. Its stub is not: each line names what a type checker would get wrong."""
    code, lines, _ = check(RPDS, tmp_path, capsys)
    assert code == 1
    assert [line.replace("`rpds.rpds.", "`") for line in lines] == [
        "rpds.pyi:33: the stub gives `HashTrieMap.insert` the parameters (key, val); it has (key, value)",
        "rpds.pyi:38: the stub gives `HashTrieMap.update` the parameters (*); it has (*, **)",
        "rpds.pyi:47: the stub gives `HashTrieMap.fromkeys` the parameters (keys, value); it has (keys, val)",
        "rpds.pyi:63: the stub of `List` lacks what the source has: first, rest",
        "rpds.pyi:67: the stub gives `List.push_front` the parameters (value); it has (other)",
        "rpds.pyi:75: the stub gives `Queue.dequeue` the parameters (value); it has ()",
        "rpds.pyi:77: the stub says that `Queue.is_empty` is an attribute; it is a function",
        "rpds.pyi:79: the stub says that `Queue.peek` is an attribute; it is a function",
    ]
