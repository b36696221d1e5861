"""Links between rustdoc's pages, as authors wrote them before there were others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from sphinx_plissken.extension.docs.page_links import path_of_page


@pytest.mark.parametrize(
    ("address", "module", "path"),
    [
        ("struct.Regex.html", "regex", "crate::Regex"),
        ("./struct.Regex.html", "regex", "crate::Regex"),
        ("../struct.Regex.html#method.new", "regex::bytes", "crate::Regex::new"),
        ("bytes/index.html", "regex", "crate::bytes"),
        ("index.html", "regex::bytes", "crate::bytes"),
        ("../regex/enum.Error.html#variant.Syntax.field.0", "regex", "crate::Error::Syntax::0"),
        ("macro.span.html", "tracing", "macro@crate::span"),
        ("../std/vec/struct.Vec.html", "regex", "::std::vec::Vec"),
        ("struct.Span.html#in-asynchronous-code", "tracing::span", "crate::span::Span"),
        ("#syntax", "regex", ""),
        ("../../../struct.A.html", "regex", ""),
        ("guide.html", "regex", ""),
        ("https://docs.rs/struct.A.html", "regex", ""),
    ],
)
def test_addresses_of_pages_mean_paths(address: str, module: str, path: str) -> None:
    assert path_of_page(address, module) == path


def test_such_links_lead_to_the_items(build: Callable[..., Any]) -> None:
    manifest = '[package]\nname = "demo"\nversion = "1.0.0"\nedition = "2021"\n'
    text = "//! [one](struct.One.html#method.new), [two](two/fn.two.html), [gone](struct.Gone.html), [std](../std/vec/struct.Vec.html)\n"
    items = "pub struct One;\nimpl One { pub fn new() {} }\npub mod two { pub fn two() {} }\n"
    page = "Demo\n====\n\n.. plissken-rust:: demo\n.. plissken-rust:: demo::two\n"
    files = {"crate/Cargo.toml": manifest, "crate/src/lib.rs": text + items, "index.rst": page}
    site = build(files, plissken_project="crate", plissken_generate=False, exclude_patterns=["crate"])
    assert not site.warnings
    html = site.text("index.html")
    paragraph = next(part for part in re.findall(r"<p>.*?</p>", html, re.DOTALL) if "gone" in part)
    addresses = ["#method.demo.One.new", "#fn.demo.two.two", "https://doc.rust-lang.org/stable/std/vec/struct.Vec.html"]
    assert re.findall(r'href="([^"]*)"', paragraph) == addresses
