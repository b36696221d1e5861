"""Which attributes of an item the Rust reference shows, and how; and the words by which an item asks to be found.

Goes in: an item. Comes out: attribute lines as text: ``#[pyclass(name = "Runner")]``. Whoever maintains bindings wants to see what PyO3
reads; what only the compiler or a linter reads is left out, as rustdoc leaves it out.
"""

from __future__ import annotations

import re

from sphinx_plissken.rust.model import Attribute, Item
from sphinx_plissken.rust.signatures.signature import Signature
from sphinx_plissken.rust.text.attributes import attribute_items

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


def search_words(item: Item) -> tuple[str, ...]:
    """Other words that readers look for, of ``#[doc(alias = "x")]`` and ``#[doc(alias("x", "y"))]`` (rustdoc book, "The doc attribute")."""
    metas = [
        meta for attribute in item.attributes if attribute.path == "doc" for meta in attribute_items(attribute) if meta.path == "alias"
    ]
    literals = [literal for meta in metas for literal in (meta.literal, *(inner.literal for inner in meta.items))]
    return tuple(dict.fromkeys(word for word in literals if isinstance(word, str) and word))


PYTHON_SIGNATURES = frozenset({"signature", "text_signature"})
"""Options of PyO3's attributes that say the Python signature: the Python view shows it, and here it stands in the source."""


def _is_shown(attribute: Attribute) -> bool:
    path = attribute.path
    if path in HIDDEN or path in FROM_SIGNATURE or path.startswith(HIDDEN_TOOLS):
        return False
    return not (path == "pyo3" and attribute.tokens and not _without_signatures(attribute.tokens))


def _without_signatures(tokens: str) -> str:
    """``(name = "f", signature = (a, **kw))`` -> ``(name = "f")``; empty where nothing else is said."""
    if not (tokens.startswith("(") and any(word in tokens for word in PYTHON_SIGNATURES)):
        return tokens
    kept = [option.strip() for option in _options(tokens[1:-1]) if option.partition("=")[0].strip() not in PYTHON_SIGNATURES]
    kept = [option for option in kept if option]
    return f"({', '.join(kept)})" if kept else ""


def _options(text: str) -> list[str]:
    """The parts between commas outside of brackets and strings."""
    parts, depth, in_string = [""], 0, False
    for previous, character in zip(" " + text, text, strict=False):
        if character == '"' and previous != "\\":
            in_string = not in_string
        elif not in_string:
            depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth and not in_string:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _text(attribute: Attribute) -> str:
    """``#[pyo3(name = "x")]``, on one line."""
    tokens = re.sub(r"\s+", " ", _without_signatures(attribute.tokens))
    separator = " " if tokens.startswith("=") else ""
    text = f"{attribute.path}{separator}{tokens}"
    return f"#[unsafe({text})]" if attribute.is_unsafe else f"#[{text}]"
