"""autodoc's options."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.views.member_options import MemberOrder, names_or_all, read_options


def test_directives_go_before_defaults() -> None:
    options = read_options(
        {"exclude-members": names_or_all("b")}, {"exclude-members": "a", "member-order": "bysource", "undoc-members": False}
    )
    assert (options.excluded, options.order, options.has_undocumented) == (frozenset({"b"}), MemberOrder.BY_SOURCE, False)


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({}, ["a", "b"]),
        ({"members": names_or_all("a")}, ["a"]),
        ({"members": names_or_all("")}, ["a", "b"]),
        ({"exclude-members": names_or_all("a, x")}, ["b"]),
        ({"no-undoc-members": None}, ["a"]),
    ],
)
def test_selection(options: dict[str, object], shown: list[str]) -> None:
    chosen = read_options(options, {})
    assert [name for name in ("a", "b") if chosen.selects(name, is_documented=name == "a")] == shown


def test_lists_of_names_hold_for_one_level() -> None:
    options = read_options({"members": names_or_all("A"), "no-index": None}, {}).for_members()
    assert options.selects("method", is_documented=True)
    assert "no-index" in options.passed_on


def test_an_unknown_default_is_named() -> None:
    with pytest.raises(ValueError, match="no option 'member'"):
        read_options({}, {"member": True})
