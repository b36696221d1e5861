"""The rows of ``inspect --view rust``.

Goes in: documented modules and their names. Comes out: one dictionary for each item and each path at which it is shown, in rustdoc's
vocabulary. What the keys mean is said in the documentation of ``inspect``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule, Kind, Reexport
from sphinx_plissken.rust.model import ExternCrate, Item, Namespace, Shape, Span, Use, Variant
from sphinx_plissken.rust.resolution.names import Definition, Names
from sphinx_plissken.rust.shown.documentation import markdown_of
from sphinx_plissken.rust.signatures.representation import has_doc_word
from sphinx_plissken.rust.signatures.signature import signature_of, signature_of_impl, signature_of_reexport, text_of
from sphinx_plissken.rust.text.attributes import attribute_items, attribute_value

Row = dict[str, Any]


def rows(modules: Iterable[DocumentedModule], names: Names) -> list[Row]:
    """The rows of modules and of everything in them, sorted by path and kind, otherwise in the order in which they are shown."""
    found = [row for module in modules for row in _module_rows(module, names)]
    return sorted(found, key=lambda row: (row["path"], row["kind"]))


def _module_rows(module: DocumentedModule, names: Names) -> Iterator[Row]:
    documentation = markdown_of((*module.reexport_docs, *module.module.docs))
    yield _row(Kind.MODULE.value, module.path, module.module, docs=documentation, features=module.features, sig=None)
    for reexport in module.reexports:
        if _is_line_in_rustdoc(reexport, names):
            yield _reexport_row(reexport, module.path, names)
    for item in module.items:
        yield from _item_rows(item, names, None)
        for impl in item.impls:
            yield from _impl_rows(impl, item.path, names)


def _item_rows(documented: DocumentedItem, names: Names, owner: Item | None) -> Iterator[Row]:
    yield _row(
        documented.kind.value,
        documented.path,
        documented.item,
        docs=markdown_of((*documented.reexport_docs, *documented.item.docs)),
        features=documented.features,
        sig=text_of(signature_of(documented, names=names, owner=owner)),
    )
    for member in _listed_members(documented):
        yield from _item_rows(member, names, owner or documented.item)


def _listed_members(documented: DocumentedItem) -> tuple[DocumentedItem, ...]:
    """The members with a place of their own: fields of a tuple variant have one only where they are documented, as in rustdoc."""
    item = documented.item
    if isinstance(item, Variant) and item.shape is Shape.TUPLE and not any(field.item.docs for field in documented.members):
        return ()
    return documented.members


def _impl_rows(documented: DocumentedImpl, path: str, names: Names) -> Iterator[Row]:
    """The row of a trait impl; the items of an inherent one, because what a trait impl has is said by its trait."""
    impl = documented.impl
    if impl.trait is not None:
        signature = text_of(signature_of_impl(documented, names=names))
        yield _row("impl", path, impl, docs=markdown_of(impl.docs), features=(), sig=signature) | {"trait": impl.trait.last.name}
        return
    for member in documented.members:
        yield from _item_rows(member, names, impl)


def _is_line_in_rustdoc(reexport: Reexport, names: Names) -> bool:
    """Whether rustdoc shows a line as well. It shows the item itself where that is in another crate, which it has at hand.

    Of such an item nothing is known here but its path, so there is a line on our page, but no row in rustdoc's vocabulary.
    """
    use, target = reexport.use, reexport.target
    is_elsewhere = bool(target) and names.module(target.partition("::")[0]) is None
    if not is_elsewhere or isinstance(use, ExternCrate) or use.name == "_":
        return True
    if any(has_doc_word(attribute, "no_inline") for attribute in use.attributes):
        return True
    return "::" not in target and not use.is_glob and not any(has_doc_word(attribute, "inline") for attribute in use.attributes)


def _reexport_row(reexport: Reexport, module: str, names: Names) -> Row:
    """The line of a re-export; like every line of a module's page, it ends in a badge where what it leads to is deprecated."""
    use = reexport.use
    signature = text_of(signature_of_reexport(reexport))
    targets = () if isinstance(use, Use) and use.is_glob else [names.followed(use, reexport.module, namespace) for namespace in Namespace]
    if any(isinstance(target, Definition) and _deprecated(target.item) is not None for target in targets):
        signature += "Deprecated"
    name = use.name or signature
    return _row("reexport", f"{module}::{name}", use, docs=markdown_of(use.docs), features=(), sig=signature) | {"target": reexport.target}


def _row(kind: str, path: str, item: Item, *, docs: str | None, features: tuple[str, ...], sig: str | None) -> Row:
    row: Row = {"kind": kind, "path": path, "sig": sig, "docs": docs, "span": _span(item.span)}
    if item.made_by:
        row["macro"] = item.made_by
    if features:
        row["features"] = list(features)
    if (deprecated := _deprecated(item)) is not None:
        row["deprecated"] = deprecated
    return row


def _span(span: Span) -> list[str | int]:
    return [span.file, span.line, span.column, span.end_line, span.end_column]


def _deprecated(item: Item) -> dict[str, str] | None:
    """``#[deprecated(since = "1.2", note = "Use x.")]`` -> ``{"since": "1.2", "note": "Use x."}``; None for what is not deprecated."""
    for attribute in item.attributes:
        if attribute.path == "deprecated":
            note = attribute_value(attribute)
            said = {"note": note} if isinstance(note, str) else {meta.path: meta.literal for meta in attribute_items(attribute)}
            return {key: value for key, value in said.items() if isinstance(value, str)}
    return None
