"""How fast crates are read: everything that ``inspect`` does but printing, in megabytes of source a second, and the memory at the peak.

``python tests/benchmarks/read_time.py`` has cargo fetch four crates of known versions and reads each in fresh processes, one at a time:

* cold, without a cache;
* the first time with a cache, which is written;
* from that cache, with nothing changed.

Time is that of the processor, so that other programs on the machine do not count; the best of several runs. Source is what was read: files
that the configuration turns off are not. ``parse`` is what tree-sitter alone takes for the same texts, before anybody looks at its trees.
``limit`` is 12 times the source and 80 MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A crate to be read."""

    name: str
    version: str
    features: str

    @property
    def folder(self) -> str:
        """What cargo calls it where versions are told apart."""
        return f"{self.name}-{self.version}"


SUBJECTS = (
    Subject(name="syn", version="2.0.98", features="full extra-traits fold visit visit-mut"),
    Subject(name="libc", version="0.2.169", features="extra_traits"),
    Subject(name="nalgebra", version="0.33.2", features="arbitrary debug io proptest-support rand serde-serialize sparse"),
    Subject(name="pyo3", version="0.22.6", features="full gil-refs"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measured run."""

    megabytes: float
    seconds: float
    parse_seconds: float
    peak: float
    """Megabytes."""


def main() -> None:
    options = _read_arguments()
    if options.read:
        print(json.dumps(_read(options.read, options.features.split(), options.cache)))
        return
    with tempfile.TemporaryDirectory() as folder:
        crates = options.crates or fetch(Path(folder))
        print(f"{'crate':16} {'MB':>6} {'parse':>11} {'cold':>11} {'to cache':>11} {'from cache':>11} {'peak':>8} {'limit':>8}")
        for subject in SUBJECTS:
            print(_row(subject, crates / subject.folder, options.repeat), flush=True)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3, metavar="TIMES", help="runs of which the best counts")
    parser.add_argument("--crates", type=Path, metavar="FOLDER", help="where the crates are, as NAME-VERSION, instead of fetching them")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--features", default="", help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def fetch(folder: Path) -> Path:
    """Have cargo put the crates, and what they depend on, into a folder.

    :raises SystemExit: when it cannot.
    """
    wanted = "".join(f'{each.name} = {{ version = "={each.version}", default-features = false }}\n' for each in SUBJECTS)
    (folder / "src").mkdir()
    (folder / "src/lib.rs").touch()
    (folder / "Cargo.toml").write_text(f'[package]\nname = "fetched"\nversion = "0.0.0"\nedition = "2021"\n\n[dependencies]\n{wanted}')
    command = ["cargo", "vendor", "--quiet", "--versioned-dirs", "vendor"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"cargo could not fetch the crates:\n{done.stderr[-2000:]}")
    return folder / "vendor"


def _row(subject: Subject, crate: Path, repeat: int) -> str:
    """Measure a crate; one line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        caches = [Path(folder, str(number)) for number in range(repeat)]
        cold = [measure(subject, crate, None) for _ in caches]
        to_cache = [measure(subject, crate, cache) for cache in caches]
        from_cache = [measure(subject, crate, cache) for cache in caches]
    megabytes = cold[0].megabytes
    parse = megabytes / min(each.parse_seconds for each in cold)
    speeds = [megabytes / min(each.seconds for each in readings) for readings in (cold, to_cache, from_cache)]
    peak = max(each.peak for each in (*cold, *to_cache, *from_cache))
    shown = " ".join(f"{speed:6.2f} MB/s" for speed in (parse, *speeds))
    return f"{subject.folder:16} {megabytes:6.2f} {shown} {peak:5.0f} MB {12 * megabytes + 80:5.0f} MB"


def measure(subject: Subject, crate: Path, cache: Path | None) -> Reading:
    """Read a crate in a process of its own."""
    command = [sys.executable, __file__, "--read", str(crate), "--features", subject.features]
    done = subprocess.run([*command, *(["--cache", str(cache)] if cache else [])], check=True, capture_output=True, text=True)
    return Reading(**json.loads(done.stdout))


def _read(crate: Path, features: list[str], cache: Path | None) -> dict[str, float]:
    """Read a crate in this process."""
    from sphinx_plissken.reference import Choices, read_reference
    from sphinx_plissken.rust.syntax.tree import parse

    start = time.process_time()
    reference = read_reference(crate, Choices(features=tuple(features), cache=cache))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = [file.text.encode() for each in reference.crates for file in each.files.values()]
    start = time.process_time()
    for text in texts:
        parse(text)
    parse_seconds = time.process_time() - start
    return {"megabytes": sum(map(len, texts)) / 1e6, "seconds": seconds, "parse_seconds": parse_seconds, "peak": peak}


if __name__ == "__main__":
    main()
