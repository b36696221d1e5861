"""Set everything up and pass the tests: ``python3 tests/run.py [tox arguments]``.

Makes a virtual environment below ``.tox``, installs tox there, and runs every environment of ``tox.ini``. A Chromium for the browser
tests is installed from Debian's packages where that is possible; without one these tests are skipped and say so. Further Python
versions are taken from pyenv where it is installed; versions that are missing are skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".tox" / "runner"
PYTHONS = ("3.11", "3.12", "3.13")


def main() -> int:
    """Prepare, then hand over to tox."""
    install_chromium()
    if not (ENVIRONMENT / "bin" / "tox").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "-q", "tox>=4.20"], check=True)
    path = os.pathsep.join([*map(str, pyenv_folders()), os.environ.get("PATH", "")])
    arguments = sys.argv[1:] or ["run"]
    return subprocess.run(
        [ENVIRONMENT / "bin" / "python", "-m", "tox", *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, check=False
    ).returncode


def install_chromium() -> None:
    """Install Debian's Chromium if this is a Debian machine, we may, and there is none."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]):
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode:
            print(f"{' '.join(command)} failed: the browser tests will be skipped", file=sys.stderr)
            return


def pyenv_folders() -> list[Path]:
    """Return the folders of pyenv's interpreters for the versions we support, the newest patch of each."""
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = []
    for python in PYTHONS:
        patches = sorted(
            versions.glob(f"{python}.*/bin"), key=lambda folder: [int(n) for n in folder.parent.name.split(".") if n.isdigit()]
        )
        found += patches[-1:]
    return found


if __name__ == "__main__":
    sys.exit(main())
