"""Which markup a docstring is in."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.configuration import Markup
from sphinx_plissken.extension.docs.docstrings import choose_markup

REST = ["Uses :class:`X`.", "See::\n\n    code", ".. note:: x", ":param x: y", "A ``literal``.", "`text <http://x>`_"]
MARKDOWN = ["```\ncode\n```", "# Heading", "[text](http://x)", "See [`X`].", "~~~python\nx\n~~~"]
PLAIN = ["Just text.", "A `name`.", "Args:\n    x: y", "Parameters\n----------\nx : int"]


@pytest.mark.parametrize(
    ("texts", "of_rust", "of_python"),
    [
        (REST, Markup.RST, Markup.RST),
        (MARKDOWN, Markup.MARKDOWN, Markup.MARKDOWN),
        (PLAIN, Markup.MARKDOWN, Markup.RST),
    ],
)
def test_markup_is_recognized(texts: list[str], of_rust: Markup, of_python: Markup) -> None:
    for text in texts:
        assert choose_markup(text, Markup.AUTO, is_rust=True) is of_rust, text
        assert choose_markup(text, Markup.AUTO, is_rust=False) is of_python, text


def test_what_is_configured_counts() -> None:
    assert choose_markup("# x", Markup.RST, is_rust=True) is Markup.RST
    assert choose_markup(":param x: y", Markup.MARKDOWN, is_rust=False) is Markup.MARKDOWN
