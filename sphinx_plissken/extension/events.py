"""Our events: by which other extensions and ``conf.py`` change docstrings and leave members out, with autodoc's argument shapes.

* ``plissken-process-docstring(app, what, name, obj, options, lines)``: change ``lines`` in place. ``obj`` is a griffe object in the Python
  view and a value of the Rust model in the Rust view; ``name`` is its full path.
* ``plissken-skip-member(app, what, name, obj, skip, options)``: return True to leave a member out, False to keep it, None to say nothing.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.doc_text import DocText, with_text

PROCESS_DOCSTRING = "plissken-process-docstring"
SKIP_MEMBER = "plissken-skip-member"
AUTODOC_PROCESS_DOCSTRING = "autodoc-process-docstring"


def setup_events(app: Sphinx) -> None:
    """Register the events."""
    app.add_event(PROCESS_DOCSTRING)
    app.add_event(SKIP_MEMBER)


def process_docstring(env: BuildEnvironment, event: str, what: str, name: str, obj: Any, options: Any, text: DocText) -> DocText:
    """Let handlers of an event change a text's lines; nothing happens where no extension has registered the event."""
    if event not in env.events.events:
        return text
    lines = [line.text for line in text]
    env.events.emit(event, what, name, obj, options, lines)
    return with_text(text, lines)


def is_skipped(env: BuildEnvironment, what: str, name: str, obj: Any, options: Any) -> bool:
    """Whether a handler leaves a member out; the first one that says anything counts.

    :param what: kind of the thing whose member it is; :param name: the member's own name; as with ``autodoc-skip-member``.
    """
    return bool(env.events.emit_firstresult(SKIP_MEMBER, what, name, obj, False, options))
