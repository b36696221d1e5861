"""Signatures as people write them in directives: ``pub fn parse<T: Read>(input: &str) -> Result<T, Error>``, ``Foo<'a, T>``, ``Display
for Foo``.

Goes in: the text of a directive's argument and the directive's object type. Comes out: a ``Declaration``: the path before the name, the
name, and the tokens of the signature, the same as for an item of a crate. The text is completed to an item and read by the readers of
``rust``; what they can't read is shown as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from sphinx.util import logging

from sphinx_plissken.extension.domain.anchors import read_impl_header
from sphinx_plissken.extension.domain.object_types import OBJECT_TYPE_OF_KIND, OBJECT_TYPES
from sphinx_plissken.extension.domain.written_parts import with_written_parts
from sphinx_plissken.extension.signatures.attributes import search_words, shown_attributes
from sphinx_plissken.rust.documented import DocumentedImpl, DocumentedItem, Kind
from sphinx_plissken.rust.model import Enum, Field, Impl, Item, Struct, Variant
from sphinx_plissken.rust.signatures.signature import Signature, Token, TokenKind, signature_of, signature_of_impl, text_of
from sphinx_plissken.rust.syntax.items import read_file_items

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One signature, whichever way it came."""

    name: str
    """The name without any path; of an impl what ``ImplHeader.name`` makes of its header."""
    prefix: str = ""
    """The path written before the name: ``geometry::shapes`` of ``geometry::shapes::Point``."""
    signature: Signature
    attributes: tuple[str, ...] = ()
    """Attributes to show above it, as text: ``#[pyclass(name = "Runner")]``."""
    search_words: tuple[str, ...] = ()
    """Other words under which the object is found."""
    self_path: str = ""
    """Of an impl: path of its self type as written."""
    is_trait_impl: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The parts of a hand-written signature."""

    head: str
    """Attributes, visibility and keywords, each with the space behind it."""
    path: str
    """What stands before the name, with its ``::``."""
    name: str
    rest: str

    @property
    def text(self) -> str:
        """The signature without the path, which Rust's grammar does not know there."""
        return f"{self.head}{self.name}{self.rest}"


def read_declaration(text: str, objtype: str, *, location: str) -> Declaration:
    """Read a hand-written signature; a broken one is shown as it is, under the name that seems to be meant, with a warning.

    :raises ValueError: when it holds no name.
    """
    if objtype == "impl":
        declaration = _read_impl(text)
    else:
        written = read_written(text, objtype)
        declaration = _as_written(written, objtype) if _is_bare(written, objtype) else _read_item(written, objtype)
    if declaration is None:
        message = "signature %r could not be read as Rust; it is shown as written"
        logger.warning(message, text, location=location, type="plissken", subtype="signature")
        declaration = _impl_as_written(text) if objtype == "impl" else _as_written(read_written(text, objtype), objtype)
    return declaration


_WRITTEN = re.compile(
    r"""(?P<head> (?: \#!?\[ [^\]]* \]+ \s* )*
                  (?: (?: pub (?: \s*\( [^)]* \) )? | crate | const | async | unsafe | safe | default | auto | extern (?: \s*"[^"]*" )?
                        | static | mut | struct | enum | union | trait | type | fn | macro_rules! | macro ) \s+ (?= ["\w] ) )* )
        (?P<path> (?: :: )? (?: (?: r\# )? \w+ \s* :: \s* )* )
        (?P<name> (?: r\# )? \w+ )
        (?P<rest> .* )""",
    re.VERBOSE | re.DOTALL,
)
_MACRO_ATTRIBUTE = re.compile(r"#\[\s*(?:derive\s*\(\s*)?(?P<path>(?:\w+\s*::\s*)*)(?P<name>\w+)(?P<rest>.*)", re.DOTALL)


def read_written(text: str, objtype: str) -> Written:
    """Take a hand-written signature apart.

    >>> read_written("pub fn geometry::norm(x: f64) -> f64", "fn")
    Written(head='pub fn ', path='geometry::', name='norm', rest='(x: f64) -> f64')

    :raises ValueError: when it holds no name.
    """
    text = text.strip()
    match = (_MACRO_ATTRIBUTE.fullmatch(text) if objtype in ("attr", "derive") else None) or _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(text)
    groups = match.groupdict()
    head = groups.get("head") if "head" in groups else text[: match.start("path")]
    return Written(head=head or "", path=groups["path"], name=groups["name"], rest=groups["rest"])


def _is_bare(written: Written, objtype: str) -> bool:
    """Whether there is nothing but a name to read; macros have no declaration that rules could be read from."""
    if objtype in ("macro", "attr", "derive"):
        return "{" not in written.rest
    return not written.rest.strip() and objtype not in _COMPLETE


_COMPLETE: dict[str, Callable[[str], str]] = {
    "struct": lambda text: text if text.endswith(("}", ";")) else f"{text};",
    "enum": lambda text: text if text.endswith("}") else f"{text} {{}}",
    "union": lambda text: text if text.endswith("}") else f"{text} {{}}",
    "trait": lambda text: text if text.endswith("}") else f"{text} {{}}",
    "variant": lambda text: f"enum E {{ {text.rstrip(',')} }}",
}
"""Object type -> what makes an item of a signature that may be a bare name; others get a semicolon."""


def _read_item(written: Written, objtype: str) -> Declaration | None:
    item = _item(written, objtype)
    if item is None or not item.name:
        return None
    kind = _KINDS[objtype]
    documented = DocumentedItem(kind=kind, path=item.name, definition=item.name, module="", item=item, members=_fields(item))
    signature = with_written_parts(item, signature_of(documented))
    return Declaration(
        name=item.name,
        prefix=_prefix(written),
        signature=signature,
        attributes=shown_attributes(item, signature),
        search_words=search_words(item),
    )


def _fields(item: Item) -> tuple[DocumentedItem, ...]:
    """The fields that a tuple's signature shows; whoever writes a signature by hand decides what is in it."""
    if not isinstance(item, Struct | Variant):
        return ()
    kind = Kind.FIELD if isinstance(item, Struct) else Kind.VARIANT_FIELD
    return tuple(
        DocumentedItem(kind=kind, path=field.name, definition=field.name, module="", item=field)
        for field in item.fields
        if isinstance(item, Variant) or field.visibility.is_public
    )


def _item(written: Written, objtype: str) -> Item | None:
    """The item that a signature declares."""
    keyword = OBJECT_TYPES[objtype].keyword
    if keyword and not re.search(rf"\b{keyword}\b", written.head):
        written = replace(written, head=f"{written.head}{keyword} ")
    text = written.text.rstrip()
    if objtype == "field":
        return _field(written)
    if objtype in ("method", "assoctype", "assocconst"):
        return _first(_inside(f"impl X {{ {_ended(text)} }}", Impl))
    if objtype == "variant":
        return _first(_inside(_COMPLETE[objtype](text), Enum))
    return _first(_items(_COMPLETE.get(objtype, _ended)(text)))


def _field(written: Written) -> Item | None:
    """A named field, or that of a tuple: ``pub 0: f64``."""
    if not written.name.isdigit():
        return _first(_inside(f"struct S {{ {written.text.rstrip(',')} }}", Struct))
    item = _first(_inside(f"struct S({written.head}{written.rest.lstrip(': ')});", Struct))
    return replace(item, name=written.name) if isinstance(item, Field) else None


def _ended(text: str) -> str:
    return text if text.endswith((";", "}")) else f"{text};"


def _items(text: str) -> tuple[Item, ...]:
    read = read_file_items(text, file="")
    return () if read.problems else read.items


def _inside(text: str, container: type[Impl | Enum | Struct]) -> tuple[Item, ...]:
    match _items(text):
        case [Impl() as found] if container is Impl:
            return found.items
        case [Enum() as found] if container is Enum:
            return found.variants
        case [Struct() as found] if container is Struct:
            return found.fields
    return ()


def _first(items: tuple[Item, ...]) -> Item | None:
    return items[0] if len(items) == 1 else None


_KINDS = {objtype: kind for kind, objtype in reversed(OBJECT_TYPE_OF_KIND.items())}
"""Object type -> the first kind that is shown as it."""


def _read_impl(text: str) -> Declaration | None:
    header = text.strip().removesuffix("{}").rstrip()
    header = header if re.match(r"(default |unsafe |const )*impl\b", header) else f"impl{'' if header.startswith('<') else ' '}{header}"
    match _items(f"{header} {{}}"):
        case [Impl() as impl]:
            signature = signature_of_impl(DocumentedImpl(impl=impl, module=""))
            return impl_declaration(signature, attributes=shown_attributes(impl, signature), written=header)
    return None


def impl_declaration(signature: Signature, *, attributes: tuple[str, ...] = (), written: str = "") -> Declaration:
    """The declaration of an impl, whose name is made of its header.

    :param written: the header with its paths in full, where it is at hand; signatures show last segments only.
    """
    header = read_impl_header(text_of(signature))
    return Declaration(
        name=header.name,
        signature=signature,
        attributes=attributes,
        self_path=_path_of(read_impl_header(written).self_type) if written else header.self_type,
        is_trait_impl=bool(header.trait),
    )


def _path_of(type_text: str) -> str:
    """``&'a mut geometry::Point<T>`` -> ``geometry::Point``."""
    return re.sub(r"^(?:&|\*|'\w+|mut\b|const\b|dyn\b|\s)*", "", re.sub(r"<.*", "", type_text, flags=re.DOTALL)).strip()


def _impl_as_written(text: str) -> Declaration:
    tokens = (Token(TokenKind.KEYWORD, "impl"), Token(TokenKind.SPACE, " "), Token(TokenKind.TEXT, text.removeprefix("impl ")))
    return impl_declaration(tokens)


def _as_written(written: Written, objtype: str) -> Declaration:
    """A declaration of which only the name is understood."""
    keyword = OBJECT_TYPES[objtype].keyword
    head = f"{keyword} " if keyword and not written.head else written.head
    kind = TokenKind.TEXT if objtype in ("attr", "derive") else TokenKind.KEYWORD
    tokens = [Token(kind, head), Token(TokenKind.NAME, written.name.removeprefix("r#")), Token(TokenKind.TEXT, written.rest)]
    return Declaration(
        name=written.name.removeprefix("r#"), prefix=_prefix(written), signature=tuple(token for token in tokens if token.text)
    )


def _prefix(written: Written) -> str:
    return re.sub(r"\s+", "", written.path).removesuffix("::").replace("r#", "")
