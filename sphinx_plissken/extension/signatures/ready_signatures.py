"""Signatures that HTML pages get straight from their tokens.

Goes in: the parts of a signature and what its names lead to. Comes out: one node, which the writer turns into the HTML that it makes of
the nodes of ``signature_nodes``. A page says the same few dozen things again and again: ``pub fn``, ``Option``, ``&self``. What the
writer makes of each is kept, so that it need not go through some twenty nodes for each signature, nor the transforms and the search index
before it: with thousands of items that is a fifth of a build. Translators that write nodes differently are asked as ever, once for each
thing that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.signatures.signature_nodes import (
    Header,
    Runs,
    exact_reference,
    outside_reference,
    parameter_list,
    render_qualifiers,
    render_reference,
    render_text,
)
from sphinx_plissken.rust.signatures.signature import Token, TokenKind, text_of


class ready_signature(nodes.Inline, nodes.TextElement):  # noqa: N801 - docutils names nodes so
    """The text of a signature, for who reads it, with all that its HTML is made from."""


def takes_ready_signatures(builder: Builder) -> bool:
    """Whether a builder writes each page as it was resolved; others, like ``singlehtml`` and ``epub``, change its references before."""
    return builder.name in ("html", "dirhtml")


class PageLinks:
    """What the names on one page lead to."""

    def __init__(self, env: BuildEnvironment, builder: Builder) -> None:
        self._env = env
        self._builder = builder
        self._docname = env.docname
        self._known: dict[str, bool] = {}
        self._written: dict[tuple[str, str], str] = {}

    def has_all(self, paths: Iterable[str]) -> bool:
        """Whether all paths lead to something; what is to be done about others, is said by events."""
        return all(self._is_known(path) for path in paths)

    def _is_known(self, path: str) -> bool:
        if path not in self._known:
            self._known[path] = "://" in path or self._resolved(path, nodes.inline()) is not None
        return self._known[path]

    def html(self, translator: Any, token: Token) -> str:
        """A name as a link."""
        key = token.text, token.path
        if key not in self._written:
            self._written[key] = _written(translator, [render_reference(token, self._link)])
        return self._written[key]

    def _link(self, path: str, name: nodes.TextElement) -> nodes.Node:
        if "://" in path:
            reference = outside_reference(path)
            reference += name
            return reference
        return self._resolved(path, name) or name

    def _resolved(self, path: str, name: nodes.TextElement) -> nodes.reference | None:
        domain = self._env.get_domain("rs")
        return domain.resolve_xref(self._env, self._docname, self._builder, "obj", path, exact_reference(path, name), name)


def setup_ready_signatures(app: Sphinx) -> None:
    """Register the node."""
    visitors: Any = (_visit_html, None)
    app.add_node(ready_signature, html=visitors)


def _visit_html(translator: Any, node: ready_signature) -> None:
    header: Header = node["header"]
    links: PageLinks = node["links"]
    known = _WRITTEN.setdefault(translator.builder, {})
    translator.body.append(_html(translator, header, links, known))
    raise nodes.SkipNode


Known = dict[tuple[Any, ...], Any]

_WRITTEN: WeakKeyDictionary[Builder, Known] = WeakKeyDictionary()
"""What a builder's translator makes of a run of tokens, and of a list of so many parameters."""


def _html(translator: Any, header: Header, links: PageLinks, known: Known) -> str:
    parts = [_qualifiers(translator, header.qualifiers, known), _runs(translator, header.name, links, known)]
    if header.parameters is not None:
        between = _around_parameters(translator, header, known)
        for outer, parameter in zip(between, header.parameters, strict=False):
            parts += [outer, _runs(translator, parameter, links, known)]
        parts += [between[-1], _runs(translator, header.further, links, known)]
    return "".join(parts)


def _qualifiers(translator: Any, tokens: list[Token], known: Known) -> str:
    key = ("qualifiers", text_of(tuple(tokens)))
    if key not in known:
        known[key] = _written(translator, render_qualifiers(tokens))
    return str(known[key])


def _runs(translator: Any, runs: Runs, links: PageLinks, known: Known) -> str:
    return "".join([_run(translator, kind, tokens, links, known) for kind, tokens in runs])


def _run(translator: Any, kind: TokenKind, tokens: list[Token], links: PageLinks, known: Known) -> str:
    if kind is TokenKind.REFERENCE:
        return links.html(translator, tokens[0])
    text = tokens[0].text if len(tokens) == 1 else "".join([token.text for token in tokens])
    key = (kind, text)
    if key not in known:
        known[key] = _written(translator, [render_text(kind, text)])
    return str(known[key])


_GAP = "\1"
"""Where a parameter stands; no text has it. (A null would be an escape to docutils.)"""


def _around_parameters(translator: Any, header: Header, known: Known) -> list[str]:
    """What stands before the first parameter, between each two, and behind the last."""
    count = len(header.parameters or ())
    key = ("parameters", count, *header.list_options.items())
    if key not in known:
        gaps = [[nodes.raw("", _GAP, format="html")] for _ in range(count)]
        known[key] = _written(translator, [parameter_list(gaps, header.list_options)]).split(_GAP)
    return cast("list[str]", known[key])


def _written(translator: Any, children: Sequence[nodes.Node]) -> str:
    """What a translator makes of nodes, with all that it knows of where it is."""
    holder = nodes.inline("", "", *children)
    outer, translator.body = translator.body, []
    for child in holder.children:
        child.walkabout(translator)
    written, translator.body = "".join(translator.body), outer
    return written
