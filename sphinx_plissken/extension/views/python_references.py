"""References in Python signatures, field lists and docstrings, made exact.

Goes in: nodes that the ``py`` domain made. Comes out: the same nodes, with full targets. Sphinx looks at every object it knows for a
reference that *has* the attribute ``refspecific``, whatever its value (``PythonDomain.resolve_xref``), so that attribute goes.
"""

from __future__ import annotations

import builtins
import re
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import griffe
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_plissken.extension.environment.loading import loaded_site
from sphinx_plissken.extension.views.python_signatures import resolve_name

_IDENTIFIER = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")

SCOPE = "py:plissken"
"""Attribute of a reference in a docstring: the path of the object whose docstring it is."""

Home = Callable[[str], str]
"""From a full path to the path at which the reference documents it; empty where it does not."""


def settle_signature(signode: nodes.Element, targets: Mapping[str, str], home: Home) -> None:
    """Make the references of a signature exact.

    :param targets: name as shown -> full path.
    """
    for node in list(signode.findall(addnodes.pending_xref)):
        shown = node["reftarget"]
        _settle(node, targets.get(shown, shown), home)


def settle_fields(content: nodes.Element, owner: griffe.Object, targets: Mapping[str, str], home: Home) -> None:
    """Make the references exact that info fields made of types: what is no name is no reference.

    :param targets: name as shown -> full path; others are looked up in the scope of the owner.
    """
    for node in list(content.findall(addnodes.pending_xref)):
        if node.get("refdomain") == "py" and "refspecific" in node and "refdoc" not in node:
            target = node["reftarget"]
            if _IDENTIFIER.fullmatch(target):
                _settle(node, targets.get(target) or resolve_name(owner, target), home)
            else:
                node.replace_self(node.children)


def _settle(node: addnodes.pending_xref, full: str, home: Home) -> None:
    if documented := home(full):
        node["reftarget"] = documented
        node["reftype"] = "obj"
    elif "." in full or _is_builtin(full):
        node["reftarget"] = full
    else:
        node.replace_self(_texts(node))
        return
    node.attributes.pop("refspecific", None)
    node["py:exact"] = True
    # The target is a full path: nothing is to be looked for in the module and class at hand.
    node.attributes.pop("py:module", None)
    node.attributes.pop("py:class", None)


def _texts(node: addnodes.pending_xref) -> list[nodes.Node]:
    """What an unresolved reference shows."""
    conditions = [child for child in node.children if isinstance(child, addnodes.pending_xref_condition)]
    return list(conditions[-1].children) if conditions else list(node.children)


def _is_builtin(name: str) -> bool:
    return name == "None" or hasattr(builtins, name) or name in typing.__all__


# Docstrings


def note_scope(rendered: Iterable[nodes.Node], path: str, *, is_quiet: bool = False) -> None:
    """Let references in a docstring be looked up where it is written, if they lead nowhere from where it is shown.

    :param path: of the object whose docstring it is, where it is defined.
    :param is_quiet: whether they may lead nowhere: the whole docstring stands elsewhere, where that is told.
    """
    for node in rendered:
        for reference in node.findall(addnodes.pending_xref):
            if reference.get("refdomain") == "py":
                reference[SCOPE] = path
            if is_quiet:
                reference["py:exact"] = True


def setup_docstring_references(app: Sphinx) -> None:
    """Look before intersphinx does: a name of the project's own is none of another's."""
    app.connect("missing-reference", _resolve_in_scope, priority=400)


def _resolve_in_scope(app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, contnode: nodes.Element) -> nodes.reference | None:
    """Resolve a name that is imported or defined in the module that a docstring is written in, but shown on another module's page."""
    site = loaded_site(app.config) if SCOPE in node else None
    owner = site.catalogue.defined.get(node[SCOPE]) if site is not None else None
    if site is None or owner is None:
        return None
    full = resolve_name(owner, node["reftarget"])
    home = site.catalogue.python_homes.get(full, full)
    if home == node["reftarget"]:
        return None
    if home not in site.catalogue.python_homes:
        node["reftarget"] = home  # `pa.Table` is `pyarrow.Table` to intersphinx, which is asked next
        return None
    builder: Any = app.builder
    domain: Any = env.domains["py"]
    found: nodes.reference | None = domain.resolve_xref(env, node["refdoc"], builder, "obj", home, node, contnode)
    return found
