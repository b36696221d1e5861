"""Signatures that stay tokens until their page is written.

Goes in: the tokens of a signature. Comes out: one text node with the tokens beside it, and later the nodes of ``signature_nodes`` in
its place. A signature is some dozens of nodes, and Sphinx and docutils walk all nodes of a page some forty times while they read it;
with signatures written out, that is half of the time of a build. The nodes are made before references are resolved, so writers and
extensions that look at a page as it is written see nothing else, but for most signatures in HTML, which ``ready_signatures`` writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_plissken.extension.signatures.ready_signatures import PageLinks, ready_signature, setup_ready_signatures, takes_ready_signatures
from sphinx_plissken.extension.signatures.signature_nodes import (
    Layout,
    Link,
    Resolve,
    exact_link,
    header_alone,
    links_from,
    render_signature,
)
from sphinx_plissken.rust.signatures.signature import Signature, Token, TokenKind, text_of

KEY = "rs-signature"
"""The attribute of a signature node that holds a ``CompactSignature`` while there are no nodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactSignature:
    """All that the nodes of a signature are made from; pickled with the page."""

    tokens: tuple[tuple[str, str, str], ...]
    """Kind, text and path of each token; the path of a name that is no link is empty."""
    objtype: str
    attributes: tuple[str, ...]
    layout: Layout
    place: Mapping[str, Any] | None
    """Of a hand-written signature, what its names are looked up by; None where paths are full already."""


def add_resolved(
    signode: addnodes.desc_signature, signature: Signature, *, objtype: str, attributes: Sequence[str], layout: Layout, resolve: Resolve
) -> None:
    """Add a signature whose names are known."""
    tokens = (replace(token, path=resolve(token.path or token.text) or "") if _is_reference(token) else token for token in signature)
    _add(signode, tuple(tokens), objtype, attributes, layout, None)


def add_scoped(
    signode: addnodes.desc_signature,
    signature: Signature,
    *,
    objtype: str,
    attributes: Sequence[str],
    layout: Layout,
    place: Mapping[str, Any],
) -> None:
    """Add a signature whose names are looked up where it stands, once all pages are read."""
    tokens = (replace(token, path=token.path or token.text) if _is_reference(token) else token for token in signature)
    _add(signode, tuple(tokens), objtype, attributes, layout, place)


def _is_reference(token: Token) -> bool:
    return token.kind is TokenKind.REFERENCE


def _add(
    signode: addnodes.desc_signature,
    tokens: Signature,
    objtype: str,
    attributes: Sequence[str],
    layout: Layout,
    place: Mapping[str, Any] | None,
) -> None:
    packed = tuple(_packed(token) for token in tokens)
    signode[KEY] = CompactSignature(tokens=packed, objtype=objtype, attributes=tuple(attributes), layout=layout, place=place)
    signode += nodes.Text(text_of(tokens))


@lru_cache(maxsize=4096)
def _packed(token: Token) -> tuple[str, str, str]:
    """Equal tokens become one object, which is pickled once for a page."""
    return token.kind.value, token.text, token.path


class LeaveToWriter(SphinxPostTransform):
    """Leave to the writer what it can write without nodes."""

    default_priority = 2  # before the rest is written out
    builder: Builder
    """Set in a class of its own for each build."""

    def run(self, **kwargs: Any) -> None:
        """See ``SphinxPostTransform``."""
        links = PageLinks(self.env, self.builder)
        for signode in self.document.findall(addnodes.desc_signature):
            if compact := signode.get(KEY):
                _make_ready(signode, compact, links)


class WriteOutSignatures(SphinxPostTransform):
    """Put the nodes of each signature in place of its text."""

    default_priority = 3  # before references are resolved, and before others that come just before that
    line_end = ""
    """What stands behind each line but the last."""
    blank = " "
    """What lines are indented by."""

    def run(self, **kwargs: Any) -> None:
        """See ``SphinxPostTransform``."""
        for signode in self.document.findall(addnodes.desc_signature):
            if compact := signode.attributes.pop(KEY, None):
                write_out(signode, compact)
                if signode["is_multiline"]:
                    self._adapt_lines([line for line in signode.children if isinstance(line, addnodes.desc_signature_line)])

    def _adapt_lines(self, lines: list[addnodes.desc_signature_line]) -> None:
        for line in lines:
            if self.line_end and line is not lines[-1]:
                line += nodes.Text(self.line_end)
            if self.blank != " " and isinstance(line[0], nodes.Text) and (indent := line[0].astext()).isspace():
                line[0] = nodes.Text(self.blank * len(indent))


class WriteOutSeparated(WriteOutSignatures):
    """Texinfo puts the lines of a signature directly behind each other, and so does who reads the text of an HTML page."""

    formats = ("html", "texinfo")
    line_end = " "


class WriteOutForTex(WriteOutSignatures):
    """TeX drops the blanks that a line begins with."""

    formats = ("latex",)
    blank = "\N{NO-BREAK SPACE}"


class WriteOutElsewhere(WriteOutSignatures):
    """All other formats."""

    def is_supported(self) -> bool:
        """Whether no other way suits the builder."""
        return not (WriteOutSeparated(self.document).is_supported() or WriteOutForTex(self.document).is_supported())


def _make_ready(signode: addnodes.desc_signature, compact: CompactSignature, links: PageLinks) -> None:
    """Let the writer write a signature of one line whose names are known."""
    if compact.attributes or compact.place is not None or not links.has_all(path for _, _, path in compact.tokens if path):
        return
    tokens = tuple(_unpacked(packed) for packed in compact.tokens)
    if header := header_alone(tokens, objtype=compact.objtype, layout=compact.layout):
        del signode[KEY]
        signode["is_multiline"] = False
        signode[0] = ready_signature("", "", nodes.Text(header.text), header=header, links=links)


@lru_cache(maxsize=4096)
def _unpacked(packed: tuple[str, str, str]) -> Token:
    kind, text, path = packed
    return Token(TokenKind(kind), text, path)


def write_out(signode: addnodes.desc_signature, compact: CompactSignature) -> None:
    """Make the nodes of a signature; what others put behind it stays behind its main line."""
    link: Link = exact_link if compact.place is None else links_from(compact.place)
    tokens = tuple(_unpacked(packed) for packed in compact.tokens)
    children = render_signature(tokens, objtype=compact.objtype, attributes=compact.attributes, link=link, layout=compact.layout)
    further = signode.children[1:]
    signode.children = []
    signode.extend(children)
    main = next((line for line in children if isinstance(line, addnodes.desc_signature_line) and line["add_permalink"]), None)
    signode["is_multiline"] = main is not None
    (signode if main is None else main).extend(further)


def setup_compact_signatures(app: Sphinx) -> None:
    """Register the transforms and the node that they may leave."""
    for way in (WriteOutSeparated, WriteOutForTex, WriteOutElsewhere):
        app.add_post_transform(way)
    app.connect("builder-inited", _leave_to_builder)
    setup_ready_signatures(app)


def _leave_to_builder(app: Sphinx) -> None:
    """Let a transform know the builder; Sphinx tells builders to handlers of events alone, since 9.0 took ``app`` from transforms."""
    if takes_ready_signatures(app.builder):
        app.add_post_transform(type(LeaveToWriter.__name__, (LeaveToWriter,), {"builder": app.builder}))
