"""Links to what other crates have published, on built pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.errors import ConfigError

MANIFEST = '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\nserde = "1.0"\n'
LIB = """//! Speaks of [`Vec::push`], [`std::fmt`](std::fmt#syntax) and [serde].

use serde::Serialize;

/// Takes [`u8::MAX`] of them, see [`str::len`].
pub fn take(all: Vec<u8>, it: &dyn core::fmt::Debug, s: impl Serialize) -> Option<usize> { None }
"""
STD = "https://doc.rust-lang.org/stable/std/"
SETTINGS = {"plissken_project": "crate", "plissken_generate": False, "exclude_patterns": ["crate"], "nitpicky": True}


def files(page: str = "Demo\n====\n\n.. plissken-rust:: demo\n") -> dict[str, str]:
    return {"index.rst": page, "crate/Cargo.toml": MANIFEST, "crate/src/lib.rs": LIB}


def addresses(site: Any) -> list[str]:
    return re.findall(r'class="plissken-outside[^"]*" href="([^"]+)"', site.text("index.html"))


def test_names_of_other_crates_are_links(build: Callable[..., Any]) -> None:
    site = build(files(), **SETTINGS)
    assert not site.warnings
    found = addresses(site)
    assert f"{STD}vec/struct.Vec.html#method.push" in found
    assert f"{STD}fmt/index.html#syntax" in found
    assert f"{STD}primitive.u8.html#associatedconstant.MAX" in found
    assert f"{STD}primitive.str.html#method.len" in found
    assert f"{STD}vec/struct.Vec.html" in found
    assert f"{STD}option/enum.Option.html" in found
    assert f"{STD}fmt/trait.Debug.html" in found
    assert "https://docs.rs/serde/1.0/serde/index.html" in found


def test_links_have_rustdocs_titles(build: Callable[..., Any]) -> None:
    assert 'title="struct std::vec::Vec"' in build(files(), **SETTINGS).text("index.html")


def test_links_may_be_led_elsewhere_and_switched_off(build: Callable[..., Any]) -> None:
    chosen = {"std": "https://doc.rust-lang.org/1.80.0/", "serde": None}
    found = addresses(build(files(), plissken_external_links=chosen, **SETTINGS))
    assert "https://doc.rust-lang.org/1.80.0/std/vec/struct.Vec.html" in found
    assert not any("serde" in address for address in found)


def test_no_links_out_at_all(build: Callable[..., Any]) -> None:
    site = build(files(), plissken_external_links=None, **SETTINGS)
    assert not site.warnings
    assert addresses(site) == []


def test_what_intersphinx_knows_comes_first(build: Callable[..., Any], tmp_path: Path) -> None:
    other = build({"index.rst": "Std\n===\n\n.. rs:crate:: std\n\n.. rs:mod:: std::vec\n\n.. rs:struct:: pub struct Vec<T>\n"})
    inventory = tmp_path / "std.inv"
    inventory.write_bytes(other.inventory)
    mapping = {"std": ("https://example.org/std", str(inventory))}
    site = build(files(), extensions=["sphinx.ext.intersphinx", "sphinx_plissken"], intersphinx_mapping=mapping, **SETTINGS)
    assert not site.warnings
    assert 'href="https://example.org/std/index.html#struct.std.vec.Vec"' in site.text("index.html")
    assert f"{STD}vec/struct.Vec.html" not in addresses(site)
    assert f"{STD}option/enum.Option.html" in addresses(site)


def test_pages_written_by_hand_need_no_project(build: Callable[..., Any]) -> None:
    page = "Hand\n====\n\n:rs:struct:`std::vec::Vec`, :rs:macro:`vec`, :rs:method:`Vec::push`\n\n.. rs:fn:: pub fn f(a: String) -> T\n"
    site = build({"index.rst": page}, nitpicky=True)
    assert not site.warnings
    names = ("vec/struct.Vec.html", "macro.vec.html", "vec/struct.Vec.html#method.push", "string/struct.String.html")
    assert addresses(site) == [f"{STD}{name}" for name in names]


@pytest.mark.parametrize("value", [{"std": "doc.rust-lang.org"}, {"std": 3}, {3: None}])
def test_a_value_that_makes_no_sense_is_refused(build: Callable[..., Any], value: Any) -> None:
    with pytest.raises(ConfigError, match="plissken_external_links"):
        build(files(), plissken_external_links=value, **SETTINGS)


def test_a_module_of_a_primitive_types_name_is_no_type(build: Callable[..., Any]) -> None:
    lib = "use core::usize;\nmod u8 {}\n/// Up to [`usize::MAX`].\npub fn count(a: usize, b: u8, c: &[f32]) {}\n"
    site = build({**files(), "crate/src/lib.rs": lib}, **SETTINGS)
    assert not site.warnings
    found = addresses(site)
    assert [address.removeprefix(STD) for address in found if "MAX" not in address] == [
        "primitive.usize.html",
        "primitive.u8.html",
        "primitive.f32.html",
    ]
    assert f"{STD}usize/constant.MAX.html" in found  # of the module, which its path goes through
