"""What names in doc comments and signatures refer to on this site.

Goes in: a question: a name and where it is written. Comes out: an answer in plain text, which is the same as long as nothing that it
depends on has changed; ``freshness`` keeps both for each page. Nodes are made from answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.intersphinx import InventoryAdapter
from sphinx.util import logging

from sphinx_plissken.extension.docs.broken_links import explain_broken_link
from sphinx_plissken.extension.docs.intra_doc_links import IntraDocLink, LinkScope, read_link, resolve_link
from sphinx_plissken.extension.docs.markdown import Link
from sphinx_plissken.extension.docs.page_links import path_of_page
from sphinx_plissken.extension.docs.places import location_of
from sphinx_plissken.extension.domain.references import read_target
from sphinx_plissken.extension.environment.loading import Site, loaded_site
from sphinx_plissken.extension.signatures.signature_nodes import Resolve, outside_reference
from sphinx_plissken.published.publications import NOTHING_KNOWN
from sphinx_plissken.published.rustdoc_addresses import ANCHOR_NAMESPACES
from sphinx_plissken.rust.model import Const, Function, Item, MacroRules, Module, Namespace, Static
from sphinx_plissken.rust.resolution.meanings import Definition, Meaning, Primitive
from sphinx_plissken.rust.resolution.scopes import proc_macro_name

logger = logging.getLogger(__name__)


class Question(NamedTuple):
    """A name and where it is written."""

    kind: str
    """A key of ``ANSWERS``."""
    text: str
    module: str
    """Definition path of the module in whose scope it stands."""
    self_type: str


NO_ANSWER = ""
_SEPARATOR = "\t"

ALL: tuple[Namespace, ...] = tuple(Namespace)

ROLE_NAMESPACES: dict[str, tuple[Namespace, ...]] = {
    **dict.fromkeys(("crate", "mod", "struct", "enum", "union", "trait", "traitalias", "type", "assoctype"), (Namespace.TYPE,)),
    **dict.fromkeys(("fn", "method", "const", "static", "assocconst", "variant", "field"), (Namespace.VALUE,)),
    **dict.fromkeys(("macro", "attr", "derive"), (Namespace.MACRO,)),
}
"""Roles -> the namespaces in which they look; any other role looks everywhere."""

ROLES: dict[type[Item], str] = {Module: "mod", Function: "fn", Const: "const", Static: "static", MacroRules: "macro"}
"""Kind of item -> role that names it and nothing else of the same path."""


class Links:
    """Asks for one page, and remembers what was asked."""

    def __init__(self, site: Site, asked: dict[Question, str]) -> None:
        self._site = site
        self._asked = asked

    def ask(self, question: Question) -> str:
        """The answer, empty where there is none."""
        if question not in self._asked:
            self._asked[question] = answer(self._site, question)
        return self._asked[question]

    def in_rust_docs(self, scope: LinkScope) -> Callable[[str], Link | None]:
        """What the links of a doc comment refer to in the Rust view."""
        kind = "rust-outer-doc" if scope.is_outside else "rust-doc"
        return lambda text: self._link(Question(kind, text, scope.module, scope.self_type))

    def in_python_docs(self, scope: LinkScope) -> Callable[[str], Link | None]:
        """What the links of a doc comment refer to in the Python view: Python's names where there are any."""
        return lambda text: self._link(Question("python-doc", text, scope.module, scope.self_type))

    def in_signatures(self, scope: LinkScope) -> Resolve:
        """What the names in a Rust signature refer to."""
        return lambda path: self.ask(Question("signature", path, scope.module, scope.self_type)) or None

    def note_unresolved(self, scope: LinkScope) -> Callable[[str, str, int], None]:
        """Warn of links that are surely mistakes, each once, on however many pages it is shown."""

        def note(text: str, file: str, line: int) -> None:
            message = explain_broken_link(text, scope)
            if message and (place := (file, line, message)) not in self._site.reported:
                self._site.reported.add(place)
                logger.warning(message, type="plissken", subtype="link", location=location_of(file, line))

        return note

    def _link(self, question: Question) -> Link | None:
        found = self.ask(question)
        if not found:
            return None
        domain, role, target, text = found.split(_SEPARATOR)
        if "://" in target:
            return Link(node=outside_reference(target), text=text)
        node = addnodes.pending_xref("", refdomain=domain, reftype=role, reftarget=target, refexplicit=True)
        node[f"{domain}:exact"] = True
        return Link(node=node, text=text)


def answer(site: Site, question: Question) -> str:
    """What a name refers to now."""
    return ANSWERS[question.kind](site, question)


def _answer_rust_doc(site: Site, question: Question) -> str:
    """Domain, role, full path or address, shown text: ``rs``, ``fn``, ``crate::task``, ``task()``."""
    link = _read(question)
    meaning = _meaning(site, question, link)
    if link is None or meaning is None:
        return NO_ANSWER
    target = _rust_target(site, meaning, link.namespaces)
    if "://" in target and link.fragment:
        target = _with_fragment(target, link.fragment)
    return _SEPARATOR.join(("rs", _role(meaning), target, link.shown)) if target else NO_ANSWER


def _read(question: Question) -> IntraDocLink | None:
    """A link as it is written, or as it would be written now: authors also link to rustdoc's pages by their files."""
    return read_link(question.text) or read_link(path_of_page(question.text, question.module))


def _meaning(site: Site, question: Question, link: IntraDocLink | None) -> Meaning | None:
    """What a link means; of one that names a member as rustdoc's pages do, ``Point#method.norm``, the member."""
    scope = _scope(site, question)
    if link is None:
        return None
    word, _, name = link.fragment.partition(".")
    if name and word in ANCHOR_NAMESPACES:
        path = f"{link.path}::{name.replace('.field.', '::')}"
        if member := resolve_link(replace(link, path=path, namespaces=ALL, fragment=""), scope):
            return member
    return resolve_link(link, scope)


def _with_fragment(target: str, fragment: str) -> str:
    """An address that leads to a heading of the page."""
    address, space, title = target.partition(" ")
    return f"{address.partition('#')[0]}#{fragment}{space}{title}"


def _answer_python_doc(site: Site, question: Question) -> str:
    """``py``, ``obj``, ``pkg.Runner``, ``Runner``; of what has no Python name as in the Rust view."""
    link = _read(question)
    meaning = _meaning(site, question, link)
    names = site.reference.python_of.get(meaning.path, ()) if isinstance(meaning, Definition) else ()
    if link is None or not names:
        return _answer_rust_doc(site, question)
    text = _python_text(site, names[0]) + ("()" if link.shown.endswith("()") else "")
    return _SEPARATOR.join(("py", "obj", names[0], text))


def _python_text(site: Site, path: str) -> str:
    """The name below its module: ``pkg.mod.Runner.run`` -> ``Runner.run``."""
    module = path
    while module and module not in site.catalogue.python_modules:
        module = module.rpartition(".")[0]
    return path.removeprefix(f"{module}.") if module != path else path


def _answer_signature(site: Site, question: Question) -> str:
    """The full path of a documented item, or the address of another one."""
    if question.text == "Self":
        return NO_ANSWER
    meaning = site.reference.names.resolve_type_path(question.text, question.module, self_type=question.self_type)
    return _rust_target(site, meaning, (Namespace.TYPE,)) if meaning else NO_ANSWER


def _answer_imported(site: Site, question: Question) -> str:
    """What a path means in a module, whatever kind of thing it is."""
    for namespace in Namespace:
        meaning = site.reference.names.resolve(question.text, question.module, namespace, self_type=question.self_type)
        if meaning and (target := _rust_target(site, meaning, (namespace,))):
            return target
    return NO_ANSWER


def _rust_target(site: Site, meaning: Meaning, namespaces: Sequence[Namespace]) -> str:
    """The path under which what is meant is described, here or on a site that intersphinx knows; else where others have published it."""
    if isinstance(meaning, Definition) and (home := site.catalogue.rust_homes.get(meaning.path)):
        return home
    path = meaning.name if isinstance(meaning, Primitive) else meaning.path
    if path in site.other_sites:
        return path
    found = site.publications.find(meaning, namespaces)
    return f"{found.url} {found.title}" if found else NO_ANSWER


def _role(meaning: Meaning) -> str:
    if isinstance(meaning, Definition) and proc_macro_name(meaning.item):
        return "macro"
    return ROLES.get(type(meaning.item), "obj") if isinstance(meaning, Definition) else "obj"


def _scope(site: Site, question: Question) -> LinkScope:
    is_outside = question.kind == "rust-outer-doc"
    return LinkScope(names=site.reference.names, module=question.module, self_type=question.self_type, is_outside=is_outside)


ANSWERS: dict[str, Callable[[Site, Question], str]] = {
    "rust-doc": _answer_rust_doc,
    "rust-outer-doc": _answer_rust_doc,
    "python-doc": _answer_python_doc,
    "signature": _answer_signature,
    "imported": _answer_imported,
}
"""Kind of question -> who answers it."""


def setup_links(app: Sphinx) -> None:
    """Find what other sites describe, and let exact references that lead nowhere be text, both after intersphinx has looked for them."""
    app.connect("builder-inited", _note_other_sites, priority=600)  # intersphinx loads its inventories at 500
    app.connect("missing-reference", _refer_outside, priority=850)
    app.connect("missing-reference", _keep_text, priority=950)


def _note_other_sites(app: Sphinx) -> None:
    """Let a build know what intersphinx can find, so that it is asked before other crates' own documentation."""
    if (site := loaded_site(app.config)) is not None:
        inventory = InventoryAdapter(app.env).main_inventory
        tables = [table for objtype, table in inventory.items() if objtype.startswith("rs:")]
        site.other_sites = frozenset(path for table in tables for path in table)


def _refer_outside(app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.TextElement) -> nodes.Node | None:
    """The link for what somebody wrote by hand: ``:rs:struct:`std::vec::Vec```, and ``Vec`` in a signature."""
    if node.get("refdomain") != "rs":
        return None
    path = read_target(node["reftarget"]).path
    site = loaded_site(app.config)
    publications = site.publications if site else NOTHING_KNOWN
    found = publications.find_named(path, ROLE_NAMESPACES.get(node["reftype"], ALL))
    if found is None:
        return None
    reference = outside_reference(f"{found.url} {found.title}")
    reference += contnode
    return reference


def _keep_text(app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Node) -> nodes.Node | None:
    """The text of an exact reference: what it names is described on no page, here or elsewhere, and that is no mistake."""
    return contnode if node.get("rs:exact") or node.get("py:exact") else None
