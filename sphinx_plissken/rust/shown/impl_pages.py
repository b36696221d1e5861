"""On which pages an impl is shown: its type's, those of types in its trait's arguments, its trait's.

Goes in: names. Comes out: impls by the definition path of the type or trait. Rules: rustdoc's ``formats/cache.rs`` (``fold_item``) and its
pass ``collect_trait_impls``.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from sphinx_plissken.rust.construction import changed, quickly_made
from sphinx_plissken.rust.model import Impl, Namespace, TypeAlias
from sphinx_plissken.rust.resolution.associated import path_of
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.derives import derived_impls
from sphinx_plissken.rust.signatures.representation import is_hidden
from sphinx_plissken.rust.signatures.resolved_types import resolved, site_of
from sphinx_plissken.rust.signatures.where_clauses import with_bounds_apart
from sphinx_plissken.rust.types import (
    AssociatedTypeArgument,
    ConstArgument,
    Lifetime,
    Path,
    PathType,
    ReferenceType,
    Type,
)

_FUNDAMENTAL = ("boxed::Box", "pin::Pin")
"""Types that rustdoc looks through, because coherence does (Rust reference, "fundamental")."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImpl:
    """An impl with what it is about, all by definition path; of types that are not at hand nothing is noted."""

    impl: Impl
    """As it is shown: its trait as rustc sees it, of an inherent impl also its type."""
    module: str
    self_type: str = ""
    """The crates' own type that it is for; of a trait's impl the alias, if it names one."""
    trait: str = ""
    """The crates' own trait that it implements."""
    mentioned: tuple[str, ...] = ()
    """The crates' own types in the arguments of the trait, and in a ``Box`` that it is for."""
    is_blanket: bool = False
    """Whether it is for a type parameter itself: such an impl is about every type, so it is on its trait's page only."""
    self_name: str = ""
    """The name of the type, as written."""
    self_meaning: str = ""
    """Full path of what that name means, whether at hand or not."""


class ImplPages:
    """All impls, by the pages on which they may be shown."""

    def __init__(self, names: Names, documented: Set[str]) -> None:
        """Place all impls.

        :param documented: names of the crates that have pages; of others rustdoc knows only what rustc does, and shows it so.
        """
        self._of_type: dict[str, list[PlacedImpl]] = {}
        self._of_trait: dict[str, list[PlacedImpl]] = {}
        for placed in _placed_impls(names, documented):
            for path in dict.fromkeys((placed.self_type, *(() if placed.is_blanket else placed.mentioned))):
                self._of_type.setdefault(path, []).append(placed)
            self._of_trait.setdefault(placed.trait, []).append(placed)

    def of_type(self, path: str) -> list[PlacedImpl]:
        """The impls for a type, or with the type among the arguments of their trait, in source order."""
        return self._of_type.get(path, [])

    def of_trait(self, path: str) -> list[PlacedImpl]:
        """The impls of a trait."""
        return self._of_trait.get(path, [])


def _placed_impls(names: Names, documented: Set[str]) -> Iterator[PlacedImpl]:
    for module in names.modules():
        is_elsewhere = module.path.partition("::")[0] not in documented
        for item in names.items(module.path):
            written = [item] if isinstance(item, Impl) else derived_impls(item)
            for impl in written:
                if is_hidden(impl):
                    continue
                if is_elsewhere:
                    placed = _place(_as_compiled(impl, module.path, names), module.path, names)
                    yield placed if placed.self_type else changed(placed, mentioned=())
                else:
                    yield _place(impl, module.path, names)
                    yield from _through_alias(impl, module.path, names)


def _as_compiled(impl: Impl, module: str, names: Names) -> Impl:
    """An impl as rustc keeps it for other crates: aliases looked through, all bounds in the where clause."""
    site = site_of(impl.generics, names, module)
    self_type = resolved(impl.self_type, site)
    generics = with_bounds_apart(resolved(impl.generics, changed(site, self_type=self_type)))
    return changed(impl, self_type=self_type, generics=generics)


def _through_alias(impl: Impl, module: str, names: Names) -> Iterator[PlacedImpl]:
    """An inherent impl that is written for an alias is shown on the alias's page, too."""
    if impl.trait is None and isinstance(impl.self_type, PathType):
        written = _named(impl.self_type, module, names)
        if isinstance(written, Definition) and isinstance(written.item, TypeAlias):
            yield PlacedImpl(impl=impl, module=module, self_type=_own(written))


def _place(impl: Impl, module: str, names: Names) -> PlacedImpl:
    """Where an impl belongs, and how it is shown there."""
    site = site_of(impl.generics, names, module)
    site = changed(site, self_type=resolved(impl.self_type, site))
    bounds = site.bounds
    written = None if _head(impl.self_type) in bounds else _named(impl.self_type, module, names)
    is_alias = isinstance(written, Definition) and isinstance(written.item, TypeAlias)
    if is_alias and (impl.trait is None or not (isinstance(written, Definition) and written.item.visibility.is_public)):
        written = names.resolve_type(impl.self_type, module)
        impl = changed(impl, self_type=site.self_type or impl.self_type)
    trait = names.resolve(impl.trait, module, Namespace.TYPE) if impl.trait else None
    if impl.trait:
        impl = changed(impl, trait=resolved(impl.trait, site))
    inner = _fundamental_argument(impl.self_type) if isinstance(written, Foreign) and written.path.endswith(_FUNDAMENTAL) else None
    types = (*((inner,) if inner else ()), *_arguments(impl.trait))
    mentioned = [_named(type, module, names) for type in map(_without_projection, types) if _head(type) not in bounds]
    return PlacedImpl(
        impl=impl,
        module=module,
        self_type=_own(written),
        trait=_own(trait),
        mentioned=tuple(path for path in map(_own, mentioned) if path),
        is_blanket=not isinstance(impl.self_type, ReferenceType) and _head(impl.self_type) in bounds,
        self_name=_last_name(impl.self_type),
        self_meaning=path_of(written),
    )


def _named(type: Type, module: str, names: Names) -> Meaning | None:
    """What a type names; an alias is a meaning of its own."""
    while isinstance(type, ReferenceType):
        type = type.inner
    if isinstance(type, PathType) and type.self_type is None:
        return names.resolve(type.path, module, Namespace.TYPE)
    return names.resolve_type(type, module)


def _without_projection(type: Type) -> Type:
    """``<X as Trait>::Y`` is about ``X``."""
    while isinstance(type, PathType) and type.self_type is not None:
        type = type.self_type
    return type


def _own(meaning: Meaning | None) -> str:
    is_item = isinstance(meaning, Definition) and meaning.path == f"{meaning.module}::{meaning.item.name}"
    return path_of(meaning) if is_item else ""


def _head(type: Type) -> str:
    while isinstance(type, ReferenceType):
        type = type.inner
    return type.path.segments[0].name if isinstance(type, PathType) and type.self_type is None else ""


def _last_name(type: Type) -> str:
    while isinstance(type, ReferenceType):
        type = type.inner
    return type.path.last.name if isinstance(type, PathType) and type.self_type is None else ""


def _arguments(trait: Path | None) -> list[Type]:
    """The types among the generic arguments of a trait's path: ``From<X>`` -> ``X``."""
    arguments = trait.last.arguments or () if trait else ()
    return [argument for argument in arguments if not isinstance(argument, Lifetime | ConstArgument | AssociatedTypeArgument)]


def _fundamental_argument(type: Type) -> Type | None:
    while isinstance(type, ReferenceType):
        type = type.inner
    return next(iter(_arguments(type.path)), None) if isinstance(type, PathType) else None
