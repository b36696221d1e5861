"""Which items have pages of their own, where ``plissken_pages`` says that items have.

Goes in: both references, and the options that hold on all pages. Comes out: the paths of items, by module. A module's page lists the same
items, since it asks the same options and the same handlers of events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND
from sphinx_plissken.extension.environment.loading import Site
from sphinx_plissken.extension.views import python_facts, rust_facts
from sphinx_plissken.extension.views.member_options import MemberOptions, read_options
from sphinx_plissken.extension.views.python_members import members_of_module
from sphinx_plissken.extension.views.python_view import judge_for
from sphinx_plissken.extension.views.rust_view import items_of
from sphinx_plissken.python.api import PythonModule
from sphinx_plissken.rust.documented import DocumentedModule

Paths = Mapping[str, str]
"""Path of an item -> the last part of its page's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Module -> items with pages of their own; None where no item has one."""

    python: Mapping[str, Paths] | None = None
    rust: Mapping[str, Paths] | None = None


def paged_items(site: Site, env: BuildEnvironment) -> Items:
    """The items of both views."""
    options = read_options({}, site.configuration.default_options)
    return Items(
        python={module.path: _python_items(module, options, site, env) for module in site.reference.python.modules},
        rust={module.path: _rust_items(module, options, site, env) for module in site.reference.rust},
    )


def _python_items(module: PythonModule, options: MemberOptions, site: Site, env: BuildEnvironment) -> Paths:
    shown = members_of_module(module, options, judge_for(env, "module", options))
    paths = [member.path for member in shown if member.is_home and python_facts.is_paged(member, site)]
    return {path: path.rpartition(".")[2] for path in paths}


def _rust_items(module: DocumentedModule, options: MemberOptions, site: Site, env: BuildEnvironment) -> Paths:
    """The names are rustdoc's: ``struct.Point``."""
    found: dict[str, str] = {}
    for item in items_of(env, module, options):
        if item.kind in rust_facts.PAGED and rust_facts.is_paged(item, site):
            found.setdefault(item.path, f"{OBJECT_TYPE_OF_KIND[item.kind]}.{item.item.name}")
    return found
