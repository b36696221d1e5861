"""The words that we write on pages, and their translations."""

from __future__ import annotations

import ast
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import sphinx_plissken

PACKAGE = Path(sphinx_plissken.__file__).parent
CATALOGUES = sorted((PACKAGE / "locale").rglob("sphinx.po"))


def words() -> set[str]:
    """Every string that the code has translated."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in (PACKAGE / "extension").rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    arguments = (call.args[0] for call in calls if call.func.id == "_" and call.args)
    return {each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def read(file: Path) -> dict[str, str]:
    """The texts of a catalogue with their translations."""
    with file.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.id}


def test_the_template_has_all_words() -> None:
    template = set(read(PACKAGE / "locale" / "sphinx.pot"))
    assert sorted(words() - template) == []  # to be added to sphinx.pot; catalogues may follow later
    assert sorted(template - words()) == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_catalogues_hold_no_other_words_and_are_compiled(file: Path) -> None:
    translations = read(file)
    assert translations.keys() <= words()
    assert [word for word, translation in translations.items() if not translation] == []
    with file.with_suffix(".mo").open("rb") as stream:
        compiled = GNUTranslations(stream)
    assert {word: compiled.gettext(word) for word in translations} == translations, "run: pybabel compile -i sphinx.po -o sphinx.mo"
