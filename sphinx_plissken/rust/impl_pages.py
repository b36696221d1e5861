"""On which pages an impl is shown: its type's, those of types in its trait's arguments, its trait's.

Goes in: names. Comes out: impls by the definition path of the type or trait. Rules: rustdoc's ``formats/cache.rs`` (``fold_item``) and its
pass ``collect_trait_impls``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sphinx_plissken.rust.aliases import without_alias
from sphinx_plissken.rust.associated import path_of
from sphinx_plissken.rust.derives import derived_impls
from sphinx_plissken.rust.meanings import Definition, Foreign, Meaning
from sphinx_plissken.rust.model import Impl, Namespace
from sphinx_plissken.rust.names import Names
from sphinx_plissken.rust.representation import is_hidden
from sphinx_plissken.rust.types import (
    AssociatedTypeArgument,
    ConstArgument,
    Lifetime,
    LifetimeParameter,
    Path,
    PathType,
    ReferenceType,
    Type,
)

_FUNDAMENTAL = ("boxed::Box", "pin::Pin")
"""Types that rustdoc looks through, because coherence does (Rust reference, "fundamental")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedImpl:
    """An impl with what it is about, all by definition path; of types that are not at hand nothing is noted."""

    impl: Impl
    module: str
    self_type: str = ""
    """The crates' own type that it is for."""
    trait: str = ""
    """The crates' own trait that it implements."""
    mentioned: tuple[str, ...] = ()
    """The crates' own types in the arguments of the trait, and in a ``Box`` that it is for."""


class ImplPages:
    """All impls, by the pages on which they may be shown."""

    def __init__(self, names: Names) -> None:
        self._of_type: dict[str, list[PlacedImpl]] = {}
        self._of_trait: dict[str, list[PlacedImpl]] = {}
        for placed in _placed_impls(names):
            for path in dict.fromkeys((placed.self_type, *placed.mentioned)):
                self._of_type.setdefault(path, []).append(placed)
            self._of_trait.setdefault(placed.trait, []).append(placed)

    def of_type(self, path: str) -> list[PlacedImpl]:
        """The impls for a type, or with the type among the arguments of their trait, in source order."""
        return self._of_type.get(path, [])

    def of_trait(self, path: str) -> list[PlacedImpl]:
        """The impls of a trait."""
        return self._of_trait.get(path, [])


def _placed_impls(names: Names) -> Iterator[PlacedImpl]:
    for module in names.modules():
        for item in names.items(module.path):
            written = [item] if isinstance(item, Impl) else derived_impls(item)
            for impl in written:
                if not is_hidden(impl):
                    yield _place(impl, module.path, names)


def _place(impl: Impl, module: str, names: Names) -> PlacedImpl:
    """Where an impl belongs; a type alias that it is for is looked through."""
    generics = frozenset(parameter.name for parameter in impl.generics.parameters if not isinstance(parameter, LifetimeParameter))
    self_type, _ = without_alias(impl.self_type, names, module) if _head(impl.self_type) not in generics else (impl.self_type, module)
    if self_type is not impl.self_type:
        impl = replace(impl, self_type=self_type)
    meaning = _meaning(impl.self_type, module, names, generics)
    inner = _fundamental_argument(impl.self_type) if isinstance(meaning, Foreign) and meaning.path.endswith(_FUNDAMENTAL) else None
    mentioned = [_meaning(type, module, names, generics) for type in (*((inner,) if inner else ()), *_arguments(impl.trait))]
    trait = names.resolve(impl.trait, module, Namespace.TYPE) if impl.trait else None
    return PlacedImpl(
        impl=impl,
        module=module,
        self_type=_own(meaning),
        trait=_own(trait),
        mentioned=tuple(path for path in map(_own, mentioned) if path),
    )


def _own(meaning: Meaning | None) -> str:
    return path_of(meaning) if isinstance(meaning, Definition) else ""


def _head(type: Type) -> str:
    while isinstance(type, ReferenceType):
        type = type.inner
    return type.path.segments[0].name if isinstance(type, PathType) and type.self_type is None else ""


def _meaning(type: Type, module: str, names: Names, generics: frozenset[str]) -> Meaning | None:
    return None if _head(type) in generics else names.resolve_type(type, module)


def _arguments(trait: Path | None) -> list[Type]:
    """The types among the generic arguments of a trait's path: ``From<X>`` -> ``X``."""
    arguments = trait.last.arguments or () if trait else ()
    return [argument for argument in arguments if not isinstance(argument, Lifetime | ConstArgument | AssociatedTypeArgument)]


def _fundamental_argument(type: Type) -> Type | None:
    while isinstance(type, ReferenceType):
        type = type.inner
    return next(iter(_arguments(type.path)), None) if isinstance(type, PathType) else None
