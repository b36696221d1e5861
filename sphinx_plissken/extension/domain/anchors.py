"""Names of places in pages: from an object to the id of its HTML element.

Goes in: an object type and a path. Comes out: an id that readers can read, that does not change when something else does, and that holds
nothing which Sphinx' ``make_id`` would drop: ``method.geometry.Point.norm``. rustdoc's file names and anchors
(``geometry/struct.Point.html``, ``#method.norm``) hold the same parts, so that old links can be mapped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = (
    ("&mut ", "mut-ref-"),
    ("*const ", "const-ptr-"),
    ("*mut ", "mut-ptr-"),
    ("&", "ref-"),
    ("()", "unit"),
    ("->", "-to-"),
    ("[", "slice-"),
    ("!", "not-"),
    ("*", "star-"),
)
"""What tells types apart though it is no letter: ``&T`` and ``[T]`` are not both ``T``."""

_TUPLE = re.compile(r"(?<![\w>])\((?!\))")
"""A parenthesis that opens a tuple; those of ``Fn(A)`` stand behind a name."""

_OTHER = re.compile(r"[^A-Za-z0-9_.]+")


def anchor(objtype: str, path: str) -> str:
    """The id for an object.

    >>> anchor("struct", "geometry::Point")
    'struct.geometry.Point'
    >>> anchor("impl", "geometry::Point::impl-From<&[u8]>-for-Point")
    'impl.geometry.Point.impl-From-ref-slice-u8-for-Point'
    """
    text = _TUPLE.sub("tuple-", path.replace("r#", "").replace("::", "."))
    for written, word in _WORDS:
        text = text.replace(written, word)
    plain = _OTHER.sub("-", _ascii(text))
    return f"{objtype}.{re.sub('-*[.]-*', '.', plain).strip('-')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplHeader:
    """The parts of ``unsafe impl<T> !Trait<T> for Type<T> where ..`` that tell impls apart, as text."""

    trait: str
    """With its generic arguments and the ``!`` of a negative impl; empty for an inherent impl."""
    self_type: str

    @property
    def name(self) -> str:
        """The name of the impl, which has none in Rust: rustdoc's anchor without its escapes; no spaces, as inventories want it.

        ``impl From<Vec<u8>> for Point<'a, T>`` -> ``impl-From<Vec<u8>>-for-Point<'a,T>``
        """
        parts = ["impl", self.trait, "for", self.self_type] if self.trait else ["impl", self.self_type]
        return "-".join(_without_spaces(part) for part in parts)


def read_impl_header(text: str) -> ImplHeader:
    """Read the header of an impl, with or without the keyword.

    >>> read_impl_header("impl<T: Copy> From<T> for Point<T> where T: Into<f64>")
    ImplHeader(trait='From<T>', self_type='Point<T>')
    """
    text = re.sub(r"\bwhere\b.*", "", " ".join(text.split())).strip(" {}")
    text = re.sub(r"^(default |unsafe |const )*(impl\b)? ?", "", text)
    if text.startswith("<") and (end := _closing_angle(text)) and not text[end:].startswith("::"):
        text = text[end:].strip()
    trait, separator, self_type = _split_outside(text, " for ")
    return ImplHeader(trait=trait.strip(), self_type=self_type.strip()) if separator else ImplHeader(trait="", self_type=trait.strip())


def _closing_angle(text: str) -> int:
    """Where the angle brackets end that a text begins with; 0 where they do not."""
    return next((index + 1 for index, depth in _depths(text) if depth == 0), 0)


def _split_outside(text: str, separator: str) -> tuple[str, str, str]:
    """``str.partition``, outside of brackets: ``Fn(for <'a> X) for Y``."""
    for index, depth in _depths(text):
        if (
            depth == 0
            and text.startswith(separator, index)
            and not text.startswith(" for <", index)
            and not text.startswith(" for<", index)
        ):
            return text[:index], separator, text[index + len(separator) :]
    return text, "", ""


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """Each character's index, and how many brackets are open behind it."""
    depth = 0
    for index, character in enumerate(text):
        if character in "<([":
            depth += 1
        elif character in ")]" or (character == ">" and not text.endswith("-", 0, index)):
            depth -= 1
        yield index, depth


def _without_spaces(text: str) -> str:
    return re.sub(r"\s+", "-", re.sub(r"\s*([,;:+=])\s*|(?<=[<(\[])\s+|\s+(?=[>)\]])", lambda match: match[1] or "", text.strip()))


def _ascii(text: str) -> str:
    """Letters without their accents; of other letters their number, since identifiers may be written in any script."""
    if text.isascii():
        return text
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isascii() else f"u{ord(c):x}" for c in letters)
