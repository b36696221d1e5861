"""Which members a directive shows and in what order: autodoc's options.

Goes in: the options of a directive and the project's defaults. Comes out: a ``MemberOptions``. The words are those of
``sphinx.ext.autodoc``; one thing differs: members are shown unless ``:no-members:`` says otherwise.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from docutils.parsers.rst import directives


class MemberOrder(enum.Enum):
    """How members are sorted."""

    GROUPWISE = "groupwise"  # by kind, then as in the source
    BY_SOURCE = "bysource"
    ALPHABETICAL = "alphabetical"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOptions:
    """What a directive shows of what it documents."""

    has_members: bool = True
    members: frozenset[str] | None = None
    """Names of the members to show; None: all."""
    excluded: frozenset[str] = frozenset()
    has_undocumented: bool = True
    has_private: bool = False
    """Whether members by names like ``_name`` are shown."""
    has_special: bool | None = None
    """Whether members by names like ``__name__`` are shown; None: those that a binding writes."""
    order: MemberOrder = MemberOrder.GROUPWISE
    has_values: bool = True
    has_bases: bool = True
    passed_on: Mapping[str, Any] = field(default_factory=dict)
    """Options for the description itself and those of all members: ``no-index`` and its like."""

    def selects(self, name: str, *, is_documented: bool) -> bool:
        """Whether a member is shown."""
        if name in self.excluded:
            return False
        if self.members is not None:
            return name in self.members
        return is_documented or self.has_undocumented

    def for_members(self) -> MemberOptions:
        """The options that hold below a member: lists of names were meant for one level."""
        return MemberOptions(
            has_undocumented=self.has_undocumented,
            has_private=self.has_private,
            has_special=self.has_special,
            order=self.order,
            has_values=self.has_values,
            has_bases=self.has_bases,
            passed_on=self.passed_on,
        )


def names_or_all(argument: str | None) -> frozenset[str] | None:
    """``a, b`` -> the names; nothing -> all."""
    return frozenset(name.strip() for name in argument.split(",") if name.strip()) if argument and argument.strip() else None


def member_order(argument: str) -> MemberOrder:
    """One of autodoc's words."""
    return MemberOrder(directives.choice(argument, tuple(order.value for order in MemberOrder)))


PASSED_ON = ("no-index", "no-index-entry", "no-contents-entry", "noindex", "noindexentry", "nocontentsentry")

OPTION_SPEC: dict[str, Callable[[str], Any]] = {
    "members": names_or_all,
    "no-members": directives.flag,
    "exclude-members": names_or_all,
    "undoc-members": directives.flag,
    "no-undoc-members": directives.flag,
    "private-members": directives.flag,
    "no-private-members": directives.flag,
    "special-members": directives.flag,
    "no-special-members": directives.flag,
    "member-order": member_order,
    "no-value": directives.flag,
    "show-inheritance": directives.flag,
    "no-show-inheritance": directives.flag,
    **dict.fromkeys(PASSED_ON, directives.flag),
}


def read_options(options: Mapping[str, Any], defaults: Mapping[str, Any]) -> MemberOptions:
    """Read a directive's options over the project's defaults.

    :param defaults: ``plissken_default_options``: names with strings, or True and False for flags.
    :raises ValueError: when a default makes no sense.
    """
    chosen = {**_read_defaults(defaults), **options}
    return MemberOptions(
        has_members=_flag(chosen, "members", True),
        members=chosen.get("members"),
        excluded=chosen.get("exclude-members") or frozenset(),
        has_undocumented=_flag(chosen, "undoc-members", True),
        has_private=_flag(chosen, "private-members", False),
        has_special=_flag(chosen, "special-members", None),
        order=chosen.get("member-order") or MemberOrder.GROUPWISE,
        has_values="no-value" not in chosen,
        has_bases=_flag(chosen, "show-inheritance", True),
        passed_on={name: None for name in PASSED_ON if name in chosen},
    )


FlagT = TypeVar("FlagT", bool, bool | None)


def _flag(chosen: Mapping[str, Any], name: str, default: FlagT) -> bool | FlagT:
    if name in chosen:
        return True
    return False if f"no-{name}" in chosen else default


def _read_defaults(defaults: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in defaults.items():
        if name not in OPTION_SPEC:
            raise ValueError(f"plissken_default_options: there is no option {name!r}; there are {', '.join(sorted(OPTION_SPEC))}")
        if value is False:
            if f"no-{name}" in OPTION_SPEC:
                read[f"no-{name}"] = None
        else:
            read[name] = OPTION_SPEC[name]("" if value is True or value is None else value)
    return read
