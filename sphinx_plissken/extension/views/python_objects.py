"""Descriptions of Python objects: Sphinx's own ``py`` directives, called with ready values instead of text.

Goes in: a signature, options and a function that makes the content. Comes out: the nodes that the directive makes. What they are made from,
``directives_python`` decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.domains.python import (
    PyAttribute,
    PyClasslike,
    PyFunction,
    PyMethod,
    PyModule,
    PyProperty,
    PyTypeAlias,
    PyVariable,
)
from sphinx.util.docutils import SphinxDirective

Content = Callable[[], Sequence[nodes.Node]]
"""Makes the content of a description, in the scope of what is described."""

Settle = Callable[[nodes.Element], None]
"""Makes the references of a signature, or of a content, exact."""


class _Ready(SphinxDirective):
    """What a directive with ready values does otherwise than one that was written."""

    ready_content: Content
    ready_source: tuple[str, int] | None = None

    def get_source_info(self) -> tuple[str, int]:
        """The place in the source file, so that warnings point there."""
        return self.ready_source or super().get_source_info()

    def parse_content_to_nodes(self, allow_section_headings: bool = False) -> list[nodes.Node]:
        """The ready content."""
        return list(self.ready_content())


class _ReadyObject(_Ready):
    ready_signatures: Sequence[str]
    settle_signature: Settle

    def get_signatures(self) -> list[str]:
        return list(self.ready_signatures)

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> Any:
        name = super().handle_signature(sig, signode)  # type: ignore[misc]
        self.settle_signature(signode)
        return name


class _ReadyModule(_Ready, PyModule):
    pass


class _ReadyClass(_ReadyObject, PyClasslike):
    pass


class _ReadyFunction(_ReadyObject, PyFunction):
    pass


class _ReadyMethod(_ReadyObject, PyMethod):
    pass


class _ReadyProperty(_ReadyObject, PyProperty):
    pass


class _ReadyAttribute(_ReadyObject, PyAttribute):
    pass


class _ReadyVariable(_ReadyObject, PyVariable):
    pass


class _ReadyTypeAlias(_ReadyObject, PyTypeAlias):
    pass


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    "class": _ReadyClass,
    "exception": _ReadyClass,
    "function": _ReadyFunction,
    "method": _ReadyMethod,
    "property": _ReadyProperty,
    "attribute": _ReadyAttribute,
    "data": _ReadyVariable,
    "type": _ReadyTypeAlias,
}
"""Object type of the ``py`` domain -> its directive."""


HAS_ABSTRACT_CLASSES = "abstract" in PyClasslike.option_spec
"""Whether a class can be marked as abstract: since Sphinx 8.2."""


def _leave(_: nodes.Element) -> None:
    """Leave references as they are."""


def describe_python(
    parent: SphinxDirective,
    objtype: str,
    signatures: Sequence[str],
    *,
    options: Mapping[str, Any],
    content: Content,
    settle_signature: Settle = _leave,
    settle_fields: Settle = _leave,
    source: tuple[str, int] | None = None,
) -> list[nodes.Node]:
    """Describe an object.

    :param parent: the directive in whose place the description stands; its state and position are used.
    :param signatures: one, or one for each overload.
    :param source: the file and line that messages point at.
    """
    directive: Any = _instance(DIRECTIVES[objtype], f"py:{objtype}", parent, signatures[0], options)
    directive.ready_signatures, directive.ready_content, directive.ready_source = signatures, content, source
    directive.settle_signature = settle_signature
    described: list[nodes.Node] = directive.run()
    for node in described:
        for child in node.children if isinstance(node, addnodes.desc) else ():
            if isinstance(child, addnodes.desc_content):
                settle_fields(child)
    return described


def describe_python_module(
    parent: SphinxDirective, path: str, *, options: Mapping[str, Any], content: Content, source: tuple[str, int] | None = None
) -> list[nodes.Node]:
    """Describe a module; what follows on the page is in its scope, as after a ``py:module`` directive."""
    directive: Any = _instance(_ReadyModule, "py:module", parent, path, options)
    directive.ready_content, directive.ready_source = content, source
    described: list[nodes.Node] = directive.run()
    return described


def _instance(
    directive: type[SphinxDirective], name: str, parent: SphinxDirective, argument: str, options: Mapping[str, Any]
) -> SphinxDirective:
    return directive(
        name, [argument], dict(options), StringList(), parent.lineno, parent.content_offset, "", parent.state, parent.state_machine
    )
