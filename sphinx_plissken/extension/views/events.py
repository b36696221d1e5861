"""Our events: by which other extensions and ``conf.py`` change docstrings and leave members out, with autodoc's argument shapes.

* ``plissken-process-docstring(app, what, name, obj, options, lines)``: change ``lines`` in place. ``obj`` is a griffe object in the Python
  view and a value of the Rust model in the Rust view; ``name`` is its full path.
* ``plissken-skip-member(app, what, name, obj, skip, options)``: return True to leave a member out, False to keep it, None to say nothing.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.docs.doc_text import DocText, with_text
from sphinx_plissken.extension.views.member_options import MemberOptions

PROCESS_DOCSTRING = "plissken-process-docstring"
SKIP_MEMBER = "plissken-skip-member"
AUTODOC_PROCESS_DOCSTRING = "autodoc-process-docstring"


class EventOptions(dict[str, Any]):
    """A directive's options in autodoc's shape: words of directives, also as attributes, which are None where they are not given."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name.replace("_", "-"))


def event_options(options: MemberOptions) -> EventOptions:
    """What handlers are told of a directive's options."""
    given = {
        "members": None if not options.has_members else sorted(options.members) if options.members is not None else True,
        "exclude-members": set(options.excluded) or None,
        "undoc-members": options.has_undocumented or None,
        "private-members": options.has_private or None,
        "special-members": options.has_special or None,
        "member-order": options.order.value,
        "show-inheritance": options.has_bases or None,
        "no-value": not options.has_values or None,
        **dict.fromkeys(options.passed_on, True),
    }
    return EventOptions({name: value for name, value in given.items() if value is not None})


def setup_events(app: Sphinx) -> None:
    """Register the events."""
    app.add_event(PROCESS_DOCSTRING)
    app.add_event(SKIP_MEMBER)


def process_docstring(env: BuildEnvironment, event: str, what: str, name: str, obj: Any, options: MemberOptions, text: DocText) -> DocText:
    """Let handlers of an event change a text's lines; nothing happens where no extension has registered the event."""
    if event not in env.events.events:
        return text
    lines = [line.text for line in text]
    env.events.emit(event, what, name, obj, event_options(options), lines)
    return with_text(text, lines)


def is_skipped(env: BuildEnvironment, what: str, name: str, obj: Any, options: MemberOptions) -> bool:
    """Whether a handler leaves a member out; the first one that says anything counts.

    :param what: kind of the thing whose member it is; :param name: the member's own name; as with ``autodoc-skip-member``.
    """
    return bool(env.events.emit_firstresult(SKIP_MEMBER, what, name, obj, False, event_options(options)))
