"""Which re-exports are shown as the item itself, and which stay a line.

Goes in: a ``pub use`` and where it stands. Comes out: what it re-exports, and rustdoc's decision. Rules: the rustdoc book, "Re-exports";
rustdoc's ``visit_ast.rs`` (``maybe_inline_local``, ``reexport_public_and_not_hidden``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sphinx_plissken.rust.model import DocFragment, ExternCrate, MacroRules, Module, Namespace, Use, Variant
from sphinx_plissken.rust.resolution.meanings import Binding, Definition, Foreign, Meaning
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.openness import Openness
from sphinx_plissken.rust.signatures.representation import has_doc_word, is_hidden

_LONGEST_CHAIN = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Inlined:
    """An item that a ``use`` brings to its own place."""

    definition: Definition
    docs: tuple[DocFragment, ...]
    """Documentation on the ``use`` and on those that it goes through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A ``use`` that is only mentioned."""

    meaning: Meaning | None


def see_reexport(use: Use | ExternCrate, module: str, names: Names, openness: Openness) -> Iterator[Inlined | Line]:
    """What a public ``use`` that is no glob shows; nothing if it leads to something hidden."""
    targets = _targets(use, module, names)
    visible = {namespace: target for namespace, target in targets.items() if _is_public(use, module, namespace, names)}
    if targets and not visible:
        return
    targets = visible
    if not targets:
        yield Line(meaning=None)
    if isinstance(use, ExternCrate) or use.name == "_" or _says(use, "no_inline") or any(map(_is_variant, targets.values())):
        if not any(isinstance(target, Definition) and is_hidden(target.item) for target in targets.values()):
            yield Line(meaning=next(iter(targets.values()), None))
        return
    for namespace, target in targets.items():
        yield from _see_target(use, module, namespace, target, names, openness)


def _is_public(use: Use | ExternCrate, module: str, namespace: Namespace, names: Names) -> bool:
    """Whether a public ``use`` names something in a namespace that may be made public."""
    if isinstance(use, ExternCrate) or use.name == "_":
        return True
    found = names.binding(module, use.name, namespace)
    return found is not None and found.declaration is use and not found.visibility


def _is_variant(meaning: Meaning) -> bool:
    return isinstance(meaning, Definition) and isinstance(meaning.item, Variant)


def _targets(use: Use | ExternCrate, module: str, names: Names) -> dict[Namespace, Meaning]:
    """What it means in each namespace; a unit struct is one thing, although it is a type and a value."""
    found: dict[Namespace, Meaning] = {}
    for namespace in Namespace:
        target = names.followed(use, module, namespace)
        if isinstance(target, Foreign) and found:
            continue
        if target and not any(_is_same(target, other) for other in found.values()):
            found[namespace] = target
    return found


def _is_same(one: Meaning, other: Meaning) -> bool:
    if isinstance(one, Definition) and isinstance(other, Definition):
        return one.item is other.item
    return one == other


def _see_target(use: Use, module: str, namespace: Namespace, target: Meaning, names: Names, openness: Openness) -> Iterator[Inlined | Line]:
    if not isinstance(target, Definition) or "::" not in target.path:
        yield Line(meaning=target)  # another crate, or something in one that is not at hand
        return
    asks = _says(use, "inline")
    chain = list(chain_of(use, module, namespace, names))
    hidden = is_hidden(target.item)
    if asks or _is_inlined(chain, target, openness, module):
        if hidden and not asks:
            return
        yield Inlined(definition=target, docs=(*use.docs, *_chain_docs(chain)))
    elif not hidden:
        yield Line(meaning=target)


def _is_inlined(chain: list[Binding], target: Definition, openness: Openness, module: str) -> bool:
    """Whether the target is shown here although nobody asks: it is shown nowhere else, nor is what the path names directly."""
    if target.crate != module.partition("::")[0]:
        return True
    is_macro = isinstance(target.item, MacroRules) and not target.item.is_macro_2
    if not is_macro and openness.is_open(target) and not openness.is_inside_hidden(target.module):
        return False
    direct = chain[0] if chain else None
    return direct is None or not isinstance(direct.declaration, Use | ExternCrate) or not openness.is_open_use(direct)


def chain_of(use: Use, module: str, namespace: Namespace, names: Names) -> Iterator[Binding]:
    """The declarations that a ``use`` goes through, the item itself last."""
    found = names.named_directly(use, module, namespace)
    name = use.path.names[-1] if use.path.names else ""
    for _ in range(_LONGEST_CHAIN):
        if found is None:
            return
        yield found
        declaration = found.declaration
        if not isinstance(declaration, Use):
            return
        if declaration.is_glob:
            target = names.glob_target(declaration, found.module)
            if not isinstance(target, Definition) or not isinstance(target.item, Module):
                return
            found = names.binding(target.path, name, namespace)
        else:
            name = declaration.path.names[-1]
            found = names.named_directly(declaration, found.module, namespace)


def _chain_docs(chain: list[Binding]) -> Iterator[DocFragment]:
    for binding in chain:
        if isinstance(binding.declaration, Use) and not is_hidden(binding.declaration):
            yield from binding.declaration.docs


def _says(use: Use, word: str) -> bool:
    return any(has_doc_word(attribute, word) for attribute in use.attributes)


def is_glob_inlined(use: Use, target: Definition, openness: Openness, module: str) -> bool:
    """Whether the items of a glob's module are shown in place of a line."""
    if not isinstance(target.item, Module) or _says(use, "no_inline"):
        return False
    if _says(use, "inline") or target.crate != module.partition("::")[0]:
        return True
    return not openness.is_open(target) or openness.is_inside_hidden(target.module)
