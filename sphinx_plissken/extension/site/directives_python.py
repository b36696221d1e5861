"""``plissken-python``: a module, class, function or attribute of the Python reference.

Goes in: a dotted path. Comes out: its description. Usable on pages in reStructuredText and in MyST.
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
from sphinx_plissken.extension.views import python_facts as facts
from sphinx_plissken.extension.views.member_options import OPTION_SPEC, PYTHON_OPTION_SPEC, MemberOptions
from sphinx_plissken.extension.views.python_view import PythonView
from sphinx_plissken.python.api import PythonMember, PythonModule
from sphinx_plissken.python.inheritance import inherited_members

if TYPE_CHECKING:
    from sphinx.util.typing import OptionSpec


class PlisskenPython(ReferenceDirective):
    """Describes what users import."""

    view = "Python"
    option_spec: ClassVar[OptionSpec] = {**OPTION_SPEC, **PYTHON_OPTION_SPEC}

    def describe(self, site: Site, path: str, options: MemberOptions) -> list[nodes.Node] | None:
        """Render a module, or an object with its module as the scope."""
        view, catalogue = PythonView(self, site), site.catalogue
        if module := catalogue.python_modules.get(path):
            return view.module(module, options)
        if member := catalogue.python_members.get(path):
            owner = _module_of(path, site)
            prefix = path.removeprefix(f"{owner}.").rpartition(".")[0]
            return view.member(member, owner, options, prefix=f"{prefix}." if prefix else "", is_alone=True)
        return None

    def near(self, site: Site, path: str) -> Sequence[str]:
        """See ``ReferenceDirective``."""
        return site.catalogue.near_python(path)


def _module_of(path: str, site: Site) -> str:
    while path and path not in site.catalogue.python_modules:
        path = path.rpartition(".")[0]
    return path


def _digest(site: Site, path: str) -> str:
    """All that a description is made from."""
    module = site.catalogue.python_modules.get(path)
    if module is not None:
        members = [text for member in module.members for text in facts.shown_text(member, site)]
        return repr([*_frame(module, site), *members])
    member = site.catalogue.python_members.get(path)
    return repr(list(facts.shown_text(member, site))) if member else ""


def _digest_split(site: Site, path: str) -> str:
    """Likewise, of a page that lists what has a page of its own."""
    module = site.catalogue.python_modules.get(path)
    if module is None:
        return _digest(site, path)
    members = (*module.members, *module.hidden)
    here = [text for member in members if not facts.is_paged(member, site) for text in facts.shown_text(member, site)]
    return repr([*_frame(module, site), [_listed(member, site) for member in members], here])


def _listed(member: PythonMember, site: Site) -> tuple[object, ...]:
    """What a list says of a member."""
    source = facts.documented(member.object, site)
    text = str(first_sentence(facts.documentation(source, site)))
    return member.path, member.home, text, site.judgement_of(source).rule, facts.badges(member.object)


def _frame(module: PythonModule, site: Site) -> Iterator[object]:
    """What a module's page says beside its members."""
    yield f"{site.judgement_of(module.module).rule} {facts.documentation(module.module, site)}"
    yield site.reference.rust_of.get(module.path)
    below = (site.catalogue.python_modules.get(inner) for inner in module.modules)
    yield [(inner.path, str(facts.documentation(inner.module, site))) for inner in below if inner]


def _digest_inherited(site: Site, path: str) -> str:
    """What a class inherits."""
    member = site.catalogue.python_members.get(path)
    return repr([list(facts.shown_text(each, site)) for each in inherited_members(member)]) if member else ""


def setup_directives_python(app: Sphinx) -> None:
    """Register the directive and how its pages are told to be out of date."""
    app.add_directive("plissken-python", PlisskenPython)
    DIGESTS["python"] = _digest
    DIGESTS[f"python{SPLIT}"] = _digest_split
    DIGESTS["inherited"] = _digest_inherited
