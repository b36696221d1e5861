"""Signatures as docutils nodes.

Goes in: the tokens of a signature, and what each name in it refers to. Comes out: the children of a ``desc_signature``. Knows Sphinx'
node classes, but neither directives nor the model.

Two of Sphinx' nodes are not used, because all its writers print them for Python: ``desc_type_parameter_list`` comes out in square
brackets and ``desc_returns`` as an arrow character. As in Sphinx' C++ domain, generics and return types are plain ``desc_sig_*`` nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from docutils import nodes
from sphinx import addnodes

from sphinx_plissken.rust.resolution.preludes import PRIMITIVES
from sphinx_plissken.rust.signatures.signature import Signature, Token, TokenKind, text_of
from sphinx_plissken.rust.signatures.type_tokens import Surroundings, type_tokens
from sphinx_plissken.rust.text.type_reader import read_type

Resolve = Callable[[str], str | None]
"""From a path as it is written in a signature to what it names: the full path of an object, a URI with a title behind a space, or None
where it can be no link."""

Link = Callable[[str, nodes.TextElement], nodes.Node]
"""From the path of a name, and the node that shows the name, to that node as a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a signature is laid out."""

    maximum_length: int = 0
    """From how many characters on each parameter gets a line of its own; 0: never."""
    has_trailing_comma: bool = True
    """Whether the last of these lines ends in a comma."""


def no_links(path: str) -> None:
    """Resolve no name at all."""


def exact_link(path: str, name: nodes.TextElement) -> nodes.Node:
    """Link a name to what it is known to name: a URI, or the full path of an object."""
    if "://" in path:
        reference = outside_reference(path)
        reference += name
        return reference
    return exact_reference(path, name)


def outside_reference(target: str) -> nodes.reference:
    """An empty link to an item of another crate.

    :param target: the address, and behind a space what it leads to, which is shown when the pointer rests on the link.
    """
    address, _, title = target.partition(" ")
    reference = nodes.reference("", "", refuri=address, internal=False, classes=["plissken-outside"])
    if title:
        reference["reftitle"] = title
    return reference


def links_from(place: Mapping[str, object]) -> Link:
    """Link names to what they turn out to name in a scope, when all pages are read; names that turn out to name nothing stay names."""

    def link(path: str, name: nodes.TextElement) -> nodes.Node:
        reference = addnodes.pending_xref("", name, refdomain="rs", reftype="obj", reftarget=path, refexplicit=True)
        reference["rs:optional"] = True
        reference.attributes.update(place)
        return reference

    return link


def exact_reference(path: str, content: nodes.Node, *, role: str = "obj") -> addnodes.pending_xref:
    """A reference to the object with a full path, which is looked up and never searched for.

    :param role: narrows down what is meant where a path means several objects.
    """
    reference = addnodes.pending_xref("", content, refdomain="rs", reftype=role, reftarget=path, refexplicit=True)
    reference["rs:exact"] = True
    return reference


def render_signature(
    signature: Signature, *, objtype: str, link: Link, attributes: Sequence[str] = (), layout: Layout | None = None
) -> list[nodes.Node]:
    """The children of a ``desc_signature``: several ``desc_signature_line`` nodes if there is more than one line, else the nodes of
    that line.

    :param link: makes links of references; those without a path stay names.
    :param attributes: attributes above the signature, as text; those that the signature begins with are added.
    """
    leading, tokens = _split_attributes(_single_brackets(signature))
    header, further = _split_lines(_without_body(tokens, objtype))
    main = _render_header(_read_header(header, objtype, layout or Layout()), link)
    if not (attributes or leading or further):
        return main
    return [
        *(_line([addnodes.desc_annotation(text, text)]) for text in (*attributes, *leading)),
        _line(main, add_permalink=True),
        *(_line(_render_tokens(line, link)) for line in further),
    ]


def render_type(text: str, link: Link) -> list[nodes.Node]:
    """A type alone, as text."""
    tokens = type_tokens(read_type(text), Surroundings())
    return _render_tokens([replace(token, path=token.path or token.text) for token in tokens], link)


def _split_attributes(tokens: list[Token]) -> tuple[list[str], list[Token]]:
    """The attributes that a signature begins with, and the rest."""
    attributes: list[str] = []
    while tokens and tokens[0].kind in (TokenKind.ATTRIBUTE, TokenKind.BREAK):
        if tokens[0].kind is TokenKind.ATTRIBUTE:
            attributes.append(tokens[0].text)
        tokens = tokens[1:]
    return attributes, tokens


_BODIED = frozenset({"struct", "enum", "union", "trait"})
"""Object types whose declaration has a body in braces; its members are described below the signature, so the signature is the header
only."""


def _without_body(tokens: list[Token], objtype: str) -> list[Token]:
    depth = 0
    for index, token in enumerate(tokens):
        if objtype in _BODIED and depth == 0 and token.text == "{":
            tokens = tokens[:index]
            break
        depth += _depth_change(token)
    while tokens and (tokens[-1].kind in (TokenKind.SPACE, TokenKind.BREAK) or tokens[-1].text == ";"):
        tokens = tokens[:-1]
    return tokens


def _split_lines(tokens: list[Token]) -> tuple[list[Token], list[list[Token]]]:
    """The first line, and the lines after the parameters: a ``where`` clause, the arms of a macro. Line breaks between parameters are
    no matter."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.BREAK and depth == 0:
            return tokens[:index], _lines(tokens[index:])
        if token.kind is TokenKind.KEYWORD and token.text == "where" and depth == 0:
            return _trimmed(tokens[:index]), _lines([Token(TokenKind.BREAK, "\n"), *tokens[index:]])
        if token.text == "{" and depth == 0:
            body = tokens[index + 1 :]
            if any(t.kind is TokenKind.BREAK for t in body):
                return tokens[: index + 1], _lines(body)
        depth += _depth_change(token)
    return tokens, []


def _lines(tokens: list[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = []
    for token in tokens:
        if token.kind is TokenKind.BREAK:
            lines.append([Token(TokenKind.SPACE, token.text.lstrip("\n"))])
        else:
            lines[-1:] = [[*lines[-1], token]] if lines else [[token]]
    return [line for line in lines if any(token.text.strip() for token in line)]


def _trimmed(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[-1].kind is TokenKind.SPACE:
        tokens = tokens[:-1]
    return tokens


def _line(children: list[nodes.Node], *, add_permalink: bool = False) -> addnodes.desc_signature_line:
    line = addnodes.desc_signature_line("", "", *children)
    line["add_permalink"] = add_permalink
    return line


Runs = list[tuple[TokenKind, list[Token]]]
"""Tokens of one kind side by side, which one node shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The parts of the line that has the name."""

    qualifiers: list[Token]
    name: Runs
    """The name and its generics; of an impl all that is no qualifier."""
    parameters: list[Runs] | None
    """What stands between the commas; None where nothing takes parameters."""
    further: Runs
    list_options: Mapping[str, bool]
    """Attributes of the node of the parameters: whether each has a line of its own."""

    @property
    def text(self) -> str:
        """What a reader sees, on one line: ``struct X``, without the body that is described below."""
        before = text_of(tuple(self.qualifiers)) + _text_of_runs(self.name)
        if self.parameters is None:
            return before
        return f"{before}({', '.join(_text_of_runs(each) for each in self.parameters)}){_text_of_runs(self.further)}"


def _text_of_runs(runs: Runs) -> str:
    return "".join([token.text for _, tokens in runs for token in tokens])


def header_alone(signature: Signature, *, objtype: str, layout: Layout) -> Header | None:
    """The parts of a signature that is one line; None where there are more."""
    leading, tokens = _split_attributes(_single_brackets(signature))
    header, further = _split_lines(_without_body(tokens, objtype))
    return None if leading or further else _read_header(header, objtype, layout)


def _read_header(tokens: list[Token], objtype: str, layout: Layout) -> Header:
    """Qualifiers, name, generics, parameters, and what follows them."""
    name = next((i for i, token in enumerate(tokens) if token.kind is TokenKind.NAME), None)
    if name is None:  # an impl
        tokens = _unbroken(tokens)
        start = next((i for i, token in enumerate(tokens) if token.kind not in (TokenKind.KEYWORD, TokenKind.SPACE)), len(tokens))
        return Header(qualifiers=tokens[:start], name=_runs(tokens[start:]), parameters=None, further=[], list_options={})
    opening = _parameters_start(tokens, name) if objtype in ("fn", "method") else None
    if opening is None:
        return Header(qualifiers=tokens[:name], name=_runs(_unbroken(tokens[name:])), parameters=None, further=[], list_options={})
    closing = _matching(tokens, opening)
    return Header(
        qualifiers=tokens[:name],
        name=_runs(_unbroken(tokens[name:opening])),
        parameters=[_runs(parameter) for parameter in _split_commas(_unbroken(tokens[opening + 1 : closing]))],
        further=_runs(_unbroken(tokens[closing + 1 :])),
        list_options=_list_options(tokens, layout),
    )


def _list_options(tokens: list[Token], layout: Layout) -> dict[str, bool]:
    if not 0 < layout.maximum_length < len(text_of(tuple(_unbroken(tokens)))):
        return {}
    return {"multi_line_parameter_list": True, "multi_line_trailing_comma": layout.has_trailing_comma}


def _render_header(header: Header, link: Link) -> list[nodes.Node]:
    before = [*render_qualifiers(header.qualifiers), *_render_runs(header.name, link)]
    if header.parameters is None:
        return before
    parameters = parameter_list([_render_runs(parameter, link) for parameter in header.parameters], header.list_options)
    return [*before, parameters, *_render_runs(header.further, link)]


def parameter_list(parameters: Iterable[Sequence[nodes.Node]], options: Mapping[str, bool]) -> addnodes.desc_parameterlist:
    """Parameters in parentheses; the writers put the commas."""
    rendered = addnodes.desc_parameterlist()
    rendered.attributes.update(options)
    rendered.extend(addnodes.desc_parameter("", "", *parameter, noemph=True) for parameter in parameters)
    return rendered


def render_qualifiers(tokens: list[Token]) -> list[nodes.Node]:
    """``pub const unsafe extern "C" fn`` as one annotation, the space behind it included."""
    if not tokens:
        return []
    return [addnodes.desc_annotation(text_of(tuple(tokens)), "", *_render_tokens(tokens, lambda path, name: name))]


def _parameters_start(tokens: list[Token], name: int) -> int | None:
    depth = 0
    for index in range(name + 1, len(tokens)):
        if tokens[index].text == "(" and depth == 0:
            return index
        depth += _depth_change(tokens[index])
    return None


def _matching(tokens: list[Token], opening: int) -> int:
    """The index of the bracket that closes another; that of the last token where there is none."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += _depth_change(tokens[index])
        if depth == 0:
            return index
    return len(tokens) - 1


def _split_commas(tokens: list[Token]) -> Iterator[list[Token]]:
    """The parts between commas outside of brackets, without the spaces around them."""
    depth, part = 0, list[Token]()
    for token in tokens:
        if token.text == "," and depth == 0:
            yield part
            part = []
        elif part or token.kind is not TokenKind.SPACE:
            part.append(token)
        depth += _depth_change(token)
    if part := _trimmed(part):
        yield part


def _unbroken(tokens: list[Token]) -> list[Token]:
    """The tokens on one line: ``(`` BREAK ``a: u8`` ``,`` BREAK ``)`` -> ``(a: u8)``."""
    kept: list[Token] = []
    for token in tokens:
        if token.kind is TokenKind.BREAK:
            if kept and kept[-1].kind is not TokenKind.SPACE and kept[-1].text not in _OPENING:
                kept.append(_SPACE)
            continue
        if token.text in _CLOSING and token.text != "}":
            while kept and (kept[-1].kind is TokenKind.SPACE or kept[-1].text == ","):
                kept.pop()
        kept.append(token)
    return kept


_SPACE = Token(TokenKind.SPACE, " ")
_OPENING = frozenset("([<")
_CLOSING = frozenset(")]>}")
_DEPTH = {"(": 1, "[": 1, "{": 1, "<": 1, ")": -1, "]": -1, "}": -1, ">": -1}


def _depth_change(token: Token) -> int:
    return _DEPTH.get(token.text, 0) if token.kind is TokenKind.PUNCTUATION else 0


_PUNCTUATION = re.compile(r"->|=>|::|\.\.\.|[()\[\]{}<>,;]|[^()\[\]{}<>,;]+?(?=->|[()\[\]{}<>,;]|$)")


def _single_brackets(signature: Signature) -> list[Token]:
    """Punctuation in pieces, each bracket a token of its own."""
    tokens: list[Token] = []
    for token in signature:
        if token.kind is TokenKind.PUNCTUATION and len(token.text) > 1:
            tokens.extend(_pieces(token.text))
        else:
            tokens.append(token)
    return tokens


@lru_cache(maxsize=1024)
def _pieces(punctuation: str) -> tuple[Token, ...]:
    return tuple(Token(TokenKind.PUNCTUATION, piece) for piece in _PUNCTUATION.findall(punctuation))


_NODE_CLASSES: dict[TokenKind, type[nodes.TextElement]] = {
    TokenKind.KEYWORD: addnodes.desc_sig_keyword,
    TokenKind.NAME: addnodes.desc_name,
    TokenKind.PARAMETER: addnodes.desc_sig_name,
    TokenKind.GENERIC: addnodes.desc_sig_name,
    TokenKind.LIFETIME: addnodes.desc_sig_name,
    TokenKind.PUNCTUATION: addnodes.desc_sig_punctuation,
    TokenKind.LITERAL: addnodes.desc_sig_literal_string,
    TokenKind.ATTRIBUTE: addnodes.desc_annotation,
    TokenKind.COMMENT: addnodes.desc_annotation,
}
"""Kind of token -> its node; the others are plain text."""

_CLASS_NAMES: dict[TokenKind, str] = {
    TokenKind.LIFETIME: "nl",
    TokenKind.GENERIC: "rs-generic",
    TokenKind.COMMENT: "c",
}
"""Further CSS classes, those of Pygments where it has one."""


def _render_tokens(tokens: Sequence[Token], link: Link) -> list[nodes.Node]:
    return _render_runs(_runs(tokens), link)


def _render_runs(runs: Runs, link: Link) -> list[nodes.Node]:
    return [
        render_reference(tokens[0], link) if kind is TokenKind.REFERENCE else render_text(kind, "".join(token.text for token in tokens))
        for kind, tokens in runs
    ]


def _runs(tokens: Iterable[Token]) -> Runs:
    """Neighbours that one node can show: ``pub``, ``fn`` and the spaces behind them. Each node costs time in dozens of Sphinx' passes."""
    runs: Runs = []
    for token in tokens:
        last = runs[-1][0] if runs else None
        if (token.kind is last and last is not TokenKind.REFERENCE) or (token.kind is TokenKind.SPACE and last in _WITH_SPACE):
            runs[-1][1].append(token)
        else:
            runs.append((token.kind, [token]))
    return runs


_WITH_SPACE = frozenset({TokenKind.KEYWORD, TokenKind.PUNCTUATION})


def render_text(kind: TokenKind, text: str) -> nodes.Node:
    """A run that is no reference."""
    node_class = _NODE_CLASSES.get(kind)
    if node_class is None:
        return nodes.Text(text)
    if kind is TokenKind.LITERAL and text[:1].isdigit():
        node_class = addnodes.desc_sig_literal_number
    node = node_class(text, text)
    if kind in _CLASS_NAMES:
        node["classes"].append(_CLASS_NAMES[kind])
    return node


def render_reference(token: Token, link: Link) -> nodes.Node:
    """A name, which is a link where it has a path."""
    node_class = addnodes.desc_sig_keyword_type if token.text in PRIMITIVES else addnodes.desc_sig_name
    name = node_class(token.text, token.text)
    return link(token.path, name) if token.path else name
