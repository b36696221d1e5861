"""Models of macros of other crates whose source is not at hand: what a call makes, as far as documentation shows it.

Goes in: the call's argument and the configuration. Comes out: the text of items, or None where the argument is not what the macro takes.
Sources: the crates' documentation and what rustdoc shows. The versions of the crates are not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sphinx_plissken.rust.cfg.configuration import Configuration
from sphinx_plissken.rust.macros.binding_rules import RIGETTI_EXCEPTION, RIGETTI_INIT_SUBMODULE, RIGETTI_REPR
from sphinx_plissken.rust.macros.macro_rules import Expansion, expand, read_rules
from sphinx_plissken.rust.macros.paste import pasted
from sphinx_plissken.rust.macros.pin_project import pinned
from sphinx_plissken.rust.macros.well_known_rules import BITFLAGS_1, BITFLAGS_2, LAZY_STATIC, THREAD_LOCAL
from sphinx_plissken.rust.text.tokens import Kind, Token, join, read_tokens, token_offsets

Model = Callable[[str, Configuration], str | None]
"""From a call's argument (with its delimiters) to the text that it stands for."""


def well_known_macro(path: str) -> Model | None:
    """The model of a macro by its path, or by its bare name: ``cfg_if::cfg_if``, ``cfg_if``.

    Ask only when the crates at hand define no such macro.
    """
    return WELL_KNOWN_MACROS.get(path.removeprefix("::")) or _BY_NAME.get(path.rsplit("::", 1)[-1])


# Macros that choose


class Branch(NamedTuple):
    """A branch of a call's argument."""

    condition: str
    """``unix``; empty for the last resort."""
    start: int
    """Where in the argument's text what is between its braces begins."""
    end: int


def chosen_branch(name: str, tokens: str, configuration: Configuration) -> Branch | None:
    """The branch of a ``cfg_if!`` or ``cfg_select!`` call whose condition holds; what is in it can be read where it stands.

    None where no branch does, or the text is no such argument.

    :param name: ``cfg_if`` or ``cfg_select``.
    """
    branches = (Branch(*branch) for branch in _branches(tokens, _SIGNS[name]))
    return next((branch for branch in branches if not branch.condition or configuration.holds(branch.condition)), None)


_SIGNS = {"cfg_if": "if", "cfg_select": "=>"}
"""How the two write a condition."""


def _branches(tokens: str, sign: str) -> Iterator[tuple[str, int, int]]:
    """The condition of each branch (empty for the last resort), and the offsets of what is between its braces."""
    head: list[Token] = []
    depth = 0
    start: int | None = None
    for token, offset in zip(read_tokens(tokens, with_marks=True), token_offsets(tokens), strict=True):
        depth -= token.kind is Kind.CLOSE
        if depth == 1 and start is not None and token.kind is Kind.CLOSE:
            yield _condition(head, sign), start, offset
            head, start = [], None
        elif depth == 1 and start is None and token.text == "{":
            start = offset + 1
        elif depth and start is None:
            head.append(token)
        depth += token.kind is Kind.OPEN


def _condition(head: list[Token], sign: str) -> str:
    """``if #[cfg(unix)]`` -> ``unix``; ``unix =>`` -> ``unix``; ``else`` and ``_ =>`` -> nothing."""
    text = join(head).strip()
    if sign == "=>":
        condition = text.removeprefix(",").removesuffix("=>").strip()
        return "" if condition == "_" else condition
    match = _IF.search(text)
    return match["condition"] if match else "" if text == "else" else "false"


_IF = re.compile(r"\bif\s*#\s*\[\s*cfg\s*\((?P<condition>.*)\)\s*,?\s*\]\s*$", re.DOTALL)


def _chosen(name: str) -> Model:
    def text_of_branch(tokens: str, configuration: Configuration) -> str | None:
        branch = chosen_branch(name, tokens, configuration)
        if branch is not None:
            return tokens[branch.start : branch.end]
        return "" if any(_branches(tokens, _SIGNS[name])) else None

    return text_of_branch


# Macros that make


def _by_rules(body: str) -> Model:
    def expanded(tokens: str, configuration: Configuration) -> str | None:
        expansion = expand(read_rules(body), tokens)
        return expansion.text if isinstance(expansion, Expansion) else None

    return expanded


def _bitflags(tokens: str, configuration: Configuration) -> str | None:
    """Version 1 derives the usual traits itself, so nobody may write them there; in version 2 everybody does."""
    tokens = _UNNAMED_FLAG.sub("", tokens)
    is_2 = _DERIVES.search(tokens) is not None or _IMPL.search(tokens) is not None
    return _by_rules(BITFLAGS_2 if is_2 else BITFLAGS_1)(tokens, configuration)


_DERIVES = re.compile(r"derive\s*\([^)]*\b(?:Clone|Copy|Debug|PartialEq|Eq|Hash|Ord|PartialOrd)\b")
_UNNAMED_FLAG = re.compile(r"\bconst\s+_\s*=[^;]*;")
_IMPL = re.compile(r"\bimpl\s+\w+\s*:")


def _paste(tokens: str, configuration: Configuration) -> str | None:
    return pasted(tokens)


def _pin_project(tokens: str, configuration: Configuration) -> str | None:
    return pinned(tokens)


WELL_KNOWN_MACROS: dict[str, Model] = {
    "cfg_if::cfg_if": _chosen("cfg_if"),
    "std::cfg_select": _chosen("cfg_select"),
    "core::cfg_select": _chosen("cfg_select"),
    "paste::paste": _paste,
    "paste::item": _paste,
    "pastey::paste": _paste,
    "pastey::item": _paste,
    "lazy_static::lazy_static": _by_rules(LAZY_STATIC),
    "std::thread_local": _by_rules(THREAD_LOCAL),
    "bitflags::bitflags": _bitflags,
    "pin_project_lite::pin_project": _pin_project,
    "rigetti_pyo3::create_init_submodule": _by_rules(RIGETTI_INIT_SUBMODULE),
    "rigetti_pyo3::exception": _by_rules(RIGETTI_EXCEPTION),
    "rigetti_pyo3::impl_repr": _by_rules(RIGETTI_REPR),
}
_BY_NAME = {path.rsplit("::", 1)[-1]: model for path, model in WELL_KNOWN_MACROS.items() if not path.endswith("::item")}
