"""Which pages have to be written again although nothing on them has changed: what they link to has, or the navigation around them.

Goes in: the references of each page, noted when it was read, and the tables of both domains as they were before this build and as they
are now. Comes out: the pages for which a reference means something else, or nothing any more. When a generated page has come, gone or got
another title, that is every page, since themes show the tree of pages on each.

Kept on the environment: the distinct references of each page, in ``env.plissken_references``, and a digest, ``env.plissken_navigation``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors import EnvironmentCollector

from sphinx_plissken.extension.domain.rust_domain import RustDomain
from sphinx_plissken.extension.environment.loading import site_of
from sphinx_plissken.extension.environment.outputs import note_changes
from sphinx_plissken.extension.signatures.compact_signatures import KEY, CompactSignature


class Reference(NamedTuple):
    """What a reference says; equal ones mean the same."""

    domain: str
    """Empty for one to any domain."""
    role: str
    target: str
    place: tuple[tuple[str, Any], ...] = ()
    """Attributes of the node that say where it stands."""

    @property
    def name(self) -> str:
        """The last part of the target: ``pkg.Runner.run()`` -> ``run``."""
        return self.target.rpartition(".")[2].removesuffix("()")


def setup_rewriting(app: Sphinx) -> None:
    """Register the collector."""
    app.add_env_collector(ReferenceCollector)


class Tables(NamedTuple):
    """What references are looked up in."""

    rust: RustDomain
    python: Mapping[str, Any]
    python_modules: Mapping[str, Any]


_BEFORE: WeakKeyDictionary[BuildEnvironment, Tables] = WeakKeyDictionary()
"""The tables before pages are read, while a build lasts."""


class ReferenceCollector(EnvironmentCollector):
    """Keeps the references of pages with the environment, and finds those that changed."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page."""
        _references(env).pop(docname, None)

    def merge_other(self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment) -> None:
        """Take over what another process read."""
        theirs = _references(other)
        _references(env).update({docname: theirs[docname] for docname in sorted(docnames) if docname in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the references of a page."""
        if site_of(app.env):
            _references(app.env)[app.env.docname] = tuple(dict.fromkeys(_find_references(doctree)))

    def get_outdated_docs(self, app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
        """Nothing; but keep the tables while they are as they were."""
        if site_of(env) and (added or changed or removed or env.all_docs):
            _BEFORE[env] = _tables(env)
        return []

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """The pages that would be written otherwise now."""
        site, before = site_of(env), _BEFORE.pop(env, None)
        if site is None:
            return []
        known, navigation = getattr(env, "plissken_navigation", None), _navigation(env, site.configuration.output.as_posix())
        env.plissken_navigation = navigation  # type: ignore[attr-defined]
        if known is None or before is None:
            return []
        others = sorted(env.found_docs) if known != navigation else _with_other_meaning(env, before)
        note_changes(env, others)
        return others


def _references(env: BuildEnvironment) -> dict[str, tuple[Reference, ...]]:
    if not hasattr(env, "plissken_references"):
        env.plissken_references = {}  # type: ignore[attr-defined]
    return env.plissken_references  # type: ignore[attr-defined,no-any-return]


def _navigation(env: BuildEnvironment, output: str) -> str:
    """What tells two states of the tree of generated pages apart."""
    ours = [(name, title.astext()) for name, title in sorted(env.titles.items()) if name.startswith(f"{output}/")]
    text = repr((ours, sorted((name, below) for name, below in env.toctree_includes.items() if name.startswith(f"{output}/"))))
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()


# References


_PLACES = ("rs:exact", "rs:optional", "rs:crate", "rs:module", "rs:self", "py:exact")


def _find_references(doctree: nodes.document) -> Iterator[Reference]:
    for node in doctree.findall(nodes.Element):
        if isinstance(node, addnodes.desc_signature):
            if compact := node.get(KEY):
                yield from _in_signature(compact)
        elif isinstance(node, addnodes.pending_xref) and node.get("refdomain") in ("rs", "py", "") and "reftarget" in node:
            yield Reference(node["refdomain"], node["reftype"], node["reftarget"], _place(node.attributes))


def _in_signature(compact: CompactSignature) -> Iterator[Reference]:
    place = (("rs:exact", True),) if compact.place is None else (("rs:optional", True), *_place(compact.place))
    for _kind, _text, path in compact.tokens:
        if path and "://" not in path:
            yield Reference("rs", "obj", path, place)


def _place(attributes: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((key, attributes[key]) for key in _PLACES if attributes.get(key))


# Meanings


def _tables(env: BuildEnvironment) -> Tables:
    rust, python = env.domains["rs"], env.domains["py"].data
    assert isinstance(rust, RustDomain)
    return Tables(rust.as_it_is(), dict(python["objects"]), dict(python["modules"]))


def _with_other_meaning(env: BuildEnvironment, before: Tables) -> list[str]:
    now = _tables(env)
    python = _changed(before.python, now.python) | _changed(before.python_modules, now.python_modules)
    is_rust_same = before.rust.registry.has_same_objects(now.rust.registry)
    if not python and is_rust_same:
        return []
    names = {path.rpartition(".")[2] for path in python}
    meanings: dict[Reference, bool] = {}

    def is_other(reference: Reference) -> bool:
        if reference not in meanings:
            is_python = reference.domain != "rs" and (reference.target in python or (not _is_exact(reference) and reference.name in names))
            is_rust = reference.domain != "py" and not is_rust_same and _rust_meaning(reference, before) != _rust_meaning(reference, now)
            meanings[reference] = is_python or is_rust
        return meanings[reference]

    return [docname for docname, references in sorted(_references(env).items()) if any(map(is_other, references))]


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """The names that mean something else now."""
    return {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}


def _is_exact(reference: Reference) -> bool:
    return any(key == "py:exact" for key, _value in reference.place)


def _rust_meaning(reference: Reference, tables: Tables) -> list[tuple[str, str, str, str]]:
    return tables.rust.meanings(reference.role, reference.target, dict(reference.place))
