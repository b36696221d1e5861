"""Types, paths, bounds and generics as rustdoc prints them, in tokens.

Goes in: the values of ``types`` and what surrounds them. Comes out: tokens, without line breaks. Rules: rustdoc's ``html/format.rs``, and
its ``clean`` where that changes what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sphinx_plissken.rust.construction import quickly_made
from sphinx_plissken.rust.model import Namespace, Trait, TypeAlias
from sphinx_plissken.rust.resolution.exports import is_exported
from sphinx_plissken.rust.resolution.meanings import Definition
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.signatures.const_values import Place, evaluate
from sphinx_plissken.rust.signatures.elision import elided_lifetimes
from sphinx_plissken.rust.signatures.imported_names import name_behind_imports
from sphinx_plissken.rust.signatures.signature_tokens import COMMA, PLUS, SPACE, Token, TokenKind, joined, keyword, mark, words
from sphinx_plissken.rust.signatures.substitution import assigned, substituted
from sphinx_plissken.rust.types import (
    ArrayType,
    AssociatedTypeArgument,
    Bound,
    ConstArgument,
    ConstParameter,
    DynType,
    FunctionPointerParameter,
    FunctionPointerType,
    GenericArgument,
    GenericParameter,
    Generics,
    ImplType,
    InferredType,
    Lifetime,
    LifetimeParameter,
    MacroType,
    NeverType,
    Path,
    PathSegment,
    PathType,
    PointerType,
    ReferenceType,
    SliceType,
    TupleType,
    Type,
    TypeParameter,
    UnknownType,
    UseBound,
)

_DEEPEST = 16
"""How many aliases of aliases are looked through."""


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where a signature stands: what names mean there."""

    names: Names | None = None
    """Without it nothing that takes another look at the source is shown: elided lifetimes, the values of constants."""
    module: str = ""
    """Definition path of the module it is written in."""
    self_type: str = ""
    """Definition path of what ``Self`` stands for."""
    generics: frozenset[str] = frozenset()
    """Names of the type and const parameters in scope."""
    is_member: bool = False
    """Whether it is a part of a trait or an impl, and no item of a module."""
    depth: int = 0
    """How many aliases have been looked through."""

    def inside(self, generics: Generics) -> Surroundings:
        """The surroundings within an item that has generic parameters of its own."""
        declared = {parameter.name for parameter in generics.parameters if not isinstance(parameter, LifetimeParameter)}
        return replace(self, generics=self.generics | declared) if declared else self


def type_tokens(type: Type, around: Surroundings) -> Iterator[Token]:
    """Print a type."""
    return _PRINTERS[type.__class__](type, around)


def path_tokens(path: Path, around: Surroundings, *, shown: str = "") -> Iterator[Token]:
    """Print a path: its last segment, because the rest is where it is found and not what it is.

    :param shown: a name to show in place of the last one.

    Of ``Self::Item`` and ``T::Item`` both are shown, and of ``Type::Item``: what is before the ``::`` is a type.
    """
    names = path.names
    if len(names) > 1 and is_type_name(names[-2], around):
        yield from _segment_tokens(path.segments[-2], names[:-1], path.is_global, around)
        yield mark("::")
    yield from _segment_tokens(path.last, names, path.is_global, around, shown)


def _shown_name(names: tuple[str, ...], is_global: bool, around: Surroundings) -> str:
    """The last name of a type's path, private imports looked through where an item of a module has it; rustdoc does not elsewhere."""
    if around.names is None or around.is_member or is_global or names[0] in around.generics or names[0] == "Self":
        return names[-1]
    return name_behind_imports(names, around.module, around.names)


def is_type_name(name: str, around: Surroundings) -> bool:
    """Whether a name before a ``::`` is that of a type, as far as can be told from the name."""
    return name == "Self" or name in around.generics or name[:1].isupper()


def _segment_tokens(
    segment: PathSegment, names: tuple[str, ...], is_global: bool, around: Surroundings, shown: str = ""
) -> Iterator[Token]:
    yield _name_token(shown or segment.name, names, is_global, around)
    if segment.inputs is not None:
        yield mark("(")
        yield from joined((type_tokens(input, around) for input in segment.inputs), COMMA)
        yield mark(")")
        yield from returned(segment.output, around)
        return
    arguments = segment.arguments or ()
    lifetimes = 0 if any(isinstance(argument, Lifetime) for argument in arguments) else elided_lifetimes(names, around.names, around.module)
    if arguments or lifetimes:
        elided = (Lifetime(name="'_"),) * lifetimes if not around.generics.intersection(names[:1]) else ()
        yield from angle_brackets([*elided, *arguments], around)


def angle_brackets(arguments: Sequence[GenericArgument], around: Surroundings) -> Iterator[Token]:
    """Print generic arguments; nothing where there are none."""
    if arguments:
        yield mark("<")
        yield from joined((argument_tokens(argument, around) for argument in arguments), COMMA)
        yield mark(">")


def _name_token(name: str, names: tuple[str, ...], is_global: bool, around: Surroundings) -> Token:
    if name == "Self":
        return keyword(name)
    if names[0] in around.generics:
        return Token(TokenKind.GENERIC, name)
    return Token(TokenKind.REFERENCE, name, ("::" if is_global else "") + "::".join(names))


def argument_tokens(argument: GenericArgument, around: Surroundings) -> Iterator[Token]:
    """Print a generic argument."""
    if isinstance(argument, Lifetime):
        yield lifetime_token(argument)
    elif isinstance(argument, ConstArgument):
        yield Token(TokenKind.LITERAL, argument.text)
    elif isinstance(argument, AssociatedTypeArgument):
        yield Token(TokenKind.TEXT, argument.name)
        yield from angle_brackets(argument.generics, around)
        if argument.type is not None:
            yield from (SPACE, mark("="), SPACE, *type_tokens(argument.type, around))
        else:
            yield from (mark(":"), SPACE, *bound_tokens(argument.bounds, around))
    else:
        yield from type_tokens(argument, around)


def lifetime_token(lifetime: Lifetime) -> Token:
    """Print a lifetime."""
    return Token(TokenKind.LIFETIME, lifetime.name)


# Bounds and generic parameters


def bound_tokens(bounds: Iterable[Bound], around: Surroundings) -> Iterator[Token]:
    """Print bounds with plus signs between them."""
    return joined((_bound(bound, around) for bound in bounds), PLUS)


def _bound(bound: Bound, around: Surroundings) -> Iterator[Token]:
    if isinstance(bound, Lifetime):
        yield lifetime_token(bound)
    elif isinstance(bound, UseBound):
        yield Token(TokenKind.TEXT, bound.text)
    else:
        if bound.modifier:
            yield mark(bound.modifier) if bound.modifier == "?" else keyword(bound.modifier)
            yield from () if bound.modifier == "?" else (SPACE,)
        yield from quantified(bound.lifetimes)
        yield from path_tokens(bound.path, around)


def quantified(lifetimes: Sequence[Lifetime]) -> Iterator[Token]:
    """Print ``for<'a>`` with the space after it; nothing where there are no lifetimes."""
    if lifetimes:
        yield from (keyword("for"), mark("<"), *joined(((lifetime_token(lifetime),) for lifetime in lifetimes), COMMA), mark(">"), SPACE)


def parameter_list(parameters: Sequence[GenericParameter], around: Surroundings, *, shows_defaults: bool = True) -> Iterator[Token]:
    """Print generic parameters in angle brackets; nothing where there are none."""
    if parameters:
        yield mark("<")
        yield from joined((_parameter(parameter, around, shows_defaults) for parameter in parameters), COMMA)
        yield mark(">")


def _parameter(parameter: GenericParameter, around: Surroundings, shows_defaults: bool) -> Iterator[Token]:
    if isinstance(parameter, LifetimeParameter):
        yield Token(TokenKind.LIFETIME, parameter.name)
        if parameter.bounds:
            yield from (mark(":"), SPACE, *bound_tokens(parameter.bounds, around))
    elif isinstance(parameter, ConstParameter):
        yield from (*words("const"), Token(TokenKind.GENERIC, parameter.name), mark(":"), SPACE, *type_tokens(parameter.type, around))
        if parameter.default is not None and shows_defaults:
            yield from (SPACE, mark("="), SPACE, Token(TokenKind.LITERAL, parameter.default))
    else:
        yield from _type_parameter(parameter, around, shows_defaults)


def _type_parameter(parameter: TypeParameter, around: Surroundings, shows_defaults: bool) -> Iterator[Token]:
    yield Token(TokenKind.GENERIC, parameter.name)
    if parameter.bounds:
        yield from (mark(":"), SPACE, *bound_tokens(parameter.bounds, around))
    if parameter.default is not None and shows_defaults:
        yield from (SPACE, mark("="), SPACE, *type_tokens(parameter.default, around))


# Types by class


def returned(type: Type | None, around: Surroundings) -> Iterator[Token]:
    """Print `` -> T``; nothing for the unit type."""
    if type is not None and type != TupleType():
        yield from (SPACE, mark("->"), SPACE, *type_tokens(type, around))


def _path_type(type: PathType, around: Surroundings) -> Iterator[Token]:
    if type.self_type is None:
        yield from _named_type(type, around)
        return
    if not _is_cast_shown(type, around):
        yield from type_tokens(type.self_type, around)
        yield from (mark("::"), Token(TokenKind.TEXT, type.path.last.name))
        return
    yield mark("<")
    yield from type_tokens(type.self_type, around)
    if type.trait is not None:
        yield from (SPACE, keyword("as"), SPACE, *path_tokens(type.trait, around))
    yield mark(">")
    for segment in type.path.segments:
        yield from (mark("::"), Token(TokenKind.TEXT, segment.name), *angle_brackets(segment.arguments or (), around))


def _is_cast_shown(type: PathType, around: Surroundings) -> bool:
    """Whether ``<X as Trait>::Y`` is shown so: in the trait's own head it is just ``X::Y``."""
    if around.names is None or around.is_member or type.trait is None or len(type.path.segments) != 1 or type.path.last.arguments:
        return True
    trait = around.names.resolve(type.trait, around.module, Namespace.TYPE)
    return not isinstance(trait, Definition) or not isinstance(trait.item, Trait) or trait.path != around.self_type


def _named_type(type: PathType, around: Surroundings) -> Iterator[Token]:
    """Print a path: of a trait as a trait object, which it is before edition 2021; of an alias that is not exported what is behind it."""
    meaning = None
    if around.names is not None and type.path.names[0] not in around.generics and type.path.names != ("Self",):
        meaning = around.names.resolve(type.path, around.module, Namespace.TYPE, self_type=around.self_type)
    if isinstance(meaning, Definition) and isinstance(meaning.item, TypeAlias) and (behind := _behind_alias(type.path, meaning, around)):
        yield from type_tokens(*behind)
        return
    if isinstance(meaning, Definition) and isinstance(meaning.item, Trait):
        yield from words("dyn")
    yield from path_tokens(type.path, around, shown=_shown_name(type.path.names, type.path.is_global, around))


def _behind_alias(path: Path, alias: Definition, around: Surroundings) -> tuple[Type, Surroundings] | None:
    """The type behind an alias that nobody can name who reads the signature from another crate."""
    item, names = alias.item, around.names
    if names is None or not isinstance(item, TypeAlias) or item.type is None or around.depth >= _DEEPEST:
        return None
    if alias.path != f"{alias.module}::{item.name}" or is_exported(alias.path, alias.crate, names):
        return None
    arguments = assigned(item.generics, path.last.arguments or ())
    return substituted(item.type, arguments), replace(around, module=alias.module, depth=around.depth + 1)


def _reference(type: ReferenceType, around: Surroundings) -> Iterator[Token]:
    yield mark("&")
    if type.lifetime and type.lifetime.name != "'_":
        yield from (lifetime_token(type.lifetime), SPACE)
    yield from words("mut") if type.is_mutable else ()
    yield from _pointee(type.inner, around)


def _pointer(type: PointerType, around: Surroundings) -> Iterator[Token]:
    yield mark("*")
    yield from words("mut" if type.is_mutable else "const")
    yield from _pointee(type.inner, around)


def _pointee(type: Type, around: Surroundings) -> Iterator[Token]:
    """What is pointed to, in parentheses where a plus sign would end the type."""
    is_sum = isinstance(type, DynType | ImplType) and len(type.bounds) > 1
    yield from (mark("("), *type_tokens(type, around), mark(")")) if is_sum else type_tokens(type, around)


def _tuple(type: TupleType, around: Surroundings) -> Iterator[Token]:
    yield mark("(")
    yield from joined((type_tokens(element, around) for element in type.elements), COMMA)
    if len(type.elements) == 1:
        yield mark(",")
    yield mark(")")


def _slice(type: SliceType, around: Surroundings) -> Iterator[Token]:
    yield from (mark("["), *type_tokens(type.inner, around), mark("]"))


def _array(type: ArrayType, around: Surroundings) -> Iterator[Token]:
    yield from (mark("["), *type_tokens(type.inner, around), mark(";"), SPACE, _length(type.length, around), mark("]"))


def _length(text: str, around: Surroundings) -> Token:
    """An array's length: its value, where that is known."""
    if text in around.generics:
        return Token(TokenKind.GENERIC, text)
    value = None if around.names is None else evaluate(text, Place(around.names, around.module, around.self_type), "usize")
    return Token(TokenKind.LITERAL, text if value is None else str(value.value))


def _function_pointer(type: FunctionPointerType, around: Surroundings) -> Iterator[Token]:
    has_names = any(parameter.name for parameter in type.parameters)
    yield from quantified(type.lifetimes)
    yield from words("unsafe") if type.is_unsafe else ()
    yield from abi_tokens(type.abi)
    yield from (
        keyword("fn"),
        mark("("),
        *joined((_pointer_parameter(parameter, around, has_names) for parameter in type.parameters), COMMA),
    )
    if type.is_variadic:
        yield from (*COMMA, mark("...")) if type.parameters else (mark("..."),)
    yield mark(")")
    yield from returned(type.returns, around)


def abi_tokens(abi: str | None) -> Iterator[Token]:
    """Print ``extern "C"`` with the space after it; nothing for Rust's own ABI."""
    if abi is not None and abi != "Rust":
        yield from (*words("extern"), Token(TokenKind.LITERAL, f'"{abi or "C"}"'), SPACE)


def _pointer_parameter(parameter: FunctionPointerParameter, around: Surroundings, has_names: bool) -> Iterator[Token]:
    """A parameter; where others have names, one without is called ``_``."""
    if has_names:
        yield from (Token(TokenKind.PARAMETER, parameter.name or "_"), mark(":"), SPACE)
    yield from type_tokens(parameter.type, around)


def _impl(type: ImplType, around: Surroundings) -> Iterator[Token]:
    yield from (*words("impl"), *bound_tokens(type.bounds, around))


def _dyn(type: DynType, around: Surroundings) -> Iterator[Token]:
    """Print a trait object: the traits first, then its lifetime."""
    traits = [bound for bound in type.bounds if not isinstance(bound, Lifetime)]
    lifetimes = [bound for bound in type.bounds if isinstance(bound, Lifetime)]
    yield from (*words("dyn"), *bound_tokens([*traits, *lifetimes], around))


def _never(type: NeverType, around: Surroundings) -> Iterator[Token]:
    yield mark("!")


def _inferred(type: InferredType, around: Surroundings) -> Iterator[Token]:
    yield mark("_")


def _macro(type: MacroType, around: Surroundings) -> Iterator[Token]:
    expanded = around.names.expanded_type(type, around.module) if around.names else type
    if isinstance(expanded, MacroType):
        yield Token(TokenKind.TEXT, f"{type.path}!{type.tokens}")
    else:
        yield from type_tokens(expanded, around)


def _unknown(type: UnknownType, around: Surroundings) -> Iterator[Token]:
    yield Token(TokenKind.TEXT, type.text)


_PRINTERS: dict[type, Callable[[Any, Surroundings], Iterator[Token]]] = {
    PathType: _path_type,
    ReferenceType: _reference,
    PointerType: _pointer,
    TupleType: _tuple,
    SliceType: _slice,
    ArrayType: _array,
    FunctionPointerType: _function_pointer,
    ImplType: _impl,
    DynType: _dyn,
    NeverType: _never,
    InferredType: _inferred,
    MacroType: _macro,
    UnknownType: _unknown,
}
