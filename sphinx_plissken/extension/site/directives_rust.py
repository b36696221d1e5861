"""``plissken-rust``: a crate, a module or an item of the Rust reference.

Goes in: a path. Comes out: its description. Usable on pages in reStructuredText and in MyST.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_plissken.extension.docs.doc_text import first_sentence
from sphinx_plissken.extension.environment.freshness import DIGESTS
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.site.reference_directive import SPLIT, ReferenceDirective
from sphinx_plissken.extension.views import rust_facts as facts
from sphinx_plissken.extension.views.member_options import OPTION_SPEC, PYTHON_OPTION_SPEC, MemberOptions, refuse
from sphinx_plissken.extension.views.rust_view import RustView
from sphinx_plissken.rust.documented import DocumentedItem, DocumentedModule

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


class PlisskenRust(ReferenceDirective):
    """Describes what a crate holds."""

    view = "Rust"
    option_spec: ClassVar[OptionSpec] = {**OPTION_SPEC, **{name: refuse(name) for name in PYTHON_OPTION_SPEC}}

    def describe(self, site: Site, path: str, options: MemberOptions) -> list[nodes.Node] | None:
        """Render a module, or every item at a path: a function and a module may share it."""
        view = RustView(self, site)
        if module := site.catalogue.rust_modules.get(path):
            return view.module(module, options)
        if items := site.catalogue.rust_items.get(path):
            return [node for item in items for node in view.item(item, options)]
        return None

    def near(self, site: Site, path: str) -> Sequence[str]:
        """See ``ReferenceDirective``."""
        return site.catalogue.near_rust(path)


def _digest(site: Site, path: str) -> str:
    """All that a description is made from."""
    module = site.catalogue.rust_modules.get(path)
    if module is None:
        return repr(list(facts.shown_text(site.catalogue.rust_items.get(path, ()), site)))
    return repr([*_frame(module, site), *facts.shown_text(module.items, site)])


def _digest_split(site: Site, path: str) -> str:
    """Likewise, of a page that lists what has a page of its own."""
    module = site.catalogue.rust_modules.get(path)
    if module is None:
        return _digest(site, path)
    listed = [_listed(item, site) for item in module.items]
    here = [item for item in module.items if not facts.is_paged(item, site)]
    return repr([*_frame(module, site), listed, *facts.shown_text(here, site)])


def _listed(item: DocumentedItem, site: Site) -> tuple[object, ...]:
    """What a list says of an item."""
    return item.path, item.kind, str(first_sentence(facts.documentation(item, site))), facts.badges(item, site)


def _frame(module: DocumentedModule, site: Site) -> Iterator[object]:
    """What a module's page says beside its items."""
    yield str(facts.module_documentation(module, site))
    yield from (module.reexport_docs, module.features, module.modules, module.reexports)
    below = (site.catalogue.rust_modules.get(inner) for inner in module.modules)
    yield [str(facts.module_documentation(inner, site)) for inner in below if inner]


def setup_directives_rust(app: Sphinx) -> None:
    """Register the directive and how its pages are told to be out of date."""
    app.add_directive("plissken-rust", PlisskenRust)
    DIGESTS["rust"] = _digest
    DIGESTS[f"rust{SPLIT}"] = _digest_split
