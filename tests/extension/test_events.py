"""What handlers of events are told of a directive's options."""

from __future__ import annotations

from sphinx_plissken.extension.views.events import event_options
from sphinx_plissken.extension.views.member_options import MemberOptions, MemberOrder


def test_options_are_asked_for_as_autodocs_are() -> None:
    options = event_options(MemberOptions(private=True, order=MemberOrder.BY_SOURCE, passed_on={"no-index": None}))
    assert "no-index" in options
    assert options.no_index
    assert options.private_members
    assert options["member-order"] == options.member_order == "bysource"
    assert options.members is True


def test_what_is_not_given_is_none() -> None:
    options = event_options(MemberOptions(has_members=False))
    assert "no-index" not in options
    assert options.members is None
    assert options.inherited_members is None
