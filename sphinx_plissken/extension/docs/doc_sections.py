"""Finds the sections of a doc comment that list parameters, results and errors.

Goes in: the text of a doc comment in Markdown. Comes out: prose and lists of fields, in the order written. Three conventions are known:

* Google's, ``Args:`` over an indented list (Google Python Style Guide, 3.8);
* NumPy's, ``Parameters`` underlined with hyphens (numpydoc, "Sections");
* rustdoc's, ``# Arguments`` over a list, ``# Returns`` and ``# Errors`` over prose (RFC 1574, "Appendix A").

A section that does not have the shape its heading promises stays prose. Knows neither docutils nor how Markdown is rendered.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_plissken.extension.docs.doc_text import DocLine, DocText, dedented


class FieldKind(enum.Enum):
    """What a field tells; the values are Sphinx's names of info fields."""

    PARAMETER = "param"
    KEYWORD = "keyword"
    VARIABLE = "var"
    RETURNS = "returns"
    YIELDS = "yields"
    RAISES = "raises"
    ERRORS = "errors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry of a section."""

    kind: FieldKind
    name: str = ""
    """``runner``, ``**kwargs``, ``ValueError``; empty where the section has no names."""
    type: str = ""
    """As written; empty where there is none."""
    text: DocText


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Markdown."""

    text: DocText


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The entries of one section."""

    fields: tuple[Field, ...]


Block = Prose | Fields

_K = FieldKind
KINDS = {
    "args": _K.PARAMETER,
    "arguments": _K.PARAMETER,
    "params": _K.PARAMETER,
    "parameters": _K.PARAMETER,
    "other parameters": _K.PARAMETER,
    "keyword args": _K.KEYWORD,
    "keyword arguments": _K.KEYWORD,
    "attributes": _K.VARIABLE,
    "return": _K.RETURNS,
    "returns": _K.RETURNS,
    "yield": _K.YIELDS,
    "yields": _K.YIELDS,
    "raises": _K.RAISES,
    "exceptions": _K.RAISES,
    "errors": _K.ERRORS,
}
"""Headings that make fields, in lower case."""

PROSE_HEADINGS = frozenset(
    {"example", "examples", "note", "notes", "warning", "warnings", "see also", "references", "tip", "todo", "usage", "panics", "safety"}
)
"""Headings of Google style whose body is prose, in lower case."""

NAMED = frozenset({_K.PARAMETER, _K.KEYWORD, _K.VARIABLE, _K.RAISES})
"""Kinds whose entries have names."""

_FENCE = re.compile(r"^ {0,3}(?P<mark>`{3,}|~{3,})")
_ATX_HEADING = re.compile(r"^(?P<level>#{1,6})\s+(?P<title>.+?)\s*#*$")
_GOOGLE_HEADING = re.compile(r"^(?P<title>[A-Z][A-Za-z ]+):$")
_UNDERLINE = re.compile(r"^-{3,}\s*$")
_NAME = r"\*{0,2}[A-Za-z_][\w.\[\]]*"
_GOOGLE_ENTRY = re.compile(r"^`?(?P<name>(?:\\?\*){0,2}[A-Za-z_][\w.]*)`?\s*(?:\((?P<type>.+?)\))?\s*:(?:\s+(?P<text>.*)|$)")
_GOOGLE_RESULT = re.compile(r"^(?P<type>[^\s:`][^:`]*?):\s+(?P<text>.*)$")
_NUMPY_ENTRY = re.compile(rf"^`?(?P<name>{_NAME}(?:\s*,\s*{_NAME})*)`?(?:\s*:\s*(?P<type>.*))?$")
_LIST_ENTRY = re.compile(
    rf"^(?:[*+-])\s+(?P<name>(?:`{_NAME}`|{_NAME})(?:\s*,\s*(?:`{_NAME}`|{_NAME}))*)\s*(?::|--?|[\u2013\u2014])\s+(?P<text>.*)$"
)
_LIST_MARK = re.compile(r"^[*+-]\s+")
_TYPE = re.compile(r"^[\w.]+(?:\[.*\])?(?:\s*(?:\||or)\s*[\w.]+(?:\[.*\])?)*$")


def read_blocks(text: DocText) -> tuple[Block, ...]:
    """Split a doc comment into prose and fields."""
    lines = text.lines
    blocks: list[Block] = []
    prose: list[DocLine] = []
    index = 0
    for start, end, section in _sections(lines):
        prose += lines[index:start]
        fields = _read_section(section, text)
        if fields:
            _add_prose(blocks, text, prose)
            prose = []
            blocks.append(Fields(fields=fields))
        elif isinstance(section, _GoogleSection):
            prose += _as_markdown(section, lines[start:end])
        else:
            prose += lines[start:end]
        index = end
    prose += lines[index:]
    _add_prose(blocks, text, prose)
    return tuple(blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    title: str
    body: tuple[DocLine, ...]

    @property
    def kind(self) -> FieldKind | None:
        return KINDS.get(self.title.lower())


class _GoogleSection(_Section):
    pass


class _NumpySection(_Section):
    pass


class _MarkdownSection(_Section):
    pass


def _add_prose(blocks: list[Block], text: DocText, lines: Sequence[DocLine]) -> None:
    if any(not line.is_blank for line in lines):
        blocks.append(Prose(text=text.with_lines(lines)))


def _sections(lines: Sequence[DocLine]) -> Iterator[tuple[int, int, _Section]]:
    """The sections with a known heading: first line, line after the last, and the section."""
    outside = _outside_fences(lines)
    index = 0
    while index < len(lines):
        found = _section_at(lines, index, outside) if outside[index] else None
        if found is None:
            index += 1
            continue
        end, section = found
        yield index, end, section
        index = end


def _outside_fences(lines: Sequence[DocLine]) -> list[bool]:
    """Whether each line stands outside of fenced code."""
    outside = []
    fence = ""
    for line in lines:
        match = _FENCE.match(line.text)
        mark = match["mark"] if match else ""
        outside.append(not fence and not mark)
        if not fence:
            fence = mark
        elif mark.startswith(fence):
            fence = ""
    return outside


def _section_at(lines: Sequence[DocLine], index: int, outside: Sequence[bool]) -> tuple[int, _Section] | None:
    for reader in (_google_section, _numpy_section, _markdown_section):
        if found := reader(lines, index, outside):
            return found
    return None


def _google_section(lines: Sequence[DocLine], index: int, outside: Sequence[bool]) -> tuple[int, _Section] | None:
    match = _GOOGLE_HEADING.match(lines[index].text.rstrip())
    if match is None or not _is_known(match["title"]):
        return None
    end = index + 1
    while end < len(lines) and (lines[end].is_blank or lines[end].indentation >= 2):
        end += 1
    body = dedented(lines[index + 1 : end])
    if not body or (match["title"].lower() in PROSE_HEADINGS and _is_indented_code(lines[index + 1], body)):
        return None
    return end, _GoogleSection(title=match["title"], body=body)


def _is_indented_code(first: DocLine, body: Sequence[DocLine]) -> bool:
    """Whether what is indented below ``Example:`` is code to Markdown: a blank line comes first, and no fence tells otherwise."""
    return first.is_blank and not any(_FENCE.match(line.text) or line.text.startswith(">>>") for line in body)


def _is_known(title: str) -> bool:
    return title.lower() in KINDS or title.lower() in PROSE_HEADINGS


def _numpy_section(lines: Sequence[DocLine], index: int, outside: Sequence[bool]) -> tuple[int, _Section] | None:
    title = lines[index].text.strip()
    if title.lower() not in KINDS or not _is_underlined(lines, index):
        return None
    end = index + 2
    while end < len(lines) and not (outside[end] and (_is_underlined(lines, end) or _ATX_HEADING.match(lines[end].text))):
        end += 1
    body = dedented(lines[index + 2 : end])
    return (end, _NumpySection(title=title, body=body)) if body else None


def _is_underlined(lines: Sequence[DocLine], index: int) -> bool:
    if index + 1 >= len(lines) or lines[index].is_blank or lines[index].indentation:
        return False
    return bool(_UNDERLINE.match(lines[index + 1].text))


def _markdown_section(lines: Sequence[DocLine], index: int, outside: Sequence[bool]) -> tuple[int, _Section] | None:
    match = _ATX_HEADING.match(lines[index].text)
    if match is None or match["title"].rstrip(":").lower() not in KINDS:
        return None
    end = index + 1
    while end < len(lines) and not (outside[end] and _starts_section(lines, end)):
        end += 1
    body = dedented(lines[index + 1 : end])
    return (end, _MarkdownSection(title=match["title"].rstrip(":"), body=body)) if body else None


def _starts_section(lines: Sequence[DocLine], index: int) -> bool:
    return bool(_ATX_HEADING.match(lines[index].text)) or _is_underlined(lines, index)


def _read_section(section: _Section, text: DocText) -> tuple[Field, ...]:
    """The fields of a section; none if its body has another shape."""
    kind = section.kind
    if kind is None:
        return ()
    if kind not in NAMED:
        return (_read_result(section, kind, text),)
    readers = {_GoogleSection: _read_google_entries, _NumpySection: _read_numpy_entries, _MarkdownSection: _read_list_entries}
    return readers[type(section)](section.body, kind, text)


def _read_result(section: _Section, kind: FieldKind, text: DocText) -> Field:
    """``Returns`` and its like: prose, which may start with a type."""
    first, rest = section.body[0], section.body[1:]
    if isinstance(section, _GoogleSection) and kind is not FieldKind.ERRORS:
        match = _GOOGLE_RESULT.match(first.text)
        if match and _TYPE.match(match["type"]):
            body = (DocLine(text=match["text"], number=first.number), *dedented(rest))
            return Field(kind=kind, type=match["type"], text=text.with_lines(body))
    if isinstance(section, _NumpySection) and rest and not first.indentation and all(line.is_blank or line.indentation for line in rest):
        name, colon, type_ = first.text.partition(":")
        return Field(kind=kind, type=(type_ if colon else name).strip(), text=text.with_lines(dedented(rest)))
    return Field(kind=kind, text=text.with_lines(section.body))


def _entries(body: Sequence[DocLine]) -> list[list[DocLine]]:
    """Groups of a line without indentation and the deeper ones below it."""
    groups: list[list[DocLine]] = []
    for line in body:
        if line.is_blank or line.indentation:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _read_google_entries(body: Sequence[DocLine], kind: FieldKind, text: DocText) -> tuple[Field, ...]:
    fields = []
    for first, *rest in _entries(body):
        match = _GOOGLE_ENTRY.match(_LIST_MARK.sub("", first.text))
        if match is None:
            return ()
        lines = _joined(first, match["text"] or "", rest)
        type_ = (match["type"] or "").replace("`", "")
        fields.append(Field(kind=kind, name=match["name"].replace("\\", ""), type=type_, text=text.with_lines(lines)))
    return tuple(fields)


def _read_numpy_entries(body: Sequence[DocLine], kind: FieldKind, text: DocText) -> tuple[Field, ...]:
    fields = []
    for first, *rest in _entries(body):
        match = _NUMPY_ENTRY.match(first.text.strip())
        if match is None:
            return ()
        type_ = (match["type"] or "").strip().replace("`", "")
        lines = dedented(rest)
        fields += [Field(kind=kind, name=name.strip(), type=type_, text=text.with_lines(lines)) for name in match["name"].split(",")]
    return tuple(fields)


def _read_list_entries(body: Sequence[DocLine], kind: FieldKind, text: DocText) -> tuple[Field, ...]:
    fields = []
    for first, *rest in _entries(body):
        match = _LIST_ENTRY.match(first.text)
        if match is None:
            return ()
        lines = _joined(first, match["text"], rest)
        names = [name.strip().strip("`") for name in match["name"].split(",")]
        fields += [Field(kind=kind, name=name, text=text.with_lines(lines)) for name in names]
    return tuple(fields)


def _joined(first: DocLine, text: str, rest: Sequence[DocLine]) -> tuple[DocLine, ...]:
    """The rest of an entry's first line and the lines below it, without their indentation."""
    return (DocLine(text=text, number=first.number), *dedented_keeping_place(rest))


def dedented_keeping_place(lines: Sequence[DocLine]) -> tuple[DocLine, ...]:
    """The lines without their common indentation; blank lines in front are kept, since they part paragraphs."""
    depth = min((line.indentation for line in lines if not line.is_blank), default=0)
    return tuple(DocLine(text=line.text[depth:], number=line.number) for line in lines)


def _as_markdown(section: _Section, lines: Sequence[DocLine]) -> tuple[DocLine, ...]:
    """A Google section of prose as Markdown: ``Example:`` over an indented body becomes a heading over the body."""
    heading = DocLine(text=f"# {section.title}", number=lines[0].number)
    blank = DocLine(text="", number=lines[0].number)
    return (heading, blank, *dedented_keeping_place(lines[1:]), DocLine(text="", number=lines[-1].number))
