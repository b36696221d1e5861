"""The attributes that classes declare in ``__slots__``.

Goes in: a module. Comes out: nothing; its classes have an attribute for each literal slot, with the documentation that a dict gives it.
Rule: the Python reference, "__slots__"; autodoc shows them, too.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

import griffe

SLOT = "slot"
"""Label of an attribute that ``__slots__`` declares."""


def add_slots(module: griffe.Module, text: str) -> None:
    """Mark the attributes that slots declare, and make those that nothing else does."""
    if "__slots__" in text:
        _add(module)


def _add(owner: griffe.Module | griffe.Class) -> None:
    for member in list(owner.members.values()):
        if isinstance(member, griffe.Class):
            _add(member)
            slots = member.members.get("__slots__")
            if isinstance(slots, griffe.Attribute):
                for name, doc in _declared(slots).items():
                    _declare(member, name, doc, slots)


def _declared(slots: griffe.Attribute) -> Mapping[str, str]:
    """Names and what is said of them."""
    try:
        value = ast.literal_eval(str(slots.value))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return {}
    names = [value] if isinstance(value, str) else value if isinstance(value, dict | list | tuple | set) else []
    docs = value if isinstance(value, dict) else {}
    found = {name: docs.get(name) for name in names if isinstance(name, str) and name not in ("__dict__", "__weakref__")}
    return {name: doc if isinstance(doc, str) else "" for name, doc in found.items()}


def _declare(cls: griffe.Class, name: str, doc: str, slots: griffe.Attribute) -> None:
    member = cls.members.get(name)
    if member is None:
        member = griffe.Attribute(name, lineno=slots.lineno, endlineno=slots.endlineno, analysis="static")
        member.labels.add("instance-attribute")
        cls.set_member(name, member)
    if isinstance(member, griffe.Attribute):
        member.labels.add(SLOT)
        if doc and not member.docstring:
            member.docstring = griffe.Docstring(doc, parent=member, lineno=slots.lineno)
