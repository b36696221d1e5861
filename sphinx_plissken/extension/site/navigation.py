"""Makes the navigation of big sites cheap, for themes that show the titles of all pages beside each page, like Furo.

Goes in: the tables of contents of all pages. Comes out: the same navigation in less time. Sphinx copies all entries of all pages for each
page that it writes and then drops those that are no titles (``_entries_from_toctree``); with ten thousand objects that is two thirds of a
build. While a theme asks for titles only, Sphinx is given tables that hold nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

Contents = nodes.bullet_list
Pair = tuple[Contents, Contents]
"""A page's table of contents as it was read, and what is left of it."""

_TITLES: WeakKeyDictionary[BuildEnvironment, dict[str, Pair]] = WeakKeyDictionary()


def setup_navigation(app: Sphinx) -> None:
    """Register the handler; themes make their navigation at 500."""
    app.connect("html-page-context", _wrap_toctree, priority=100)


def _wrap_toctree(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    if "toctree" in context:
        context["toctree"] = _with_titles(context["toctree"], app.env)


def _with_titles(toctree: Callable[..., Any], env: BuildEnvironment) -> Callable[..., Any]:
    """The template's function; see "HTML Theming" in Sphinx' documentation."""

    def render(**options: Any) -> Any:
        if not options.get("titles_only"):
            return toctree(**options)
        complete = env.tocs
        env.tocs = titles_of(env)
        try:
            return toctree(**options)
        finally:
            env.tocs = complete

    return render


def titles_of(env: BuildEnvironment) -> dict[str, Contents]:
    """The tables of contents of all pages without entries for sections and objects; made once for each table."""
    known = _TITLES.setdefault(env, {})
    for docname, contents in env.tocs.items():
        if docname not in known or known[docname][0] is not contents:
            has_own_depth = "tocdepth" in env.metadata.get(docname, {})
            known[docname] = contents, contents if has_own_depth else _only_titles(contents)
    return {docname: known[docname][1] for docname in env.tocs}


def _only_titles(contents: Contents) -> Contents:
    """What Sphinx itself would leave of it; where conditions decide what is there, it is left to Sphinx."""
    if any(True for _ in contents.findall(addnodes.only)):
        return contents
    copied = contents.copy()
    for entry in contents.children:
        copied += _only_title(entry)
    return copied


def _only_title(entry: nodes.Node) -> nodes.Node:
    if not isinstance(entry, nodes.list_item) or len(entry) != 2:
        return entry.deepcopy()
    title, below = cast("list[nodes.Element]", entry.children)
    copied = entry.copy()
    copied += title.deepcopy()
    if pages := [toctree.deepcopy() for toctree in entry.findall(addnodes.toctree)]:
        kept = below.copy()
        kept.extend(pages)
        copied += kept
    return copied
