"""In which order impls are shown: by the text of their headers.

Goes in: impls. Comes out: keys that sort them. The parts of most headers are written as text at once, in a fraction of the time that their
tokens take, and once for all the impls that have them; where anything in a part is unusual, its tokens are joined. Tests hold both to the
same result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sphinx_plissken.rust.documented import DocumentedImpl
from sphinx_plissken.rust.model import Impl
from sphinx_plissken.rust.signatures.signature import impl_head
from sphinx_plissken.rust.signatures.signature_tokens import text_of
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, argument_tokens, bound_tokens, is_type_name, path_tokens, type_tokens
from sphinx_plissken.rust.signatures.where_clauses import merged, shown_parameters, where_tokens
from sphinx_plissken.rust.types import (
    Bound,
    ConstParameter,
    DynType,
    GenericArgument,
    GenericParameter,
    Generics,
    ImplType,
    Lifetime,
    Path,
    PathType,
    ReferenceType,
    TraitBound,
    Type,
)


class ImplRanks:
    """Keys that sort impls, and the texts of what their headers have in common; all that is remembered is known by identity."""

    def __init__(self) -> None:
        self._known_generics: dict[int, _ShownGenerics] = {}
        self._surroundings: dict[frozenset[str], Surroundings] = {}
        self._texts: dict[tuple[int, int], tuple[Path | Type, str]] = {}

    def of(self, impls: Sequence[DocumentedImpl]) -> list[tuple[bool, str, str]]:
        """A key for each impl, negative ones last; where clauses, the most of the work, are printed for ties only."""
        heads = [self._head(each) for each in impls]
        counts = Counter(heads)
        return [
            (each.impl.is_negative, head, self._where(each.impl) if counts[head] > 1 else "")
            for head, each in zip(heads, impls, strict=True)
        ]

    def _head(self, documented: DocumentedImpl) -> str:
        """The header of an impl without its where clause."""
        impl = documented.impl
        generics = self._generics(impl.generics)
        if documented.self_path:
            return text_of(impl_head(documented, merged(impl.generics), generics.around))
        self_type = self._text(impl.self_type, generics.around)
        if impl.trait is None:
            return f"impl{generics.text} {self_type}"
        return f"impl{generics.text} {'!' if impl.is_negative else ''}{self._text(impl.trait, generics.around)} for {self_type}"

    def _where(self, impl: Impl) -> str:
        return text_of(where_tokens(merged(impl.generics), self._generics(impl.generics).around))

    def _generics(self, written: Generics) -> _ShownGenerics:
        if id(written) not in self._known_generics:
            around = Surroundings().inside(written)
            around = self._surroundings.setdefault(around.generics, around)
            text = _parameters_text(shown_parameters(written), around)
            self._known_generics[id(written)] = _ShownGenerics(written, around, text)
        return self._known_generics[id(written)]

    def _text(self, part: Path | Type, around: Surroundings) -> str:
        key = (id(part), id(around))
        if key not in self._texts:
            self._texts[key] = part, _path_text(part, around) if isinstance(part, Path) else _type_text(part, around)
        return self._texts[key][1]


class _ShownGenerics(NamedTuple):
    """The generics of an impl, and what they make of its header."""

    written: Generics
    """Held, so that its identity stays its own."""
    around: Surroundings
    text: str
    """The parameters."""


def _type_text(type: Type, around: Surroundings) -> str:
    if isinstance(type, PathType) and type.self_type is None:
        return _path_text(type.path, around)
    if isinstance(type, ReferenceType) and not isinstance(type.inner, _SUMS):
        lifetime = f"{type.lifetime.name} " if type.lifetime and type.lifetime.name != "'_" else ""
        return f"&{lifetime}{'mut ' if type.is_mutable else ''}{_type_text(type.inner, around)}"
    return text_of(type_tokens(type, around))


_SUMS = (DynType, ImplType)


def _path_text(path: Path, around: Surroundings) -> str:
    last = path.segments[-1]
    if last.inputs is not None or (len(path.segments) > 1 and is_type_name(path.segments[-2].name, around)):
        return text_of(path_tokens(path, around))
    if not last.arguments:
        return last.name
    return f"{last.name}<{', '.join([_argument_text(argument, around) for argument in last.arguments])}>"


def _argument_text(argument: GenericArgument, around: Surroundings) -> str:
    if isinstance(argument, _TYPES):
        return _type_text(argument, around)
    return argument.name if isinstance(argument, Lifetime) else text_of(argument_tokens(argument, around))


_TYPES = (PathType, ReferenceType)


def _parameters_text(parameters: Sequence[GenericParameter], around: Surroundings) -> str:
    return f"<{', '.join([_parameter_text(parameter, around) for parameter in parameters])}>" if parameters else ""


def _parameter_text(parameter: GenericParameter, around: Surroundings) -> str:
    if isinstance(parameter, ConstParameter):
        return f"const {parameter.name}: {_type_text(parameter.type, around)}"
    if not parameter.bounds:
        return parameter.name
    return f"{parameter.name}: {' + '.join([_bound_text(bound, around) for bound in parameter.bounds])}"


def _bound_text(bound: Bound, around: Surroundings) -> str:
    if isinstance(bound, TraitBound) and not bound.modifier and not bound.lifetimes:
        return _path_text(bound.path, around)
    return text_of(bound_tokens([bound], around))
