"""Doc comments as lines that know where they are written."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.docs.doc_text import comment_text, doc_text, first_sentence, one_line, with_text
from sphinx_plissken.rust.model import DocFragment, DocKind


def test_each_line_of_line_comments_has_its_line() -> None:
    text = comment_text(
        [DocFragment(kind=DocKind.LINE, text=" One.", line=4), DocFragment(kind=DocKind.LINE, text=" Two.", line=7)], file="lib.rs"
    )
    assert [(line.number, line.text) for line in text] == [(4, "One."), (7, "Two.")]


def test_a_block_comment_counts_from_its_first_line_of_text() -> None:
    text = comment_text([DocFragment(kind=DocKind.BLOCK, text="*\n * One.\n * Two.\n ", line=10)], file="lib.rs")
    assert [(line.number, line.text.strip()) for line in text if not line.is_blank] == [(11, "One."), (12, "Two.")]


def test_outer_comments_come_before_inner_ones() -> None:
    text = comment_text(
        [DocFragment(kind=DocKind.LINE, text=" in", line=1, is_inner=True), DocFragment(kind=DocKind.LINE, text=" out", line=9)],
        file="lib.rs",
    )
    assert [(line.number, line.text) for line in text] == [(9, "out"), (1, "in")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("One\ngoes on. Two.", "One goes on."),
        ("\n\n# A heading\n\nText.", "A heading"),
        ("Uses e.g. This one. And that.", "Uses e.g. This one."),
        ("Version 1.5 is out. Rejoice.", "Version 1.5 is out."),
        ("```\ncode\n```", ""),
        (">>> code", ""),
        ("", ""),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert one_line(first_sentence(doc_text(text, file="a.py"))) == sentence


def test_changed_lines_stay_near_the_lines_they_were() -> None:
    before = doc_text("Summary.\n\nArgs:\n    a: first\n\nThe end.", file="a.py", line=10)
    after = with_text(before, ["Summary.", "", ":param a: first", "", "The end."])
    assert [line.number for line in after] == [10, 10, 10, 10, 15]
    assert with_text(before, [line.text for line in before]) is before
