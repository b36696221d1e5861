"""Which members a directive shows and in what order: autodoc's options.

Goes in: the options of a directive and the project's defaults. Comes out: a ``MemberOptions``. The words are those of
``sphinx.ext.autodoc``; one thing differs: members are shown unless ``:no-members:`` says otherwise.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from docutils.parsers.rst import directives


class MemberOrder(enum.Enum):
    """How members are sorted."""

    GROUPWISE = "groupwise"  # by kind, then as in the source
    BY_SOURCE = "bysource"
    ALPHABETICAL = "alphabetical"


class ClassDoc(enum.Enum):
    """Which docstrings make the documentation of a class."""

    CLASS = "class"
    BOTH = "both"  # that of the class, then that of its constructor
    INIT = "init"


Names = bool | frozenset[str]
"""All, none, or these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOptions:
    """What a directive shows of what it documents."""

    has_members: bool = True
    members: frozenset[str] | None = None
    """Names of the members to show; None: all."""
    excluded: frozenset[str] = frozenset()
    has_undocumented: bool = True
    private: Names = False
    """Members by names like ``_name`` that are shown."""
    special: Names | None = None
    """Members by names like ``__name__`` that are shown; None: those that a binding writes."""
    inherited: Names = False
    """Whether members that a class inherits are shown; with names all but those of these ancestors and of what stands above them."""
    ignores_all: bool = False
    """Whether a module shows what it defines under a public name, whatever its ``__all__`` lists."""
    order: MemberOrder = MemberOrder.GROUPWISE
    class_doc: ClassDoc = ClassDoc.BOTH
    has_values: bool = True
    has_bases: bool = True
    is_split: bool = False
    """Whether what takes a page of its own is only listed on that of its module."""
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
        """The options that hold below a member: lists of members were meant for one level."""
        return replace(self, has_members=True, members=None, excluded=frozenset())


def holds(names: Names, name: str) -> bool:
    """Whether a choice of names has one."""
    return names if isinstance(names, bool) else name in names


def names_or_all(argument: str | None) -> frozenset[str] | None:
    """``a, b`` -> the names; nothing -> all."""
    return frozenset(name.strip() for name in argument.split(",") if name.strip()) if argument and argument.strip() else None


def member_order(argument: str) -> MemberOrder:
    """One of autodoc's words."""
    return MemberOrder(directives.choice(argument, tuple(order.value for order in MemberOrder)))


def class_doc(argument: str) -> ClassDoc:
    """One of autodoc's words."""
    return ClassDoc(directives.choice(argument, tuple(each.value for each in ClassDoc)))


PASSED_ON = ("no-index", "no-index-entry", "no-contents-entry", "noindex", "noindexentry", "nocontentsentry")

OPTION_SPEC: dict[str, Callable[[str], Any]] = {
    "members": names_or_all,
    "no-members": directives.flag,
    "exclude-members": names_or_all,
    "undoc-members": directives.flag,
    "no-undoc-members": directives.flag,
    "member-order": member_order,
    "split": directives.flag,
    **dict.fromkeys(PASSED_ON, directives.flag),
}
"""Options of both views."""

PYTHON_OPTION_SPEC: dict[str, Callable[[str], Any]] = {
    "private-members": names_or_all,
    "no-private-members": directives.flag,
    "special-members": names_or_all,
    "no-special-members": directives.flag,
    "inherited-members": names_or_all,
    "no-inherited-members": directives.flag,
    "ignore-module-all": directives.flag,
    "no-value": directives.flag,
    "show-inheritance": directives.flag,
    "no-show-inheritance": directives.flag,
    "class-doc-from": class_doc,
}
"""Options that mean something in Python only."""

ELSEWHERE = {
    "private-members": "plissken_rust_reach in conf.py says how far the Rust reference reaches",
    "inherited-members": "traits that a type implements are always listed",
    "show-inheritance": "supertraits are part of a trait's signature",
}
"""What a person who wants one of them in the Rust view is told."""


def refuse(name: str) -> Callable[[str], Any]:
    """A reader of an option that refuses it.

    :raises ValueError: when the option is read, as docutils wants it.
    """

    def read(argument: str) -> Any:
        hint = ELSEWHERE.get(name.removeprefix("no-"))
        raise ValueError(f"it is an option of plissken-python{f'; {hint}' if hint else ''}")

    return read


def read_options(options: Mapping[str, Any], defaults: Mapping[str, Any]) -> MemberOptions:
    """Read a directive's options over the project's defaults.

    :param defaults: ``plissken_default_options``: names with strings, or True and False for flags.
    :raises ValueError: when a default makes no sense.
    """
    chosen = _over(_read_defaults(defaults), options)
    return MemberOptions(
        has_members=_flag(chosen, "members", True),
        members=chosen.get("members"),
        excluded=chosen.get("exclude-members") or frozenset(),
        has_undocumented=_flag(chosen, "undoc-members", True),
        private=_names(chosen, "private-members", False),
        special=_names(chosen, "special-members", None),
        inherited=_names(chosen, "inherited-members", False),
        ignores_all="ignore-module-all" in chosen,
        order=chosen.get("member-order") or MemberOrder.GROUPWISE,
        class_doc=chosen.get("class-doc-from") or ClassDoc.BOTH,
        has_values="no-value" not in chosen,
        has_bases=_flag(chosen, "show-inheritance", True),
        is_split="split" in chosen,
        passed_on={name: None for name in PASSED_ON if name in chosen},
    )


def _over(defaults: Mapping[str, Any], options: Mapping[str, Any]) -> dict[str, Any]:
    """Both, where a directive's ``no-x`` takes back a default's ``x``, and the other way round."""
    opposites = {name.removeprefix("no-") if name.startswith("no-") else f"no-{name}" for name in options}
    return {**{name: value for name, value in defaults.items() if name not in opposites}, **options}


FlagT = TypeVar("FlagT", bool, bool | None)


def _flag(chosen: Mapping[str, Any], name: str, default: FlagT) -> bool | FlagT:
    if name in chosen:
        return True
    return False if f"no-{name}" in chosen else default


def _names(chosen: Mapping[str, Any], name: str, default: FlagT) -> Names | FlagT:
    names: frozenset[str] | None = chosen.get(name)
    return names or _flag(chosen, name, default)


def _read_defaults(defaults: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    known = {**OPTION_SPEC, **PYTHON_OPTION_SPEC}
    for name, value in defaults.items():
        if name not in known:
            raise ValueError(f"plissken_default_options: there is no option {name!r}; there are {', '.join(sorted(known))}")
        if value is False:
            if f"no-{name}" in known:
                read[f"no-{name}"] = None
        else:
            read[name] = known[name]("" if value is True or value is None else value)
    return read
