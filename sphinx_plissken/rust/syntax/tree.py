"""The door to tree-sitter: the only file that knows it.

Goes in: the UTF-8 bytes of a text. Comes out: the root ``Node`` of its syntax tree, by the names of tree-sitter-rust's grammar. A tree
costs some thirty times its text, so it lives no longer than somebody holds one of its nodes.
"""

from __future__ import annotations

from collections.abc import Iterator

import tree_sitter_rust
from tree_sitter import Language, Node, Parser

__all__ = ["Node", "error_nodes", "parse"]

_PARSER = Parser(Language(tree_sitter_rust.language()))


def parse(data: bytes) -> Node:
    """Parse a text; whatever is wrong in it is an ``ERROR`` or a missing node of the tree."""
    return _PARSER.parse(data).root_node


def error_nodes(node: Node) -> Iterator[Node]:
    """The outermost nodes of what could not be parsed, and the tokens that are missing, in source order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            yield node
        elif node.has_error:
            waiting.extend(reversed(node.children))
