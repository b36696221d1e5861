"""The line that leads from one view to the other: "Rust implementation: ..." and "Python API: ...".

Goes in: paths of the objects on the other side. Comes out: a line that is there only if the other view is on the site, which is known
once all pages are read. Objects are looked up by name; no file is known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform


class counterpart(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A paragraph that is still to be decided on."""


def setup_counterparts(app: Sphinx) -> None:
    """Register the node and its resolution."""
    app.add_node(counterpart)
    app.add_post_transform(ResolveCounterparts)


def rust_implementation(paths: Sequence[str]) -> list[nodes.Node]:
    """The line on a Python object."""
    return _line(_("Rust implementation"), "rs", paths)


def python_api(paths: Sequence[str]) -> list[nodes.Node]:
    """The line on a Rust item."""
    return _line(_("Python API"), "py", paths)


def _line(label: str, domain: str, paths: Iterable[str]) -> list[nodes.Node]:
    references = [_reference(domain, path) for path in dict.fromkeys(paths)]
    if not references:
        return []
    line = counterpart("", *references)
    line["label"] = label
    return [line]


def _reference(domain: str, path: str) -> addnodes.pending_xref:
    text = nodes.literal(path, path, classes=["xref", domain])
    node = addnodes.pending_xref("", text, refdomain=domain, reftype="obj", reftarget=path, refexplicit=True)
    node[f"{domain}:exact"] = True
    return node


class ResolveCounterparts(SphinxPostTransform):
    """Turns each line into a paragraph of links, or into nothing."""

    default_priority = 15
    """After Sphinx has resolved references (10): what is a link by then was found."""

    def run(self, **kwargs: Any) -> None:
        """Decide on all lines of a page."""
        for line in list(self.document.findall(counterpart)):
            if links := [child for child in line.children if isinstance(child, nodes.reference)]:
                line.replace_self(_paragraph(line["label"], links))
            else:
                line.parent.remove(line)


def _paragraph(label: str, links: Sequence[nodes.Node]) -> nodes.paragraph:
    paragraph = nodes.paragraph("", "", nodes.inline("", f"{label}: "), classes=["plissken-counterpart"])
    for index, link in enumerate(links):
        if index:
            paragraph += nodes.Text(", ")
        paragraph += link
    return paragraph
