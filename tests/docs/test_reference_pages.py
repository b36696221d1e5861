"""The reference of our documentation names everything that the code registers, and nothing else.

What is registered is asked of a running application; what is described is what the pages in docs/reference describe, as Sphinx itself
remembers it.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import EXAMPLE, ROOT
from docutils.parsers.rst import directives
from sphinx.testing.util import SphinxTestApp

import sphinx_plissken
from sphinx_plissken.command import SUBCOMMANDS, main
from sphinx_plissken.problem import Subtype
from sphinx_plissken.rust.documented import Kind

DOCS = ROOT / "docs"
PAGES = DOCS / "reference"
OTHERS = frozenset({"autodoc-process-docstring", "autodoc-skip-member", "autodoc-process-signature"})
"""What is described though others register it."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """An application without us."""
    source = tmp_path_factory.mktemp("plain")
    (source / "conf.py").touch()
    yield from application(source, source / "built", extensions=["myst_parser"])


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory, plain: SphinxTestApp) -> Iterator[SphinxTestApp]:
    """An application that has read docs/reference."""
    others = [path.name for path in DOCS.iterdir() if path != PAGES and path.name != "examples"]
    changes = {"exclude_patterns": ["examples", *others], "root_doc": "reference/index", "plissken_generate": False}
    for app in application(DOCS, tmp_path_factory.mktemp("built"), **changes):
        app.build()
        yield app


def application(source: Path, built: Path, **configuration: Any) -> Iterator[SphinxTestApp]:
    app = SphinxTestApp("dummy", srcdir=source, builddir=built, confoverrides=configuration, warning=StringIO())
    yield app
    app.cleanup()


@pytest.fixture(scope="module")
def text() -> str:
    """All pages of the reference."""
    return "\n".join(page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.md")))


def described(app: SphinxTestApp, domain: str, kind: str) -> set[str]:
    return {name for name, _, objtype, *_ in app.env.domains[domain].get_objects() if objtype == kind}


def values(app: SphinxTestApp) -> dict[str, Any]:
    return {value.name: value.value for value in app.config}


def our_directives(app: SphinxTestApp) -> dict[str, type[Any]]:
    found: dict[str, Any] = directives._directives  # type: ignore[attr-defined]
    alone = {name: directive for name, directive in found.items() if getattr(directive, "__module__", "").startswith("sphinx_plissken")}
    return {**alone, **{f"rs:{name}": directive for name, directive in app.env.domains["rs"].directives.items()}}


def test_configuration_values(ours: SphinxTestApp, plain: SphinxTestApp) -> None:
    assert described(ours, "std", "confval") == values(ours).keys() - values(plain).keys()


def test_defaults_of_configuration_values(ours: SphinxTestApp, text: str) -> None:
    said = dict(re.findall(r"\{confval\} (\w+)\n:type: .*\n:default: `(.*)`\n", text))
    assert said.keys() == described(ours, "std", "confval")
    defaults = {name: ours.config._options[name].default for name in said}
    assert {name: ast.literal_eval(default) for name, default in said.items()} == defaults


def test_directives(ours: SphinxTestApp) -> None:
    assert described(ours, "rst", "directive") == our_directives(ours).keys()


def test_options_of_directives(ours: SphinxTestApp, text: str) -> None:
    written = {name.rpartition(":")[2] for name in described(ours, "rst", "directive:option")}
    options = {option for directive in our_directives(ours).values() for option in directive.option_spec or ()}
    older = {option for option in options if f"{option[:2]}-{option[2:]}" in {each.replace("-entry", "entry") for each in options}}
    assert written == options - older
    assert [option for option in sorted(older) if f"`{option}`" not in text] == []


def test_roles_and_object_types(ours: SphinxTestApp, text: str) -> None:
    domain = ours.env.domains["rs"]
    assert described(ours, "rst", "role") == {f"rs:{name}" for name in domain.roles}
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| (.*?) ?\|$", text.partition("## Directives\n\n```{eval-rst}")[0], flags=re.MULTILINE))
    said = {name: tuple(re.findall(r"`(\w+)`", roles)) for name, roles in rows.items()}
    assert {name: (name, *said.get(name, ()), "obj") for name in domain.object_types} == {
        name: known.roles for name, known in domain.object_types.items()
    }


def test_indices(ours: SphinxTestApp, text: str) -> None:
    for index in ours.env.domains["rs"].indices:
        assert f"`rs-{index.name}`" in text


def test_events(ours: SphinxTestApp, plain: SphinxTestApp) -> None:
    assert described(ours, "std", "event") == (ours.events.events.keys() - plain.events.events.keys()) | OTHERS


def test_builders(ours: SphinxTestApp, plain: SphinxTestApp, text: str) -> None:
    for name in ours.registry.builders.keys() - plain.registry.builders.keys():
        assert f"`{name}`" in text


def subtypes() -> set[str]:
    """Those of problems, and those that the code writes into warnings."""
    package = Path(sphinx_plissken.__file__).parent
    written = (re.findall(r'subtype="(\w+)"', file.read_text(encoding="utf-8")) for file in package.rglob("*.py"))
    return {subtype.value for subtype in Subtype} | {name for names in written for name in names}


def test_warnings(text: str) -> None:
    assert set(re.findall(r"^### plissken\.(\w+)$", text, flags=re.MULTILINE)) == subtypes()


def test_subcommands_and_their_options(ours: SphinxTestApp, text: str) -> None:
    assert set(re.findall(r"^#+ `?sphinx-plissken (\w+)", text, flags=re.MULTILINE)) == SUBCOMMANDS.keys()
    for command in SUBCOMMANDS:
        parser = argparse.ArgumentParser()
        import_module(f"sphinx_plissken.command.{command}").add_arguments(parser)
        options = {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}
        said = {name.partition(".")[2] for name in described(ours, "std", "cmdoption") if name.startswith(f"sphinx-plissken-{command}.")}
        assert said == options, command


@pytest.mark.parametrize("view", ["Rust", "Python"])
def test_keys_of_rows(capsys: pytest.CaptureFixture[str], view: str) -> None:
    section = (PAGES / "inspect.md").read_text(encoding="utf-8").partition(f"## {view} rows\n")[2].partition("\n## ")[0]
    said = {key for line in re.findall(r"^(`.*`)\n:", section, flags=re.MULTILINE) for key in re.findall(r"`(\w+)`", line)}
    kinds = set(re.findall(r"`(\w+)`", section.partition("`path`")[0])) - {"kind"}
    main(["inspect", str(EXAMPLE), "--view", view.lower()])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    optional = {"macro", "features", "deprecated", "target"}  # the example has none of these
    assert said - optional == {key for row in rows for key in row} - optional
    assert {row["kind"] for row in rows} <= kinds
    if view == "Rust":
        assert kinds == {kind.value for kind in Kind} | {"impl", "reexport"}
