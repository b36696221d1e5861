"""What a member of a module is, once imports and plain assignments are followed.

Goes in: a member of a loaded tree. Comes out: the object that defines it, or nothing for what the tree does not hold.
"""

from __future__ import annotations

import griffe

Definition = griffe.Object


def definition_of(member: griffe.Object | griffe.Alias, depth: int = 0) -> Definition | None:
    """Follow a member to its definition.

    Imports are followed by griffe. ``Name = module.Other`` at the top level of a module is one more name for what it assigns. None for
    names that lead out of the tree, and for imports that lead in circles.
    """
    target = _target_of(member)
    if target is None or depth > 20:
        return None
    if isinstance(target, griffe.Attribute) and isinstance(target.parent, griffe.Module) and target.annotation is None:
        if not isinstance(target.value, griffe.ExprName | griffe.ExprAttribute):
            return target
        assigned = _look_up(target.parent, str(target.value).split("."), depth + 1)
        return assigned if isinstance(assigned, griffe.Class | griffe.Function | griffe.Module) else target
    return target


def _target_of(member: griffe.Object | griffe.Alias) -> griffe.Object | None:
    if not isinstance(member, griffe.Alias):
        return member
    try:
        return member.final_target
    except (griffe.AliasResolutionError, griffe.CyclicAliasError, KeyError, RecursionError):
        return None


def _look_up(module: griffe.Module, names: list[str], depth: int) -> Definition | None:
    """What a dotted name means in a module."""
    found: griffe.Object | None = module
    for name in names:
        member = found.members.get(name) if found is not None else None
        if member is None:
            return None
        found = definition_of(member, depth)
    return found
