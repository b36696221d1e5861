"""Other extensions on the same site: translations, labels, copy buttons, cards, links to code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLE, build_source, run_module
from site_checker import check_site
from sphinx.ext import linkcode

CONF = f"""
plissken_project = {str(EXAMPLE)!r}
html_theme = "alabaster"
nitpicky = True
"""
INDEX = "Top\n===\n\n.. toctree::\n\n   api/index\n"

CODE = "Add the submodule `config` to the extension module, importable as `hybrid_binary.config`."
TRANSLATED = {
    "The engine: tasks, their order, and what can go wrong. Pure Rust.": "Das Triebwerk: Aufgaben und ihre Reihenfolge. Nur Rust.",
    "A unit of work.": "Ein Stück Arbeit.",
    CODE: "Als `hybrid_binary.config` **importierbar**.",
    "See [`PyRunner::run`] for the order of things.": "[`PyRunner::run`] sagt, in welcher Reihenfolge.",
    "Output for terminals.": "Ausgabe auf Terminals.",
}
"""Of a doc comment in the Rust view, of one in both views, of one with code, one with a link, of a Python docstring."""

Write = Callable[[dict[str, str]], Path]


def messages(template: str) -> list[str]:
    """The texts of a template."""
    return re.findall(r'^msgid "(.*)"$', template, flags=re.MULTILINE)


def catalogue(template: str) -> str:
    """The template with the translations that there are."""
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    known = [text for text in TRANSLATED if f'msgid "{text}"' in template]
    return header + "".join(f'msgid "{text}"\nmsgstr "{TRANSLATED[text]}"\n\n' for text in known)


def test_doc_comments_and_docstrings_are_translated(write_files: Write) -> None:
    source = write_files({"conf.py": CONF + 'extensions = ["sphinx_plissken"]\n', "index.rst": INDEX})
    done = run_module("sphinx", "-b", "gettext", "-q", "-W", source, source / "pot")
    assert done.returncode == 0, done.stderr
    (template,) = [file for file in (source / "pot").glob("*.pot") if file.name == "api.pot"]
    text = template.read_text(encoding="utf-8")
    assert re.search(r'#: \S*/rust/src/internal\.rs:1\nmsgid "The engine: tasks', text)
    folder = source / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "api.po").write_text(catalogue(text), encoding="utf-8")
    built = build_source(source, source / "_build", "-q", "-W", "-D", "language=de", "-D", "locale_dirs=locale")
    assert built.code == 0, built.output
    again = ["-D", "language=de", "-D", "locale_dirs=locale", source, source / "again"]
    assert run_module("sphinx", "-b", "gettext", "-q", *again).returncode == 0
    assert TRANSLATED.keys() <= set(messages((source / "again" / "api.pot").read_text(encoding="utf-8")))
    assert "Python-Schnittstelle: " in built.page("api/rust/hybrid_binary")  # our own words
    assert "Rust-Modulindex" in built.page("rs-modindex")
    assert "PyRunner (hybrid_binary Struct)" in built.page("genindex")
    assert "Das Triebwerk: Aufgaben und ihre Reihenfolge. Nur Rust." in built.page("api/rust/hybrid_binary/internal")
    assert TRANSLATED["A unit of work."] in built.page("api/rust/hybrid_binary")
    assert TRANSLATED["A unit of work."] in built.page("api/python/hybrid_binary")
    config = built.page("api/rust/hybrid_binary/config")
    assert '<p>Als <code class="docutils literal notranslate"><span class="pre">hybrid_binary.config</span></code> <strong>' in config
    crate = built.page("api/rust/hybrid_binary")
    assert re.search(r'<p><a class="reference internal" href="#method.hybrid_binary.PyRunner.run"[^>]*>.*</a> sagt, in welcher', crate)
    assert "Ausgabe auf Terminals." in built.page("api/python/hybrid_binary/cli")


BESIDE = """
extensions = [
    "myst_parser",
    "sphinx.ext.autosectionlabel",
    "sphinx.ext.intersphinx",
    "sphinx.ext.todo",
    "sphinx.ext.linkcode",
    "sphinx_plissken",
    *EXTRAS,
]
autosectionlabel_prefix_document = True

def linkcode_resolve(domain, info):
    if domain == "rs" and info["file"]:
        return f"https://code.invalid/{info['file'].rpartition('/rust/')[2]}#L{info['line']}"
"""
PAGE = """# Top

```{toctree}
api/index
```

:::{rs:crate} other
:::

## A section

:::{rs:struct} pub struct Beside
Code:

```rust
let beside = Beside;
```
:::

{ref}`index:A section`
"""


def test_labels_copy_buttons_and_links_to_code(write_files: Write) -> None:
    pytest.importorskip("sphinx_copybutton")
    pytest.importorskip("sphinx_design")
    conf = f"EXTRAS = ['sphinx_copybutton', 'sphinx_design']\n{CONF}{BESIDE}myst_enable_extensions = ['colon_fence']\n"
    card = "\n::::{grid} 2\n:::{grid-item-card} Card\n{rs:struct}`other::Beside`\n:::\n::::\n"
    source = write_files({"conf.py": conf, "index.md": PAGE + card})
    built = build_source(source, source / "_build", "-q", "-W", "--keep-going")
    assert built.code == 0, built.output
    assert check_site(built.site) == []
    assert '<a class="reference internal" href="#struct.other.Beside"' in built.page("index").partition("sd-card")[2]
    page = built.page("api/rust/hybrid_binary/decorators")
    if hasattr(linkcode, "add_linkcode_domain"):  # since Sphinx 8.2
        assert re.search(r'href="https://code.invalid/src/decorators.rs#L\d+"><span class="viewcode-link">', page)
