"""Signatures of several lines in formats whose writers do not know lines.

Sphinx' texinfo writer puts the lines of a signature directly behind each other, and TeX drops the blanks that a line begins with.
"""

from __future__ import annotations

from typing import Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class SeparateLines(SphinxPostTransform):
    """Put a space behind each line but the last."""

    default_priority = 210
    builders = ("texinfo",)

    def run(self, **kwargs: Any) -> None:
        """See ``SphinxPostTransform``."""
        for signature in self.document.findall(addnodes.desc_signature):
            if signature.get("is_multiline") and signature.parent.get("domain") == "rs":
                for line in signature[:-1]:
                    cast("addnodes.desc_signature_line", line).append(nodes.Text(" "))


class KeepIndentation(SphinxPostTransform):
    """Make the blanks that a line begins with unbreakable."""

    default_priority = 210
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """See ``SphinxPostTransform``."""
        for line in self.document.findall(addnodes.desc_signature_line):
            if isinstance(indent := line[0], nodes.Text) and indent.isspace():
                line[0] = nodes.Text("\N{NO-BREAK SPACE}" * len(indent))


def setup_signature_lines(app: Sphinx) -> None:
    """Register the transforms."""
    app.add_post_transform(SeparateLines)
    app.add_post_transform(KeepIndentation)
