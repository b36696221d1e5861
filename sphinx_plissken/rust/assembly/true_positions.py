"""Where items are written that a macro passes on from its argument.

Goes in: the items that a call was expanded to, all of which stand at the call, and the items that its argument reads as, where they are
written. Comes out: the former, at the places of the latter where they are the same. ``cfg_feature! { pub fn f() {} }`` makes an ``f`` whose
source, documentation and body have lines of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sphinx_plissken.rust.construction import changed
from sphinx_plissken.rust.model import Attribute, DocFragment, Function, Impl, Item, MacroCall, Use
from sphinx_plissken.rust.nesting import inner_items, with_inner_items

_ITEM_START = re.compile(
    r"""[(\[{](?:\s++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+
    (?:\#|(?:pub|fn|use|struct|enum|union|trait|impl|mod|const|static|type|extern|unsafe|async|default|auto|safe|macro)\b|(?:::)?\w[\w:]*\s*!)""",
    re.VERBOSE,
)


def may_hold_items(argument: str) -> bool:
    """Whether the argument of a call, with its delimiters, begins as items do; an attribute may belong to anything."""
    return _ITEM_START.match(argument) is not None


def with_true_positions(made: Iterable[Item], written: Iterable[Item]) -> tuple[Item, ...]:
    """The items that were made, each where one of the same kind and name is written, if there is just one of either."""
    made, written = tuple(made), tuple(written)
    counts = Counter(map(_key, made))
    places = Counter(map(_key, written))
    by_key = {key: item for item in written if places[key := _key(item)] == 1}
    return tuple(_placed(item, by_key[key]) if counts[key := _key(item)] == 1 and key in by_key else item for item in made)


def _key(item: Item) -> tuple[object, ...]:
    """What tells an item from those next to it."""
    if isinstance(item, Impl):
        return (Impl, item.trait, item.self_type)
    if isinstance(item, Use):
        return (Use, item.name, item.path)
    if isinstance(item, MacroCall):
        return (MacroCall, item.path, "".join(item.tokens.split()))
    return (type(item), item.name)


def _placed(made: Item, written: Item) -> Item:
    inner = with_inner_items(made, with_true_positions(inner_items(made), inner_items(written)))
    if isinstance(inner, Function) and isinstance(written, Function):
        inner = _with_body(inner, written)
    return changed(
        inner,
        span=written.span,
        docs=_placed_docs(made.docs, written.docs),
        attributes=_placed_attributes(made.attributes, written.attributes),
    )


def _with_body(made: Function, written: Function) -> Function:
    """A function with the body as it is written, if a macro changed nothing in it but its layout."""
    if made.body is None or written.body is None or "".join(made.body.split()) != "".join(written.body.split()):
        return made
    return changed(made, body=written.body, body_line=written.body_line)


def _placed_docs(made: tuple[DocFragment, ...], written: tuple[DocFragment, ...]) -> tuple[DocFragment, ...]:
    """The documentation as it is written, if it says the same."""
    return written if [fragment.text for fragment in made] == [fragment.text for fragment in written] else made


def _placed_attributes(made: tuple[Attribute, ...], written: tuple[Attribute, ...]) -> tuple[Attribute, ...]:
    """Attributes with the lines of those that say the same."""
    lines = {_said(attribute): attribute.line for attribute in written}
    return tuple(changed(attribute, line=lines.get(_said(attribute), attribute.line)) for attribute in made)


def _said(attribute: Attribute) -> tuple[str, str]:
    return attribute.path, "".join(attribute.tokens.split())
