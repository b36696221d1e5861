"""The attributes that belong to a type's declaration: ``#[non_exhaustive]``, ``#[repr(..)]``, symbol names.

Goes in: an item. Comes out: tokens, each attribute on a line of its own. Rules: rustdoc's ``Item::attributes`` and ``repr_attribute``,
which shows a representation only where users may rely on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_plissken.rust.model import Attribute, Enum, Field, Item, Struct, Union
from sphinx_plissken.rust.signatures.signature_tokens import Token, TokenKind, line_break
from sphinx_plissken.rust.types import PathType, TupleType

_SYMBOLS = frozenset({"no_mangle", "export_name", "link_section"})


def attribute_tokens(item: Item) -> Iterator[Token]:
    """Print the attributes that are part of what an item promises."""
    for text in (*_plain_attributes(item), *_representation(item)):
        yield from (Token(TokenKind.ATTRIBUTE, text), line_break())


def _plain_attributes(item: Item) -> Iterator[str]:
    for attribute in item.attributes:
        if attribute.path == "non_exhaustive":
            yield "#[non_exhaustive]"
        elif attribute.path in _SYMBOLS:
            value = re.sub(r"^\s*=\s*", " = ", attribute.tokens)
            yield f"#[unsafe({attribute.path}{value})]"


def is_hidden(item: Item) -> bool:
    """Whether an item has ``#[doc(hidden)]``."""
    return bool(item.attributes) and any(has_doc_word(attribute, "hidden") for attribute in item.attributes)


def has_doc_word(attribute: Attribute, word: str) -> bool:
    """Whether an attribute is ``#[doc(word)]``; several words may stand together."""
    return attribute.path == "doc" and re.search(rf"[(,]\s*{word}\s*[,)]", attribute.tokens) is not None


def _representation(item: Item) -> Iterator[str]:
    if not isinstance(item, Struct | Union | Enum):
        return
    words = [word for attribute in item.attributes if attribute.path == "repr" for word in _words(attribute.tokens)]
    if not words:
        return
    if "transparent" in words:
        if _wraps_publicly(item):
            yield "#[repr(transparent)]"
    elif _is_public(item) and (shown := sorted(filter(None, map(_shown, words)), key=_rank)):
        yield f"#[repr({', '.join(shown)})]"


def _words(tokens: str) -> list[str]:
    return re.findall(r"\w+(?:\s*\([^)]*\))?", tokens)


def _shown(word: str) -> str:
    word = re.sub(r"\s+", "", word)
    return {"packed": "packed(1)", "Rust": ""}.get(word, word)


def _rank(word: str) -> int:
    order = ("C", "simd", "packed", "align")
    return next((place for place, start in enumerate(order) if re.match(rf"{start}\b", word)), len(order))


def representation_words(item: Item) -> frozenset[str]:
    """What ``#[repr(..)]`` says: ``{"C"}``."""
    return frozenset(word for attribute in item.attributes if attribute.path == "repr" for word in _words(attribute.tokens))


def _is_public(item: Struct | Union | Enum) -> bool:
    """Whether nothing of the type is private or hidden."""
    if isinstance(item, Enum):
        fields = [field for variant in item.variants for field in variant.fields]
        return not any(is_hidden(part) for part in (*item.variants, *fields))
    return all(map(_is_public_field, item.fields))


def _is_public_field(field: Field) -> bool:
    return field.visibility.is_public and not is_hidden(field)


def _wraps_publicly(item: Struct | Union | Enum) -> bool:
    """Whether the field that holds the data is public. Which types have no size is not known; markers and ``()`` have none."""
    if isinstance(item, Enum):
        return _is_public(item)
    sized = [field for field in item.fields if not _is_marker(field)]
    return all(map(_is_public_field, sized)) if sized else any(map(_is_public_field, item.fields))


def _is_marker(field: Field) -> bool:
    type = field.type
    return type == TupleType() or (isinstance(type, PathType) and type.path.last.name.startswith("Phantom"))
