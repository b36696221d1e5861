"""Items that are written as nearly all are, read without a syntax tree.

Goes in: a text. Comes out: what ``items`` reads of it through the grammar, in a third of the time; or nothing, where anything is written in
a way that is not looked for here. Then the grammar reads all of the text: this reader never guesses, and it knows nothing of broken text.
What makes it fast: one regular expression takes in what stands before an item with its keyword and its name, another one all the rest of
it; what repeats is remembered by its text (``usual_headers``); and values are made from all their fields in order (``construction``).
Rules: the Rust reference, chapter "Items".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sphinx_plissken.rust.construction import builder
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
from sphinx_plissken.rust.syntax.heads import read_head
from sphinx_plissken.rust.syntax.source import Source
from sphinx_plissken.rust.syntax.usual_cursor import Parts, UsualCursor
from sphinx_plissken.rust.syntax.usual_headers import (
    UnusualError,
    read_impl_header,
    read_odd_declaration,
    read_usual_alias,
    read_usual_declaration,
    read_usual_header,
    usual_type,
    usual_use_tree,
)
from sphinx_plissken.rust.syntax.usual_text import (
    BOUNDS,
    BRACES,
    COMMENT,
    EXPRESSION,
    GROUP,
    HEADER,
    LEAD,
    NAME,
    PARAMETERS,
    SPACE,
    TYPE,
    pattern,
)
from sphinx_plissken.rust.syntax.written_attributes import NOTHING_WRITTEN, AttributeCollector, Written, joined
from sphinx_plissken.rust.text.cursor import KEYWORDS
from sphinx_plissken.rust.text.type_reader import read_bounds, read_path
from sphinx_plissken.rust.types import NO_GENERICS, Generics, Type


def read_usual_items(source: Source) -> tuple[tuple[Item, ...], Written] | None:
    """The items of a text, and its inner attributes; None where any of it is unusual."""
    if source.all.startswith("#!/"):
        return None
    reader = _Reader(source)
    try:
        found = reader.items()
    except (UnusualError, RecursionError):
        return None
    return found if reader.at == len(source.all) else None


_VISIBILITY = r"pub(?:\s*\((?:crate|super|self|in\s+[\w:]++)\))?+"
_ITEM = pattern(
    rf"""{LEAD}(?:
    (?P<head>(?:{_VISIBILITY}\s++)?+
        (?:(?:const(?=\s+(?:unsafe|async|extern|fn)\b)|async|default|unsafe|extern(?:\s*"[^"]*")?(?=\s+fn\b))\s++)*+
        (?P<word>fn|(?P<nameless>impl|use|extern\s+crate)|struct|enum|trait|mod|const|static(?:\s+mut)?|type|union)\b\s*+)
    (?(nameless)|(?P<name>{NAME})\s*+))?+"""
)
"""What stands before an item, what stands before its name, and its name; nothing after the first for what begins with no keyword."""
_FUNCTION = pattern(rf"(?P<signature>{HEADER}(?:;|(?=\{{)))(?:(?<=;)|(?P<body>(?!\{{\s*+(?://!|/\*!|\#\s*+!)){BRACES})(?!\s*+[>,:]))")
"""Inner attributes in a body are unusual, and so is a constant argument that looks like a body."""
_TYPED = pattern(rf":\s*+({TYPE})")
_PARAMETERS = pattern(rf"({PARAMETERS})\s*+")
_BOUNDS = pattern(BOUNDS)
_HEADER = pattern(rf"(?P<header>{HEADER})(?P<end>[{{;])")
"""What stands between the generic parameters of an item and its braces or semicolon."""
_USE = pattern(rf"((?:[^;/]++|{COMMENT})++);")
_EXTERN_CRATE = pattern(rf"(?P<name>{NAME})(?:\s+as\s+(?P<alias>{NAME}))?+\s*+;")
_FOREIGN = pattern(r'((?:unsafe\s+)?extern\s*(?:"[^"]*")?)\s*+\{')
_CALL = pattern(rf"(?P<path>(?:::\s*)?+{NAME}(?:::{NAME})*+)\s*+!\s*+(?P<name>{NAME})?+\s*+(?P<tokens>{GROUP})")
_SHOWN = rf"(?P<head>(?:{_VISIBILITY}(?=[\s(&*\[])\s*+)?+)"
_FIELD = pattern(rf"{LEAD}(?:{_SHOWN}(?:(?P<name>{NAME})\s*+:(?!:)\s*+)?+(?P<type>{TYPE}){SPACE}(?P<comma>,)?+)?+")
"""A field with a name, or without one, in a tuple."""
_VARIANT = pattern(rf"{LEAD}(?P<name>{NAME})?+\s*+")
_EXPRESSION = pattern(EXPRESSION)
_STRANGE_VALUE = re.compile(r"\A\s*+(?:/\*|\Z)|(?<!:)//|\*/\s*\Z")
"""Comments at the ends, and what may be the beginning of a comment that ends with its line."""
_NO_FIELDS: tuple[Field, ...] = ()

# Makers of values from those of all fields, in the order in which ``model`` has them.
_new_const = builder(Const, "new_const")
_new_enum = builder(Enum, "new_enum")
_new_extern_crate = builder(ExternCrate, "new_extern_crate")
_new_field = builder(Field, "new_field")
_new_foreign_block = builder(ForeignBlock, "new_foreign_block")
_new_function = builder(Function, "new_function")
_new_impl = builder(Impl, "new_impl")
_new_macro_call = builder(MacroCall, "new_macro_call")
_new_macro_rules = builder(MacroRules, "new_macro_rules")
_new_module = builder(Module, "new_module")
_new_static = builder(Static, "new_static")
_new_struct = builder(Struct, "new_struct")
_new_trait = builder(Trait, "new_trait")
_new_type_alias = builder(TypeAlias, "new_type_alias")
_new_union = builder(Union, "new_union")
_new_use = builder(Use, "new_use")
_new_variant = builder(Variant, "new_variant")


_Beginning = tuple[int, str, str, Written]
"""Where an item begins, what stands before its name, its name, and what is written before all that."""


class _Reader(UsualCursor):
    """Each method reads one construct from this place on."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.depth = 0

    def items(self) -> tuple[tuple[Item, ...], Written]:
        """Items up to a closing brace or the end, and the inner attributes of what is around them."""
        items: list[Item] = []
        inner = AttributeCollector()
        while True:
            found = self.match(_ITEM)
            lead, head, word, name = found.group("lead", "head", "word", "name")
            written = self.written(found, inner) if lead else NOTHING_WRITTEN
            if word is None:
                if self.at == len(self.text) or self.text[self.at] == "}":
                    return tuple(items), inner.take()
                items += self.other(written)
            elif name in KEYWORDS:
                raise UnusualError
            else:
                read = _ITEMS[word.split()[-1]](self, (found.start("head"), head, name or "", written))
                items += (read,) if isinstance(read, Item) else read

    def body(self) -> tuple[tuple[Item, ...], Written]:
        """Items after a brace, and the closing one."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnusualError
        found = self.items()
        self.close("}")
        self.depth -= 1
        return found

    def parts(self, begun: _Beginning) -> Parts:
        """The common parts of an item that ends here."""
        start, head, name, written = begun
        return self.parts_between(start, self.at, written, name, read_head(head).visibility)

    # Items without items of their own

    def function(self, begun: _Beginning) -> Function:
        start = self.at
        text, body = self.match(_FUNCTION).groups()
        declared = read_usual_declaration(begun[1], text) or read_odd_declaration(self.source, begun[1], text, self.line(start))
        return _new_function(*self.parts(begun), *declared, body, 0 if body is None else self.line(start + len(text)))

    def struct(self, begun: _Beginning) -> Struct:
        parameters = self.match(_PARAMETERS)[1]
        shape, fields = Shape.UNIT, _NO_FIELDS
        if self.skip("("):
            shape, fields = Shape.TUPLE, self.tuple_fields()
        header, end = self.match(_HEADER).groups()
        generics, before = read_usual_header(parameters, header)
        if before or (end == "{" and shape is Shape.TUPLE):
            raise UnusualError
        if end == "{":
            shape, fields = Shape.NAMED, self.named_fields()
        return _new_struct(*self.parts(begun), generics, shape, fields)

    def union(self, begun: _Beginning) -> Union:
        generics, before = self.header()
        if before:
            raise UnusualError
        fields = self.named_fields()
        return _new_union(*self.parts(begun), generics, fields)

    def header(self) -> tuple[Generics, str]:
        """Generic parameters with the where clause before a brace, and what stands between them; step over the brace."""
        return read_usual_header(*self.block())

    def block(self) -> tuple[str, str]:
        """The texts of generic parameters, and of what stands between them and a brace; step over the brace."""
        parameters = self.match(_PARAMETERS)[1]
        header, end = self.match(_HEADER).groups()
        if end != "{":
            raise UnusualError
        return parameters, header

    def named_fields(self) -> tuple[Field, ...]:
        """Fields after a brace, and the closing one."""
        fields: list[Field] = []
        has_comma = ","
        while has_comma and (found := self.match(_FIELD))["type"]:
            lead, head, name, type, has_comma = found.group("lead", "head", "name", "type", "comma")
            if name is None or name in KEYWORDS:
                raise UnusualError
            fields.append(self.field(found, lead, head, name, type))
        self.close("}")
        return tuple(fields)

    def tuple_fields(self) -> tuple[Field, ...]:
        """Fields after a parenthesis, and the closing one."""
        fields: list[Field] = []
        has_comma = ","
        while has_comma and (found := self.match(_FIELD))["type"]:
            lead, head, name, type, has_comma = found.group("lead", "head", "name", "type", "comma")
            if name is not None:
                raise UnusualError
            fields.append(self.field(found, lead, head, str(len(fields)), type))
        self.close(")")
        return tuple(fields)

    def field(self, found: re.Match[str], lead: str, head: str, name: str, type: str) -> Field:
        """A field that was found."""
        end = found.start("type") + len(type.rstrip())
        written = self.written(found) if lead else NOTHING_WRITTEN
        visibility = read_head(head).visibility if head else PRIVATE
        return _new_field(*self.parts_between(found.start("head"), end, written, name, visibility), usual_type(type))

    def enum(self, begun: _Beginning) -> Enum:
        generics, before = self.header()
        if before:
            raise UnusualError
        variants: list[Variant] = []
        while (found := self.match(_VARIANT))["name"]:
            variants.append(self.variant(found))
            if not self.skip(","):
                break
        self.expect("}")
        return _new_enum(*self.parts(begun), generics, tuple(variants))

    def variant(self, found: re.Match[str]) -> Variant:
        """A variant whose name was found."""
        name, end = found["name"], found.end("name")
        if name in KEYWORDS:
            raise UnusualError
        shape, fields, value = Shape.UNIT, _NO_FIELDS, None
        if self.skip("("):
            shape, fields, end = Shape.TUPLE, self.tuple_fields(), self.at
        elif self.skip("{"):
            shape, fields, end = Shape.NAMED, self.named_fields(), self.at
        if self.skip("="):
            start = self.at
            text = self.match(_EXPRESSION)[0]
            value, end = _value(text), start + len(text.rstrip())
        written = self.written(found) if found["lead"] else NOTHING_WRITTEN
        return _new_variant(*self.parts_between(found.start("name"), end, written, name, PRIVATE), shape, fields, value)

    def const(self, begun: _Beginning) -> Const:
        type, value = self.constant()
        if value and value.startswith("{") and "impl" in value:
            raise UnusualError  # the impls in the block count
        return _new_const(*self.parts(begun), NO_GENERICS, type, value)

    def static(self, begun: _Beginning) -> Static:
        type, value = self.constant()
        words = read_head(begun[1]).words
        return _new_static(*self.parts(begun), type, value, "mut" in words, "unsafe" in words, False)

    def constant(self) -> tuple[Type, str | None]:
        """The type and the value."""
        type, value = self.match(_TYPED)[1], None
        if self.skip("="):
            value = _value(self.match(_EXPRESSION)[0])
        self.close(";")
        return usual_type(type), value

    def type_alias(self, begun: _Beginning) -> TypeAlias:
        parameters, before = self.match(_PARAMETERS)[1], self.match(_BOUNDS)[0]
        after = self.match(_BOUNDS)[0] if self.skip("=") else None
        self.close(";")
        generics, bounds, type = read_usual_alias(parameters, before, after)
        return _new_type_alias(*self.parts(begun), generics, read_bounds(bounds) if bounds else (), type)

    def use(self, begun: _Beginning) -> tuple[Use, ...]:
        leaves = usual_use_tree(self.match(_USE)[1])
        _, *others = self.parts(begun)
        return tuple([_new_use(leaf.name, *others, leaf.path, leaf.is_glob) for leaf in leaves])

    def extern_crate(self, begun: _Beginning) -> ExternCrate:
        crate, alias = self.match(_EXTERN_CRATE).groups()
        _, *others = self.parts(begun)
        return _new_extern_crate((alias or crate).removeprefix("r#"), *others, crate.removeprefix("r#"))

    def other(self, written: Written) -> tuple[Item, ...]:
        """What does not begin with visibility and keyword: a macro call, the rules of a macro, a foreign block, a semicolon."""
        if written is NOTHING_WRITTEN and self.text.startswith(";", self.at):
            self.at += 1
            return ()
        start = self.at
        if _FOREIGN.match(self.text, start):
            return (self.foreign_block(written),)
        path, name, tokens = self.match(_CALL).groups()
        end = self.at
        if not tokens.startswith("{"):
            self.expect(";")
        if path == "macro_rules" and name:
            return (_new_macro_rules(*self.parts_between(start, self.at, written, name, PRIVATE), tokens, False),)
        if name:
            raise UnusualError
        return (_new_macro_call(*self.parts_between(start, end, written, "", PRIVATE), read_path(path), tokens),)

    # Items with items of their own

    def module(self, begun: _Beginning) -> Module:
        if self.skip(";"):
            return _new_module(*self.parts(begun), "", "", False, None)
        self.expect("{")
        items, inner = self.body()
        begun = _with_inner(begun, inner)
        return _new_module(*self.parts(begun), "", self.source.file, True, items)

    def foreign_block(self, written: Written) -> ForeignBlock:
        start = self.at
        _, words, abi = read_head(self.match(_FOREIGN)[1])
        items, inner = self.body()
        parts = self.parts_between(start, self.at, joined(written, inner), "", PRIVATE)
        return _new_foreign_block(*parts, abi or "C", "unsafe" in words, items)

    def trait(self, begun: _Beginning) -> Trait:
        words = read_head(begun[1]).words
        generics, bounds = self.header()
        if bounds and not bounds.startswith(":"):
            raise UnusualError
        items, inner = self.body()
        begun = _with_inner(begun, inner)
        supertraits = read_bounds(bounds) if bounds else ()
        return _new_trait(*self.parts(begun), generics, supertraits, items, "unsafe" in words, False)

    def impl(self, begun: _Beginning) -> Impl:
        visibility, words, _ = read_head(begun[1])
        generics, trait, type, is_negative = read_impl_header(*self.block())
        if visibility is not PRIVATE or words - {"unsafe", "impl"}:
            raise UnusualError
        items, inner = self.body()
        parts = self.parts(_with_inner(begun, inner))
        return _new_impl(*parts, generics, trait, type, items, is_negative, "unsafe" in words, False)


_DEEPEST = 60
_ITEMS: Mapping[str, Callable[[_Reader, _Beginning], Item | tuple[Item, ...]]] = {
    "fn": _Reader.function,
    "struct": _Reader.struct,
    "enum": _Reader.enum,
    "union": _Reader.union,
    "const": _Reader.const,
    "static": _Reader.static,
    "mut": _Reader.static,
    "type": _Reader.type_alias,
    "use": _Reader.use,
    "crate": _Reader.extern_crate,
    "mod": _Reader.module,
    "trait": _Reader.trait,
    "impl": _Reader.impl,
}
"""The last keyword before the name -> what reads on from the name."""


def _with_inner(begun: _Beginning, inner: Written) -> _Beginning:
    start, head, name, written = begun
    return start, head, name, joined(written, inner)


def _value(text: str) -> str:
    """The text of an expression; comments at its ends would not belong to it."""
    if _STRANGE_VALUE.search(text):
        raise UnusualError
    return text.strip()
