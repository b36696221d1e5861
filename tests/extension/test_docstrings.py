"""Which markup docstrings are in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from docutils import nodes

from sphinx_plissken.extension.configuration import Markup
from sphinx_plissken.extension.docs.markup import Judgement, choose_markup, judge, look_of

REST = ["Uses :class:`X`.", "See::\n\n    code", ".. note:: x", ":param x: y", "A ``literal``.", "`text <http://x>`_"]
MARKDOWN = ["```\ncode\n```", "# Heading", "[text](http://x)", "See [`X`].", "~~~python\nx\n~~~"]
PLAIN = ["Just text.", "A `name`.", "Args:\n    x: y", "Parameters\n----------\nx : int"]
BOTH = ["Uses :class:`X`.\n\n# a comment in code", "``x`` and [text](http://x)"]
SPEAKING_OF_RUST = Judgement(default=Markup.MARKDOWN)
SPEAKING_OF_PYTHON = Judgement(default=Markup.RST)


@pytest.mark.parametrize(("texts", "look"), [(REST, Markup.RST), (MARKDOWN, Markup.MARKDOWN), (PLAIN, None), (BOTH, None)])
def test_what_a_text_looks_like(texts: list[str], look: Markup | None) -> None:
    for text in texts:
        assert look_of(text) is look, text


@pytest.mark.parametrize(
    ("texts", "of_rust", "of_python"),
    [
        (REST, Markup.RST, Markup.RST),
        (MARKDOWN, Markup.MARKDOWN, Markup.MARKDOWN),
        (PLAIN, Markup.MARKDOWN, Markup.RST),
    ],
)
def test_markup_of_a_package(texts: list[str], of_rust: Markup, of_python: Markup) -> None:
    for text in texts:
        assert choose_markup(text, Markup.AUTO, judge([text], is_rust=True)) is of_rust, text
        assert choose_markup(text, Markup.AUTO, judge([text], is_rust=False)) is of_python, text


def test_the_package_decides_for_what_looks_like_another_markup() -> None:
    judgement = judge([*REST * 3, "# Heading"], is_rust=False)
    assert choose_markup("# Heading", Markup.AUTO, judgement) is Markup.RST
    assert choose_markup("Just text.", Markup.AUTO, judge(MARKDOWN, is_rust=False)) is Markup.MARKDOWN
    assert str(judgement) == "read as reStructuredText (18 of the 19 that tell)"


def test_a_package_with_much_of_both_is_read_one_by_one() -> None:
    judgement = judge([*REST, *MARKDOWN, *PLAIN], is_rust=False)
    assert [choose_markup(text, Markup.AUTO, judgement) for text in ("# Heading", ":param x: y", "Just text.")] == [
        Markup.MARKDOWN,
        Markup.RST,
        Markup.RST,
    ]
    assert str(judgement) == "read one by one: 6 of the 11 that tell are reStructuredText"


def test_what_is_configured_counts() -> None:
    assert choose_markup("# x", Markup.RST, SPEAKING_OF_RUST) is Markup.RST
    assert choose_markup(":param x: y", Markup.MARKDOWN, SPEAKING_OF_PYTHON) is Markup.MARKDOWN


def test_a_build_says_what_it_judged(build: Callable[..., Any]) -> None:
    module = '"""Shapes, [here](http://x)."""\n\ndef draw():\n    """Draw with *care*.\n\n    * a\n    * b\n    """\n'
    pages = {
        "index.rst": "Shapes\n======\n\n.. plissken-python:: shapes\n",
        "project/pyproject.toml": '[project]\nname = "shapes"\nversion = "1.0"\n',
        "project/shapes/__init__.py": module,
    }
    site = build(pages, plissken_project="project", plissken_generate=False, exclude_patterns=["project"])
    assert "plissken: docstrings of shapes are read as Markdown (1 of the 1 that tell)" in site.app.status.getvalue()
    assert len(list(site.doctree().findall(nodes.reference))) == 1
