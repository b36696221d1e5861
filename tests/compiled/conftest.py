"""What the tests of compiled modules share: the crates, each built once."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from compiled.cargo import CannotBuildError, Importable, build

PYTHON = (3, 11)
"""The Python for which they are built; one is enough, since PyO3 does the same on all."""


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str, str], Importable]:
    """``built(manifest, library, "pkg/_core")``: where the module can be imported from. Skips where it cannot be built."""
    if sys.version_info[:2] != PYTHON and not request.config.getoption("--compiled"):
        pytest.skip("modules are compiled for Python {}.{} only; --compiled does it for this one too".format(*PYTHON))
    folder = tmp_path_factory.mktemp("compiled")

    @functools.cache
    def build_once(manifest: Path, library: str, place: str) -> Importable:
        try:
            return build(manifest, library, folder / library / f"{place}.so")
        except CannotBuildError as reason:
            pytest.skip(f"nothing can be compiled: {reason}")

    return build_once
