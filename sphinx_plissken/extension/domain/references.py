"""References as people write them, and the paths that they may mean.

Goes in: ``struct@super::Point``, ``Self::norm()``, ``vec!`` and the place where it is written. Comes out: full paths to look up, best
first, and the object types that are meant. Rules: the Rust reference, "Paths", and the rustdoc book, "Linking to items by name".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sphinx_plissken.extension.domain.anchors import read_impl_header

_VALUES = ("fn", "method", "const", "static", "assocconst")
_MACROS = ("macro", "attr", "derive")

DISAMBIGUATORS: dict[str, tuple[str, ...]] = {
    "crate": ("crate",),
    "struct": ("struct",),
    "enum": ("enum",),
    "trait": ("trait", "traitalias"),
    "union": ("union",),
    "mod": ("mod", "crate"),
    "module": ("mod", "crate"),
    "const": ("const", "assocconst"),
    "constant": ("const", "assocconst"),
    "static": ("static",),
    "fn": ("fn", "method"),
    "function": ("fn", "method"),
    "method": ("method", "fn"),
    "field": ("field",),
    "variant": ("variant",),
    "derive": ("derive",),
    "attr": ("attr",),
    "macro": _MACROS,
    "type": ("struct", "enum", "union", "trait", "traitalias", "type", "assoctype", "mod", "crate", "variant"),
    "value": _VALUES,
    "tyalias": ("type", "assoctype"),
    "typealias": ("type", "assoctype"),
    "impl": ("impl",),
    "prim": ("primitive",),
    "primitive": ("primitive",),
}
"""rustdoc's words before an ``@``, and the object types that each stands for; no crate but ``std`` describes a primitive."""

_DISAMBIGUATED = re.compile(r"(?P<word>[a-z]+)@(?P<path>.+)", re.DOTALL)
_CALL = re.compile(r"(?P<path>.+?)(?P<mark>!\(\)|!\[\]|!\{\}|!|\(\))", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a reference names, as far as its text says."""

    path: str
    """Without disambiguator, generic arguments and marks: ``super::Point``."""
    objtypes: tuple[str, ...] = ()
    """The object types that the text allows; empty: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a reference is written; empty where nothing says so."""

    module: str = ""
    """Path of the module; of a crate's root the crate."""
    self_type: str = ""
    """Path of what ``Self`` means."""
    imported: str = ""
    """Of a reference: the path of what the module's ``use`` declarations make of its path, where that is known."""

    @property
    def crate(self) -> str:
        """The first segment of the module's path."""
        return self.module.partition("::")[0]

    @classmethod
    def read(cls, place: Mapping[str, Any]) -> Scope:
        """The scope that ``env.ref_context`` or a reference node holds."""
        return cls(
            module=place.get("rs:module") or place.get("rs:crate") or "",
            self_type=place.get("rs:self") or "",
            imported=place.get("rs:imported") or "",
        )


def read_target(text: str) -> Target:
    """Read the target of a reference; never fails: what is no path is looked up as it is.

    >>> read_target("fn@super::norm()")
    Target(path='super::norm', objtypes=('fn', 'method'))
    """
    text = text.strip()
    if text.startswith(("impl ", "impl<")):
        return Target(path=_impl_path(text), objtypes=("impl",))
    objtypes: tuple[str, ...] = ()
    if (match := _DISAMBIGUATED.fullmatch(text)) and match["word"] in DISAMBIGUATORS:
        objtypes, text = DISAMBIGUATORS[match["word"]], match["path"].strip()
    if match := _CALL.fullmatch(text):
        objtypes = objtypes or (("fn", "method") if match["mark"] == "()" else _MACROS)
        text = match["path"]
    return Target(path=_plain_path(text), objtypes=objtypes)


def title_of(text: str) -> str:
    """What a reference without an explicit title shows: the disambiguator is for the machine only. ``struct@a::B`` -> ``a::B``."""
    match = _DISAMBIGUATED.fullmatch(text)
    return match["path"] if match and match["word"] in DISAMBIGUATORS else text


def short_title_of(text: str) -> str:
    """The last segment only: ``a::b::C`` -> ``C``; generic arguments stay: ``a::Vec<b::T>`` -> ``Vec<b::T>``."""
    plain = re.sub(r"<.*", "", text, flags=re.DOTALL)
    return text[plain.rfind("::") + 2 :] if "::" in plain else text


def candidates(path: str, scope: Scope) -> Iterator[str]:
    """The full paths that a path may mean where it stands, best first.

    Paths of Rust come first (anchored ones mean one thing only); then a name may be that of a member of what the text is about, or a
    full path.
    """
    first, _, rest = path.partition("::")
    if first == "":
        yield rest
        return
    if first in _ANCHORS:
        if anchored := _anchored(first, rest, scope):
            yield anchored
        if scope.imported:
            yield scope.imported
        return
    if scope.self_type:
        yield f"{scope.self_type}::{path}"
    if scope.module:
        yield f"{scope.module}::{path}"
    if scope.imported:
        yield scope.imported
    yield path
    if scope.crate and scope.crate != scope.module:
        yield f"{scope.crate}::{path}"


def described_path(path: str, scope: Scope, owner: str) -> str:
    """The full path of what a directive describes under a path: relative to the item or module around it, unless it says where it begins.

    ``shapes::Circle`` in the crate ``geometry`` -> ``geometry::shapes::Circle``; ``Point::norm`` in ``geometry::Point`` ->
    ``geometry::Point::norm``
    """
    first, _, rest = path.partition("::")
    if is_anchored(path):
        return next(candidates(path, scope), path)
    if not owner or (rest and first == scope.crate):
        return path
    if rest and first == owner.rpartition("::")[2]:
        return f"{owner}::{rest}"
    return f"{owner}::{path}"


def is_anchored(path: str) -> bool:
    """Whether a path says itself where it begins: nothing but that is meant."""
    return path.partition("::")[0] in _ANCHORS or path.startswith("::")


_ANCHORS = ("crate", "self", "super", "Self")


def _anchored(first: str, rest: str, scope: Scope) -> str:
    """``("super", "Point")`` in ``geometry::shapes`` -> ``geometry::Point``; empty where the scope does not say."""
    if first == "Self":
        base = scope.self_type
    elif first == "crate":
        base = scope.crate
    elif first == "self":
        base = scope.module
    else:
        base = scope.module.rpartition("::")[0]
        while rest == "super" or rest.startswith("super::"):
            base, rest = base.rpartition("::")[0], rest[len("super::") :]
    if not base:
        return ""
    return f"{base}::{rest}" if rest else base


def _impl_path(text: str) -> str:
    """``impl a::Display for b::Point`` -> ``b::Point::impl-Display-for-Point``: headers show last segments only."""
    owner = _without_arguments(read_impl_header(text).self_type)
    shown = re.sub(r"(\w+::)+", "", text)
    return f"{owner}::{read_impl_header(shown).name}"


def _plain_path(text: str) -> str:
    """``a::Vec<b::T>::new`` -> ``a::Vec::new``; ``<a::B as Display>::fmt`` -> ``a::B::impl-Display-for-B::fmt``."""
    if match := _QUALIFIED.fullmatch(text):
        owner, trait, member = match["type"].strip(), match["trait"].strip(), match["member"]
        return f"{_plain_path(owner)}::impl-{re.sub(r'[ ]+', '', trait)}-for-{short_title_of(owner)}{member}"
    if "impl-" in text or "<" not in text:
        return re.sub(r"\s*::\s*", "::", text.replace("r#", ""))
    return _without_arguments(text)


_QUALIFIED = re.compile(r"<(?P<type>.+?) as (?P<trait>.+)>(?P<member>::\w+)")


def _without_arguments(text: str) -> str:
    kept, depth = [], 0
    for previous, character in zip(" " + text, text, strict=False):
        if character == "<":
            depth += 1
        elif character == ">" and previous != "-":
            depth -= 1
        elif depth == 0:
            kept.append(character)
    return re.sub(r"(::)+", "::", re.sub(r"\s+", "", "".join(kept))).removesuffix("::")
