"""Which pages have to be read again.

Goes in: what each page showed when it was read, and what it asked of the names of the project. Comes out: the pages for which that is no
longer true. A page is read again exactly then; the times of files say nothing, since a file holds much that no page shows.

Kept on the environment: digests and short answers, in ``env.plissken_pages``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Set
from dataclasses import dataclass, field

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from sphinx_plissken.extension.environment.links import Question, answer
from sphinx_plissken.extension.environment.loading import Site, site_of

Shown = tuple[str, str]
"""Kind of thing and its path: ``("rust", "crate::module")``."""

DigestOf = Callable[[Site, str], str]

DIGESTS: dict[str, DigestOf] = {}
"""Kind of thing -> the text that tells whether what a page shows of it is the same; each directive adds its own."""


@dataclass(slots=True)
class Page:
    """What one page was made from."""

    shown: dict[Shown, str] = field(default_factory=dict)
    asked: dict[Question, str] = field(default_factory=dict)


def setup_freshness(app: Sphinx) -> None:
    """Register the collector."""
    app.add_env_collector(PageCollector)


def page_of(env: BuildEnvironment) -> Page:
    """The page that is being read."""
    return _pages(env).setdefault(env.docname, Page())


def note_shown(env: BuildEnvironment, site: Site, kind: str, path: str) -> None:
    """Remember that the page shows something."""
    page_of(env).shown[kind, path] = digest(site, kind, path)


def digest(site: Site, kind: str, path: str) -> str:
    """What tells two states of a thing apart."""
    return hashlib.blake2b(DIGESTS[kind](site, path).encode(errors="surrogatepass"), digest_size=16).hexdigest()


class PageCollector(EnvironmentCollector):
    """Keeps the pages' records with the environment, and judges them."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _pages(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Take over what another process read."""
        theirs = _pages(other)
        _pages(env).update({docname: theirs[docname] for docname in sorted(docnames) if docname in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Nothing to do: directives have noted all there is."""

    def get_outdated_docs(self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
        """The pages that would be other now."""
        site = site_of(env)
        candidates = sorted(_pages(env).keys() - added - changed - removed)
        return [docname for docname in candidates if site is None or not _is_fresh(_pages(env)[docname], site)]


def _is_fresh(page: Page, site: Site) -> bool:
    return all(digest(site, *shown) == before for shown, before in page.shown.items()) and all(
        answer(site, question) == before for question, before in page.asked.items()
    )


def _pages(env: BuildEnvironment) -> dict[str, Page]:
    if not hasattr(env, "plissken_pages"):
        env.plissken_pages = {}  # type: ignore[attr-defined]
    return env.plissken_pages  # type: ignore[attr-defined,no-any-return]
