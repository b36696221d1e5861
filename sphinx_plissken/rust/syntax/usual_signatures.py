"""The signatures of functions that are written as usual: what stands between name and body.

Goes in: text. Comes out: a ``Signature``, remembered by its text. One with attributes, or unusual in another way, is read
through the grammar.
Rules: the Rust reference, "Functions".
"""

from __future__ import annotations

from sphinx_plissken.rust.model import Parameter, SelfParameter
from sphinx_plissken.rust.syntax.declarations import Signature, bound_name, keep_signature, known_signature, read_short_self, read_signature
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.tree import parse
from sphinx_plissken.rust.syntax.usual_cursor import UnusualError, split_where, usual_generics, usual_type
from sphinx_plissken.rust.syntax.usual_text import ANGLES, PARENTHESES, TYPE, TYPE_GROUP, pattern

_ANGLES = pattern(ANGLES)
_PARAMETER = pattern(
    rb"\s*+(?P<pattern>(?:[^:,(){}\[\]<>\"'\#/\s]++|\s(?!\s*+:)|::|", TYPE_GROUP, rb")++)\s*+:(?!:)\s*+(?P<type>", TYPE, rb")(?:,|\Z)"
)
_SELF = pattern(rb"\s*+(?P<self>(?:&\s*(?:'\w+\s+)?)?(?:mut\s+)?self)\s*+(?:,|\Z)")


def read_usual_signature(source: Source, start: int, end: int) -> Signature:
    """Read what stands between two byte offsets: after the name, and before the body or after the semicolon."""
    text = source.data[start:end]
    try:
        return known_signature(text) or _signature(text)
    except UnusualError:
        return _read_through_grammar(source, start, end)


def _read_through_grammar(source: Source, start: int, end: int) -> Signature:
    name = "fn f"
    part = source.part_between(name, "" if source.data[end - 1 : end] == b";" else "{}", start, end)
    root = parse(part.data)
    if root.has_error or root.child_count != 1:
        raise UnusualError
    signature = read_signature(part, root.children[0], len(name) + end - start)
    source.is_conditional |= part.is_conditional
    return signature


def _signature(text: bytes) -> Signature:
    """What stands between the name of a function and its body, or its semicolon."""
    angles = _ANGLES.match(text.lstrip())
    rest = text.lstrip()[angles.end() if angles else 0 :].lstrip()
    parentheses = PARENTHESES.match(rest)
    if parentheses is None:
        raise UnusualError
    returns, where = split_where(rest[parentheses.end() :].rstrip(b"; \n\t"))
    returns = returns.strip()
    if returns and not returns.startswith(b"->"):
        raise UnusualError
    signature = Signature(
        usual_generics(angles[0].decode() if angles else "", where),
        *_parameters(parentheses[0][1:-1]),
        False,
        usual_type(returns[2:]) if returns else None,
    )
    keep_signature(text, signature)
    return signature


def _parameters(text: bytes) -> tuple[SelfParameter | None, tuple[Parameter, ...]]:
    """The receiver and the other parameters."""
    receiver: SelfParameter | None = None
    parameters: list[Parameter] = []
    at = 0
    if found := _SELF.match(text):
        receiver, at = read_short_self(found["self"].decode()), found.end()
    while at < len(text):
        found = _PARAMETER.match(text, at)
        if found is None:
            if text[at:].strip():
                raise UnusualError
            break
        at = found.end()
        pattern, type = found["pattern"].decode(), usual_type(found["type"])
        if pattern in ("self", "mut self"):
            receiver = SelfParameter(type=type, is_mutable=pattern != "self")
        else:
            parameters.append(Parameter(pattern=pattern, type=type, name=bound_name(pattern)))
    return receiver, tuple(parameters)
