"""Roles in the scope of a module know what its ``use`` declarations import."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LIB = """
pub mod shapes {
    pub struct Circle;
    pub fn area() {}
    pub struct Hidden;
}
pub mod user {
    use crate::shapes::{area, Circle as Round};
    use crate::shapes::*;
    use std::collections::HashMap;
    pub struct Own;
}
"""
PAGE = """
T
=

.. plissken-rust:: demo
.. plissken-rust:: demo::shapes
.. plissken-rust:: demo::user

.. rs:currentmod:: demo::user

"""


@pytest.fixture
def links(build: Any, write_files: Callable[[dict[str, str]], Path]) -> Callable[[str], tuple[list[str], str]]:
    def build_links(text: str) -> tuple[list[str], str]:
        write_files(
            {"source/crate/Cargo.toml": '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n', "source/crate/src/lib.rs": LIB}
        )
        site = build(
            {"index.rst": PAGE + text}, plissken_project="crate", plissken_generate=False, exclude_patterns=["crate"], nitpicky=True
        )
        return re.findall(r'href="#?([^"]+)"[^>]*><code class="xref rs rs-\w+ docutils', site.text("index.html")), site.warnings

    return build_links


@pytest.mark.parametrize(
    ("written", "anchor"),
    [
        (":rs:struct:`Round`", "struct.demo.shapes.Circle"),  # renamed
        (":rs:fn:`area`", "fn.demo.shapes.area"),
        (":rs:struct:`self::Round`", "struct.demo.shapes.Circle"),
        (":rs:struct:`super::user::Round`", "struct.demo.shapes.Circle"),
        (":rs:struct:`Hidden`", "struct.demo.shapes.Hidden"),  # by the glob
        (":rs:struct:`Own`", "struct.demo.user.Own"),
    ],
)
def test_imported_names_are_found(links, written: str, anchor: str) -> None:
    assert links(written) == ([anchor], "")


def test_what_a_module_does_not_import_is_still_missing(links) -> None:
    found, warnings = links(".. rs:currentmod:: demo\n\n:rs:struct:`Round`")
    assert found == []
    assert "rs:struct reference target not found: Round" in warnings


def test_what_is_imported_from_another_crate_is_found_where_that_is_described(links) -> None:
    found, warnings = links(":rs:struct:`HashMap`")
    assert warnings == ""
    assert found == ["https://doc.rust-lang.org/stable/std/collections/struct.HashMap.html"]
