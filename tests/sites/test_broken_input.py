"""Bad input: one clear warning each, and the rest of the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import build_project, text_of

Write = Callable[[dict[str, str | bytes]], Path]
MANIFEST = '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n'
GOOD = "/// Stays on the page.\npub fn good() {}\n"

CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "a file of random bytes": (
        {"src/lib.rs": "pub mod bad;\n" + GOOD, "src/bad.rs": bytes(range(256)) * 8},
        "src/bad.rs",
    ),
    "an unclosed brace": (
        {"src/lib.rs": "pub mod bad;\n" + GOOD, "src/bad.rs": "pub fn open() {\n    if true {\n\npub fn next() {}\n"},
        "src/bad.rs",
    ),
    "a missing mod file": ({"src/lib.rs": "pub mod gone;\n" + GOOD}, "src/lib.rs:1: "),
    "a cycle by #[path]": (
        {"src/lib.rs": "pub mod a;\n" + GOOD, "src/a.rs": '#[path = "a.rs"]\npub mod again;\n'},
        "src/a.rs:2: ",
    ),
    "a file that is not UTF-8": (
        {"src/lib.rs": "pub mod latin;\n" + GOOD, "src/latin.rs": "/// caf\xe9\npub fn other() {}\n".encode("latin-1")},
        "src/latin.rs",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_warning_and_the_rest_of_the_site(write_files: Write, case: str) -> None:
    files, place = CASES[case]
    project = write_files({"Cargo.toml": MANIFEST, **files})
    built = build_project(project, project / "site")
    assert built.code == 0, built.output
    assert "Traceback" not in built.output
    warnings = [line for line in built.output.splitlines() if "WARNING" in line]
    assert len(warnings) == 1, built.output
    assert place in warnings[0]
    assert any("pub fn good()" in signature for signature in built.signatures("api/rust/demo"))


def test_a_crate_without_lib_does_not_hide_its_neighbours(write_files: Write) -> None:
    project = write_files(
        {
            "Cargo.toml": '[workspace]\nmembers = ["empty", "full"]\n',
            "empty/Cargo.toml": MANIFEST.replace("demo", "empty"),
            "full/Cargo.toml": MANIFEST.replace("demo", "full"),
            "full/src/lib.rs": GOOD,
        }
    )
    built = build_project(project, project / "site")
    assert built.code == 0, built.output
    warnings = [line for line in built.output.splitlines() if "WARNING" in line]
    assert len(warnings) == 1, built.output
    assert "empty/Cargo.toml:" in warnings[0]
    assert ".rst" not in warnings[0]
    assert "Stays on the page." in text_of(built.page("api/rust/full"))


def test_nothing_at_all_is_an_error(write_files: Write) -> None:
    project = write_files({"notes.txt": "no project here\n"})
    built = build_project(project, project / "site")
    assert built.code != 0
    assert "Traceback" not in built.output
    assert str(project) in built.output or "nothing" in built.output
