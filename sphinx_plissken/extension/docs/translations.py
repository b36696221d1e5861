"""Translations of doc comments, from the catalogues that translators make of what ``sphinx-build -b gettext`` writes.

Goes in: rendered paragraphs, and a way to render Markdown. Comes out: the same paragraphs with the translated text. Sphinx itself reads
translations in the markup of the page (``sphinx.transforms.i18n.Locale``), and a page in reStructuredText shows doc comments in Markdown:
what we have translated, it leaves alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import init
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import LITERAL_TYPE_NODES, extract_messages

Translate = Callable[[str], str]
"""From a text to its translation; to the text itself where there is none."""

_IN_MEMORY = "plissken-translations"
_MARK = "plissken-translated"


def translate(rendered: nodes.Element, document: nodes.document, render: Callable[[str], Sequence[nodes.Node]]) -> None:
    """Put translations in place of texts.

    :param render: renders a translated text to inline nodes.
    """
    if (find := _translations_for(document)) is None:
        return
    for node, text in list(extract_messages(rendered)):
        if not isinstance(node, LITERAL_TYPE_NODES) and isinstance(node, nodes.TextElement) and (found := find(text)) != text:
            node.children = []
            node.extend(render(found))
            node["translatable"] = False
            node[_MARK] = True


def _translations_for(document: nodes.document) -> Translate | None:
    """The catalogue of the page that is read, looked for once; None if there is none."""
    env = getattr(document.settings, "env", None)
    if env is None:
        return None
    if _IN_MEMORY not in env.temp_data:
        folders = [env.srcdir / folder for folder in env.config.locale_dirs]
        catalogue, is_there = init(folders, env.config.language, docname_to_domain(env.docname, env.config.gettext_compact))
        env.temp_data[_IN_MEMORY] = catalogue.gettext if is_there else None
    found: Translate | None = env.temp_data[_IN_MEMORY]
    return found


class GiveBackTranslated(SphinxTransform):
    """Once Sphinx has left alone what is translated, let it count as that, and let ``gettext`` find the original."""

    default_priority = 21  # that of ``Locale`` is 20

    def apply(self, **kwargs: Any) -> None:
        """See ``SphinxTransform``."""
        for node in self.document.findall(nodes.TextElement):
            if node.attributes.pop(_MARK, False):
                del node["translatable"]
                node["translated"] = True


def setup_translations(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(GiveBackTranslated)
