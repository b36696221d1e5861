"""Source distributions of published packages, downloaded by pip and never built."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

STAND_IN = Path(__file__).resolve().parent.parent / "command" / "stand_in"
"""Has a ``maturin`` that only says what a source distribution is called, so that pip runs nothing of it."""


def fetch_source(requirement: str, folder: Path, *, is_pure: bool = False) -> Path:
    """Download and unpack ``name==version``; what is there already is used again.

    :param is_pure: whether pip may ask the package's own build backend what it is called.
    """
    target = folder / requirement.replace("==", "-")
    if not target.is_dir():
        archives = folder / "archives" / target.name
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", requirement.partition("==")[0]]
        command += [] if is_pure else ["--no-build-isolation", "--use-pep517"]
        environment = {**os.environ, "PYTHONPATH": "" if is_pure else str(STAND_IN)}
        subprocess.run([*command, "--dest", archives, requirement], check=True, env=environment, timeout=600)
        (archive,) = archives.iterdir()
        with tarfile.open(archive) as opened:
            opened.extractall(target, filter="data")
    (project,) = target.iterdir()
    return project


def build_site(project: Path, out: Path, *options: str) -> str:
    """Build a project's site as a user does; return what was printed."""
    command = [sys.executable, "-m", "sphinx_plissken", "build", project, "-o", out, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode:
        raise RuntimeError(f"the site of {project.name} was not built:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr
