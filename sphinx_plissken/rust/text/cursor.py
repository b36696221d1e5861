"""A place in a list of tokens, from which a reader steps on.

Goes in: text. Comes out: nothing by itself; ``type_reader`` builds its grammar on these steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sphinx_plissken.rust.text.tokens import CLOSING, Kind, Token, identifier, join, kind_of, read_tokens, split_punctuation

_T = TypeVar("_T")


class UnreadableError(Exception):
    """The text is not what it was read as; the readers catch it and never let it out."""


_SPLITTABLE = {"&&": ("&",), "<<": ("<",), ">>": (">",), ">=": (">",), ">>=": (">",), "==": ("=",), "||": ("|",)}
"""Operator -> the token that may be all of it that is meant."""
KEYWORDS = frozenset(
    (
        *("as", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn", "for", "if", "impl", "in", "let", "loop"),
        *("match", "mod", "move", "mut", "pub", "ref", "return", "static", "struct", "trait", "true", "type", "unsafe", "use", "where"),
        "while",
    )
)
"""Those that name nothing, unlike ``self``, ``super``, ``crate`` and ``Self``."""
NO_PATH_NAMES = KEYWORDS - {"dyn"}
"""Those that no path may hold; ``dyn`` is a name in the 2015 edition."""
DEEPEST = 80
"""How deep types and use trees may nest: a limit of our own, because Python's depends on who calls."""


class Cursor:
    """A place in a list of tokens."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = list(read_tokens(text))
        self.texts: list[str] = [token.text for token in self.tokens]
        self.texts += ("", "", "")  # looking ahead needs no check
        self.at = 0
        self.depth = 0

    @property
    def is_done(self) -> bool:
        """Whether no token is left."""
        return self.at >= len(self.tokens)

    def attempt(self, read: Callable[[], _T]) -> _T | None:
        """What is read, or None."""
        depth = self.depth
        try:
            return read()
        except UnreadableError:
            self.depth = depth
            return None

    def accept(self, text: str) -> bool:
        """Step over a token if it is there; an operator that starts with it is split."""
        found = self.texts[self.at]
        if found != text:
            if text not in _SPLITTABLE.get(found, ()):
                return False
            self.split()
        self.at += 1
        return True

    def expect(self, text: str) -> None:
        """Step over a token that has to be there."""
        if not self.accept(text):
            raise UnreadableError

    def split(self, at: int | None = None) -> None:
        """Split the operator at a place, by default this one: ``>>`` -> ``>``, ``>``."""
        at = self.at if at is None else at
        halves = split_punctuation(self.tokens[at])
        self.tokens[at : at + 1] = halves
        self.texts[at : at + 1] = [half.text for half in halves]

    def kind(self, ahead: int = 0) -> Kind | None:
        """The kind of this token, or of one up to two further on; None at the end."""
        text = self.texts[self.at + ahead]
        return kind_of(text) if text else None

    def name(self) -> str:
        """An identifier that is no keyword."""
        text = self.texts[self.at]
        if self.kind() is not Kind.IDENTIFIER or text in KEYWORDS:
            raise UnreadableError
        self.at += 1
        return identifier(text)

    def path_name(self) -> str:
        """The name of a path's step, without ``r#``: an identifier, ``crate``, ``self``, ``super``, ``Self`` or ``$crate``."""
        text = self.texts[self.at]
        if text == "$" and self.texts[self.at + 1] == "crate":
            self.at += 2
            return "$crate"
        if self.kind() is not Kind.IDENTIFIER or text in NO_PATH_NAMES:
            raise UnreadableError
        self.at += 1
        return identifier(text)

    def group(self) -> str:
        """The text of a group in delimiters, with them."""
        start = self.at
        if self.texts[start] not in CLOSING:
            raise UnreadableError
        depth = 0
        for at in range(start, len(self.tokens)):
            kind = self.tokens[at].kind
            depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
            if depth == 0:
                self.at = at + 1
                return self.text_from(start)
        raise UnreadableError

    def text_from(self, start: int) -> str:
        """The text from an earlier place to this one."""
        return join(self.tokens[start : self.at])

    def skip_attributes(self) -> None:
        """Step over ``#[...]``."""
        while self.texts[self.at] == "#" and self.texts[self.at + 1] == "[":
            self.at += 1
            self.group()

    def skip_piece(self) -> str:
        """Step to the comma or closing delimiter that ends a list's element, and give the text in between."""
        start, depth = self.at, 0
        while self.at < len(self.tokens):
            text = self.texts[self.at]
            if depth == 0 and (text in (",", ")", "]", "}") or text.startswith(">")):
                break
            if text in CLOSING or text == "<":
                depth += 1
            elif text in (")", "]", "}", ">"):
                depth -= 1
            elif text.startswith((">>", ">=")):
                self.split()
                continue
            self.at += 1
        return self.text_from(start)

    def pieces(self, read: Callable[[], _T]) -> list[_T]:
        """Read a comma-separated list up to the end of the text; elements that can't be read are left out."""
        found = []
        while not self.is_done:
            piece = self.attempt(read)
            if piece is not None and (self.is_done or self.texts[self.at] == ","):
                found.append(piece)
            else:
                self.skip_piece()
            self.at += 1
        return found

    def accept_angle_brackets(self) -> None:
        """Step over ``<``, if it is there, and take ``>`` off the end of the text."""
        if not self.accept("<"):
            return
        if self.texts[len(self.tokens) - 1] == ">>":
            self.split(len(self.tokens) - 1)
        if self.texts[len(self.tokens) - 1] == ">":
            self.tokens.pop()
            del self.texts[len(self.tokens)]
