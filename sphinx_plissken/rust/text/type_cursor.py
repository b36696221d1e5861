"""Rust types, paths, bounds and generics, read token by token.

Goes in: text as it stands in source. Comes out: the values of ``types``, as small a piece as can be told apart being an ``UnknownType``
where it can't be read. ``type_reader`` is the way in; it needs this for what is not made of plain paths.
Rules: the Rust reference, chapters "Types", "Paths", "Generic parameters" and "Trait and lifetime bounds".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sphinx_plissken.rust.text.cursor import DEEPEST, NO_PATH_NAMES, Cursor, UnreadableError
from sphinx_plissken.rust.text.tokens import CLOSING, Kind, identifier, literal_value
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
    TraitBound,
    TupleType,
    Type,
    TypeParameter,
    UnknownType,
    UseBound,
    WherePredicate,
)


class TypeCursor(Cursor):
    """Each method reads one construct of the grammar from this place on, or raises ``UnreadableError``."""

    # Types

    def type(self, *, takes_plus: bool = True) -> Type:
        """A type; ``takes_plus``: whether ``A + B`` may stand here without parentheses."""
        if self.depth > DEEPEST:
            raise UnreadableError
        self.depth += 1
        read = _TYPES.get(self.texts[self.at])
        found = self._path_type() if read is None else read(self, takes_plus)
        self.depth -= 1
        if takes_plus and self.texts[self.at] == "+" and (bound := _as_bound(found)):
            return self._bare_bounds(bound)
        return found

    def _bare_bounds(self, first: Bound) -> Type:
        """A trait object without ``dyn``, whose first bound has been read."""
        self.expect("+")
        return DynType(bounds=(first, *self.bounds()), is_bare=True)

    def _path_type(self) -> Type:
        if self.kind() is Kind.LIFETIME:
            return DynType(bounds=self.bounds(), is_bare=True)
        path = self.path()
        if self.texts[self.at] == "!" and self.texts[self.at + 1] in CLOSING:
            self.at += 1
            return MacroType(path=path, tokens=self.group())
        return PathType(path=path)

    def parenthesized(self, takes_plus: bool) -> Type:
        """``()``, ``(A, B)``, or a type in parentheses, which is just that type."""
        self.at += 1
        elements, has_comma = self.elements(")", self.type)
        if len(elements) != 1 or has_comma:
            return TupleType(elements=tuple(elements))
        inner = elements[0]
        bound = _as_bound(inner)
        if bound is not None and takes_plus and self.texts[self.at] == "+":
            return self._bare_bounds(replace(bound, is_parenthesized=True))
        return inner

    def elements(self, closing: str, read: Callable[[], Type]) -> tuple[list[Type], bool]:
        """A comma-separated list with its closing delimiter, and whether its last element has a comma."""
        found: list[Type] = []
        has_comma = False
        while not self.accept(closing):
            start = self.at
            element = self.attempt(read)
            if element is None or (self.texts[self.at] != "," and self.texts[self.at] != closing):
                self.at = start
                element = UnknownType(text=self.skip_piece())
            found.append(element)
            has_comma = self.accept(",")
            if not has_comma:
                self.expect(closing)
                break
        return found, has_comma

    def slice_or_array(self, takes_plus: bool) -> Type:
        """``[T]`` or ``[T; N]``."""
        self.at += 1
        inner = self.type()
        if self.accept("]"):
            return SliceType(inner=inner)
        self.expect(";")
        start = self.at
        while self.texts[self.at] != "]":
            if self.texts[self.at] in CLOSING:
                self.group()
            elif self.is_done:
                raise UnreadableError
            else:
                self.at += 1
        length = self.text_from(start)
        self.at += 1
        return ArrayType(inner=inner, length=length)

    def reference(self, takes_plus: bool) -> Type:
        """``&'a mut T``."""
        self.expect("&")
        lifetime = self.lifetime() if self.kind() is Kind.LIFETIME else None
        is_mutable = self.accept("mut")
        return ReferenceType(inner=self.type(takes_plus=False), lifetime=lifetime, is_mutable=is_mutable)

    def pointer(self, takes_plus: bool) -> Type:
        """``*const T``."""
        self.at += 1
        is_mutable = self.accept("mut")
        if not is_mutable:
            self.expect("const")
        return PointerType(inner=self.type(takes_plus=False), is_mutable=is_mutable)

    def never(self, takes_plus: bool) -> Type:
        """``!``."""
        self.at += 1
        return NeverType()

    def inferred(self, takes_plus: bool) -> Type:
        """``_``."""
        self.at += 1
        return InferredType()

    def impl(self, takes_plus: bool) -> Type:
        """``impl A + B``."""
        self.at += 1
        return ImplType(bounds=self._some_bounds(takes_plus))

    def dyn(self, takes_plus: bool) -> Type:
        """``dyn A + B``."""
        if not self._is_dyn_keyword():
            return self._path_type()
        self.at += 1
        return DynType(bounds=self._some_bounds(takes_plus))

    def _is_dyn_keyword(self) -> bool:
        """Whether it is not the module or trait of that name that the 2015 edition allows."""
        following = self.texts[self.at + 1]
        if following == "::":
            return self.tokens[self.at + 1].is_spaced
        return self.kind(1) in (Kind.IDENTIFIER, Kind.LIFETIME) or following in ("?", "(", "~", "[")

    def _some_bounds(self, takes_plus: bool) -> tuple[Bound, ...]:
        bounds = self.bounds() if takes_plus else (self.bound(),)
        if not bounds:
            raise UnreadableError
        return bounds

    def optional_bound(self, takes_plus: bool) -> Type:
        """``?Sized + A``, a trait object of the 2015 edition."""
        return DynType(bounds=self.bounds(), is_bare=True)

    def qualified(self, takes_plus: bool) -> Type:
        """``<T as Trait>::Item``."""
        self_type, trait, path = self.qualified_path()
        return PathType(path=path, self_type=self_type, trait=trait)

    def qualified_path(self) -> tuple[Type, Path | None, Path]:
        """The type, the trait and the rest of ``<T as Trait>::Item``."""
        self.expect("<")
        self_type = self.type()
        trait = self.path() if self.accept("as") else None
        self.expect(">")
        self.expect("::")
        return self_type, trait, self.path()

    def function_pointer(self, takes_plus: bool) -> Type:
        """A function pointer, or (after ``for<'a>``) a trait object without ``dyn``."""
        start = self.at
        lifetimes = self.for_lifetimes()
        is_unsafe = self.accept("unsafe")
        abi = self._abi() if self.accept("extern") else None
        if not self.accept("fn"):
            self.at = start
            return DynType(bounds=self._some_bounds(takes_plus), is_bare=True)
        self.expect("(")
        parameters, is_variadic = self._pointer_parameters()
        returns = self.type(takes_plus=False) if self.accept("->") else None
        return FunctionPointerType(
            parameters=parameters, returns=returns, lifetimes=lifetimes, is_unsafe=is_unsafe, abi=abi, is_variadic=is_variadic
        )

    def _abi(self) -> str:
        if self.kind() is not Kind.LITERAL:
            return ""
        self.at += 1
        return str(literal_value(self.texts[self.at - 1]))

    def _pointer_parameters(self) -> tuple[tuple[FunctionPointerParameter, ...], bool]:
        parameters: list[FunctionPointerParameter] = []
        is_variadic = False
        while not self.accept(")"):
            self.skip_attributes()
            name = ""
            if self.kind() is Kind.IDENTIFIER and self.texts[self.at + 1] == ":":
                name = identifier(self.texts[self.at])
                self.at += 2
            if self.accept("..."):
                is_variadic = True
            else:
                parameters.append(FunctionPointerParameter(type=self.type(), name=name))
            if not self.accept(",") and self.texts[self.at] != ")":
                raise UnreadableError
        return tuple(parameters), is_variadic

    # Paths

    def path(self) -> Path:
        """``std::io::Result<()>``."""
        is_global = self.accept("::")
        segments = [self.segment()]
        while self.texts[self.at] == "::":
            self.at += 1
            segments.append(self.segment())
        return Path(segments=tuple(segments), is_global=is_global)

    def segment(self) -> PathSegment:
        """``Vec<T>`` or ``Fn(A) -> B``."""
        name = self.path_name()
        text = self.texts[self.at]
        if text == "::" and self.texts[self.at + 1][:1] in ("<", "("):
            self.at += 1
            text = self.texts[self.at]
        if text in ("<", "<<"):
            self.expect("<")
            return PathSegment(name=name, arguments=self.generic_arguments())
        if text == "(":
            self.at += 1
            inputs, _ = self.elements(")", self.type)
            output = self.type(takes_plus=False) if self.accept("->") else None
            return PathSegment(name=name, inputs=tuple(inputs), output=output)
        return PathSegment(name=name)

    def generic_arguments(self) -> tuple[GenericArgument, ...]:
        """What follows ``<``, with the ``>``."""
        found: list[GenericArgument] = []
        while not self.accept(">"):
            start = self.at
            argument = self.attempt(self.generic_argument)
            if argument is None or (self.texts[self.at] != "," and not self.texts[self.at].startswith(">")):
                self.at = start
                argument = UnknownType(text=self.skip_piece())
            found.append(argument)
            if not self.accept(","):
                self.expect(">")
                break
        return tuple(found)

    def generic_argument(self) -> GenericArgument:
        """``'a``, ``4``, ``T``, ``Item = T`` or ``Item: Bound``."""
        text, kind = self.texts[self.at], self.kind()
        if kind is Kind.LIFETIME and self.texts[self.at + 1] != "+":
            return self.lifetime()
        if kind is Kind.LITERAL or text in ("{", "-", "true", "false"):
            return ConstArgument(text=self.const_expression())
        found = self.type()
        if self.texts[self.at] == ":" or self.texts[self.at] in ("=", "=="):
            return self._associated(found)
        return found

    def _associated(self, subject: Type) -> AssociatedTypeArgument:
        """``= T`` or ``: Bound`` after a name that was read as a type."""
        if not isinstance(subject, PathType) or subject.self_type is not None or len(subject.path.segments) != 1:
            raise UnreadableError
        segment = subject.path.last
        name = segment.name if segment.inputs is None else f"{segment.name}(..)"  # return type notation
        if self.accept(":"):
            return AssociatedTypeArgument(name=name, generics=segment.arguments or (), bounds=self.bounds())
        self.expect("=")
        if self.kind() is Kind.LITERAL or self.texts[self.at] in ("{", "-", "true", "false"):
            return AssociatedTypeArgument(name=name, generics=segment.arguments or (), type=UnknownType(text=self.const_expression()))
        return AssociatedTypeArgument(name=name, generics=segment.arguments or (), type=self.type())

    def const_expression(self) -> str:
        """A block, a literal, a negative literal or a name, as text."""
        start = self.at
        if self.texts[self.at] == "{":
            return self.group()
        self.accept("-")
        if self.kind() not in (Kind.LITERAL, Kind.IDENTIFIER):
            raise UnreadableError
        self.at += 1
        return self.text_from(start)

    # Bounds and generic parameters

    def lifetime(self) -> Lifetime:
        """``'a``."""
        if self.kind() is not Kind.LIFETIME:
            raise UnreadableError
        self.at += 1
        return Lifetime(name=self.texts[self.at - 1])

    def for_lifetimes(self) -> tuple[Lifetime, ...]:
        """``for<'a, 'b>``, or nothing."""
        if self.texts[self.at] != "for":
            return ()
        self.at += 1
        self.expect("<")
        found = []
        while not self.accept(">"):
            found.append(self.lifetime())
            if self.accept(":"):
                self.bounds()
            if not self.accept(",") and not self.texts[self.at].startswith(">"):
                raise UnreadableError
        return tuple(found)

    def bounds(self) -> tuple[Bound, ...]:
        """Bounds with ``+`` between them; there may be none, and a ``+`` at the end."""
        found: list[Bound] = []
        while self._is_bound_ahead():
            found.append(self.bound())
            if not self.accept("+"):
                break
        return tuple(found)

    def _is_bound_ahead(self) -> bool:
        text, kind = self.texts[self.at], self.kind()
        if kind is Kind.IDENTIFIER:
            return text not in NO_PATH_NAMES or text in ("for", "use", "const")
        return kind is Kind.LIFETIME or text in ("?", "(", "::", "~", "$", "[", "!", "<")

    def bound(self) -> Bound:
        """``?Sized``, ``'a``, ``use<T>``, ``for<'a> Fn(&'a T)``."""
        if self.kind() is Kind.LIFETIME:
            return self.lifetime()
        if self.texts[self.at] == "use":
            return self._use_bound()
        if not self.accept("("):
            return self._trait_bound(is_parenthesized=False)
        bound = self._trait_bound(is_parenthesized=True)
        self.expect(")")
        return bound

    def _use_bound(self) -> UseBound:
        start = self.at
        self.at += 1
        self.expect("<")
        self.generic_arguments()
        return UseBound(text=self.text_from(start))

    def _trait_bound(self, *, is_parenthesized: bool) -> TraitBound:
        lifetimes = self.for_lifetimes()
        modifier = self._modifier()
        lifetimes = lifetimes or self.for_lifetimes()
        return TraitBound(path=self.path(), modifier=modifier, lifetimes=lifetimes, is_parenthesized=is_parenthesized)

    def _modifier(self) -> str:
        for spelling in _MODIFIERS:
            if tuple(self.texts[self.at : self.at + len(spelling)]) == spelling:
                self.at += len(spelling)
                return "".join(spelling)
        if self.texts[self.at] == "async" and self.kind(1) is Kind.IDENTIFIER:
            self.at += 1
            return "async"
        return ""

    def generic_parameter(self) -> GenericParameter:
        """``T: Bound = Default``, ``'a: 'b`` or ``const N: usize = 4``, with its conditions."""
        cfg = self._condition()
        parameter = self._bare_generic_parameter()
        return replace(parameter, cfg=cfg) if cfg else parameter

    def _condition(self) -> str:
        """What attributes ask for: ``#[cfg(unix)] #[cfg(test)]`` -> ``all(unix, test)``."""
        asked = []
        while self.texts[self.at] == "#" and self.texts[self.at + 1] == "[":
            is_cfg = self.texts[self.at + 2] == "cfg"
            self.at += 3 if is_cfg else 1
            text = self.group()
            if is_cfg:
                asked.append(text[1:-1].strip())
                self.expect("]")
        return f"all({', '.join(asked)})" if asked else ""

    def _bare_generic_parameter(self) -> GenericParameter:
        if self.kind() is Kind.LIFETIME:
            name = self.lifetime().name
            bounds = self.bounds() if self.accept(":") else ()
            return LifetimeParameter(name=name, bounds=tuple(bound for bound in bounds if isinstance(bound, Lifetime)))
        if self.accept("const"):
            name = self.name()
            self.expect(":")
            type = self.type()
            return ConstParameter(name=name, type=type, default=self.const_expression() if self.accept("=") else None)
        name = self.name()
        found = self.bounds() if self.accept(":") else ()
        return TypeParameter(name=name, bounds=found, default=self.type() if self.accept("=") else None)

    def where_predicate(self) -> WherePredicate:
        """``T: Bound`` or ``'a: 'b``."""
        lifetimes = self.for_lifetimes()
        is_lifetime = self.kind() is Kind.LIFETIME and self.texts[self.at + 1] == ":"
        subject = self.lifetime() if is_lifetime else self.type()
        self.expect(":")
        return WherePredicate(subject=subject, bounds=self.bounds(), lifetimes=lifetimes)


def _as_bound(type: Type) -> TraitBound | None:
    """The bound that was read as a type, since nothing told it apart."""
    if isinstance(type, PathType) and type.self_type is None:
        return TraitBound(path=type.path)
    if isinstance(type, DynType) and type.is_bare and len(type.bounds) == 1 and isinstance(type.bounds[0], TraitBound):
        return type.bounds[0]
    return None


_MODIFIERS = (("?",), ("~", "const"), ("[", "const", "]"), ("const",), ("!",))

_TYPES: dict[str, Callable[[TypeCursor, bool], Type]] = {
    "(": TypeCursor.parenthesized,
    "[": TypeCursor.slice_or_array,
    "&": TypeCursor.reference,
    "&&": TypeCursor.reference,
    "*": TypeCursor.pointer,
    "!": TypeCursor.never,
    "_": TypeCursor.inferred,
    "impl": TypeCursor.impl,
    "dyn": TypeCursor.dyn,
    "?": TypeCursor.optional_bound,
    "<": TypeCursor.qualified,
    "<<": TypeCursor.qualified,
    "for": TypeCursor.function_pointer,
    "unsafe": TypeCursor.function_pointer,
    "extern": TypeCursor.function_pointer,
    "fn": TypeCursor.function_pointer,
}
"""First token -> what it begins."""
