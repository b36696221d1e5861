"""``plissken-bindings``: the table "Rust and Python names".

Goes in: limits, as options. Comes out: a row for each binding within them, with both names and signatures.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.bindings.api import BindingKind
from sphinx_plissken.extension.environment.freshness import DIGESTS, note_shown
from sphinx_plissken.extension.environment.loading import Site, site_of
from sphinx_plissken.extension.environment.messages import warn_no_project, warn_unknown
from sphinx_plissken.extension.views.bindings_table import Limits, bindings_table, find_bindings

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


def names(argument: str | None) -> tuple[str, ...]:
    """``a, b`` -> the names, sorted."""
    return tuple(sorted({name.strip() for name in (argument or "").split(",")} - {""}))


def kinds(argument: str | None) -> tuple[str, ...]:
    """Words of ``inspect --view python``."""
    known = tuple(kind.value for kind in BindingKind)
    return tuple(directives.choice(name, known) for name in names(argument))


class PlisskenBindings(SphinxDirective):
    """Lists what is there by two names."""

    has_content = False
    option_spec: ClassVar[OptionSpec] = {"modules": names, "kinds": kinds, "no-signatures": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Render the table; nothing where there are no bindings."""
        site = site_of(self.env)
        if site is None:
            return warn_no_project(self)
        for module in self.options.get("modules", ()):
            if module not in site.catalogue.python_modules and module not in site.catalogue.rust_modules:
                near: Callable[[str], list[str]] = site.catalogue.near_rust if "::" in module else site.catalogue.near_python
                warn_unknown(self, "Rust" if "::" in module else "Python", module, near(module))
        chosen = json.dumps([self.options.get("modules", ()), self.options.get("kinds", ())])
        note_shown(self.env, site, "bindings", chosen)
        bindings = list(find_bindings(site, _limits(chosen)))
        return bindings_table(bindings, has_signatures="no-signatures" not in self.options) if bindings else []


def _limits(chosen: str) -> Limits:
    modules, words = json.loads(chosen)
    return Limits(modules=tuple(modules), kinds=frozenset(BindingKind(word) for word in words))


def _digest(site: Site, chosen: str) -> str:
    return repr(list(find_bindings(site, _limits(chosen))))


def setup_directives_bindings(app: Sphinx) -> None:
    """Register the directive and how its pages are told to be out of date."""
    app.add_directive("plissken-bindings", PlisskenBindings)
    DIGESTS["bindings"] = _digest
