"""Sections of parameters, results and errors in three conventions."""

from __future__ import annotations

import pytest

from sphinx_plissken.extension.docs.doc_sections import Fields, read_blocks
from sphinx_plissken.extension.docs.doc_text import doc_text

CASES = {
    "Google": (
        "Do it.\n\nArgs:\n    runner: The runner,\n        in full.\n    **kwargs (dict): The rest.\n\nReturns:\n    Task: Done.\n",
        ["Do it.", "param runner: The runner,|in full.", "param **kwargs <dict>: The rest.", "returns <Task>: Done."],
    ),
    "Google, results without a type": ("Returns:\n    What was done: all of it.", ["returns: What was done: all of it."]),
    "Google, raises": (
        "Raises:\n    ValueError: If bad.\n    KeyError: If gone.",
        ["raises ValueError: If bad.", "raises KeyError: If gone."],
    ),
    "Google, two paragraphs in an entry": ("Args:\n    a: One.\n\n        Two.\n    b: Three.", ["param a: One.||Two.", "param b: Three."]),
    "NumPy": (
        "Parameters\n----------\nx, y : int\n    Where.\n\nReturns\n-------\nfloat\n    How far.\n\nNotes\n-----\nNone.",
        ["param x <int>: Where.", "param y <int>: Where.", "returns <float>: How far.", "Notes|-----|None."],
    ),
    "rustdoc": (
        "# Arguments\n\n* `a` - The first.\n* `b`: The second,\n  in full.\n\n# Returns\n\nSum.\n\n# Errors\n\nNo.\n\n# Examples\n\nNone.",
        ["param a: The first.", "param b: The second,|in full.", "returns: Sum.", "errors: No.", "# Examples||None."],
    ),
    "what is no list stays prose": ("# Arguments\n\nThere are many.", ["# Arguments||There are many."]),
    "a heading inside of code is none": ("```\n# Arguments\n* `a` - x\n```", ["```|# Arguments|* `a` - x|```"]),
    "a Google section of prose is a heading over Markdown": (
        "Example:\n    ```python\n    x = 1\n    ```",
        ["# Example||```python|x = 1|```"],
    ),
    "indented code below a blank line stays code": ("Example:\n\n    let x = 1;", ["Example:||    let x = 1;"]),
    "a word with a colon is no section": ("Warning ahead:\n    beware", ["Warning ahead:|    beware"]),
}


@pytest.mark.parametrize("case", CASES)
def test_sections(case: str) -> None:
    text, expected = CASES[case]
    assert [line for block in read_blocks(doc_text(text, file="lib.rs")) for line in _shown(block)] == expected


def _shown(block: object) -> list[str]:
    if not isinstance(block, Fields):
        return ["|".join(str(block.text).strip("\n").split("\n"))]  # type: ignore[attr-defined]
    return [
        f"{field.kind.value} {field.name}".strip()
        + (f" <{field.type}>" if field.type else "")
        + ": "
        + "|".join(str(field.text).split("\n"))
        for field in block.fields
    ]


def test_entries_know_their_lines() -> None:
    blocks = read_blocks(doc_text("Do it.\n\nArgs:\n    a: One.\n    b: Two.", file="lib.rs", line=20))
    assert [field.text.lines[0].number for field in blocks[1].fields] == [23, 24]  # type: ignore[union-attr]
