"""Read use trees: the leaves of ``use a::{self, b as c, d::*};``.

Goes in: the text of a use declaration. Comes out: a ``UseLeaf`` for each name or glob. Rules: the Rust reference, "Use declarations".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sphinx_plissken.rust.construction import quickly_made
from sphinx_plissken.rust.text.cursor import DEEPEST, KEYWORDS, Cursor, UnreadableError
from sphinx_plissken.rust.types import Path, PathSegment


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class UseLeaf:
    """One leaf of a use tree; the words are those of ``model.Use``."""

    path: Path
    """What it names; of a glob what stands before ``::*`` (no segments for ``use *``)."""
    name: str
    """What it binds, without ``r#``; empty for a glob; ``_`` for ``as _``."""
    is_glob: bool = False


@lru_cache(maxsize=4096)
def read_use_tree(text: str) -> tuple[UseLeaf, ...]:
    """Read the leaves of a use tree in source order, with or without ``use`` and ``;``.

    ``a::{self, b as c, d::*}`` -> ``a`` as ``a``, ``a::b`` as ``c``, ``a::d`` as a glob. What can't be read is left out.
    """
    usual = _usual_leaves(text, (), is_global=False)
    if usual is not None:
        return tuple(usual)
    reader = _UseTreeReader(text)
    reader.accept("use")
    return tuple(reader.attempt(lambda: reader.leaves((), is_global=False)) or ())


_NAME = r"[^\W\d]\w*+"
_BRACES = r"\{[^{}/]*+\}"
for _ in range(3):
    _BRACES = rf"\{{(?:[^{{}}/]++|{_BRACES})*+\}}"
_STEP = re.compile(rf"\s*+({_NAME})\s*+::", re.ASCII)
_TREE = re.compile(
    rf"\s*+(?P<global>::)?+(?P<path>(?:\s*+{_NAME}\s*+::)*+)\s*+"
    rf"(?:(?P<name>{_NAME})(?:\s++as\s++(?P<alias>{_NAME}))?+|(?P<glob>\*)|(?P<list>{_BRACES}))\s*+",
    re.ASCII,
)
_TREES = re.compile(rf"(?:[^{{}},]++|{_BRACES})++")


def _usual_leaves(text: str, prefix: tuple[PathSegment, ...], *, is_global: bool) -> list[UseLeaf] | None:
    """The leaves of a tree of plain names, below a prefix; None where anything else is in it. This is many times as fast as tokens."""
    found = _TREE.fullmatch(text)
    if found is None:
        return None
    start, path, name, alias, glob, trees = found.groups()
    is_global = is_global or start is not None
    names = _STEP.findall(path)
    if not KEYWORDS.isdisjoint((*names, name, alias)) or "self" in names[not prefix :]:
        return None
    prefix += tuple(map(_segment, names))
    if glob:
        return [UseLeaf(path=Path(segments=prefix, is_global=is_global), name="", is_glob=True)]
    if trees:
        return _usual_listed(trees[1:-1], prefix, is_global=is_global)
    if name != "self" or not prefix:  # a::{self} is a
        prefix = (*prefix, _segment(name))
    return [UseLeaf(path=Path(segments=prefix, is_global=is_global), name=alias or prefix[-1].name)]


def _usual_listed(trees: str, prefix: tuple[PathSegment, ...], *, is_global: bool) -> list[UseLeaf] | None:
    """The leaves of trees with commas between them."""
    found: list[UseLeaf] = []
    for written in _TREES.findall(trees):
        tree = written.strip()
        if tree.isidentifier() and tree not in _NO_NAMES:
            found.append(UseLeaf(path=Path(segments=(*prefix, _segment(tree)), is_global=is_global), name=tree))
        elif tree:
            leaves = _usual_leaves(tree, prefix, is_global=is_global)
            if leaves is None:
                return None
            found += leaves
    return found


_NO_NAMES = KEYWORDS | {"self"}


@lru_cache(maxsize=4096)
def _segment(name: str) -> PathSegment:
    return PathSegment(name=name)


class _UseTreeReader(Cursor):
    def leaves(self, prefix: tuple[PathSegment, ...], *, is_global: bool) -> list[UseLeaf]:
        """The leaves of a tree below a prefix."""
        is_global = self.accept("::") or is_global
        while True:
            if self.accept("*"):
                return [UseLeaf(path=Path(segments=prefix, is_global=is_global), name="", is_glob=True)]
            if self.accept("{"):
                return self._listed_leaves(prefix, is_global=is_global)
            segment = PathSegment(name=self.path_name())
            if segment.name != "self" or not prefix:  # a::{self} is a
                prefix = (*prefix, segment)
            if not self.accept("::"):
                break
        name = self.path_name() if self.accept("as") else prefix[-1].name
        return [UseLeaf(path=Path(segments=prefix, is_global=is_global), name=name)]

    def _listed_leaves(self, prefix: tuple[PathSegment, ...], *, is_global: bool) -> list[UseLeaf]:
        """The leaves of the trees after ``{``, with the ``}``."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableError
        found: list[UseLeaf] = []
        while not self.accept("}") and not self.is_done:
            start = self.at
            leaves = self.attempt(lambda: self.leaves(prefix, is_global=is_global))
            if leaves is None:
                self.at = start
                self.skip_piece()
            found += leaves or ()
            if not self.accept(",") and self.texts[self.at] != "}" and not self.is_done:
                self.at += 1
        self.depth -= 1
        return found
