"""Which pages a builder has still to write since another has read them.

``make html`` and ``make dirhtml`` share one folder of doctrees, as do builds of one page and of all. Whichever comes first reads what has
changed; to the next, Sphinx says that nothing has, unless a file of the page itself is younger than what was written of it. What generated
pages show is in other files.

Goes in: the pages that are read, and those that are other for another reason. Comes out: the pages of which this builder has written an
earlier state.

Kept on the environment: when each page last became other, in ``env.plissken_changes``. Kept in a file beside the doctrees: what of that
each builder has written.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.environment.loading import loaded_site

RECORD = "plissken_written.json"


class OutputRecord:
    """A file with something on each page, for each builder and folder of those that share the doctrees."""

    def __init__(self, app: Sphinx, name: str) -> None:
        self._file = Path(app.doctreedir) / name
        self._key = f"{app.builder.name} {app.outdir}"
        self._all = _read(self._file)

    @property
    def pages(self) -> Mapping[str, Any]:
        """What was kept for this builder and folder."""
        return self._all.get(self._key, {})

    def save(self, pages: Mapping[str, Any]) -> None:
        """Keep something else for them."""
        self._all[self._key] = dict(pages)
        self._file.write_text(json.dumps(self._all), encoding="utf-8")


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) and all(isinstance(each, dict) for each in read.values()) else {}


def setup_outputs(app: Sphinx) -> None:
    """Follow what is read and what is written."""
    app.connect("env-before-read-docs", _note_read)
    app.connect("env-get-updated", _still_to_write, priority=900)
    app.connect("doctree-resolved", _note_written)
    app.connect("build-finished", _keep_written, priority=900)


def note_changes(env: BuildEnvironment, docnames: Iterable[str]) -> None:
    """Remember that pages are other than before, whatever builder wrote them. Times tell apart what any two environments say of a page."""
    _changes(env).update(dict.fromkeys(docnames, time.time_ns()))


def pages_written_before(app: Sphinx) -> Set[str]:
    """The pages that earlier builds with this builder have written, in a build that has not ended."""
    return OutputRecord(app, RECORD).pages.keys()


def _changes(env: BuildEnvironment) -> dict[str, int]:
    if not hasattr(env, "plissken_changes"):
        env.plissken_changes = {}  # type: ignore[attr-defined]
    return env.plissken_changes  # type: ignore[attr-defined,no-any-return]


_WRITTEN: WeakKeyDictionary[Sphinx, set[str]] = WeakKeyDictionary()
"""The pages that a build has written."""


def _note_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    note_changes(env, docnames)


def _still_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    if loaded_site(app.config) is None:
        return []
    changes = _changes(env)
    for docname in changes.keys() - env.found_docs:
        del changes[docname]
    written = OutputRecord(app, RECORD).pages
    return sorted(docname for docname, change in changes.items() if written.get(docname, change) != change)


def _note_written(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    _WRITTEN.setdefault(app, set()).add(docname)


def _keep_written(app: Sphinx, error: Exception | None) -> None:
    written = _WRITTEN.pop(app, set())
    if error is None and loaded_site(app.config):
        record, changes = OutputRecord(app, RECORD), _changes(app.env)
        before = {docname: change for docname, change in record.pages.items() if docname in app.env.found_docs}
        record.save(before | {docname: changes[docname] for docname in sorted(written & changes.keys())})
