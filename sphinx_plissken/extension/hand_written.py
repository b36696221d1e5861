"""Signatures as people write them in directives: ``pub fn parse<T: Read>(input: &str) -> Result<T, Error>``, ``Foo<'a, T>``, ``Display
for Foo``.

Goes in: the text of a directive's argument and the directive's object type. Comes out: a ``Declaration``: the path before the name, the
name, and the tokens of the signature. What can't be read is shown as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx_plissken.rust.signature import Signature, Token, TokenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One signature, whichever way it came."""

    name: str
    """The name without any path; of an impl what ``anchors.impl_name`` makes of its header."""
    prefix: str = ""
    """The path written before the name: ``geometry::shapes`` of ``geometry::shapes::Point``."""
    signature: Signature
    attributes: tuple[str, ...] = ()
    """Attributes to show above it, as text: ``#[pyclass(name = "Runner")]``."""
    self_path: str = ""
    """Of an impl: path of its self type as written."""
    is_trait_impl: bool = False


def read_declaration(text: str, objtype: str, *, location: str) -> Declaration:
    """Read a hand-written signature; a broken one is shown as it is, under the name that seems to be meant, with a warning."""
    return _as_written(text, objtype)


def _as_written(text: str, objtype: str) -> Declaration:
    """A declaration of which only the name is understood.

    :raises ValueError: when there is no name either.
    """
    match = _NAMED.search(text)
    if match is None:
        raise ValueError(text)
    before, path, after = text[: match.start("path")], match["path"], text[match.end("path") :]
    prefix, _, name = path.rpartition("::")
    tokens = [
        Token(TokenKind.TEXT, before),
        Token(TokenKind.TEXT, prefix and f"{prefix}::"),
        Token(TokenKind.NAME, name),
        Token(TokenKind.TEXT, after),
    ]
    return Declaration(name=name, prefix=prefix, signature=tuple(token for token in tokens if token.text))


_NAMED = re.compile(r"^(?:[a-z]\w*(?:\([^)]*\))? +|\"[^\"]*\" +)*(?P<path>\w+(?:::\w+)*)")
