"""The Markdown of a doc comment.

Goes in: the documentation fragments of an item, as written. Comes out: one text, joined and unindented as rustdoc does it.
Knows nothing of Markdown itself. Rules: rustc's ``beautify_doc_string`` and ``unindent_doc_fragments``; the rustdoc book, "The #[doc]
attribute".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sphinx_plissken.rust.model import DocFragment, DocKind

_COMMENTS = (DocKind.LINE, DocKind.BLOCK)


def markdown_of(fragments: Iterable[DocFragment]) -> str | None:
    """Join fragments into one text, outer ones first; None where nothing is documented.

    ``///  a``, ``///  b`` -> ``"a\\nb"``: the smallest indentation of all lines is taken away from each.
    """
    pieces = [(fragment.kind, _without_stars(fragment)) for fragment in sorted(fragments, key=lambda fragment: fragment.is_inner)]
    if not pieces:
        return None
    mixed = len({kind in _COMMENTS for kind, _ in pieces}) > 1
    indents = [_indent(text) + (mixed and kind not in _COMMENTS) for kind, text in pieces if text.strip()]
    smallest = min(indents, default=0)
    lines: list[str] = []
    for kind, text in pieces:
        # Next to comments, which mostly begin with a space, a #[doc = ".."] counts as if it did, too.
        indent = smallest - 1 if mixed and kind not in _COMMENTS and smallest else smallest
        lines += [line[indent:] if line.strip() else line for line in text.split("\n")]
    return "\n".join(lines)


def _indent(text: str) -> int:
    """The smallest indentation of the lines that are not blank."""
    return min(len(line) - len(line.lstrip(" \t")) for line in text.split("\n") if line.strip())


def _without_stars(fragment: DocFragment) -> str:
    """The text of a block comment without the column of stars on its left, as rustc's ``beautify_doc_string`` takes it away."""
    if fragment.kind is not DocKind.BLOCK or "\n" not in fragment.text:
        return fragment.text.removesuffix("\n")
    lines = fragment.text.split("\n")
    if not lines[0].strip("*"):
        lines = lines[1:]
    if lines and lines[-1] and not lines[-1].strip("*"):
        lines = lines[:-1]
    margin = _star_margin(lines)
    return "\n".join(lines if margin is None else (_without_margin(line, margin) for line in lines))


def _star_margin(lines: Sequence[str]) -> str | None:
    """What stands before the stars, if every line has one in the same column; the first line, after ``/**``, needs none."""
    start = 0 if lines and lines[0].lstrip().startswith("*") else 1
    end = len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    margins = {_before_star(line) for line in lines[start:end]}
    if len({None if margin is None else len(margin) for margin in margins}) != 1:
        return None
    return _before_star(lines[start])


def _before_star(line: str) -> str | None:
    """The white space before a line's first star; None where something else is before it."""
    margin, star, _ = line.partition("*")
    return margin if star and not margin.strip(" \t") else None


def _without_margin(line: str, margin: str) -> str:
    if not line.startswith(margin):
        return line
    rest = line.removeprefix(margin)
    return rest[1:] if rest == "*" or rest.startswith(("* ", "**")) else rest
