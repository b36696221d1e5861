"""Raw HTML of doc comments, made well-formed.

Goes in: tags and blocks as authors write them. Comes out: the same as XHTML, which HTML pages and epub books can hold alike: attributes in
quotation marks, void elements closed, every element ended. A tag that HTML does not know, like ``<space>``, is text.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})

KNOWN = VOID | frozenset(
    (
        "a abbr address article aside audio b bdi bdo blockquote button canvas caption center cite code colgroup data dd del "
        "details dfn dialog div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header i iframe ins kbd "
        "label legend li main map mark math menu meter nav noscript object ol optgroup option output p picture pre progress q "
        "rp rt ruby s samp script section select small span strike strong style sub summary sup svg path g circle rect line "
        "polyline polygon text table tbody td template textarea tfoot th thead time title tr tt u ul var video"
    ).split()
)
"""Elements of HTML, and those of SVG that drawings in documentation are made of."""


_LONE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
"""One that begins no character reference: ``<code>&self</code>``."""


class HtmlFragments:
    """Fragments that belong together: what one opens another may close."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def add(self, fragment: str) -> str:
        """A fragment, well-formed as far as it goes."""
        reader = _Reader(self._open)
        reader.feed(_LONE_AMPERSAND.sub("&amp;", fragment))
        reader.close()
        return "".join(reader.written)

    def end(self) -> str:
        """The end tags of what is still open."""
        written = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return written


class _Reader(HTMLParser):
    def __init__(self, open_elements: list[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self._open = open_elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, is_closed=tag in VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, is_closed=True)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, is_closed: bool) -> None:
        if tag not in KNOWN:
            self.written.append(escape(self.get_starttag_text() or "", quote=False))
            return
        kept = {name: value or "" for name, value in dict(attrs).items() if _is_name(name) and not _leads_nowhere(tag, name, value or "")}
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
        if is_closed and tag in VOID:
            self.written.append(f"<{tag}{written} />")
            return
        self.written.append(f"<{tag}{written}>" + (f"</{tag}>" if is_closed else ""))
        if not is_closed:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in KNOWN:
            self.written.append(escape(f"</{tag}>", quote=False))
        if tag in self._open:
            while (name := self._open.pop()) != tag:
                self.written.append(f"</{name}>")
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.written.append(data if self.cdata_elem else escape(data, quote=False))

    def handle_entityref(self, name: str) -> None:
        self.written.append(escape(unescape(f"&{name};"), quote=False))

    def handle_charref(self, name: str) -> None:
        self.written.append(escape(unescape(f"&#{name};"), quote=False))

    def handle_comment(self, data: str) -> None:
        """Authors' notes to themselves."""


_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|#|//")


def _leads_nowhere(tag: str, name: str, value: str) -> bool:
    """Whether an attribute is a link to a page that rustdoc would have made: ``<a href="struct.Span.html">``."""
    return tag == "a" and name == "href" and not _ELSEWHERE.match(value)


def _is_name(name: str) -> bool:
    return name.replace("-", "").replace("_", "").replace(":", "").isalnum() and not name[0].isdigit()
