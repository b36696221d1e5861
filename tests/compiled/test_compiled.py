"""Compiled truth: what we say of a crate is what its module does.

Each folder beside this file is a crate for one release of PyO3, and holds one example of everything that is worth knowing of it. It is
built, imported in a process of its own, and compared with what we read from its source. So the cases cannot drift from PyO3.
"""

from __future__ import annotations

import ast
import inspect
import json
import shutil
import sys
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import griffe
import pytest
from compiled.cargo import CannotBuildError, Importable, maturin_wheel
from conftest import EXAMPLE

from sphinx_plissken.bindings.api import EXTRA, Bindings
from sphinx_plissken.bindings.versions import Behaviour, behaviour_of
from sphinx_plissken.command import main
from sphinx_plissken.comparison import imported
from sphinx_plissken.comparison.differences import What, compare
from sphinx_plissken.inspection.python import rows
from sphinx_plissken.reference import read_reference

HERE = Path(__file__).parent
CRATES = sorted(manifest.parent.name for manifest in HERE.glob("*/Cargo.toml"))
NEWEST_PYTHON = {"pyo3_0_18": (3, 11), "pyo3_0_23": (3, 13), "pyo3_0_26": (3, 14)}
"""The newest Python that a release of PyO3 knows."""

KNOWN: dict[str, set[tuple[str, str]]] = {
    "pyo3_0_30": {
        # A default that a macro takes as `$x:literal` or `$x:expr` is printed as `...`. We print the value, which users want to know.
        ("macros.defaults", "text_signature"),
    },
    "pyo3_0_23": {
        # Up to 0.23 an `Option` at the end is optional, unless a macro takes it as `$t:ty`, in an invisible group that PyO3 does not look
        # into. We read expanded macros as text, in which there are no such groups.
        ("functions.by_macro", "text_signature"),
        ("functions.by_macro", "parameters"),
    },
}
"""In what we are known to differ: (path below the module, fact)."""

Built = Callable[[Path, str, str], Importable]
pytestmark = pytest.mark.compiled


def see(project: Path) -> Bindings:
    """What we say of a project with one extension module, and no problem."""
    reference = read_reference(project)
    assert reference.problems == ()
    (bindings,) = reference.bindings
    return bindings


def import_crate(crate: str, built: Built) -> Importable:
    if sys.version_info[:2] > NEWEST_PYTHON.get(crate, sys.version_info):
        pytest.skip("this release of PyO3 does not know this Python yet")
    return built(HERE / crate / "Cargo.toml", module_name(crate), module_name(crate))


def module_name(crate: str) -> str:
    return crate.replace("pyo3", "cases")


@pytest.mark.parametrize("crate", CRATES)
def test_check_finds_no_difference(crate: str, built: Built) -> None:
    theirs = [json.loads(line) for line in import_crate(crate, built).run(Path(imported.__file__), module_name(crate)).splitlines()]
    assert len(theirs) > 60
    differing = {(each.path.partition(".")[2], str(each.what)): str(each) for each in compare(rows(see(HERE / crate)), theirs)}
    assert {key: said for key, said in differing.items() if key not in known(crate)} == {}
    assert {key for key in known(crate) if key[1] in set(What)} <= differing.keys()


def known(crate: str) -> set[tuple[str, str]]:
    return KNOWN.get(crate, set())


@pytest.mark.parametrize("crate", CRATES)
def test_every_fact_is_exact(crate: str, built: Built) -> None:
    theirs = json.loads(import_crate(crate, built).run(HERE / "exact_facts.py", module_name(crate)))
    ours = dict(walk(see(HERE / crate).module, module_name(crate)))
    differing = {
        (path.partition(".")[2], name): (mine, fact)
        for path, facts in theirs.items()
        if path in ours or not path.endswith("__")  # what comes with an option or another slot is only a name to us
        for name, fact, mine in pair(ours[path], facts, behaviour_of(crate.removeprefix("pyo3_").replace("_", ".")))
        if mine != fact
    }
    assert {key: said for key, said in differing.items() if key not in known(crate)} == {}
    assert {key for key in known(crate) if key[1] not in set(What)} <= differing.keys()


def walk(object: griffe.Object, path: str) -> Iterator[tuple[str, griffe.Object]]:
    """Everything in a module, at each path at which it is reached."""
    yield path, object
    if not isinstance(object, griffe.Module | griffe.Class):
        return
    for name, member in object.members.items():
        yield from walk(member.final_target if isinstance(member, griffe.Alias) else member, f"{path}.{name}")
    for name, shown in object.extra[EXTRA].get("attributes", {}).items():
        yield from walk(object.members[shown.rpartition(".")[2]], f"{path}.{name}")


def pair(ours: griffe.Object, theirs: dict[str, Any], behaviour: Behaviour) -> Iterator[tuple[str, Any, Any]]:
    """Each fact of theirs that we say something about, and what we say; docs are compared as griffe and Sphinx clean them."""
    known = ours.extra[EXTRA]
    for name, fact in theirs.items():
        match name:
            case "doc" if not ours.name.startswith("__"):
                yield (
                    name,
                    inspect.cleandoc((fact or "").rstrip()),
                    known.get("unsplit", "") + (ours.docstring.value if ours.docstring else ""),
                )
            case "text_signature" | "name" | "all" | "final":
                yield name, fact, known.get(name)
            case "qualname" if name in known:
                yield name, fact, known[name]
            case "names":
                mine = {*ours.members, *known.get("derived", ())}
                unsaid = {"__new__"} - mine if not behaviour.hides_missing_constructor else set()  # it always fails
                yield name, sorted({*fact} - unsaid), sorted(mine)
            case "returns":
                annotated = str(ours.returns) if isinstance(ours, griffe.Function) else ""
                yield name, fact, fact if fact in annotated.split(" | ") else annotated
            case "value" if (value := literal(ours)) is not None:
                yield name, fact, repr(value)


def literal(ours: griffe.Object) -> Any:
    """The value that we say something has, where Python can read it."""
    try:
        return ast.literal_eval(str(ours.value)) if isinstance(ours, griffe.Attribute) and ours.value is not None else None
    except (ValueError, SyntaxError):
        return None


def test_the_example(built: Built, tmp_path: Path) -> None:
    folder = built(EXAMPLE / "rust" / "Cargo.toml", "hybrid_binary", "hybrid_binary/_native").folder.parent
    shutil.copytree(EXAMPLE / "python", folder, dirs_exist_ok=True)
    theirs = [json.loads(line) for line in Importable(folder).run(Path(imported.__file__), "hybrid_binary._native").splitlines()]
    assert len(theirs) > 20
    assert [str(difference) for difference in compare(rows(see(EXAMPLE)), theirs)] == []


def test_the_examples_wheel(built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a user does: build, install, check."""
    built(EXAMPLE / "rust" / "Cargo.toml", "hybrid_binary", "hybrid_binary/_native")  # skips where that cannot be done
    try:
        wheel = maturin_wheel(EXAMPLE, tmp_path / "wheel")
    except CannotBuildError as reason:
        pytest.skip(str(reason))
    venv.create(tmp_path / "environment", with_pip=False, symlinks=True)
    (site,) = (tmp_path / "environment").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    assert main(["check", str(EXAMPLE), "--python", str(tmp_path / "environment" / "bin" / "python")]) == 0, capsys.readouterr().out
