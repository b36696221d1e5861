"""The navigation that themes make of all pages' titles."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from sphinx_plissken.extension.site import navigation

OBJECTS = ".. rs:crate:: {0}\n.. rs:struct:: S\n\n   .. rs:method:: fn m()\n"
INDEX = """
Top
===

.. toctree::

   a
   Another title <b>
   https://example.invalid/

.. toctree::
   :hidden:

   c
"""
PAGES = {
    "index.rst": INDEX,
    "a.rst": "A\n=\n\nSection\n-------\n\n.. toctree::\n\n   deep\n\n" + OBJECTS.format("a"),
    "b.rst": ":tocdepth: 2\n\nB\n=\n\nOne\n---\n\nTwo\n~~~\n\n" + OBJECTS.format("b"),
    "c.rst": "C\n=\n\nOne\n---\n\n.. only:: never\n\n   .. toctree::\n\n      unseen\n\n" + OBJECTS.format("c"),
    "deep.rst": "Deep\n====\n\n.. toctree::\n\n   deeper\n\n" + OBJECTS.format("d"),
    "deeper.rst": "Deeper\n======\n\n" + OBJECTS.format("e"),
    "unseen.rst": ":orphan:\n\nUnseen\n======\n",
}


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_navigation_is_what_sphinx_would_make_of_it(build, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    def pages(site: object) -> dict[str, str]:
        return {name: site.text(f"{Path(name).stem}.html") for name in PAGES}

    ours = pages(build(PAGES, html_theme=theme, fresh=True))
    monkeypatch.setattr(navigation, "_with_titles", lambda toctree, env: toctree)
    assert pages(build(PAGES, html_theme=theme, fresh=True)) == ours


def test_entries_of_sections_and_objects_are_left_out(build) -> None:
    env = build(PAGES).app.env
    titles = navigation.titles_of(env)
    assert titles.keys() == env.tocs.keys()
    assert [text.astext() for text in titles["a"].findall(nodes.Text)] == ["A"]
    assert [text.astext() for text in env.tocs["a"].findall(nodes.Text)] == ["A", "Section", "S", "S::m()"]
    assert titles["b"] is env.tocs["b"]  # has a depth of its own
    assert titles["c"] is env.tocs["c"]  # depends on tags
    assert navigation.titles_of(env)["a"] is titles["a"]
