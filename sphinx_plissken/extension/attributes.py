"""Which attributes of an item the Rust reference shows, and how.

Goes in: an item. Comes out: attribute lines as text: ``#[pyclass(name = "Runner")]``. Whoever maintains bindings wants to see what PyO3
reads; what only the compiler or a linter reads is left out, as rustdoc leaves it out.
"""

from __future__ import annotations

import re

from sphinx_plissken.rust.model import Attribute, Item
from sphinx_plissken.rust.signature import Signature

HIDDEN = frozenset(
    {
        "allow", "automatically_derived", "bench", "cfg", "cfg_attr", "cold", "coverage", "debugger_visualizer", "deny", "deprecated",
        "derive", "diagnostic::on_unimplemented", "diagnostic::do_not_recommend", "doc", "expect", "feature", "forbid",
        "global_allocator", "ignore", "inline", "instrument", "macro_export", "macro_use", "must_use", "no_link", "optimize", "path",
        "recursion_limit", "rustc_deprecated", "should_panic", "target_feature", "test", "test_case", "track_caller",
        "type_length_limit", "unstable", "used", "warn",
    }
)  # fmt: skip
"""Built-in attributes that say nothing about an item's interface, or what its description says in other words (Rust reference,
"Attributes")."""

HIDDEN_TOOLS = ("clippy::", "rustfmt::", "rustdoc::", "miri::", "rust_analyzer::")

FROM_SIGNATURE = frozenset({"export_name", "link_section", "no_mangle", "non_exhaustive", "repr"})
"""Attributes that the signature itself shows where readers may rely on them."""


def shown_attributes(item: Item, signature: Signature = ()) -> tuple[str, ...]:
    """The attribute lines above an item's signature."""
    return tuple(_text(attribute) for attribute in item.attributes if _is_shown(attribute))


def _is_shown(attribute: Attribute) -> bool:
    path = attribute.path
    return not (path in HIDDEN or path in FROM_SIGNATURE or path.startswith(HIDDEN_TOOLS))


def _text(attribute: Attribute) -> str:
    """``#[pyo3(name = "x")]``, on one line."""
    tokens = re.sub(r"\s+", " ", attribute.tokens)
    separator = " " if tokens.startswith("=") else ""
    text = f"{attribute.path}{separator}{tokens}"
    return f"#[unsafe({text})]" if attribute.is_unsafe else f"#[{text}]"
