"""markdown-it's tokens to docutils nodes, where doc comments differ from a page of MyST.

A subclass of MyST's renderer: paragraphs, lists, tables and inline markup are MyST's own. Headings become rubrics with ids, code is
rustdoc's, links are those of the doc comment's scope, raw HTML goes to the builders that can show it, and messages name the line of the
source file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]
from sphinx import addnodes
from sphinx.util import logging

from sphinx_plissken.extension.docs.fences import read_code
from sphinx_plissken.extension.docs.html_fragments import HtmlFragments
from sphinx_plissken.extension.docs.places import location_of

if TYPE_CHECKING:
    from sphinx_plissken.extension.docs.doc_text import DocText
    from sphinx_plissken.extension.docs.markdown import Link

logger = logging.getLogger(__name__)

DEEPEST_HEADING = 5
"""LaTeX has no deeper one in an article."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!:)")
_IMAGE = re.compile(r"<img\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_WARNING_OPEN = re.compile(r"\s*<div class=(['\"]?)warning\1>\s*", re.IGNORECASE)
_DIV_CLOSE = re.compile(r"\s*</div>\s*$", re.IGNORECASE)


class DocRenderer(SphinxRenderer):
    """Renders one doc comment into the node that the options name as current."""

    def render(self, tokens: Sequence[Token], options: Any, md_env: Any) -> nodes.document:
        """Render the tokens; the document is the page's, and is left as it was found."""
        self.setup_render(options, md_env)
        document = self.document
        place = document.current_source, document.current_line
        self._text: DocText = md_env["text"]
        self._container = self.current_node
        self._slugs: dict[str, str] = {}
        self._fragments: list[tuple[nodes.reference, str]] = []
        self._html = HtmlFragments()
        self._footnotes: dict[int, tuple[nodes.footnote, list[nodes.footnote_reference]]] = {}
        self._render_tokens(list(tokens))
        if unended := self._html.end():
            self._container.append(nodes.raw("", unended, format="html"))
        self._resolve_fragments()
        document.current_source, document.current_line = place
        return document

    def setup_render(self, options: Any, env: Any) -> None:
        """Set up for one doc comment; only the first of a page is left to MyST, which makes a document each time, at great cost."""
        if "document" not in self.__dict__ or self.document is not options["document"]:
            super().setup_render(options, env)
        self.md_env, self.md_options, self.current_node = env, options, options["current_node"]

    # Places

    def add_line_and_source_path(self, node: nodes.Node, token: SyntaxTreeNode) -> None:
        """Set the line of the source file on a node."""
        node.source = self._text.file
        node.line = self._line(token)
        self.document.current_source, self.document.current_line = node.source, node.line

    def create_warning(self, message: str, subtype: Any, **kwargs: Any) -> None:
        """Warn at the line of the source file."""
        line = kwargs.get("line")
        number = self._text.number_of(line - 1) if line else 0
        logger.warning(message, type="plissken", subtype="doc", location=location_of(self._text.file, number))

    def _line(self, token: SyntaxTreeNode, offset: int = 0) -> int:
        placed = next((node for node in (token, *token.children) if node.map), None)
        while placed is None and token.parent is not None and not token.parent.is_root:
            token = token.parent
            placed = token if token.map else None
        return self._text.number_of((placed.map[0] - 1 if placed and placed.map else 0) + offset)

    # Blocks

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """A heading is a rubric: sections may stand only in sections."""
        level = min(int(token.tag[1]) - 1 + self.md_env["heading_level"], DEEPEST_HEADING)
        rubric = nodes.rubric(token.children[0].content if token.children else "", "")
        rubric["heading-level"] = level
        self.add_line_and_source_path(rubric, token)
        with self.current_node_context(rubric, append=True):
            self.render_children(token)
        self._add_id(rubric)

    def _add_id(self, rubric: nodes.rubric) -> None:
        """Give a heading rustdoc's id: its text, and ``-1``, ``-2`` when the page has it already."""
        slug = re.sub(r"[^a-z0-9]+", "-", rubric.astext().lower()).strip("-") or "heading"
        identifier, count = slug, 0
        while identifier in self.document.ids:
            count += 1
            identifier = f"{slug}-{count}"
        rubric["ids"] = [identifier]
        self.document.set_id(rubric)
        self._slugs.setdefault(slug, identifier)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Code with an info string."""
        self._render_code(token, token.info or "")

    def render_code_block(self, token: SyntaxTreeNode) -> None:
        """Indented code, which is Rust to rustdoc."""
        self._render_code(token, "")

    def _render_code(self, token: SyntaxTreeNode, info: str) -> None:
        code = read_code(info, token.content.rstrip("\n"), default=self.md_env["language"])
        node = nodes.literal_block(code.text, code.text, language=_lexer(code.language))
        node["force"] = True  # an example may be cut short: it is shown as far as it can be read, without a warning
        node["classes"] += [f"plissken-{mark.replace('_', '-')}" for mark in code.marks]
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """An item of a list, perhaps of tasks."""
        item = nodes.list_item()
        self.add_line_and_source_path(item, token)
        box = _take_box(token)
        with self.current_node_context(item, append=True):
            self.render_children(token)
        if box and isinstance(item[0], nodes.paragraph):
            item["classes"].append("plissken-task")
            item[0][0:0] = _checkbox(is_done=box != "[ ]")

    def render_hr(self, token: SyntaxTreeNode) -> None:
        """A line across the text; docutils wants transitions between sections only."""
        self.current_node.append(nodes.raw("", '<hr class="docutils" />', format="html"))

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Raw HTML; ``<div class="warning">`` is rustdoc's admonition."""
        content = token.content
        if opening := _WARNING_OPEN.match(content):
            self._open_warning(token)
            content = content[opening.end() :]
            if not _DIV_CLOSE.search(content):
                self._append_html(content)
                return
        if _DIV_CLOSE.search(content) and self._in_warning():
            self._append_html(_DIV_CLOSE.sub("", content))
            self.current_node = self.current_node.parent
            return
        self._append_html(content)

    def _open_warning(self, token: SyntaxTreeNode) -> None:
        warning = nodes.warning()
        self.add_line_and_source_path(warning, token)
        self.current_node.append(warning)
        self.current_node = warning

    def _in_warning(self) -> bool:
        return isinstance(self.current_node, nodes.warning)

    def _append_html(self, content: str) -> None:
        if not content.strip():
            return
        if self._in_warning() and "<" not in content:
            self.current_node.append(nodes.paragraph("", content.strip()))
            return
        self._append_raw(self._html.add(content))

    def _append_raw(self, written: str) -> None:
        """HTML as it is, but for images of the project, which the builder copies."""
        position = 0
        for match in _IMAGE.finditer(written):
            attributes = dict(_ATTRIBUTE.findall(match[0]))
            source = unescape(attributes.get("src", ""))
            if not _SCHEME.match(source) and (found := self._find_image(unquote(source))):
                self._append_html_only(written[position : match.start()])
                sizes = {key: value for key in ("width", "height") if (value := attributes.get(key, ""))}
                alt = unescape(attributes.get("alt", ""))
                self.current_node.append(nodes.image(uri=found, alt=alt, classes=["no-scaled-link"], **sizes))
                position = match.end()
        self._append_html_only(written[position:])

    def _append_html_only(self, written: str) -> None:
        if written:
            self.current_node.append(nodes.raw("", written, format="html"))

    # Inline markup

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """The text of a paragraph; elements that it opens end with it."""
        outer, self._html = self._html, HtmlFragments()
        self.render_children(token)
        if unended := self._html.end():
            self.current_node.append(nodes.raw("", unended, format="html"))
        self._html = outer

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """A tag; what stands between tags is Markdown as ever. What only looks like a tag is text, with every builder."""
        written = self._html.add(token.content)
        if written.startswith("&lt;"):
            self.current_node.append(nodes.Text(token.content))
        else:
            self._append_raw(written)

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """A line break; builders without one show white space."""
        super().render_hardbreak(token)
        self.current_node.append(nodes.Text("\n"))

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Struck text, in HTML only: docutils has no node for it."""
        self.current_node.append(nodes.raw("", "<s>", format="html"))
        self.render_children(token)
        self.current_node.append(nodes.raw("", "</s>", format="html"))

    def render_image(self, token: SyntaxTreeNode) -> None:
        """An image of the project, or one on the web, which HTML alone shows: nothing is downloaded while building."""
        text = self.renderInlineAsText(token.children or [])
        source = unquote(str(token.attrGet("src") or ""))
        title = str(token.attrGet("title") or "")
        if _SCHEME.match(source):
            image = f'<img src="{_escaped(source)}" alt="{_escaped(text)}"{f" title={chr(34)}{_escaped(title)}{chr(34)}" * bool(title)} />'
            self.current_node.append(nodes.raw("", image, format="html"))
        elif found := self._find_image(source):
            self.current_node.append(nodes.image(uri=found, alt=text))
        elif text:
            self.current_node.append(nodes.Text(text))

    def _find_image(self, source: str) -> str:
        address = source.partition("#")[0].partition("?")[0]
        return str(self.md_env["find_image"](self._text.file, address)) if address else ""

    def render_unresolved_link(self, token: SyntaxTreeNode) -> None:
        """A link that leads nowhere; it stays as written."""
        self._note_unresolved(token.meta["text"], self._line(token, token.meta["offset"]))

    def _note_unresolved(self, text: str, line: int) -> None:
        self.md_env["note_unresolved"](text, self._text.file, line)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """A link to an item, a heading of the same text, or the web; any other address is meant for rustdoc's own pages."""
        link: Link | None = token.meta.get("link")
        address = str(token.attrGet("href") or "")
        if link is None and not _SCHEME.match(address):
            link = self.md_env["refer"](unquote(address))
        if link is not None:
            self._render_reference(link.node, token)
        elif address.startswith("#"):
            reference = nodes.reference("", "", internal=True)
            self._fragments.append((reference, unquote(address[1:])))
            self._render_reference(reference, token)
        elif _SCHEME.match(address):
            self._render_reference(nodes.reference("", "", refuri=address), token)
        else:
            if "::" in address:
                self._note_unresolved(unquote(address), self._line(token, _breaks_before(token)))
            self.render_children(token)

    def _render_reference(self, node: nodes.Element, token: SyntaxTreeNode) -> None:
        self.add_line_and_source_path(node, token)
        if title := token.attrGet("title"):
            node["reftitle"] = title
        with self.current_node_context(node, append=True):
            self.render_children(token)

    def _resolve_fragments(self) -> None:
        """Point ``[text](#heading)`` to the headings of this doc comment; without one the text stays, without a link."""
        for reference, fragment in self._fragments:
            if identifier := self._slugs.get(fragment.lower()):
                reference["refid"] = identifier
            else:
                reference.replace_self(reference.children)

    # Footnotes: numbered page by page, kept at the end of their doc comment

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """``[^note]`` in the text."""
        footnote, references = self._footnote(token.meta["id"])
        reference = nodes.footnote_reference("", footnote[0].astext(), refid=footnote["ids"][0])
        self.add_line_and_source_path(reference, token)
        self.document.set_id(reference)
        references.append(reference)
        footnote["backrefs"].append(reference["ids"][0])
        self.current_node.append(reference)

    def render_footnote_block(self, token: SyntaxTreeNode) -> None:
        """All footnotes."""
        self.render_children(token)

    def render_footnote(self, token: SyntaxTreeNode) -> None:
        """One footnote."""
        footnote, _ = self._footnote(token.meta["id"])
        self.add_line_and_source_path(footnote, token)
        with self.current_node_context(footnote, append=True):
            self.render_children(token)

    def render_footnote_anchor(self, token: SyntaxTreeNode) -> None:
        """The way back, which docutils adds itself."""

    def _footnote(self, number: int) -> tuple[nodes.footnote, list[nodes.footnote_reference]]:
        if number not in self._footnotes:
            shown = str(self.sphinx_env.new_serialno("plissken-footnote") + 1)
            footnote = nodes.footnote("", nodes.label("", shown), backrefs=[])
            self.document.set_id(footnote)
            self._footnotes[number] = (footnote, [])
        return self._footnotes[number]


def _breaks_before(token: SyntaxTreeNode) -> int:
    """How many line breaks stand before a piece of inline markup, as far as its neighbours tell."""
    count = 0
    while token.parent is not None and token.type != "inline":
        before = token.parent.children[: token.parent.children.index(token)]
        count += sum(node.type in ("softbreak", "hardbreak") for node in before)
        token = token.parent
    return count


_CHECKED = ' checked="checked"'
_BOX = re.compile(r"(\[[ xX]\])\s+")


def _take_box(item: SyntaxTreeNode) -> str:
    """Take the box from the text that an item of a task list begins with: ``[ ]`` or ``[x]``; empty where there is none."""
    text = item
    for kind in ("paragraph", "inline", "text"):
        if not text.children or text.children[0].type != kind:
            return ""
        text = text.children[0]
    if text.token is None or not (box := _BOX.match(text.content)):
        return ""
    text.token.content = text.content[box.end() :]
    return box[1]


def _checkbox(*, is_done: bool) -> list[nodes.Node]:
    """A box that cannot be ticked; where there is no HTML, the text that was written."""
    box = f'<input type="checkbox" disabled="disabled"{_CHECKED * is_done} /> '
    text = "[x] " if is_done else "[ ] "
    return [
        addnodes.only("", nodes.raw("", box, format="html"), expr="html"),
        addnodes.only("", nodes.Text(text), expr="not html"),
    ]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _lexer(language: str) -> str:
    """The language, or ``none`` if Pygments does not know it: authors write ``ebnf-ish`` and worse."""
    if language == "default":
        return language
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return "none"
    return language
