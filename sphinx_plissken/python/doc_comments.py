"""``#:`` comments, which document the variable that they stand before or behind.

Goes in: the text of a Python file. Comes out: the documentation by line. Rule: Sphinx, ``autodoc``, "Doc comments and docstrings".
"""

from __future__ import annotations

import io
import tokenize
from collections.abc import Mapping

import griffe


def add_doc_comments(module: griffe.Module, text: str) -> None:
    """Give the variables of a module and its classes the documentation that ``#:`` comments write."""
    if "#:" in text:
        _add(module, _read_doc_comments(text))


def _add(owner: griffe.Module | griffe.Class, docs: Mapping[int, griffe.Docstring]) -> None:
    for member in owner.members.values():
        if isinstance(member, griffe.Class):
            _add(member, docs)
        elif isinstance(member, griffe.Attribute) and not member.docstring and (doc := docs.get(member.lineno or 0)) is not None:
            member.docstring = doc
            member.docstring.parent = member


def _read_doc_comments(text: str) -> dict[int, griffe.Docstring]:
    """The documentation of the statement that begins on each line."""
    docs: dict[int, griffe.Docstring] = {}
    waiting: list[tuple[int, str]] = []
    begins = 0  # line of the statement that is being read
    for token in _tokens(text):
        line = token.start[0]
        if token.type == tokenize.COMMENT and token.string.startswith("#:"):
            comment = token.string[2:].removeprefix(" ").rstrip()
            if begins:
                docs[begins] = griffe.Docstring(comment, lineno=line, endlineno=line)
            else:
                waiting.append((line, comment))
        elif token.type in (tokenize.NEWLINE, tokenize.NL):
            if token.type == tokenize.NL and not begins and not token.line.strip():
                waiting = []
            begins = 0 if token.type == tokenize.NEWLINE else begins
        elif token.type not in (tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT) and not begins:
            begins = line
            if waiting:
                docs[line] = griffe.Docstring("\n".join(text for _, text in waiting), lineno=waiting[0][0], endlineno=waiting[-1][0])
            waiting = []
    return docs


def _tokens(text: str) -> list[tokenize.TokenInfo]:
    try:
        return list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
