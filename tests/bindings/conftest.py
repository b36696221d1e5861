"""What tests of this room share: extension modules seen from a few lines of Rust, and their outlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sphinx_plissken.bindings.api import Bindings
from sphinx_plissken.bindings.classes.exceptions import declare_exceptions
from sphinx_plissken.bindings.see import see_bindings
from sphinx_plissken.cffi.api import CffiModule
from sphinx_plissken.inspection.python import rows
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.resolution.names import Names

EXTERNAL = ("pyo3", "numpy", "chrono")


@pytest.fixture
def see(tmp_path: Path) -> Callable[..., Bindings]:
    """``see(source)``: the bindings of crate ``m``; or of several crates, by files: ``see({"m/lib.rs": .., "core/lib.rs": ..})``."""

    def see_module(
        source: str | Mapping[str, str],
        *,
        import_name: str = "m",
        pyo3: str = "0.29.2",
        features: frozenset[str] = frozenset(),
        find_cffi_module: Callable[[str], CffiModule | None] | None = None,
    ) -> Bindings:
        files = {"m/lib.rs": f"use pyo3::prelude::*; {source}"} if isinstance(source, str) else source
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        names = sorted({path.partition("/")[0] for path in files})
        dependencies = {name: name for name in (*names, *EXTERNAL)}
        sources = [
            CrateSource(
                name=name,
                root_file=tmp_path / name / "lib.rs",
                directory=tmp_path / name,
                version="1.2.3",
                edition="2021",
                features=features,
                environment={"CARGO_PKG_VERSION": "1.2.3", "CARGO_PKG_DESCRIPTION": "Shapes of things."},
                dependencies=dependencies,
            )
            for name in names
        ]
        crates = [declare_exceptions(crate) for crate in read_crates(sources, root=tmp_path)]
        return see_bindings(crates, Names(crates), import_name=import_name, crate="m", pyo3_version=pyo3, find_cffi_module=find_cffi_module)

    return see_module


@pytest.fixture
def outline() -> Callable[[Bindings], list[str]]:
    """What is in a module: ``["class m.Point", "function m.area(w, h)"]``."""
    return lambda bindings: [
        f"{row['kind']} {row['path']}{row['parameters'] or ''}" for row in rows(bindings) if row["path"] != bindings.import_name
    ]
