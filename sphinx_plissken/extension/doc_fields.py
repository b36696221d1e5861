"""Field lists of hand-written descriptions: ``:param x:``, ``:returns:``, ``:errors:``, ``:panics:``, ``:safety:``."""

from __future__ import annotations

from sphinx.locale import _
from sphinx.util.docfields import Field, GroupedField, TypedField

DOC_FIELDS: list[Field] = [
    TypedField(
        "parameter",
        label=_("Parameters"),
        names=("param", "parameter", "arg", "argument"),
        typerolename="type",
        typenames=("paramtype", "type"),
        can_collapse=True,
    ),
    GroupedField("typeparameter", label=_("Type parameters"), names=("tparam", "typeparam"), can_collapse=True),
    TypedField("field", label=_("Fields"), names=("field", "member"), typerolename="type", typenames=("fieldtype",), can_collapse=True),
    Field("returnvalue", label=_("Returns"), has_arg=False, names=("returns", "return")),
    Field("returntype", label=_("Return type"), has_arg=False, names=("rtype",), bodyrolename="type"),
    GroupedField("errors", label=_("Errors"), names=("error", "err", "raises"), rolename="obj", can_collapse=True),
    Field("errorcondition", label=_("Errors"), has_arg=False, names=("errors",)),
    Field("panics", label=_("Panics"), has_arg=False, names=("panics", "panic")),
    Field("safety", label=_("Safety"), has_arg=False, names=("safety",)),
]
"""The fields; the words of the sections that Rust's doc comments have (Rust API guidelines, C-FAILURE)."""
