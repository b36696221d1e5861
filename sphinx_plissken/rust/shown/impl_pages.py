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
from sphinx_plissken.rust.resolution.exports import is_exported
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign, Meaning
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.derives import derived_impls
from sphinx_plissken.rust.signatures.representation import is_hidden
from sphinx_plissken.rust.signatures.resolved_types import Site, Sites, resolved
from sphinx_plissken.rust.signatures.where_clauses import with_bounds_apart
from sphinx_plissken.rust.types import (
    ArrayType,
    AssociatedTypeArgument,
    ConstArgument,
    FunctionPointerType,
    Lifetime,
    NeverType,
    Path,
    PathType,
    PointerType,
    ReferenceType,
    SliceType,
    TupleType,
    Type,
)

_NAMELESS = (TupleType, SliceType, ArrayType, PointerType, FunctionPointerType, NeverType)
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

    @property
    def about(self) -> tuple[str, ...]:
        """All that its header is about."""
        return tuple([path for path in (self.self_type, self.trait, *self.mentioned) if path])


class ImplPages:
    """All impls, by the pages on which they are shown."""

    def __init__(self, names: Names, documented: Set[str], shown: Set[str]) -> None:
        """Place all impls.

        :param documented: names of the crates that have pages; of others rustdoc knows only what rustc does, and shows it so.
        :param shown: definition paths of what is shown: an impl is shown if everything is that its header is about.
        """
        self._of_type: dict[str, list[PlacedImpl]] = {}
        self._of_trait: dict[str, list[PlacedImpl]] = {}
        for placed in _Placing(names, documented, shown).impls():
            for path in dict.fromkeys((placed.self_type, *(() if placed.is_blanket else placed.mentioned))):
                self._of_type.setdefault(path, []).append(placed)
            self._of_trait.setdefault(placed.trait, []).append(placed)

    def of_type(self, path: str) -> list[PlacedImpl]:
        """The impls for a type, or with the type among the arguments of their trait, in source order."""
        return self._of_type.get(path, [])

    def of_trait(self, path: str) -> list[PlacedImpl]:
        """The impls of a trait."""
        return self._of_trait.get(path, [])


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """The type that an impl is for, with its generic parameters; the impls of a type mostly have the same."""

    site: Site
    """The place of what is written in the impl."""
    type: Type
    """As it is shown."""
    path: str
    name: str
    meaning: str
    is_blanket: bool
    inner: Type | None
    """What is in a ``Box``."""


class _Placing:
    """Places impls; remembers what it has found out of types."""

    def __init__(self, names: Names, documented: Set[str], shown: Set[str]) -> None:
        self._names = names
        self._documented = documented
        self._shown = shown
        self._sites = Sites(names)
        self._subjects: dict[tuple[int, int, str, bool], tuple[Type, _Subject]] = {}

    def impls(self) -> Iterator[PlacedImpl]:
        """Each impl that is shown, as often as it is; those that are nowhere are told from few of their names, as there are many."""
        for module in self._names.modules():
            place = self._documented_impls if module.path.partition("::")[0] in self._documented else self._other_impls
            for item in self._names.items(module.path):
                for impl in [item] if isinstance(item, Impl) else derived_impls(item):
                    if not is_hidden(impl):
                        yield from place(impl, module.path)

    def _documented_impls(self, impl: Impl, module: str) -> Iterator[PlacedImpl]:
        for placed in (self._place(impl, module), *self._through_alias(impl, module)):
            if all(path in self._shown or path.partition("::")[0] not in self._documented for path in placed.about):
                yield placed

    def _other_impls(self, impl: Impl, module: str) -> Iterator[PlacedImpl]:
        """An impl of a crate without pages, shown only if its type or its trait is."""
        if not self._may_be_shown(impl, module):
            return
        placed = self._place(self._as_compiled(impl, module), module)
        if not placed.self_type:
            placed = changed(placed, mentioned=())
        is_about_shown = placed.self_type in self._shown or placed.trait in self._shown
        if is_about_shown and all(is_exported(path, path.partition("::")[0], self._names) for path in placed.about):
            yield placed

    def _may_be_shown(self, impl: Impl, module: str) -> bool:
        if impl.trait and _own(self._names.resolve(impl.trait, module, Namespace.TYPE)) in self._shown:
            return True
        named = _without_references(impl.self_type)
        if not isinstance(named, PathType) or named.self_type is not None:
            return not isinstance(named, _NAMELESS)
        meaning = self._names.resolve(named.path, module, Namespace.TYPE)
        return isinstance(meaning, Definition) and (isinstance(meaning.item, TypeAlias) or meaning.path in self._shown)

    def _as_compiled(self, impl: Impl, module: str) -> Impl:
        """An impl as rustc keeps it for other crates: aliases looked through, all bounds in the where clause."""
        site = self._sites.at(impl.generics, module)
        self_type = resolved(impl.self_type, site)
        generics = with_bounds_apart(resolved(impl.generics, self._sites.at(impl.generics, module, self_type)))
        return changed(impl, self_type=self_type, generics=generics)

    def _through_alias(self, impl: Impl, module: str) -> Iterator[PlacedImpl]:
        """An inherent impl that is written for an alias is shown on the alias's page, too."""
        if impl.trait is None and isinstance(impl.self_type, PathType):
            written = _named(impl.self_type, module, self._names)
            if isinstance(written, Definition) and isinstance(written.item, TypeAlias):
                yield PlacedImpl(impl=impl, module=module, self_type=_own(written))

    def _place(self, impl: Impl, module: str) -> PlacedImpl:
        """Where an impl belongs, and how it is shown there."""
        subject = self._subject(impl, module)
        trait = None if impl.trait is None else resolved(impl.trait, subject.site)
        types = (*((subject.inner,) if subject.inner else ()), *_arguments(trait))
        return PlacedImpl(
            impl=impl if trait is impl.trait and subject.type is impl.self_type else changed(impl, trait=trait, self_type=subject.type),
            module=module,
            self_type=subject.path,
            trait=_own(self._names.resolve(impl.trait, module, Namespace.TYPE)) if impl.trait else "",
            mentioned=tuple([path for type in types if (path := self._mentioned(type, subject.site))]),
            is_blanket=subject.is_blanket,
            self_name=subject.name,
            self_meaning=subject.meaning,
        )

    def _subject(self, impl: Impl, module: str) -> _Subject:
        key = (id(impl.self_type), id(impl.generics), module, impl.trait is None)  # by identity: a hash takes long
        if (known := self._subjects.get(key)) is None:
            known = self._subjects[key] = impl.self_type, self._read_subject(impl, module)
        return known[1]

    def _read_subject(self, impl: Impl, module: str) -> _Subject:
        type, generics = impl.self_type, impl.generics
        site = self._sites.at(generics, module)
        self_type = resolved(type, site)
        site = changed(site, self_type=self_type)
        written = None if _head(type) in site.bounds else _named(type, module, self._names)
        alias = written.item if isinstance(written, Definition) and isinstance(written.item, TypeAlias) else None
        if alias and (impl.trait is None or not alias.visibility.is_public):
            written, type = self._names.resolve_type(type, module), self_type
        return _Subject(
            site=site,
            type=type,
            path=_own(written),
            name=_last_name(type),
            meaning=path_of(written),
            is_blanket=not isinstance(type, ReferenceType) and _head(type) in site.bounds,
            inner=_fundamental_argument(type) if isinstance(written, Foreign) and written.path.endswith(_FUNDAMENTAL) else None,
        )

    def _mentioned(self, type: Type, site: Site) -> str:
        """The path of a type that an impl mentions, if it is the crates' own."""
        type = _without_projection(type)
        return "" if _head(type) in site.bounds else _own(_named(type, site.module, self._names))


def _named(type: Type, module: str, names: Names) -> Meaning | None:
    """What a type names; an alias is a meaning of its own."""
    type = _without_references(type)
    if isinstance(type, PathType) and type.self_type is None:
        return names.resolve(type.path, module, Namespace.TYPE)
    return names.resolve_type(type, module)


def _without_references(type: Type) -> Type:
    while isinstance(type, ReferenceType):
        type = type.inner
    return type


def _without_projection(type: Type) -> Type:
    """``<X as Trait>::Y`` is about ``X``."""
    while isinstance(type, PathType) and type.self_type is not None:
        type = type.self_type
    return type


def _own(meaning: Meaning | None) -> str:
    is_item = isinstance(meaning, Definition) and meaning.path == f"{meaning.module}::{meaning.item.name}"
    return path_of(meaning) if is_item else ""


def _head(type: Type) -> str:
    type = _without_references(type)
    return type.path.segments[0].name if isinstance(type, PathType) and type.self_type is None else ""


def _last_name(type: Type) -> str:
    type = _without_references(type)
    return type.path.last.name if isinstance(type, PathType) and type.self_type is None else ""


def _arguments(trait: Path | None) -> list[Type]:
    """The types among the generic arguments of a trait's path: ``From<X>`` -> ``X``."""
    arguments = trait.last.arguments or () if trait else ()
    return [argument for argument in arguments if not isinstance(argument, _NO_TYPES)]


_NO_TYPES = (Lifetime, ConstArgument, AssociatedTypeArgument)


def _fundamental_argument(type: Type) -> Type | None:
    type = _without_references(type)
    return next(iter(_arguments(type.path)), None) if isinstance(type, PathType) else None
