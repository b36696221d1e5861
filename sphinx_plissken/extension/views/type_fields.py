"""Types of parameters and results as info fields: autodoc's ``autodoc_typehints = "description"``.

Goes in: the nodes of a docstring and annotations. Comes out: the nodes, whose field lists tell types that they did not tell. Rule:
``sphinx.ext.autodoc.typehints``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docutils import nodes

from sphinx_plissken.extension.configuration import DescriptionTarget

RESULT = "return"
"""Key of the annotation of what a function returns."""

_PARAMETERS = frozenset({"param", "parameter", "arg", "argument", "key", "keyword", "kwarg", "kwparam"})
_TYPES = frozenset({"type", "paramtype", "kwtype"})
_RESULTS = frozenset({"return", "returns"})


@dataclass(slots=True)
class _Told:
    """What the fields of a docstring tell already."""

    described: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)


def add_type_fields(rendered: list[nodes.Node], annotations: Mapping[str, str], target: DescriptionTarget, *, is_class: bool) -> None:
    """Add fields for what is annotated; ``*args`` and ``**kwargs`` stand in annotations with their stars.

    :param is_class: a class returns nothing worth a word.
    """
    lists = [node for node in rendered if isinstance(node, nodes.field_list)]
    told = _read(lists)
    fields = list(_new_fields({name: text for name, text in annotations.items() if text}, told, target, is_class=is_class))
    if not fields:
        return
    if not lists:
        lists = [nodes.field_list()]
        rendered.append(lists[0])
    lists[-1].extend(fields)


def _read(lists: Iterable[nodes.field_list]) -> _Told:
    told = _Told()
    for each in (child for fields in lists for child in fields if isinstance(child, nodes.field)):
        match each[0].astext().split():
            case [kind, name] if kind in _PARAMETERS:
                told.described.add(_bare(name))
            case [kind, *_, name] if kind in _PARAMETERS:
                told.described.add(_bare(name))
                told.typed.add(_bare(name))
            case [kind, name] if kind in _TYPES:
                told.typed.add(_bare(name))
            case [kind] if kind in _RESULTS:
                told.described.add(RESULT)
            case ["rtype"]:
                told.typed.add(RESULT)
    return told


def _bare(name: str) -> str:
    return name.replace("\\", "").lstrip("*")


def _new_fields(annotations: Mapping[str, str], told: _Told, target: DescriptionTarget, *, is_class: bool) -> Iterator[nodes.field]:
    for name, annotation in annotations.items():
        is_described = _bare(name) in told.described
        if name == RESULT or not (is_described or target is DescriptionTarget.ALL):
            continue
        if _bare(name) not in told.typed:
            yield _field(f"type {name}", annotation)
        if not is_described:
            yield _field(f"param {name}", "")
    result = annotations.get(RESULT, "")
    if not result or RESULT in told.typed or (is_class and result == "None"):
        return
    is_wanted = target is DescriptionTarget.ALL or (target is DescriptionTarget.DOCUMENTED_PARAMS and result != "None")
    if is_wanted or RESULT in told.described:
        yield _field("rtype", result)


def _field(name: str, body: str) -> nodes.field:
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", nodes.paragraph("", body)))
