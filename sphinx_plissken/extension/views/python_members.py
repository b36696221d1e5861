"""Which members of a module or class the Python view shows, and in what order.

Goes in: a module or class of the Python reference and options. Comes out: its members. Rules: ``sphinx.ext.autodoc``, which asks handlers
about every candidate and tells them what it would do itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import griffe

from sphinx_plissken.extension.views.member_options import MemberOptions, MemberOrder, holds
from sphinx_plissken.extension.views.python_facts import CONSTRUCTORS, base_of_new_type, binding
from sphinx_plissken.python.api import PythonMember, PythonModule
from sphinx_plissken.python.inheritance import ancestors, inherited_members, overridden_with_docs

Judge = Callable[[PythonMember, bool], bool]
"""Whether a member is shown, from the member and whether the options leave it out."""

_META = re.compile(r"^\s*:meta (private|public)(?:[: ]|$)", re.MULTILINE)


def members_of_module(module: PythonModule, chosen: MemberOptions, judge: Judge) -> list[PythonMember]:
    """The members of a module to show, in order."""
    public = [member for member in module.members if judge(member, not _is_selected(member, chosen, is_public=True))]
    hidden = [member for member in module.hidden if judge(member, not _is_hidden_selected(member, chosen))]
    return in_order([*public, *hidden], chosen.order)


def _is_hidden_selected(member: PythonMember, chosen: MemberOptions) -> bool:
    """Whether the options show what a module keeps to itself: with private members also what its ``__all__`` leaves out."""
    if not _is_selected(member, chosen, is_public=False):
        return False
    return chosen.members is not None or chosen.ignores_all or bool(chosen.private)


def members_of_class(member: PythonMember, chosen: MemberOptions, judge: Judge) -> list[PythonMember]:
    """The members of a class to show, in order."""
    if not chosen.has_members:
        return []
    candidates = [*_in_source_order(member), *inherited(member, chosen)]
    return in_order([each for each in candidates if judge(each, not _is_selected(each, chosen, is_public=False))], chosen.order)


def _in_source_order(member: PythonMember) -> list[PythonMember]:
    """The members of a class, private and special ones in their places."""
    places = {name: index for index, name in enumerate(member.object.members)}
    return sorted((*member.members, *member.hidden), key=lambda each: places.get(each.object.name, len(places)))


def inherited(member: PythonMember, chosen: MemberOptions) -> Iterator[PythonMember]:
    """What a class inherits, as far as the options ask for it."""
    if not isinstance(member.object, griffe.Class) or not (chosen.inherited or chosen.members):
        return
    for each in inherited_members(member):
        name = each.object.name
        if (chosen.members is not None and name in chosen.members) or (chosen.inherited and not _is_above(member.object, each, chosen)):
            yield each


def _is_above(cls: griffe.Class, member: PythonMember, chosen: MemberOptions) -> bool:
    """Whether a listed ancestor comes before the class that defines an inherited member (autodoc's ``is_filtered_inherited_member``)."""
    if isinstance(chosen.inherited, bool):
        return False
    for ancestor in ancestors(cls):
        if ancestor.name in chosen.inherited:
            return True
        if ancestor is member.object.parent:
            return False
    return False


def _is_selected(member: PythonMember, chosen: MemberOptions, *, is_public: bool) -> bool:
    """Whether the options show a member.

    :param is_public: whether its module makes it public, whatever its name.
    """
    name = member.path.rpartition(".")[2]
    if not chosen.selects(name, is_documented=_is_documented(member.object)):
        return False
    if chosen.members is not None:
        return True
    if name.startswith("__") and name.endswith("__"):
        return is_public or _is_special_wanted(member.object, name, chosen)
    return holds(chosen.private, name) or not _is_private(member.object, name, is_public)


def _is_documented(obj: griffe.Object) -> bool:
    return bool(obj.docstring or binding(obj).get("source_doc") or overridden_with_docs(obj))


def _is_special_wanted(obj: griffe.Object, name: str, chosen: MemberOptions) -> bool:
    """Special members of bindings are part of what a class can do; others are asked for, and constructors by their names only."""
    if isinstance(chosen.special, frozenset):
        return name in chosen.special
    if name in CONSTRUCTORS and isinstance(obj, griffe.Function):
        return False
    return chosen.special if chosen.special is not None else bool(binding(obj))


def _is_private(obj: griffe.Object, name: str, is_public: bool) -> bool:
    """Whether a member is private: its docstring says so (Sphinx, "Info field lists": ``:meta private:``), or else its name."""
    source = obj if obj.docstring else overridden_with_docs(obj)
    docstring = source.docstring.value if source is not None and source.docstring else ""
    said = _META.search(docstring) if ":meta " in docstring else None
    return said[1] == "private" if said else name.startswith("_") and not is_public


def in_order(members: Iterable[PythonMember], order: MemberOrder) -> list[PythonMember]:
    """Members sorted as the options ask."""
    if order is MemberOrder.ALPHABETICAL:
        return sorted(members, key=lambda member: member.path.rpartition(".")[2].lower())
    if order is MemberOrder.GROUPWISE:
        return sorted(members, key=lambda member: _group(member.object))
    return list(members)


def _group(obj: griffe.Object) -> int:
    """Attributes, properties, classes, class and static methods, methods, special methods."""
    if isinstance(obj, griffe.Function):
        if obj.name.startswith("__") and obj.name.endswith("__"):
            return 5
        return 3 if obj.labels & {"classmethod", "staticmethod"} else 4
    if isinstance(obj, griffe.Class) or base_of_new_type(obj) is not None:
        return 2
    return 1 if "property" in obj.labels else 0
