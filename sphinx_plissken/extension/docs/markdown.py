"""Doc comments in Markdown to docutils nodes.

Goes in: the text of a doc comment, and what its links mean. Comes out: nodes of the page's own document, as MyST makes them, with the
line of the Rust or Python file on each. The markdown-it instance is ours alone, so that pages which a project writes in MyST are untouched.
Rules: rustdoc's dialect (the rustdoc book, "How to write documentation"): CommonMark with tables, footnotes, strikethrough and task lists.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from myst_parser.config.main import MdParserConfig

from sphinx_plissken.extension.docs.doc_sections import Block, Field, Fields, Prose, read_blocks
from sphinx_plissken.extension.docs.doc_text import DocLine, DocText, doc_text
from sphinx_plissken.extension.docs.markdown_nodes import DocRenderer
from sphinx_plissken.extension.docs.translations import translate

if TYPE_CHECKING:
    from markdown_it.utils import OptionsDict


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What an intra-doc link becomes."""

    node: nodes.Element
    """An empty reference; the text of the link is put into it."""
    text: str
    """What is shown where the author gave no text of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownContext:
    """What is known while a doc comment is rendered."""

    document: nodes.document
    refer: Callable[[str], Link | None] = lambda _: None
    """What a link names; None if it is no item's name, and then it stays as written."""
    note_unresolved: Callable[[str, str, int], None] = lambda text, file, line: None
    """Is told of what looks like a link and names nothing: the text in brackets, its file and line."""
    find_image: Callable[[str, str], str] = lambda file, source: ""
    """From the file that the text stands in, and an image's address in it, to the image as the page sees it; empty where there is none."""
    heading_level: int = 3
    """Level of the page's headings that a ``#`` of the doc comment becomes."""
    language: str = "rust"
    """Language of code that names none."""


def render_markdown(text: DocText, context: MarkdownContext) -> list[nodes.Node]:
    """Render a doc comment; its sections of parameters, results and errors become field lists."""
    blocks = read_blocks(without_rest(text))
    definitions = _definitions(text) if len(blocks) > 1 else ()
    rendered: list[nodes.Node] = []
    for block in blocks:
        rendered += _render_block(block, definitions, context)
    return rendered


_ROLE = re.compile(r"(?<![\w`:]):(?:[a-z]+:){1,2}(?=`)")


def without_rest(text: DocText) -> DocText:
    """The text without what bindings carry over from docstrings in reStructuredText.

    A role before a literal is dropped, ``Example::`` over code becomes ``Example:``. rustdoc shows these as they are, which helps nobody.
    """
    written = str(text)
    if ":`" not in written and "::\n" not in written:
        return text
    lines = [DocLine(text=_ROLE.sub("", line.text), number=line.number) for line in text]
    for index, line in enumerate(lines[:-1]):
        is_code_below = next((below.indentation > line.indentation for below in lines[index + 1 :] if not below.is_blank), False)
        if line.text.endswith("::") and is_code_below and "`" not in line.text:
            lines[index] = DocLine(text=line.text[:-1], number=line.number)
    return text.with_lines(lines)


def render_inline(text: DocText, context: MarkdownContext) -> list[nodes.Node]:
    """Render the first paragraph of a text without the paragraph around it."""
    rendered = _render_prose(text, context)
    first = next((node for node in rendered if isinstance(node, nodes.paragraph)), None)
    return list(first.children) if first else []


def _render_block(block: Block, definitions: tuple[DocLine, ...], context: MarkdownContext) -> list[nodes.Node]:
    match block:
        case Prose():
            return _render_prose(_with(block.text, definitions), context)
        case Fields():
            items = [item for field in block.fields for item in _render_field(field, definitions, context)]
            return [nodes.field_list("", *items)]


def _render_field(field: Field, definitions: tuple[DocLine, ...], context: MarkdownContext) -> list[nodes.field]:
    """The field, and another one for its type, as Sphinx's info fields want it."""
    name = f"{field.kind.value} {field.name}".strip()
    fields = [_field(name, *_render_prose(_with(field.text, definitions), context))]
    if field.type and field.name:
        fields.append(_field(f"type {field.name}", nodes.paragraph("", field.type)))
    elif field.type and field.kind.value == "returns":
        fields.append(_field("rtype", nodes.paragraph("", field.type)))
    return fields


def _field(name: str, *body: nodes.Node) -> nodes.field:
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", *body))


_DEFINITION = re.compile(r"^ {0,3}\[[^\]^]+\]:\s*\S")


def _definitions(text: DocText) -> tuple[DocLine, ...]:
    """The link definitions of a text, which count everywhere in it (CommonMark, "Link reference definitions")."""
    return tuple(line for line in text if _DEFINITION.match(line.text))


def _with(text: DocText, definitions: tuple[DocLine, ...]) -> DocText:
    if not definitions:
        return text
    blank = DocLine(text="", number=text.number_of(len(text.lines)))
    return text.with_lines((*text.lines, blank, *definitions))


def _render_prose(text: DocText, context: MarkdownContext) -> list[nodes.Node]:
    if not text:
        return []
    parser = _parser()
    environment = {
        "text": text,
        "refer": context.refer,
        "note_unresolved": context.note_unresolved,
        "find_image": context.find_image,
        "heading_level": context.heading_level,
        "language": context.language,
    }
    container = nodes.Element()
    container.document = context.document
    tokens = parser.parse(str(text), environment)
    options = {**parser.options, "document": context.document, "current_node": container}
    parser.renderer.render(tokens, cast("OptionsDict", options), environment)
    translate(container, context.document, lambda translation: _render_translation(translation, text, context))
    children = list(container.children)
    container.children = []
    return children


def _render_translation(translation: str, original: DocText, context: MarkdownContext) -> list[nodes.Node]:
    """A translated paragraph, with the link definitions of the text that it belongs to."""
    text = doc_text(translation, file=original.file, line=original.number_of(0))
    return render_inline(_with(text, _definitions(original)), context)


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"strikethrough_single_tilde": True}, renderer_cls=DocRenderer)
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=True)
    parser.block.ruler.before("blockquote", "doctest", _doctest_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.after("link", "intra_doc_link", _intra_doc_link_rule)
    parser.inline.ruler.before("strikethrough", "tilde", _tilde_rule)
    parser.options["myst_config"] = MdParserConfig(commonmark_only=True)
    return parser


def _doctest_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``>>> f()`` and what follows up to a blank line is a Python session, no quote of a quote of a quote."""
    first = state.bMarks[start] + state.tShift[start]
    if not re.match(r">>>( |$)", state.src[first : state.eMarks[start]]):
        return False
    if silent:
        return True
    line = start
    while line < end and not state.isEmpty(line):
        line += 1
    token = state.push("fence", "code", 0)
    token.info = "pycon"
    token.content = state.getLines(start, line, state.blkIndent, True)
    token.map = [start, line]
    state.line = line
    return True


def _intra_doc_link_rule(state: StateInline, silent: bool) -> bool:
    """``[Name]``, ``[Name][]`` and ``[text][Name]`` without a definition; what names no item stays as written."""
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, True)
    if end < 0:
        return False
    label = state.src[state.pos + 1 : end]
    target, stop = _target(state, end + 1)
    link = state.env["refer"](target or label)
    if link is None:
        if not silent:
            _push_problem(state, target, label)
        return False
    if not silent:
        _push_link(state, link, label, is_implicit=not target, end=end)
    state.pos = stop
    return True


_PLAIN = re.compile(r"\s*\w*\s*")


def _push_problem(state: StateInline, target: str, label: str) -> None:
    """Note what names nothing, if it is meant to be a link: ``[x]`` alone may be anything, and so may what follows a word."""
    text = target or label
    if not _PLAIN.fullmatch(text) and not re.match(r"\w", state.src[state.pos - 1 : state.pos]):
        token = state.push("unresolved_link", "", 0)
        token.meta = {"text": text, "offset": state.src.count("\n", 0, state.pos)}


def _tilde_rule(state: StateInline, silent: bool) -> bool:
    """A single tilde inside of a word strikes nothing: ``H~2~O``."""
    before, here, after = state.src[state.pos - 1 : state.pos], state.src[state.pos], state.src[state.pos + 1 : state.pos + 2]
    if here != "~" or not (before.isalnum() and after.isalnum()):
        return False
    if not silent:
        state.pending += here
    state.pos += 1
    return True


def _target(state: StateInline, position: int) -> tuple[str, int]:
    """``[Name]`` after the label: the name and where it ends; an empty name where there is none."""
    if position < state.posMax and state.src[position] == "[":
        end = state.md.helpers.parseLinkLabel(state, position)
        if end >= 0:
            return state.src[position + 1 : end], end + 1
    return "", position


def _push_link(state: StateInline, link: Link, label: str, *, is_implicit: bool, end: int) -> None:
    token = state.push("link_open", "a", 1)
    token.meta["link"] = link
    if is_implicit:
        text = state.push("code_inline" if label.strip().startswith("`") else "text", "", 0)
        text.content = link.text
    else:
        start, limit = state.pos, state.posMax
        state.pos, state.posMax = start + 1, end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.pos, state.posMax = start, limit
    state.push("link_close", "a", -1)
