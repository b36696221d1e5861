"""Docstrings in reStructuredText to docutils nodes.

Goes in: the text of a docstring. Comes out: nodes of the page's own document, with the line of the source file on each. The parser is
docutils' own whatever the page is written in, so that a docstring means the same on a page in MyST.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

from docutils import nodes
from docutils.parsers.rst import languages, states
from docutils.statemachine import StateMachine, StringList
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.docs.doc_text import DocLine, DocText


def render_rest(text: DocText, document: nodes.document, env: BuildEnvironment) -> list[nodes.Node]:
    """Render a docstring; headings become rubrics, since a description holds no sections."""
    text = _with_own_footnotes(text, env)
    lines = StringList([line.text.expandtabs(8) for line in text], items=[(text.file, line.number - 1) for line in text])
    container = nodes.section()
    container.document = document
    with _messages_at(lines, document), _python_by_default(env):
        machine = states.NestedStateMachine(state_classes=states.state_classes, initial_state="Body")
        machine.run(lines, 0, _memo(document), container, match_titles=True)
    children = list(container.children)
    container.children = []
    _cut_dead_ends(children)
    return [node for child in children for node in _without_sections(child)]


_FOOTNOTE = re.compile(r"^\s*\.\. \[(\d+)\](?=\s|$)")


def _with_own_footnotes(text: DocText, env: BuildEnvironment) -> DocText:
    """Give numbered footnotes names of their own: ``.. [1]`` stands in many docstrings of a page, for another thing in each."""
    numbers = {found[1] for line in text if (found := _FOOTNOTE.match(line.text))}
    if not numbers:
        return text
    prefix = f"#docstring-{env.new_serialno('plissken-docstring')}"
    written = re.compile(rf"\[({'|'.join(sorted(numbers))})\](?=_(?!\w))|(?<=\.\. )\[({'|'.join(sorted(numbers))})\](?=\s|$)")

    def named(line: DocLine) -> DocLine:
        return DocLine(text=written.sub(lambda found: f"[{prefix}-{found[1] or found[2]}]", line.text), number=line.number)

    return text.with_lines([named(line) for line in text])


def _cut_dead_ends(children: list[nodes.Node]) -> None:
    """Let faulty markup lead nowhere: the message that docutils links it to is no part of a page of Sphinx's."""
    for child in children:
        for problematic in child.findall(nodes.problematic):
            problematic.attributes.pop("refid", None)


def _memo(document: nodes.document) -> SimpleNamespace:
    """What the states of docutils' parser share (``RSTStateMachine.run``); a fresh one, since the page's parser may be another."""
    inliner = states.Inliner()
    inliner.init_customizations(document.settings)
    return SimpleNamespace(
        document=document,
        reporter=document.reporter,
        language=languages.get_language(document.settings.language_code, document.reporter),
        title_styles=[],
        section_level=0,
        section_bubble_up_kludge=False,
        section_parents=[],
        inliner=inliner,
    )


@contextmanager
def _messages_at(lines: StringList, document: nodes.document) -> Iterator[None]:
    """Let messages name the places of these lines, and leave the document as it was found."""
    reporter = document.reporter
    before = getattr(reporter, "get_source_and_line", None)
    place = document.current_source, document.current_line
    machine: StateMachine[list[str]] = StateMachine([], None)  # type: ignore[arg-type]
    machine.input_lines = lines
    reporter.get_source_and_line = machine.get_source_and_line
    try:
        yield
    finally:
        if before is None:
            del reporter.get_source_and_line
        else:
            reporter.get_source_and_line = before
        document.current_source, document.current_line = place


@contextmanager
def _python_by_default(env: BuildEnvironment) -> Iterator[None]:
    """Let ``:class:`X``` mean Python's, whatever the project's primary domain is."""
    data = env.temp_data
    before = data.get("default_domain")
    data["default_domain"] = env.domains["py"]
    try:
        yield
    finally:
        data["default_domain"] = before


def _without_sections(node: nodes.Node) -> Iterator[nodes.Node]:
    if not isinstance(node, nodes.section):
        yield node
        return
    for child in node.children:
        if isinstance(child, nodes.title):
            yield nodes.rubric(child.rawsource, "", *child.children, ids=node["ids"], names=node["names"])
        else:
            yield from _without_sections(child)
