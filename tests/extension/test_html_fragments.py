"""Raw HTML, made well-formed."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from sphinx_plissken.extension.docs.html_fragments import HtmlFragments


@pytest.mark.parametrize(
    ("written", "well_formed"),
    [
        ("a<br>b", "a<br />b"),
        ("<img src=x alt='a \"b\"'>", '<img src="x" alt="a &quot;b&quot;" />'),
        ("<b>bold", "<b>bold</b>"),
        ("<ul><li>one</ul>", "<ul><li>one</li></ul>"),
        ("stray</b>", "stray"),
        ("a && b &amp; c &nbsp;", "a &amp;&amp; b &amp; c \N{NO-BREAK SPACE}"),
        ("by a <space> or </space>", "by a &lt;space&gt; or &lt;/space&gt;"),
        ("<details open>", '<details open=""></details>'),
        ("x<!-- note -->y", "xy"),
        ("<div/>", "<div></div>"),
    ],
)
def test_fragments(written: str, well_formed: str) -> None:
    fragments = HtmlFragments()
    text = fragments.add(written) + fragments.end()
    assert text == well_formed
    ElementTree.fromstring(f"<x>{text}</x>")


def test_one_fragment_closes_what_another_opened() -> None:
    fragments = HtmlFragments()
    assert [fragments.add(part) for part in ("<details><summary>", "</summary>", "</details>")] == [
        "<details><summary>",
        "</summary>",
        "</details>",
    ]
    assert fragments.end() == ""


def test_an_ampersand_that_begins_no_reference_is_text() -> None:
    written = HtmlFragments().add('<code>&self</code> &lt; <a href="https://x.org?a=1&b=2">x</a>')
    assert written == '<code>&amp;self</code> &lt; <a href="https://x.org?a=1&amp;b=2">x</a>'


@pytest.mark.parametrize(("address", "kept"), [("struct.A.html", ""), ("../b", ""), ("#c", ' href="#c"'), ("//x.org", ' href="//x.org"')])
def test_links_to_pages_that_only_rustdoc_makes_are_dropped(address: str, kept: str) -> None:
    assert HtmlFragments().add(f'<a href="{address}">x</a>') == f"<a{kept}>x</a>"
