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
