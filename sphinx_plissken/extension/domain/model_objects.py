"""Descriptions of the model's items: the ``rs`` domain's directives, called with values from ``rust``.

Goes in: documented items, impls and modules. Comes out: nodes. What the content of a description is, its caller decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_plissken.extension.domain.hand_written import Declaration, impl_declaration
from sphinx_plissken.extension.domain.module_directives import enter_module, module_target
from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND
from sphinx_plissken.extension.domain.objects import describe, no_content
from sphinx_plissken.extension.signatures.attributes import search_words, shown_attributes
from sphinx_plissken.extension.signatures.signature_nodes import Resolve, no_links
from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, DocumentedModule
from sphinx_plissken.rust.model import Impl, Item
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.signatures.signature import signature_of, signature_of_impl

Content = Callable[[], Sequence[nodes.Node]]
"""Makes the content of a description, in the scope of what is described."""


def describe_item(
    parent: SphinxDirective,
    item: DocumentedItem,
    *,
    content: Content = no_content,
    resolve: Resolve = no_links,
    names: Names | None = None,
    owner: Item | None = None,
    options: Mapping[str, Any] | None = None,
    aliases: Iterable[str] = (),
    source: tuple[str, int] | None = None,
) -> list[nodes.Node]:
    """Describe an item, or a member of one; for members call it in the content of what they belong to.

    Where an item is defined is an alias of where it is shown; that of its members follows from it.

    :param names: lets the signature show what follows from other places: elided lifetimes, values of constants.
    :param owner: the impl, trait or type whose member it is.

    :param source: file and line for messages; ``item.item.span`` says it relative to the project's root.
    """
    signature = signature_of(item, names=names, owner=owner)
    declaration = Declaration(
        name=item.item.name,
        signature=signature,
        attributes=shown_attributes(item.item, signature),
        search_words=search_words(item.item),
    )
    is_alias = item.is_canonical and item.definition != item.path and owner is None
    other_paths = (item.definition,) if is_alias else ()
    return describe(
        parent,
        OBJECT_TYPE_OF_KIND[item.kind],
        item.path,
        declaration,
        content=content,
        resolve=resolve,
        options=options,
        aliases=(*other_paths, *aliases),
        name_impl=(lambda: impl_declaration(signature_of_impl(DocumentedImpl(impl=owner, module=item.module))).name)
        if isinstance(owner, Impl)
        else None,
        source=source,
    )


def describe_impl(
    parent: SphinxDirective,
    impl: DocumentedImpl,
    *,
    content: Content = no_content,
    resolve: Resolve = no_links,
    names: Names | None = None,
    options: Mapping[str, Any] | None = None,
    source: tuple[str, int] | None = None,
) -> list[nodes.Node]:
    """Describe an impl, in the content of the type or trait on whose page it stands; describe its members in its content."""
    signature = signature_of_impl(impl, names=names)
    declaration = impl_declaration(signature, attributes=shown_attributes(impl.impl, signature))
    return describe(parent, "impl", declaration.name, declaration, content=content, resolve=resolve, options=options, source=source)


def describe_module(
    parent: SphinxDirective, module: DocumentedModule, *, synopsis: str = "", aliases: Iterable[str] = (), is_indexed: bool = True
) -> list[nodes.Node]:
    """The target of a module's or crate's page, unless it is not to be indexed; what follows on the page is written in its scope."""
    objtype = "mod" if "::" in module.path else "crate"
    other_paths = () if module.definition == module.path or not module.is_canonical else (module.definition,)
    enter_module(parent, module.path)
    if not is_indexed:
        return []
    return module_target(parent, module.path, objtype=objtype, synopsis=synopsis, aliases=[*other_paths, *aliases])
