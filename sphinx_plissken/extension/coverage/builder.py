"""``sphinx-build -b plissken-coverage``: writes what is documented and what is not, and fails where that is too little."""

from __future__ import annotations

import json
from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.locale import __
from sphinx.util import logging

from sphinx_plissken.extension.coverage.documented_items import CoverageRow, View, coverage_rows
from sphinx_plissken.extension.coverage.reports import count, json_report, shown_percent, text_report
from sphinx_plissken.extension.environment.loading import Site, loaded_site
from sphinx_plissken.extension.views.events import is_skipped
from sphinx_plissken.extension.views.member_options import MemberOptions

if TYPE_CHECKING:
    from docutils import nodes

logger = logging.getLogger(__name__)


class PlisskenCoverageBuilder(Builder):
    """Tells what is documented."""

    name = "plissken-coverage"
    format = "coverage"
    epilog = __("The coverage reports are in %(outdir)s.")

    def get_outdated_docs(self) -> str:
        """All in one; see ``Builder``."""
        return "coverage of the references"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Nothing is written that could be linked to."""
        return ""

    def write_documents(self, docnames: Set[str]) -> None:
        """Pages are not written."""

    if not hasattr(Builder, "write_documents"):  # before Sphinx 8.2

        def write(self, *arguments: Any) -> None:  # type: ignore[misc]
            """Likewise."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Likewise."""

    def finish(self) -> None:
        """Write the reports and judge them."""
        site = loaded_site(self.config)
        if site is None:
            logger.warning(__("coverage needs a project: set plissken_project in conf.py"), type="plissken", subtype="project")
            return
        rows = {view: _rows(view, site, self.env) for view in View}
        folder = Path(self.outdir)
        for view, found in rows.items():
            (folder / f"{view.value.lower()}.txt").write_text(text_report(view, found), encoding="utf-8")
            logger.info(__("%s reference: %s"), view.value, count(found))
        text = json.dumps(json_report(rows), indent=1, ensure_ascii=False)
        (folder / "coverage.json").write_text(f"{text}\n", encoding="utf-8")
        self.events.connect("build-finished", lambda app, exception: _judge(app, rows, site), priority=500)


def _rows(view: View, site: Site, env: BuildEnvironment) -> list[CoverageRow]:
    options = MemberOptions()
    return coverage_rows(view, site, lambda what, name, obj: is_skipped(env, what, name, obj, options))


def _judge(app: Sphinx, rows: dict[View, list[CoverageRow]], site: Site) -> None:
    """Fail the build where a view is below its threshold."""
    for view, found in rows.items():
        threshold = site.configuration.coverage_threshold.get(view.value.lower(), 0)
        if (percent := count(found).percent) < threshold:
            message = __("%s of the %s reference is documented, less than the %s that plissken_coverage_threshold asks for; see %s")
            report = Path(app.outdir) / f"{view.value.lower()}.txt"
            arguments = shown_percent(percent), view.value, shown_percent(threshold), report
            logger.warning(message, *arguments, type="plissken", subtype="coverage")
            app.statuscode = 1


def setup_coverage(app: Sphinx) -> None:
    """Register the builder."""
    app.add_builder(PlisskenCoverageBuilder)
