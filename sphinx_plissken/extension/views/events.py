"""Our events: by which other extensions and ``conf.py`` change docstrings and leave members out, with autodoc's argument shapes.

* ``plissken-process-docstring(app, what, name, obj, options, lines)``: change ``lines`` in place. ``obj`` is a griffe object in the Python
  view and a value of the Rust model in the Rust view; ``name`` is its full path.
* ``plissken-skip-member(app, what, name, obj, skip, options)``: return True to leave a member out, False to keep it, None to say nothing.
  ``skip`` is what happens if nobody says anything.
* ``plissken-process-signature(app, what, name, obj, options, signature, return_annotation)``: return a pair of other texts, or None. Only
  in the Python view: a signature of Rust is what the source declares.

In the Python view autodoc's own events of these purposes are emitted, too, where an extension has registered them.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.docs.doc_text import DocText, with_text
from sphinx_plissken.extension.views.member_options import MemberOptions, Names

PROCESS_DOCSTRING = "plissken-process-docstring"
SKIP_MEMBER = "plissken-skip-member"
PROCESS_SIGNATURE = "plissken-process-signature"
AUTODOC_PROCESS_DOCSTRING = "autodoc-process-docstring"
AUTODOC_SKIP_MEMBER = "autodoc-skip-member"
AUTODOC_PROCESS_SIGNATURE = "autodoc-process-signature"


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
        "private-members": _shape(options.private),
        "special-members": _shape(options.special),
        "inherited-members": _shape(options.inherited),
        "ignore-module-all": options.ignores_all or None,
        "class-doc-from": options.class_doc.value,
        "member-order": options.order.value,
        "show-inheritance": options.has_bases or None,
        "no-value": not options.has_values or None,
        **dict.fromkeys(options.passed_on, True),
    }
    return EventOptions({name: value for name, value in given.items() if value is not None})


def _shape(names: Names | None) -> Any:
    return sorted(names) if isinstance(names, frozenset) else names or None


def setup_events(app: Sphinx) -> None:
    """Register the events."""
    app.add_event(PROCESS_DOCSTRING)
    app.add_event(SKIP_MEMBER)
    app.add_event(PROCESS_SIGNATURE)


def process_docstring(env: BuildEnvironment, event: str, what: str, name: str, obj: Any, options: MemberOptions, text: DocText) -> DocText:
    """Let handlers of an event change a text's lines; nothing happens where no extension has registered the event, or none listens."""
    if event not in env.events.events or not env.events.listeners.get(event):
        return text
    lines = [line.text for line in text]
    env.events.emit(event, what, name, obj, event_options(options), lines)
    return with_text(text, lines)


def is_skipped(
    env: BuildEnvironment,
    what: str,
    name: str,
    obj: Any,
    options: MemberOptions,
    *,
    skip: bool = False,
    events: tuple[str, ...] = (SKIP_MEMBER,),
) -> bool:
    """Whether a member is left out; the first handler that says anything counts.

    :param what: kind of the thing whose member it is; :param name: the member's own name; as with ``autodoc-skip-member``.
    :param skip: what happens if no handler says anything.
    """
    for event in events:
        if event in env.events.events and env.events.listeners.get(event):
            said = env.events.emit_firstresult(event, what, name, obj, skip, event_options(options))
            if said is not None:
                return bool(said)
    return skip


def process_signature(env: BuildEnvironment, what: str, name: str, obj: Any, options: MemberOptions, signature: str) -> str:
    """Let handlers change a signature: ``(a: int) -> str``, empty where there is none."""
    for event in (PROCESS_SIGNATURE, AUTODOC_PROCESS_SIGNATURE):
        if event not in env.events.events or not env.events.listeners.get(event):
            continue
        arguments, _, returns = signature.rpartition(" -> ") if ") -> " in signature else (signature, "", "")
        said = env.events.emit_firstresult(event, what, name, obj, event_options(options), arguments or None, returns or None)
        if isinstance(said, tuple) and len(said) == 2:
            signature = (said[0] or "") + (f" -> {said[1]}" if said[1] else "")
    return signature
