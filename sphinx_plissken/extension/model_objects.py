"""Descriptions of the model's items: the ``rs`` domain's directives, called with values from ``rust``.

Goes in: documented items, impls and modules. Comes out: nodes. What the content of a description is, its caller decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.anchors import read_impl_header
from sphinx_plissken.extension.attributes import shown_attributes
from sphinx_plissken.extension.hand_written import Declaration
from sphinx_plissken.extension.module_directives import enter_module, module_target
from sphinx_plissken.extension.object_types import OBJECT_TYPE_OF_KIND
from sphinx_plissken.extension.objects import describe, no_content
from sphinx_plissken.extension.signature_nodes import Resolve, no_links
from sphinx_plissken.rust import signature as signatures
from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule
from sphinx_plissken.rust.signature import Signature, Token, TokenKind, text_of
from sphinx_plissken.rust.types import PathType

Content = Callable[[], Sequence[nodes.Node]]
"""Makes the content of a description, in the scope of what is described."""


def describe_item(
    parent: SphinxDirective,
    item: DocumentedItem,
    *,
    content: Content = no_content,
    resolve: Resolve = no_links,
    options: Mapping[str, Any] | None = None,
    aliases: Iterable[str] = (),
    source: tuple[str, int] | None = None,
) -> list[nodes.Node]:
    """Describe an item, or a member of one; for members call it in the content of what they belong to.

    Where an item is defined is an alias of where it is shown.

    :param source: file and line for messages; ``item.item.span`` says it relative to the project's root.
    """
    signature = _signature_of(item)
    declaration = Declaration(name=item.item.name, signature=signature, attributes=shown_attributes(item.item, signature))
    other_paths = () if item.definition == item.path or not item.is_canonical else (item.definition,)
    return describe(
        parent,
        OBJECT_TYPE_OF_KIND[item.kind],
        item.path,
        declaration,
        content=content,
        resolve=resolve,
        options=options,
        aliases=(*other_paths, *aliases),
        source=source,
    )


def describe_impl(
    parent: SphinxDirective,
    impl: DocumentedImpl,
    *,
    content: Content = no_content,
    resolve: Resolve = no_links,
    options: Mapping[str, Any] | None = None,
    source: tuple[str, int] | None = None,
) -> list[nodes.Node]:
    """Describe an impl, in the content of the type or trait on whose page it stands; describe its members in its content."""
    signature = _signature_of_impl(impl)
    header = read_impl_header(text_of(signature))
    declaration = Declaration(
        name=header.name,
        signature=signature,
        attributes=shown_attributes(impl.impl, signature),
        self_path=header.self_type,
        is_trait_impl=bool(header.trait),
    )
    return describe(parent, "impl", header.name, declaration, content=content, resolve=resolve, options=options, source=source)


def describe_module(
    parent: SphinxDirective, module: DocumentedModule, *, synopsis: str = "", aliases: Iterable[str] = ()
) -> list[nodes.Node]:
    """The target of a module's or crate's page; what follows on the page is written in its scope."""
    objtype = "mod" if "::" in module.path else "crate"
    other_paths = () if module.definition == module.path or not module.is_canonical else (module.definition,)
    enter_module(parent, module.path)
    return module_target(parent, module.path, objtype=objtype, synopsis=synopsis, aliases=[*other_paths, *aliases])


def _signature_of(item: DocumentedItem) -> Signature:
    if read := getattr(signatures, "signature_of", None):
        return cast("Signature", read(item))
    return (Token(TokenKind.NAME, item.item.name),)


def _signature_of_impl(impl: DocumentedImpl) -> Signature:
    if read := getattr(signatures, "signature_of_impl", None):
        return cast("Signature", read(impl))
    trait = f"{impl.impl.trait} for " if impl.impl.trait else ""
    self_type = str(impl.impl.self_type.path) if isinstance(impl.impl.self_type, PathType) else "_"
    return (Token(TokenKind.KEYWORD, "impl"), Token(TokenKind.SPACE, " "), Token(TokenKind.TEXT, trait + self_type))
