"""What a class has from its ancestors, as far as the project holds them.

Goes in: a class. Comes out: its ancestors in the order in which Python looks attributes up, and what they hand down. Ancestors that other
packages define are not known.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import griffe

from sphinx_plissken.python.api import PythonMember
from sphinx_plissken.python.definitions import definition_of
from sphinx_plissken.python.public import members_of_class


def ancestors(cls: griffe.Class) -> list[griffe.Class]:
    """The method resolution order without the class itself; empty where the bases lead in circles or contradict each other."""
    try:
        return cls.mro()
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, ValueError, RecursionError):
        return []


def inherited_members(member: PythonMember) -> Iterator[PythonMember]:
    """What a class inherits, at the paths where the class has it: ``pkg.Sub.run`` of ``pkg.Base.run``."""
    cls = member.object
    if not isinstance(cls, griffe.Class):
        return
    seen = set(cls.members)
    for ancestor in ancestors(cls):
        for each in members_of_class(member.path, ancestor):
            name = each.path.rpartition(".")[2]
            if name not in seen:
                seen.add(name)
                yield dataclasses.replace(each, definition=each.path)


def overridden_with_docs(obj: griffe.Object) -> griffe.Object | None:
    """What a member of a class overrides, as far as it has a docstring (``inspect.getdoc``)."""
    cls = obj.parent
    if not isinstance(cls, griffe.Class) or isinstance(obj, griffe.Class):
        return None
    for ancestor in ancestors(cls):
        overridden = ancestor.members.get(obj.name)
        definition = definition_of(overridden) if overridden is not None else None
        if definition is not None and definition.docstring:
            return definition
    return None
