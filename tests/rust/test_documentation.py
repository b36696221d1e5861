"""The Markdown of doc comments: rustdoc's joining and unindenting."""

import pytest

from sphinx_plissken.rust.model import DocFragment, DocKind
from sphinx_plissken.rust.shown.documentation import markdown_of

LINE, BLOCK, ATTRIBUTE = DocKind.LINE, DocKind.BLOCK, DocKind.ATTRIBUTE


def fragments(*pieces: tuple[DocKind, str]) -> list[DocFragment]:
    return [DocFragment(kind=kind, text=text, line=line) for line, (kind, text) in enumerate(pieces, 1)]


@pytest.mark.parametrize(
    ("pieces", "markdown"),
    [
        pytest.param([(LINE, " One."), (LINE, ""), (LINE, " Two.")], "One.\n\nTwo.", id="one space"),
        pytest.param([(LINE, "no"), (LINE, "  two")], "no\n  two", id="smallest indentation counts"),
        pytest.param([(LINE, " a"), (LINE, "     code")], "a\n    code", id="further indentation stays"),
        pytest.param([(LINE, " comment"), (ATTRIBUTE, "attribute")], "comment\nattribute", id="attribute next to comments"),
        pytest.param([(ATTRIBUTE, "  two\n    four")], "two\n  four", id="attribute alone"),
        pytest.param([(ATTRIBUTE, "a\nb"), (LINE, "   c")], "a\nb\n  c", id="attribute decides with one space less"),
        pytest.param([(BLOCK, "\n * One.\n *\n *     code\n ")], "One.\n\n    code\n", id="stars"),
        pytest.param([(BLOCK, "\n * One.\n not starred\n ")], "* One.\nnot starred\n ", id="not every line has a star"),
        pytest.param([(BLOCK, " One line ")], "One line ", id="block on one line"),
        pytest.param([(BLOCK, "\n   * a list\n   * of two\n")], "a list\nof two\n", id="list of stars"),
        pytest.param([], None, id="nothing"),
        pytest.param([(LINE, "")], "", id="empty"),
    ],
)
def test_markdown(pieces: list[tuple[DocKind, str]], markdown: str | None) -> None:
    assert markdown_of(fragments(*pieces)) == markdown


def test_outer_documentation_comes_before_inner() -> None:
    inner = DocFragment(kind=LINE, text=" inner", line=1, is_inner=True)
    outer = DocFragment(kind=LINE, text=" outer", line=9)
    assert markdown_of([inner, outer]) == "outer\ninner"


def test_reexport_documentation_is_unindented_with_the_items_own() -> None:
    reexport, own = fragments((LINE, " Third."), (LINE, "   First."))
    assert markdown_of([reexport, own]) == "Third.\n  First."
