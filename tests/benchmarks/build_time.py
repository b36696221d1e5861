"""How long HTML builds take, in seconds of the processor that the build itself used: other programs on the machine do not count.

``python tests/benchmarks/build_time.py`` measures, each in fresh folders and serially,

* the time per item with many items and with a tenth of them: the ratio says whether anything is worse than linear;
* the build of a crate beside that of the same items written by hand, one directive each.

Options choose the numbers of items, and whether there is a Python view, too.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from generated_project import write_by_hand, write_source

Write = Callable[..., int]


def main() -> None:
    options = _read_arguments()
    if options.scaling:
        few = measure(write_source, options.scaling // 10, options)
        many = measure(write_source, options.scaling, options)
        print(f"time per item, {options.scaling} to {options.scaling // 10} items: {many / few:.2f}")
    if options.by_hand:
        source = measure(write_source, options.by_hand, options)
        by_hand = measure(write_by_hand, options.by_hand, options)
        print(f"from source to by hand, {options.by_hand} items: {source / by_hand:.2f}")


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scaling", type=int, default=20_000, metavar="ITEMS", help="0: leave this out")
    parser.add_argument("--by-hand", type=int, default=5_000, metavar="ITEMS", help="0: leave this out")
    parser.add_argument("--bindings", action="store_true", help="bind all to Python, so that there are two views")
    parser.add_argument("--define", "-D", action="append", default=[], metavar="NAME=VALUE", help="a setting for all builds")
    return parser.parse_args()


def measure(write: Write, items: int, options: argparse.Namespace) -> float:
    """Build a site and return the seconds per item."""
    with tempfile.TemporaryDirectory() as folder:
        count = write(Path(folder), items, has_bindings=options.bindings)
        seconds = build(Path(folder), [f"-D{setting}" for setting in options.define])
    print(f"{write.__name__} {count} items: {seconds:.1f} s, {seconds / count * 1000:.2f} ms an item", flush=True)
    return seconds / count


def build(folder: Path, settings: list[str]) -> float:
    """Build, and return the seconds of user time.

    :raises SystemExit: when the build warns: then it has left something out.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", *settings, str(folder), str(folder / "_build")]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stderr[-2000:]}")
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


if __name__ == "__main__":
    main()
