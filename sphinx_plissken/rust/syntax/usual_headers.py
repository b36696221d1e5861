"""What stands before the body of an item that is written as usual: signatures of functions, headers of impls, generics, use trees.

Goes in: text. Comes out: what it says, remembered by the text: the same headers stand in a crate again and again. Whatever is not as usual
raises ``UnusualError``; a signature with attributes, or unusual in another way, is read through the grammar.
Rules: the Rust reference, "Functions", "Implementations", "Generic parameters".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sphinx_plissken.rust.model import Parameter, SelfParameter
from sphinx_plissken.rust.syntax.declarations import Signature, bound_name, read_short_self, read_signature
from sphinx_plissken.rust.syntax.heads import read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import parse
from sphinx_plissken.rust.syntax.usual_text import ANGLES, COMMENT, PARENTHESES, TYPE, TYPE_GROUP, pattern
from sphinx_plissken.rust.text.type_reader import UseLeaf, read_generics, read_type, read_use_tree
from sphinx_plissken.rust.types import NO_GENERICS, Generics, Path, PathType, Type, UnknownType


class UnusualError(Exception):
    """Something is not written as usual; caught where the reading begins."""


@lru_cache(maxsize=65536)
def usual_type(text: str) -> Type:
    """Read a type that can be read."""
    type = read_type(text.strip())
    if isinstance(type, UnknownType):
        raise UnusualError
    return type


_WHERE = re.compile(r"\bwhere\b")


def split_where(header: str) -> tuple[str, str]:
    """What stands before a where clause, and the clause, which alone may have comments in it."""
    found = _WHERE.search(header) if "where" in header else None
    before, where = (header, "") if found is None else (header[: found.start()], header[found.start() :].strip())
    if "/" in before:
        raise UnusualError
    return before, where


def usual_generics(parameters: str | None, where: str) -> Generics:
    """Read generic parameters and a where clause, either of which may be missing."""
    if not parameters:
        return read_generics("", where) if where else NO_GENERICS
    if "#" in parameters:
        raise UnusualError  # a condition on a parameter
    return read_generics(parameters, where)


def read_usual_header(parameters: str | None, header: str) -> tuple[Generics, str]:
    """Generic parameters with the where clause before a brace or semicolon, and what stands between them."""
    if header.rstrip()[-1:] in ("<", "="):
        raise UnusualError  # after these a brace begins a constant argument
    text, where = split_where(header)
    return usual_generics(parameters, where), text.strip()


# Functions

_SIGNATURE = pattern(r"\s*+(?P<angles>", ANGLES, r")?+\s*+(?P<parameters>", PARENTHESES, ")(?P<returns>(?s:.*+))")
_PARAMETER = pattern(
    rf"\s*+(?P<pattern>(?:[^:,(){{}}\[\]<>\"'\#/\s]++|\s(?!\s*+:)|::|{TYPE_GROUP})++)\s*+:(?!:)\s*+(?P<type>{TYPE})(?:,|\Z)"
)
_SELF = pattern(r"\s*+(?P<self>(?:&\s*(?:'\w+\s+)?)?(?:mut\s+)?self)\s*+(?:,|\Z)")


Declared = tuple[Generics, SelfParameter | None, tuple[Parameter, ...], Type | None, bool, bool, bool, bool, bool, str | None, bool]
"""The values of the fields of a ``Function`` that say nothing of its name, place and body, in their order."""


@lru_cache(maxsize=16384)
def read_usual_declaration(head: str, text: str) -> Declared | None:
    """Read what stands before the name of a function, and after it up to the body or the semicolon; None for the grammar to read."""
    try:
        return _declared(head, _signature(text))
    except UnusualError:
        return None


def read_odd_declaration(source: Source, head: str, text: str, line: int) -> Declared:
    """Read the same through the grammar, where the text begins at a line."""
    name = "fn f"
    part = source.part(f"{name}{text}{'' if text.endswith(';') else '{}'}", line)
    root = parse(part.data)
    if root.has_error or root.child_count != 1:
        raise UnusualError
    signature = read_signature(part, root.children[0], len((name + text).encode()))
    source.is_conditional |= part.is_conditional
    return _declared(head, signature)


def _declared(head: str, signature: Signature) -> Declared:
    _, words, abi = read_head(head)
    is_default, is_safe = "default" in words, "safe" in words
    generics, receiver, parameters, is_variadic, returns = signature
    return (
        *(generics, receiver, parameters, returns),
        *("const" in words, "async" in words, "unsafe" in words, is_safe, is_default, abi, is_variadic),
    )


def _signature(text: str) -> Signature:
    if text.rstrip()[-1:] in ("<", "="):
        raise UnusualError  # after these a brace begins a constant argument
    found = _SIGNATURE.match(text)
    if found is None:
        raise UnusualError
    returns, where = split_where(found["returns"].rstrip("; \n\t"))
    returns = returns.strip()
    if returns and not returns.startswith("->"):
        raise UnusualError
    return Signature(
        usual_generics(found["angles"], where),
        *_parameters(found["parameters"][1:-1]),
        False,
        usual_type(returns[2:]) if returns else None,
    )


@lru_cache(maxsize=16384)
def _parameters(text: str) -> tuple[SelfParameter | None, tuple[Parameter, ...]]:
    """The receiver and the other parameters."""
    receiver: SelfParameter | None = None
    parameters: list[Parameter] = []
    at = 0
    if found := _SELF.match(text):
        receiver, at = read_short_self(found["self"]), found.end()
    while found := _PARAMETER.match(text, at):
        at = found.end()
        parameter = _parameter(found["pattern"], found["type"])
        if isinstance(parameter, SelfParameter):
            receiver = parameter
        else:
            parameters.append(parameter)
    if text[at:].strip():
        raise UnusualError
    return receiver, tuple(parameters)


@lru_cache(maxsize=16384)
def _parameter(pattern: str, type: str) -> Parameter | SelfParameter:
    if pattern in ("self", "mut self"):
        return SelfParameter(type=usual_type(type), is_mutable=pattern != "self")
    return Parameter(pattern=pattern, type=usual_type(type), name=bound_name(pattern))


# Impls and uses


class ImplHeader(NamedTuple):
    """What ``impl<T> !Trait for Type where ..`` says."""

    generics: Generics
    trait: Path | None
    self_type: Type
    is_negative: bool


_TRAIT = pattern(
    rf"(?P<not>!\s*+)?(?P<trait>(?:(?!\bfor\b)(?:\w++|[^\w<>()\[\]{{}}\"'/=,;!-]|->|'\w++(?!')|{TYPE_GROUP}|{ANGLES}))++)for\b\s*+"
)
_STRANGE_IMPL = re.compile(r"(?:const|unsafe|async)\b|!?\s*for\b")


def read_impl_header(parameters: str | None, header: str) -> ImplHeader:
    """Read what stands between ``impl`` and the braces."""
    generics, about = read_usual_header(parameters, header)
    found = _TRAIT.match(about)
    trait = usual_type(found["trait"]) if found else None
    type = usual_type(about[found.end() :] if found else about)
    if _STRANGE_IMPL.match(about) or not (trait is None or isinstance(trait, PathType)):
        raise UnusualError
    return ImplHeader(generics, None if trait is None else trait.path, type, bool(found and found["not"]))


_STRANGE_USE = re.compile(r"\w\s+\w", re.ASCII)
_RENAMED = pattern(rf"\s+as\s+|{COMMENT}")


@lru_cache(maxsize=4096)
def usual_use_tree(text: str) -> tuple[UseLeaf, ...]:
    """The leaves of a use tree in which nothing is missing."""
    if _STRANGE_USE.search(_RENAMED.sub(":", text)):
        raise UnusualError
    return read_use_tree(text.rstrip())


@lru_cache(maxsize=4096)
def read_usual_alias(parameters: str, bounds: str, type: str | None) -> tuple[Generics, str, Type | None]:
    """The generic parameters of a type alias, the bounds before its ``=`` and the type after it; a where clause may stand with either."""
    bounds, where = split_where(bounds.strip())
    if type is None:
        return usual_generics(parameters, where), bounds.strip(), None
    if bounds or where:
        raise UnusualError  # the default of an associated type
    text, where = split_where(type)
    return usual_generics(parameters, where), "", usual_type(text)
