"""The attribute macros of the crate ``rustversion``, which choose by the compiler: ``#[rustversion::since(1.63)]``.

Goes in: the path of such an attribute and what it asks. Comes out: whether it holds. Documentation is made for the newest stable compiler,
as it is where a build script asks for one that is at least so new. Rules: rustversion's documentation, "Selectors".
"""

from __future__ import annotations

import re

from sphinx_plissken.rust.text.attributes import Meta, read_meta, split_at_commas

SELECTORS = frozenset(f"rustversion::{name}" for name in ("all", "any", "before", "beta", "nightly", "not", "since", "stable"))
"""The attributes that keep or drop an item."""
CONDITIONAL_ATTRIBUTE = "rustversion::attr"
"""``#[rustversion::attr(since(1.63), must_use)]``; what it adds may also be ``const``, the keyword of a function."""

_RELEASE = re.compile(r"1\s*\.\s*\d+(?:\s*\.\s*\d+)?")


def is_selected(selector: str) -> bool:
    """Whether a selector holds for the newest stable compiler: ``since(1.63)``, ``not(nightly)``."""
    items = read_meta(selector)
    return bool(items) and all(map(_holds, items))


def _holds(meta: Meta) -> bool:
    arguments = split_at_commas(meta.tokens or "")
    match meta.path:
        case "all":
            return all(map(is_selected, arguments))
        case "any":
            return any(map(is_selected, arguments))
        case "not":
            return len(arguments) == 1 and not is_selected(arguments[0])
        case "since":
            return _is_release(arguments)  # a date is that of a nightly compiler
        case "before":
            return not _is_release(arguments)
        case "stable":
            return not arguments  # a certain one is an older one
    return False


def _is_release(arguments: tuple[str, ...]) -> bool:
    return len(arguments) == 1 and _RELEASE.fullmatch(arguments[0]) is not None
