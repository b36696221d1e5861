"""In which markup docstrings are written.

Goes in: the texts of a package. Comes out: a ``Judgement``, and from that the markup of each text. A single text rarely tells; the
texts of a package are nearly always written alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sphinx_plissken.extension.configuration import Markup

_REST = re.compile(
    r"""
    (?<!\w):[a-z]+(?:[:+-][a-z]+)*:`       # a role
    | ^\s*\.\.\ [\w|_\[]                   # a directive, a target, a substitution
    | ^\s*:\w+(?:\ [\w*.]+){0,3}:(?:\s|$)  # an info field
    | (?<!`)``(?!`)[^`\n]+``(?!`)          # a literal
    | `[^`\n]+\ <[^`\n>]+>`_               # a link
    | ::[ ]*$                              # a literal block
    """,
    re.MULTILINE | re.VERBOSE,
)
_MARKDOWN = re.compile(
    r"""
    ^\s*(?:```|~~~)           # a fence
    | ^\#{1,6}\ \S            # a heading
    | \[[^\]\n]+\]\([^)\n]+\) # a link
    | \[`[^`\n]+`\]           # an intra-doc link
    """,
    re.MULTILINE | re.VERBOSE,
)

FEW = 0.1
"""Share of the texts that tell up to which the others decide for them; code in a text may look like another markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the texts of a package tell together."""

    default: Markup
    """Of texts that tell nothing."""
    is_mixed: bool = False
    """Whether there are many of both kinds: then each text that tells is read as what it is."""
    telling: int = 0
    """How many texts tell."""
    agreeing: int = 0
    """How many of these tell what ``default`` says."""

    @property
    def rule(self) -> str:
        """What it says of any one text, without the numbers."""
        return f"{self.default.value} {self.is_mixed}"

    def __str__(self) -> str:
        if not self.telling:
            return f"read as {NAMES[self.default]}, since none tells"
        told = f"{self.agreeing} of the {self.telling} that tell"
        return f"read one by one: {told} are {NAMES[self.default]}" if self.is_mixed else f"read as {NAMES[self.default]} ({told})"


NAMES = {Markup.RST: "reStructuredText", Markup.MARKDOWN: "Markdown"}


def judge(texts: Iterable[str], *, is_rust: bool) -> Judgement:
    """Judge the texts of a package; Rust's are Markdown where nothing tells, Python's reStructuredText."""
    told = [markup for text in texts if (markup := look_of(text)) is not None]
    default = Markup.MARKDOWN if is_rust else Markup.RST
    if not told:
        return Judgement(default=default)
    counts = {markup: told.count(markup) for markup in NAMES}
    default = max(NAMES, key=lambda markup: (counts[markup], markup is default))
    is_mixed = len(told) - counts[default] > FEW * len(told)
    return Judgement(default=default, is_mixed=is_mixed, telling=len(told), agreeing=counts[default])


def look_of(text: str) -> Markup | None:
    """What a text plainly is; None where it is nothing or both."""
    is_markdown, is_rest = _MARKDOWN.search(text) is not None, _REST.search(text) is not None
    if is_markdown == is_rest:
        return None
    return Markup.MARKDOWN if is_markdown else Markup.RST


def choose_markup(text: str, configured: Markup, judgement: Judgement) -> Markup:
    """The markup of a docstring: the one configured, or else that of its package."""
    if configured is not Markup.AUTO:
        return configured
    return (look_of(text) if judgement.is_mixed else None) or judgement.default
