"""Python docstrings to nodes, in whichever markup they are written.

Goes in: the text of a docstring. Comes out: nodes. reStructuredText is Python's own; Google and NumPy styles in it are read by
``sphinx.ext.napoleon``.
"""

from __future__ import annotations

import re
from typing import Any, cast

from docutils import nodes
from sphinx.environment import BuildEnvironment
from sphinx.ext import napoleon
from sphinx.ext.napoleon.docstring import GoogleDocstring, NumpyDocstring

from sphinx_plissken.extension.configuration import Markup
from sphinx_plissken.extension.docs.doc_text import DocText, with_text
from sphinx_plissken.extension.docs.markdown import MarkdownContext, render_markdown
from sphinx_plissken.extension.docs.rest import render_rest

_ATTRIBUTE = re.compile(r"(?P<indentation>\s*)\.\. (?:py:)?attribute:: ")


def render_docstring(
    text: DocText, markup: Markup, context: MarkdownContext, env: BuildEnvironment, *, what: str, name: str
) -> list[nodes.Node]:
    """Render a docstring.

    :param what: kind of the object, by autodoc's words; :param name: its full path; both are for napoleon's messages.
    """
    if markup is Markup.MARKDOWN:
        return render_markdown(text, context)
    return render_rest(_without_styles(text, env, what, name), context.document, env)


def _without_styles(text: DocText, env: BuildEnvironment, what: str, name: str) -> DocText:
    """Google and NumPy sections as info fields; where the project loads napoleon itself, its handler of the event has done that.

    Attributes that the docstring of a class describes have descriptions of their own below it: there they are no objects.
    """
    lines = [line.text for line in text]
    if "napoleon_google_docstring" in env.config:
        return with_text(text, [part for line, below in zip(lines, [*lines[1:], ""], strict=True) for part in _unindexed(line, below)])
    config: Any = napoleon.Config(napoleon_use_ivar=True)
    for style in (NumpyDocstring, GoogleDocstring):
        lines = style(lines, config, what=cast("Any", what), name=name).lines()
    return with_text(text, lines)


def _unindexed(line: str, below: str) -> list[str]:
    """A line, and ``:no-index:`` below it if it begins the description of an attribute that has no such option yet."""
    match = _ATTRIBUTE.match(line) if "index:" not in below else None
    return [line, f"{match['indentation']}   :no-index:"] if match else [line]
