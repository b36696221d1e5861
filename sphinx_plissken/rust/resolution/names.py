"""Name resolution: what a path means in a module.

Goes in: assembled crates. Comes out: ``Names``, which answers what a path means where it stands. Rules: the Rust reference, chapters
"Namespaces", "Scopes", "Preludes", "Paths", "Name resolution" and "Use declarations".

Limits: names declared inside function bodies are not seen; a macro's hygiene is not, either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_plissken.rust.macros.macro_rules import Expansion, expand, read_rules
from sphinx_plissken.rust.model import Crate, Enum, ExternCrate, Item, MacroRules, Module, Namespace, TypeAlias, Use, Variant
from sphinx_plissken.rust.resolution.associated import AssociatedItems, ImplIndex
from sphinx_plissken.rust.resolution.meanings import Binding, Definition, Foreign, LocatedImpl, Meaning, Primitive, is_visible
from sphinx_plissken.rust.resolution.module_names import ModuleNames
from sphinx_plissken.rust.resolution.preludes import PRIMITIVES, STANDARD_CRATES, find_in_prelude
from sphinx_plissken.rust.resolution.scopes import NAMESPACES, CrateScopes, Declaration, Scope, read_scopes, visibility_scope
from sphinx_plissken.rust.text.type_reader import read_type
from sphinx_plissken.rust.types import (
    ArrayType,
    DynType,
    FunctionPointerType,
    MacroType,
    NeverType,
    Path,
    PathType,
    PointerType,
    ReferenceType,
    SliceType,
    TraitBound,
    TupleType,
    Type,
)

__all__ = ["Binding", "Definition", "Foreign", "LocatedImpl", "Meaning", "Names", "Primitive"]

_DEEPEST_MACRO = 32
"""How often a type may be a macro call that stands for another one."""

_NAMELESS: dict[type[Type], str] = {
    SliceType: "slice",
    ArrayType: "array",
    PointerType: "pointer",
    FunctionPointerType: "fn",
    NeverType: "never",
}
"""rustdoc's names of the primitive types that are not spelled as names."""


class Names:
    """The names of several crates, resolved on demand and remembered."""

    def __init__(self, crates: Iterable[Crate]) -> None:
        self._crates: dict[str, Crate] = {}
        self._of_crate: dict[str, CrateScopes] = {}
        self._scopes: dict[str, Scope] = {}
        for crate in crates:
            self._crates[crate.name] = crate
            self._of_crate[crate.name] = read_scopes(crate)
            self._scopes |= self._of_crate[crate.name].scopes
        self._modules = ModuleNames(self._scopes, self)
        self._meanings: dict[tuple[str, tuple[str, ...], bool, Namespace, str], Meaning | None] = {}
        self._foreign_globs: dict[str, tuple[str, ...]] = {}
        self._globs_for_now: dict[str, tuple[str, ...]] = {}
        """Found while some search is still under way, which may have hidden names."""
        self._looking_for_globs: set[str] = set()
        self._impls: ImplIndex | None = None
        self._associated = AssociatedItems(self)

    # What there is

    def crates(self) -> tuple[Crate, ...]:
        """The crates at hand."""
        return tuple(self._crates.values())

    def module(self, path: str) -> Module | None:
        """The module with a definition path."""
        scope = self._scopes.get(path)
        return scope.module if scope else None

    def modules(self) -> Iterator[Module]:
        """Every module; those of one crate are together, each before the modules in it."""
        for scope in self._scopes.values():
            yield scope.module

    def definition(self, path: str, namespace: Namespace) -> Definition | None:
        """The item with a definition path; associated items and variants too."""
        if scope := self._scopes.get(path):
            if namespace is Namespace.TYPE:
                return self._define_module(scope)
            if not scope.parent:
                return None
        owner, _, name = path.rpartition("::")
        if scope := self._scopes.get(owner):
            declaration = scope.declared.get((namespace, name))
            return self.define_declared(declaration, owner, name, namespace) if declaration else None
        found = self.definition(owner, Namespace.TYPE) if owner else None
        member = self.member(found, name, namespace) if found else None
        return member if isinstance(member, Definition) else None

    def definitions(self) -> Iterator[Definition]:
        """Every item of every module (not the members of items), in source order."""
        for scope in self._scopes.values():
            if not scope.parent:
                yield self._define_module(scope)
            for item in scope.items:
                if namespaces := NAMESPACES.get(type(item)):
                    owner = scope.crate.name if isinstance(item, MacroRules) and not visibility_scope(item, "", "c") else scope.module.path
                    yield self.define_declared(Declaration(item, scope.module.path), owner, item.name, namespaces[0])

    def items(self, module: str) -> tuple[Item, ...]:
        """The items of a module in source order; in place of foreign blocks what they declare, with the block's ABI."""
        scope = self._scopes.get(module)
        return scope.items if scope else ()

    def has_own_name(self, module: str, name: str) -> bool:
        """Whether a module declares a name, or imports it one by one, in any namespace."""
        scope = self._scopes.get(module)
        return scope is not None and name in scope.names

    def exported_macros(self, crate: str) -> Iterator[Definition]:
        """The macros that ``#[macro_export]`` puts into a crate's root."""
        scope = self._scopes.get(crate)
        for (namespace, name), declaration in scope.declared.items() if scope else ():
            if namespace is Namespace.MACRO and isinstance(declaration.item, MacroRules) and not declaration.item.is_macro_2:
                yield self.define_declared(declaration, crate, name, namespace)

    def define(self, item: Item, path: str, module: str) -> Definition:
        """An item of a module as a definition, without another search for it."""
        namespaces = NAMESPACES.get(item.__class__, (Namespace.TYPE,))
        return Definition(path=path, namespace=namespaces[0], item=item, module=module, crate=self._crate(module).name)

    def globs(self, module: str) -> tuple[Use, ...]:
        """The glob imports that a module declares, in source order."""
        scope = self._scopes.get(module)
        return tuple(scope.globs) if scope else ()

    def foreign_globs(self, module: str) -> tuple[str, ...]:
        """Paths of the modules of crates not at hand whose names a module imports by glob: ``("pyo3::prelude",)``.

        A name that is not found may come from there; globs of modules at hand are looked through.
        """
        if (known := self._foreign_globs.get(module)) is not None:
            return known
        is_outermost = not self._modules.is_searching and not self._looking_for_globs
        if is_outermost:
            self._globs_for_now.clear()
        elif module in self._looking_for_globs or module in self._globs_for_now:
            return self._globs_for_now.get(module, ())
        self._looking_for_globs.add(module)
        found = self._find_foreign_globs(module)
        self._looking_for_globs.discard(module)
        (self._foreign_globs if is_outermost else self._globs_for_now)[module] = found
        return found

    def _find_foreign_globs(self, module: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        seen = {module}
        waiting = [module]
        while waiting:
            here = waiting.pop()
            for glob in self.globs(here):
                if not is_visible(visibility_scope(glob, here, self._crate(here).name), module):
                    continue
                target = self.glob_target(glob, here)
                if isinstance(target, Foreign):
                    found[target.path] = None
                elif isinstance(target, Definition) and target.path not in seen and isinstance(target.item, Module):
                    seen.add(target.path)
                    waiting.append(target.path)
        return tuple(found)

    # What a path means

    def resolve(self, path: Path | str, module: str, namespace: Namespace, *, self_type: str = "") -> Meaning | None:
        """What a path means in the module with a definition path; None if unknown.

        ``use`` declarations are followed to the definition. Generic parameters are the caller's business.

        :param self_type: definition path of what ``Self`` stands for.
        """
        names, is_global = _spelled(path)
        key = (module, names, is_global, namespace, self_type)
        if key in self._meanings:
            return self._meanings[key]
        try:
            meaning = self._resolve(names, is_global, module, namespace, self_type) if names and module in self._scopes else None
        except RecursionError:  # a chain of imports that nobody wrote by hand
            return None
        if not self._modules.is_searching:
            self._meanings[key] = meaning
        return meaning

    def resolve_type_path(self, path: Path | str, module: str, *, self_type: str = "") -> Meaning | None:
        """What a path means where a type is expected: ``usize`` stays the primitive type where ``use core::usize;`` imports the module."""
        meaning = self.resolve(path, module, Namespace.TYPE, self_type=self_type)
        names, _ = _spelled(path)
        if len(names) != 1 or names[0] not in PRIMITIVES or meaning is None:
            return meaning
        is_module = isinstance(meaning, Definition) and isinstance(meaning.item, Module)
        is_standard_module = isinstance(meaning, Foreign) and meaning.path in (f"std::{names[0]}", f"core::{names[0]}")
        return Primitive(name=names[0]) if is_module or is_standard_module else meaning

    def resolve_type(self, type: Type, module: str, *, self_type: str = "") -> Meaning | None:
        """What a type names once references, parentheses and the crates' own type aliases are looked through.

        ``&mut a::Alias`` -> ``a::Struct``.
        """
        while isinstance(type, ReferenceType | MacroType):
            type = type.inner if isinstance(type, ReferenceType) else self.expanded_type(type, module)
            if isinstance(type, MacroType):
                return None
        if isinstance(type, PathType):
            return self._resolve_path_type(type, module, self_type)
        if isinstance(type, TupleType):
            return Primitive(name="tuple" if type.elements else "unit")
        if isinstance(type, DynType):
            traits = [bound for bound in type.bounds if isinstance(bound, TraitBound)]
            return self.resolve(traits[0].path, module, Namespace.TYPE, self_type=self_type) if traits else None
        nameless = _NAMELESS.get(type.__class__)
        return Primitive(name=nameless) if nameless else None

    def binding(self, module: str, name: str, namespace: Namespace) -> Binding | None:
        """What a name of a module stands for, with who declares it and who may see it; preludes are not looked at."""
        return self._modules.binding(module, name, namespace)

    def named_directly(self, use: Use, module: str, namespace: Namespace) -> Binding | None:
        """The name that the path of a ``use`` ends in, in the module that the path leads to; that may be a ``use`` itself."""
        return self._modules.named_directly(use, module, namespace)

    def followed(self, use: Use | ExternCrate, module: str, namespace: Namespace) -> Meaning | None:
        """What a ``use`` that is no glob, or an ``extern crate``, brings into one namespace of a module."""
        return self._modules.followed(use, module, namespace)

    def glob_target(self, glob: Use, module: str) -> Meaning | None:
        """The module or enum whose names a glob imports."""
        return self._modules.glob_target(glob, module)

    def impls(self, path: str) -> tuple[LocatedImpl, ...]:
        """The impls whose self type or whose trait is the item with a definition path, in source order."""
        if self._impls is None:
            self._impls = ImplIndex(self, ((scope.module.path, scope.impls) for scope in self._scopes.values()))
        return self._impls.of(path)

    def expand(self, path: Path, tokens: str, module: str) -> str | None:
        """The text that a call of a ``macro_rules!`` macro in a module expands to; None when there is none at hand or no rule matches."""
        macro = self.resolve(path, module, Namespace.MACRO)
        if not isinstance(macro, Definition) or not isinstance(macro.item, MacroRules):
            return None
        crate = "crate" if macro.crate == self._crate(module).name else f"::{macro.crate}"
        expansion = expand(read_rules(macro.item.body), tokens, crate=crate)
        return expansion.text if isinstance(expansion, Expansion) else None

    def expanded_type(self, type: MacroType, module: str) -> Type:
        """The type that a macro call stands for; the call itself, if that is unknown."""
        found: Type = type
        for _ in range(_DEEPEST_MACRO):
            if not isinstance(found, MacroType):
                return found
            text = self.expand(found.path, found.tokens, module)
            if text is None:
                return type
            found = read_type(text)
        return type

    # Definitions

    def define_declared(self, declaration: Declaration, owner: str, name: str, namespace: Namespace) -> Definition:
        """An item that a module declares, as a definition."""
        item, module = declaration
        if isinstance(item, Module):
            return (
                self._define_module(self._scopes[item.path]) if item.path in self._scopes else self._plain(item, f"{owner}::{name}", module)
            )
        return Definition(path=f"{owner}::{name}", namespace=namespace, item=item, module=module, crate=self._crate(module).name)

    def _plain(self, item: Item, path: str, module: str) -> Definition:
        return Definition(path=path, namespace=Namespace.TYPE, item=item, module=module, crate=self._crate(module).name)

    def _define_module(self, scope: Scope) -> Definition:
        return self._plain(scope.module, scope.module.path, scope.parent or scope.module.path)

    def _crate(self, module: str) -> Crate:
        return self._scopes[module].crate

    # Paths

    def _resolve(self, names: tuple[str, ...], is_global: bool, module: str, namespace: Namespace, self_type: str = "") -> Meaning | None:
        first = Namespace.TYPE if len(names) > 1 else namespace
        if is_global:
            meaning, rest = self._global(names[0], module, first), names[1:]
        elif names[0] in ("crate", "$crate", "self", "super"):
            meaning, rest = self._anchored(names, module)
        elif names[0] == "Self":
            meaning, rest = self._self_meaning(self_type), names[1:]
        else:
            meaning, rest = self._in_scope(names[0], module, first) or self._undeclared_crate(names, module), names[1:]
        for place, name in enumerate(rest, 1):
            if meaning is None:
                return None
            meaning = self.member(meaning, name, namespace if place == len(rest) else Namespace.TYPE)
        return meaning

    def resolve_use_path(self, names: tuple[str, ...], is_global: bool, module: str, namespace: Namespace) -> Meaning | None:
        """What the path of a ``use`` means; until edition 2018 such paths start at the crate's root."""
        if self._crate(module).edition >= "2018" or names[0] in ("crate", "$crate", "self", "super"):
            return self._resolve(names, is_global, module, namespace)
        return self._resolve(names, False, self._crate(module).root.path, namespace)

    def binding_in_scope(self, name: str, module: str, namespace: Namespace) -> Binding | None:
        """What a name without a path stands for at the place where the paths of a module's ``use`` declarations begin."""
        crate = self._crate(module)
        return self._binding_in_scope(name, module if crate.edition >= "2018" else crate.root.path, namespace)

    def _global(self, name: str, module: str, namespace: Namespace) -> Meaning | None:
        crate = self._crate(module)
        if crate.edition < "2018" and (found := self.binding(crate.root.path, name, namespace)):
            return found.meaning
        return self._extern_prelude(name, crate)

    def _anchored(self, names: tuple[str, ...], module: str) -> tuple[Meaning | None, tuple[str, ...]]:
        """Where ``crate``, ``self`` and ``super`` steps lead to, and the steps that are left."""
        scope = self._scopes[module]
        if names[0] in ("crate", "$crate"):
            return self._define_module(self._scopes[scope.crate.root.path]), names[1:]
        place = 1 if names[0] == "self" else 0
        while place < len(names) and names[place] == "super":
            if not scope.parent:
                return None, ()
            scope = self._scopes[scope.parent]
            place += 1
        return self._define_module(scope), names[place:]

    def _self_meaning(self, self_type: str) -> Meaning | None:
        if not self_type:
            return None
        return self.definition(self_type, Namespace.TYPE) or (
            Primitive(name=self_type) if self_type in PRIMITIVES else Foreign(path=self_type)
        )

    def _binding_in_scope(self, name: str, module: str, namespace: Namespace) -> Binding | None:
        if namespace is Namespace.MACRO and (macro := self._textual_macro(name, module)):
            crate = self._crate(module).name
            owner = crate if not visibility_scope(macro.item, module, crate) else macro.module
            meaning = self.define_declared(macro, owner, name, namespace)
            return Binding(module=module, declaration=macro.item, visibility=visibility_scope(macro.item, module, crate), meaning=meaning)
        return self.binding(module, name, namespace)

    def _in_scope(self, name: str, module: str, namespace: Namespace) -> Meaning | None:
        """A name without a path: the module's, a crate's, the standard prelude's, a primitive type's."""
        if found := self._binding_in_scope(name, module, namespace):
            return found.meaning
        crate = self._crate(module)
        if namespace is Namespace.TYPE and (other := self._extern_prelude(name, crate)):
            return other
        if name in self._scopes[module].uses and not self._is_imported(name, module):
            return None  # imported, but nobody knows from where: not the prelude's
        if path := find_in_prelude(name, namespace, crate.edition):
            return Foreign(path=path)
        if namespace is Namespace.TYPE and name in PRIMITIVES:
            return Primitive(name=name)
        return self._through_foreign_glob(name, module, namespace)

    def _is_imported(self, name: str, module: str) -> bool:
        return any(self.binding(module, name, namespace) for namespace in Namespace)

    def _through_foreign_glob(self, name: str, module: str, namespace: Namespace) -> Foreign | None:
        """A name that nothing at hand declares comes from the only glob import that cannot be looked into, if there is one."""
        if namespace is Namespace.VALUE and not name[:1].isupper():
            return None  # more likely a local variable
        globs = self.foreign_globs(module)
        return Foreign(path=f"{globs[0]}::{name}", is_guess=True) if len(globs) == 1 else None

    def _textual_macro(self, name: str, module: str) -> Declaration | None:
        """A ``macro_rules!`` in textual scope: of the module or the nearest one around it, else of one that leaves it there."""
        declarations = self._of_crate[self._crate(module).name].macros.get(name, ())
        around = [found for found in declarations if is_visible(found.module, module)]
        return max(around or declarations, key=lambda found: len(found.module), default=None)

    def _extern_prelude(self, name: str, crate: Crate) -> Meaning | None:
        """Another crate, by the name under which this one sees it."""
        if name in crate.dependencies:
            return self._crate_meaning(crate.dependencies[name])
        for use in self._scopes[crate.root.path].uses.get(name, ()):
            if isinstance(use, ExternCrate):
                return self.extern_crate(use, crate.root.path)
        if name in STANDARD_CRATES and name != "test":
            return Foreign(path=name)
        return None

    def _undeclared_crate(self, names: tuple[str, ...], module: str) -> Meaning | None:
        """Another crate, where sources without a manifest do not say which crates they use."""
        is_likely = len(names) > 1 and names[0].islower() and not self._crate(module).dependencies
        return self._crate_meaning(names[0]) if is_likely else None

    def extern_crate(self, item: ExternCrate, module: str) -> Meaning:
        """The crate that an ``extern crate`` names."""
        crate = self._crate(module)
        if item.crate_name == "self":
            return self._crate_meaning(crate.name)
        return self._crate_meaning(crate.dependencies.get(item.crate_name, item.crate_name))

    def _crate_meaning(self, name: str) -> Meaning:
        crate = self._crates.get(name)
        return self._define_module(self._scopes[crate.root.path]) if crate else Foreign(path=name)

    # Members

    def member(self, owner: Meaning, name: str, namespace: Namespace) -> Meaning | None:
        """One step of a path: ``name`` after ``owner::``."""
        if isinstance(owner, Foreign):
            return Foreign(path=f"{owner.path}::{name}", is_guess=owner.is_guess)
        if isinstance(owner, Primitive):
            return Foreign(path=f"{owner.name}::{name}")
        if isinstance(owner.item, Module):
            found = self.binding(owner.path, name, namespace)
            guessed = None if found else self._through_foreign_glob(name, owner.path, namespace)
            return found.meaning if found else guessed and Foreign(path=guessed.path)  # whoever writes a path knows that it leads somewhere
        if isinstance(owner.item, Enum) and (variant := self.variant(owner, name, namespace)):
            return variant
        return self._associated.find(owner, name, namespace)

    def variant(self, enum: Definition, name: str, namespace: Namespace) -> Definition | None:
        """A variant of an enum."""
        if not isinstance(enum.item, Enum) or namespace not in NAMESPACES[Variant]:
            return None
        variant = next((variant for variant in enum.item.variants if variant.name == name), None)
        if variant is None:
            return None
        return Definition(path=f"{enum.path}::{name}", namespace=namespace, item=variant, module=enum.module, crate=enum.crate)

    # Types

    def _resolve_path_type(self, type: PathType, module: str, self_type: str) -> Meaning | None:
        """A named type, with the crates' own aliases followed; a chain of aliases has an end, or no meaning."""
        seen: set[str] = set()
        while True:
            meaning = self._named_by_type(type, module, self_type)
            if not (isinstance(meaning, Definition) and isinstance(meaning.item, TypeAlias) and meaning.item.type):
                return meaning
            if meaning.path in seen:
                return None
            seen.add(meaning.path)
            target: Type = meaning.item.type
            while isinstance(target, ReferenceType):
                target = target.inner
            if not isinstance(target, PathType):
                return self.resolve_type(target, meaning.module)
            self_type = meaning.path.rpartition("::")[0]
            type, module = target, meaning.module

    def _named_by_type(self, type: PathType, module: str, self_type: str) -> Meaning | None:
        if type.self_type is None:
            return self.resolve_type_path(type.path, module, self_type=self_type)
        owner = self.resolve_type(type.self_type, module, self_type=self_type)
        if owner is None and type.trait:
            owner = self.resolve(type.trait, module, Namespace.TYPE, self_type=self_type)
        for name in type.path.names:
            owner = self.member(owner, name, Namespace.TYPE) if owner else None
        return owner


def _spelled(path: Path | str) -> tuple[tuple[str, ...], bool]:
    if isinstance(path, Path):
        return path.names, path.is_global
    is_global = path.startswith("::")
    return tuple(name.strip().removeprefix("r#") for name in path.removeprefix("::").split("::")), is_global
