"""Field lists of hand-written descriptions: ``:param x:``, ``:returns:``, ``:errors:``, ``:panics:``, ``:safety:``.

The words are those of the sections that Rust's doc comments have (Rust API guidelines, C-FAILURE). Types in fields are read as Rust types;
those of their names that turn out to be objects become links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.nodes import Element, Node
from docutils.parsers.rst.states import Inliner
from sphinx.environment import BuildEnvironment
from sphinx.locale import _
from sphinx.util.docfields import Field, GroupedField, TypedField

from sphinx_plissken.extension.domain.roles import scope_of
from sphinx_plissken.extension.signatures.signature_nodes import links_from, render_type

if TYPE_CHECKING:
    from sphinx.util.typing import TextlikeNode


class _RustTypes:
    """Makes the type in a field of a Rust type."""

    def make_xrefs(
        self,
        rolename: str,
        domain: str,
        target: str,
        innernode: type[TextlikeNode] = nodes.emphasis,
        contnode: Node | None = None,
        env: BuildEnvironment | None = None,
        inliner: Inliner | None = None,
        location: Element | None = None,
    ) -> list[Node]:
        """The type's nodes; see ``Field``. Everything else in a field is no reference."""
        if not rolename or env is None:
            return [contnode or innernode(target, target)]  # type: ignore[call-arg]
        return render_type(target, links_from(scope_of(env)))


class RustField(_RustTypes, Field):
    """A field with one body: ``:rtype: Vec<Point>``."""


class RustGroupedField(_RustTypes, GroupedField):
    """A field that may stand several times: ``:error ParseError: if ..``."""


class RustTypedField(_RustTypes, TypedField):
    """A field of a thing with a type: ``:param Vec<Point> corners:``."""


DOC_FIELDS: list[Field] = [
    RustTypedField(
        "parameter",
        label=_("Parameters"),
        names=("param", "parameter", "arg", "argument"),
        typerolename="type",
        typenames=("paramtype", "type"),
        can_collapse=True,
    ),
    RustGroupedField("typeparameter", label=_("Type parameters"), names=("tparam", "typeparam"), can_collapse=True),
    RustTypedField("field", label=_("Fields"), names=("field", "member"), typerolename="type", typenames=("fieldtype",), can_collapse=True),
    RustField("returnvalue", label=_("Returns"), has_arg=False, names=("returns", "return")),
    RustField("returntype", label=_("Return type"), has_arg=False, names=("rtype",), bodyrolename="type"),
    RustGroupedField("error", label=_("Errors"), names=("error", "err", "raises"), rolename="type", can_collapse=True),
    RustField("errors", label=_("Errors"), has_arg=False, names=("errors",)),
    RustField("panics", label=_("Panics"), has_arg=False, names=("panics", "panic")),
    RustField("safety", label=_("Safety"), has_arg=False, names=("safety",)),
]
