"""Items that are written as nearly all are, read without a syntax tree.

Goes in: a text. Comes out: what ``items`` reads of it through the grammar, in a third of the time; or nothing, where anything is written in
a way that is not looked for here. Then the grammar reads all of the text: this reader never guesses, and it knows nothing of broken text.
It asks regular expressions where a piece ends, and the readers of ``text/`` what it says, as everybody does.
Rules: the Rust reference, chapter "Items".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sphinx_plissken.rust.model import (
    PRIVATE,
    Const,
    Enum,
    ExternCrate,
    Field,
    ForeignBlock,
    Function,
    Impl,
    Item,
    MacroCall,
    MacroRules,
    Module,
    Shape,
    Static,
    Struct,
    Trait,
    TypeAlias,
    Union,
    Use,
    Variant,
)
from sphinx_plissken.rust.syntax.declarations import INNER_ATTRIBUTE, Outer
from sphinx_plissken.rust.syntax.heads import Head, read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.usual_cursor import UnusualError, UsualCursor, split_where, usual_generics, usual_type
from sphinx_plissken.rust.syntax.usual_signatures import read_usual_signature
from sphinx_plissken.rust.syntax.usual_text import ANGLES, BOUNDS, NAME, TYPE_GROUP, pattern
from sphinx_plissken.rust.syntax.written_attributes import NOTHING_WRITTEN, AttributeCollector, Written, joined
from sphinx_plissken.rust.text.type_reader import read_bounds, read_path, read_use_tree
from sphinx_plissken.rust.types import PathType, Type


def read_usual_items(source: Source) -> tuple[tuple[Item, ...], Written] | None:
    """The items of a text, and its inner attributes; None where any of it is unusual."""
    data = source.data
    if data.startswith(b"#!/"):
        return None
    reader = _Reader(source)
    try:
        found = reader.items()
    except (UnusualError, RecursionError):
        return None
    return found if reader.at == len(data) else None


_HEAD = pattern(
    rb"""(?:pub(?:\s*\((?:crate|super|self|in\s+[\w:]++)\))?\s+)?
    (?:(?:const(?=\s+(?:unsafe|async|extern|fn)\b)|async|default|unsafe|extern(?:\s*"[^"]*")?(?=\s+fn\b))\s+)*
    (?P<word>fn|impl|use|struct|enum|trait|mod|const|static(?:\s+mut)?|type|union|extern\s+crate)\b\s*+"""
)
_CALL = pattern(rb"(?P<path>(?:::\s*)?", NAME, rb"(?:::", NAME, rb")*+)\s*+!\s*+(?P<name>", NAME, rb")?\s*+")
_FOREIGN = pattern(rb'(?:unsafe\s+)?extern\s*(?:"[^"]*")?\s*+(?=\{)')
_BOUNDS = pattern(BOUNDS)
_EXTERN_CRATE = pattern(rb"(?P<name>", NAME, rb")(?:\s+as\s+(?P<alias>", NAME, rb"))?\s*+;")
_TRAIT = pattern(
    rb"(?P<not>!\s*+)?(?P<trait>(?:(?!\bfor\b)(?:\w++|[^\w<>()\[\]{}\"'/=,;!-]|->|'\w++(?!')|",
    TYPE_GROUP,
    rb"|",
    ANGLES,
    rb"))++)for\b\s*+",
)
_NO_FIELDS: tuple[Field, ...] = ()


class _Reader(UsualCursor):
    """Each method reads one construct from this place on."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.depth = 0

    def items(self) -> tuple[tuple[Item, ...], Written]:
        """Items up to a closing brace or the end, and the inner attributes of what is around them."""
        items: list[Item] = []
        outer, inner = AttributeCollector(), AttributeCollector()
        while self.attributes(outer, inner):
            before = Outer(outer.take(), self.at)
            head = _HEAD.match(self.data, self.at)
            if head is None:
                items += self.other(before)
            else:
                self.at = head.end()
                read = _ITEMS[head["word"].split()[-1]](self, before)
                items += (read,) if isinstance(read, Item) else read
        return tuple(items), inner.take()

    def body(self) -> tuple[tuple[Item, ...], Written]:
        """Items in braces."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnusualError
        self.at += 1
        found = self.items()
        self.expect(b"}")
        self.depth -= 1
        return found

    # Items without items of their own

    def function(self, outer: Outer) -> Function:
        head, name = self.named(outer)
        start = self.at
        self.header(b"{;")
        body, body_start = None, self.at
        if self.data[body_start : body_start + 1] == b"{":
            body = self.group().decode()
            if INNER_ATTRIBUTE.match(body) or _is_argument_ahead(self.data, self.at):
                raise UnusualError
        else:
            body_start = self.at = self.at + 1
        signature = read_usual_signature(self.source, start, body_start)
        words = head.words
        return Function(
            **self.parts(outer, name, head.visibility),
            generics=signature.generics,
            self_parameter=signature.self_parameter,
            parameters=signature.parameters,
            returns=signature.returns,
            is_const="const" in words,
            is_async="async" in words,
            is_unsafe="unsafe" in words,
            is_default="default" in words,
            abi=head.abi,
            is_variadic=signature.is_variadic,
            body=body,
            body_line=0 if body is None else self.source.line(body_start),
        )

    def struct(self, outer: Outer) -> Struct:
        head, name = self.named(outer)
        parameters = self.angles()
        shape, fields = Shape.UNIT, _NO_FIELDS
        if self.skip(b"("):
            shape, fields = Shape.TUPLE, self.tuple_fields()
        before, where = split_where(self.header(b"{;"))
        if before.strip():
            raise UnusualError
        if self.data[self.at : self.at + 1] == b"{":
            if shape is Shape.TUPLE:
                raise UnusualError
            shape, fields = Shape.NAMED, self.named_fields()
        else:
            self.at += 1
        return Struct(**self.parts(outer, name, head.visibility), generics=usual_generics(parameters, where), shape=shape, fields=fields)

    def union(self, outer: Outer) -> Union:
        head, name = self.named(outer)
        generics, before = self.generics(b"{")
        if before:
            raise UnusualError
        fields = self.named_fields()
        return Union(**self.parts(outer, name, head.visibility), generics=generics, fields=fields)

    def named_fields(self) -> tuple[Field, ...]:
        """Fields in braces."""
        found: list[Field] = []
        self.at += 1
        while (written := self.written()) is not None:
            start = self.at
            visibility = self.visibility()
            name = self.name()
            self.expect(b":")
            type = self.type()
            found.append(Field(**self.parts(Outer(written, start), name, visibility), type=type))
            if not self.skip(b","):
                break
        self.expect(b"}")
        return tuple(found)

    def tuple_fields(self) -> tuple[Field, ...]:
        """Fields after a parenthesis, and the closing one."""
        found: list[Field] = []
        while (written := self.written(b")")) is not None:
            start = self.at
            visibility = self.visibility()
            type = self.type()
            found.append(Field(**self.parts(Outer(written, start), str(len(found)), visibility), type=type))
            if not self.skip(b","):
                break
        self.expect(b")")
        return tuple(found)

    def enum(self, outer: Outer) -> Enum:
        head, name = self.named(outer)
        generics, before = self.generics(b"{")
        if before:
            raise UnusualError
        variants: list[Variant] = []
        self.at += 1
        while (written := self.written()) is not None:
            variants.append(self.variant(written))
            if not self.skip(b","):
                break
        self.expect(b"}")
        return Enum(**self.parts(outer, name, head.visibility), generics=generics, variants=tuple(variants))

    def variant(self, written: Written) -> Variant:
        start = self.at
        name = self.name()
        end = self.at
        shape, fields, value = Shape.UNIT, _NO_FIELDS, None
        if self.skip(b"("):
            shape, fields, end = Shape.TUPLE, self.tuple_fields(), self.at
        elif self.data.startswith(b"{", self.at):
            shape, fields, end = Shape.NAMED, self.named_fields(), self.at
        if self.skip(b"="):
            value, end = self.expression(), self.at
        self.at = end
        return Variant(**self.parts(Outer(written, start), name, PRIVATE), shape=shape, fields=fields, discriminant=value)

    def const(self, outer: Outer) -> Const:
        head, name, type, value = self.constant(outer)
        if value and value.startswith("{") and "impl" in value:
            raise UnusualError  # the impls in the block count
        return Const(**self.parts(outer, name, head.visibility), type=type, value=value)

    def static(self, outer: Outer) -> Static:
        head, name, type, value = self.constant(outer)
        words = head.words
        parts = self.parts(outer, name, head.visibility)
        return Static(**parts, type=type, value=value, is_mutable="mut" in words, is_unsafe="unsafe" in words)

    def constant(self, outer: Outer) -> tuple[Head, str, Type, str | None]:
        """What stands before the name, the name, the type and the value."""
        head, name = self.named(outer)
        self.expect(b":")
        type = self.type()
        value = self.expression() if self.skip(b"=") else None
        self.expect(b";")
        return head, name, type, value

    def type_alias(self, outer: Outer) -> TypeAlias:
        head, name = self.named(outer)
        parameters = self.angles()
        bounds, bounds_where = split_where(self.match(_BOUNDS)[0].strip())
        type, where = split_where(self.match(_BOUNDS)[0]) if self.skip(b"=") else (b"", b"")
        self.expect(b";")
        if type and (bounds or bounds_where):
            raise UnusualError  # the default of an associated type
        return TypeAlias(
            **self.parts(outer, name, head.visibility),
            generics=usual_generics(parameters, where or bounds_where),
            bounds=read_bounds(bounds.strip().decode()) if bounds else (),
            type=usual_type(type) if type else None,
        )

    def use(self, outer: Outer) -> tuple[Use, ...]:
        visibility = read_head(self.data[outer.start : self.at]).visibility
        end = self.data.find(b";", self.at)
        argument = self.data[self.at : end]
        if end < 0 or _STRANGE_USE.search(_RENAMED.sub(b":", argument)):
            raise UnusualError
        self.at = end + 1
        parts = self.parts(outer, "", visibility)
        uses = []
        for leaf in read_use_tree(argument.rstrip().decode()):
            parts["name"] = leaf.name
            uses.append(Use(**parts, path=leaf.path, is_glob=leaf.is_glob))
        return tuple(uses)

    def extern_crate(self, outer: Outer) -> ExternCrate:
        visibility = read_head(self.data[outer.start : self.at]).visibility
        found = self.match(_EXTERN_CRATE)
        parts = self.parts(outer, found["name"].decode(), visibility)
        crate_name = parts["name"]
        if found["alias"]:
            parts["name"] = found["alias"].decode().removeprefix("r#")
        return ExternCrate(**parts, crate_name=crate_name)

    def other(self, outer: Outer) -> tuple[Item, ...]:
        """What does not begin with visibility and keyword: a macro call, the rules of a macro, a foreign block, a semicolon."""
        if self.data.startswith(b";", self.at) and outer.written is NOTHING_WRITTEN:
            self.at += 1
            return ()
        if _FOREIGN.match(self.data, self.at):
            return (self.foreign_block(outer),)
        found = self.match(_CALL)
        tokens = self.group()
        if found["path"] == b"macro_rules" and found["name"]:
            if not tokens.startswith(b"{"):
                self.expect(b";")
            return (MacroRules(**self.parts(outer, found["name"].decode(), PRIVATE), body=tokens.decode()),)
        if found["name"]:
            raise UnusualError
        parts = self.parts(outer, "", PRIVATE)
        if not tokens.startswith(b"{"):
            self.expect(b";")
        return (MacroCall(**parts, path=read_path(found["path"].decode()), tokens=tokens.decode()),)

    # Items with items of their own

    def module(self, outer: Outer) -> Module:
        head, name = self.named(outer)
        if self.skip(b";"):
            return Module(**self.parts(outer, name, head.visibility), items=None, is_inline=False, file="")
        if not self.data.startswith(b"{", self.at):
            raise UnusualError
        items, written = self.body()
        outer = outer._replace(written=joined(outer.written, written))
        return Module(**self.parts(outer, name, head.visibility), items=items, is_inline=True, file=self.source.file)

    def foreign_block(self, outer: Outer) -> ForeignBlock:
        head = read_head(self.match(_FOREIGN)[0])
        items, written = self.body()
        parts = self.parts(outer._replace(written=joined(outer.written, written)), "", PRIVATE)
        return ForeignBlock(**parts, abi=head.abi or "C", is_unsafe="unsafe" in head.words, items=items)

    def trait(self, outer: Outer) -> Trait:
        head, name = self.named(outer)
        generics, bounds = self.generics(b"{")
        if bounds and not bounds.startswith(b":"):
            raise UnusualError
        items, written = self.body()
        outer = outer._replace(written=joined(outer.written, written))
        return Trait(
            **self.parts(outer, name, head.visibility),
            generics=generics,
            bounds=read_bounds(bounds.decode()) if bounds else (),
            items=items,
            is_unsafe="unsafe" in head.words,
        )

    def impl(self, outer: Outer) -> Impl:
        words = read_head(self.data[outer.start : self.at]).words
        generics, about = self.generics(b"{")
        found = _TRAIT.match(about)
        trait = usual_type(found["trait"]) if found else None
        type = usual_type(about[found.end() :] if found else about)
        if words - {"unsafe", "impl"} or _STRANGE_IMPL.match(about) or not (trait is None or isinstance(trait, PathType)):
            raise UnusualError
        items, written = self.body()
        outer = outer._replace(written=joined(outer.written, written))
        return Impl(
            **self.parts(outer, "", PRIVATE),
            generics=generics,
            trait=None if trait is None else trait.path,
            self_type=type,
            items=items,
            is_negative=bool(found and found["not"]),
            is_unsafe="unsafe" in words,
        )


_DEEPEST = 60
_STRANGE_USE = re.compile(rb"/|\w\s+\w")
_RENAMED = re.compile(rb"\s+as\s+")
_STRANGE_IMPL = re.compile(rb"(?:const|unsafe|async)\b|!?\s*for\b")
_ITEMS: Mapping[bytes, Callable[[_Reader, Outer], Item | tuple[Item, ...]]] = {
    b"fn": _Reader.function,
    b"struct": _Reader.struct,
    b"enum": _Reader.enum,
    b"union": _Reader.union,
    b"const": _Reader.const,
    b"static": _Reader.static,
    b"mut": _Reader.static,
    b"type": _Reader.type_alias,
    b"use": _Reader.use,
    b"crate": _Reader.extern_crate,
    b"mod": _Reader.module,
    b"trait": _Reader.trait,
    b"impl": _Reader.impl,
}
"""The last keyword before the name -> what reads on from the name."""


def _is_argument_ahead(data: bytes, at: int) -> bool:
    """Whether what was taken for the body of a function is a constant argument in its signature."""
    return data[at : at + 40].lstrip()[:1] in (b">", b",", b":")
