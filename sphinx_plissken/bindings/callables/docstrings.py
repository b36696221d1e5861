"""Doc comments as PyO3 makes ``__doc__`` of them.

Goes in: the documentation of an item. Comes out: the docstring. Knows no markup. Source: PyO3's ``get_doc`` (``pyo3-macros-backend``,
``utils.rs``) and CPython's ``Objects/typeobject.c`` for signatures inside docstrings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import griffe

from sphinx_plissken.rust.model import DocFragment, DocKind


def docstring_text(docs: Sequence[DocFragment]) -> str:
    """Join doc comments as PyO3 does: one leading space of each is dropped, nothing else; empty where there are none."""
    return "\n".join(fragment.text if fragment.kind is DocKind.EXPRESSION else fragment.text.removeprefix(" ") for fragment in docs)


def make_docstring(text: str, docs: Sequence[DocFragment]) -> griffe.Docstring | None:
    """A docstring with the lines of the comments it was made from; None where there is no text."""
    if not text.strip():
        return None
    lines = [fragment.line for fragment in docs]
    last = docs[-1] if docs else None
    return griffe.Docstring(
        text,
        lineno=min(lines, default=None),
        endlineno=last.line + last.text.count("\n") if last else None,
    )


def split_signature(text: str, name: str) -> tuple[str, str]:
    r"""Split the signature off that a docstring begins with: ``"f(a)\n--\n\nText"`` -> ``("(a)", "Text")``.

    CPython looks for one in the docstring of every built-in object. It has to begin with the object's own name and to end before any
    blank line; the signature is empty where there is none.
    """
    match = re.match(rf"{re.escape(name)}(\((?:(?!\n\n).)*?\))\n--\n\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)
