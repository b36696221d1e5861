"""Headings of groups, which are no sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive, directives

from sphinx_plissken.extension.docs.rubrics import section_rubric


class Group(Directive):
    """A page's group of objects."""

    def run(self) -> list[nodes.Node]:
        return [section_rubric("Structs")]


@pytest.fixture(autouse=True)
def group() -> Iterator[None]:
    directives.register_directive("test-group", Group)
    yield
    directives._directives.pop("test-group", None)


BOOK = {
    "index.rst": "Book\n====\n\n.. toctree::\n\n   a\n",
    "a.rst": "A\n=\n\n.. test-group::\n\n.. toctree::\n\n   b\n",
    "b.rst": "B\n=\n\n.. test-group::\n",
}


def test_in_a_book_a_group_stands_one_level_below_its_page(build) -> None:
    site = build(BOOK, builder="latex", latex_documents=[("index", "book.tex", "Book", "me", "manual")])
    assert re.findall(r"\\(\w+\*?)\{(A|B|Structs)\}", site.text("book.tex")) == [
        ("chapter", "A"),
        ("section*", "Structs"),
        ("section", "B"),
        ("subsection*", "Structs"),
    ]


def test_on_a_page_groups_are_headings_of_the_second_level(build) -> None:
    assert '<h2 class="rubric plissken-section">Structs</h2>' in re.sub(
        r"class=\"(plissken-section) (rubric)", r'class="\2 \1', build(BOOK).text("b.html")
    )
