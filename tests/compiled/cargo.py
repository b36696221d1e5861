"""Build a crate with cargo and make what it builds importable, or say why that cannot be done.

Everything is built into one folder below ``build/``, so that the crates share what they have in common, and so that a second run has
nothing to do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

TARGET = ROOT / "build" / "compiled"
"""Where cargo builds; git ignores it."""
_LONGEST = 1200
"""Seconds that cargo may take."""
_UNREACHABLE = ("failed to download", "failed to get", "failed to update", "unable to update", "could not resolve", "network", "offline")
"""Words of cargo where there is no registry."""


class CannotBuildError(Exception):
    """This machine lacks what a build needs."""


@dataclass(frozen=True)
class Importable:
    """A folder from which the module can be imported."""

    folder: Path

    def run(self, script: Path, name: str) -> str:
        """Let a script import the module in a process of its own, and return what it prints."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([sys.executable, script, name], capture_output=True, text=True, check=False, env=environment, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout


def build(manifest: Path, library: str, place: Path) -> Importable:
    """Build a crate and put its library at a place: ``place/pkg/_core.so``.

    :raises CannotBuildError: when there is no cargo, or no registry.
    """
    _fetch(manifest)
    done = _cargo("build", "--locked", "--quiet", "--target-dir", TARGET, "--manifest-path", manifest)
    assert done.returncode == 0, done.stderr
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(TARGET / "debug" / f"lib{library}.so", place)
    return Importable(folder=place.parent)


def _fetch(manifest: Path) -> None:
    """Have all dependencies on this machine.

    :raises CannotBuildError: when there is no cargo, or no registry.
    """
    if not sys.platform.startswith("linux"):
        raise CannotBuildError("these builds are made for Linux")
    if shutil.which("cargo") is None or _cargo("--version").returncode != 0:
        raise CannotBuildError("there is no cargo")
    if _cargo("fetch", "--locked", "--offline", "--manifest-path", manifest).returncode == 0:
        return
    done = _cargo("fetch", "--locked", "--manifest-path", manifest)
    if done.returncode and any(word in done.stderr.lower() for word in _UNREACHABLE):
        raise CannotBuildError(f"the crates registry cannot be reached: {done.stderr.strip().splitlines()[-1].strip()}")
    assert done.returncode == 0, done.stderr


def maturin_wheel(project: Path, folder: Path) -> Path:
    """Build the wheel of a project.

    :raises CannotBuildError: when there is no maturin, or what cargo needs is not there.
    """
    beside = Path(sys.executable).with_name("maturin")
    program = str(beside) if beside.exists() else shutil.which("maturin")
    if program is None:
        raise CannotBuildError("there is no maturin")
    target = TARGET / "maturin"  # it sets variables for which cargo would build PyO3 again, here and for the next run
    options = ("--profile", "dev", "--target-dir", target, "--interpreter", sys.executable, "--out", folder)
    done = _run(program, "build", "--locked", "--quiet", *options, cwd=project)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


def _cargo(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return _run("cargo", *arguments)


def _run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a program for the interpreter below this environment, so that another environment of the same Python builds nothing again."""
    environment = {
        **os.environ,
        "PYO3_PYTHON": str(Path(sys.base_prefix) / "bin" / "python3"),
        "CARGO_INCREMENTAL": "0",
        "CARGO_PROFILE_DEV_DEBUG": "0",
    }
    home = environment.pop("CARGO_HOME_OF_THE_MACHINE", environment.get("CARGO_HOME", ""))
    environment |= {"CARGO_HOME": home or str(Path.home() / ".cargo")}
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, cwd=cwd, env=environment, timeout=_LONGEST)
