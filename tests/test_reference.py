"""The whole walk: a project directory in, both views and the tables between them out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sphinx_plissken.problem import Subtype
from sphinx_plissken.reference import Choices, Reference, read_reference
from sphinx_plissken.rust.documented import Reach

PYPROJECT = '[build-system]\nbuild-backend = "maturin"\n[tool.maturin]\nmodule-name = "pkg._core"\n'
MANIFEST = """
[package]
name = "engine-py"
version = "0.5.1"
edition = "2021"
[lib]
name = "engine_py"
crate-type = ["cdylib"]
[features]
extra = []
[dependencies]
pyo3 = "0.29"
engine = { path = "engine" }
[workspace]
members = ["engine"]
"""
LIB = """
use pyo3::prelude::*;
mod tasks;

/// Fast tasks.
#[pymodule]
fn _core(m: &Bound<'_, PyModule>) -> PyResult<()> {
    m.add("VERSION", env!("CARGO_PKG_VERSION"))?;
    m.add_class::<tasks::PyRunner>()?;
    m.add_function(wrap_pyfunction!(tasks::load, m)?)
}
"""
TASKS = """
use pyo3::prelude::*;

/// Runs tasks.
#[pyclass(name = "Runner")]
pub struct PyRunner { inner: engine::Runner }

#[pymethods]
impl PyRunner {
    /// Run one.
    fn run(&self, name: &str) -> bool { true }
    #[getter]
    fn size(&self) -> usize { 0 }
    #[setter]
    fn set_size(&mut self, size: usize) {}
}

#[pyfunction]
fn load(path: &str) -> PyRunner { todo!() }

#[cfg(feature = "extra")]
pub fn extra() {}

fn private() {}
"""
FILES = {
    "pyproject.toml": PYPROJECT,
    "Cargo.toml": MANIFEST,
    "src/lib.rs": LIB,
    "src/tasks.rs": TASKS,
    "engine/Cargo.toml": '[package]\nname = "engine"\nversion = "0.5.0"\n',
    "engine/src/lib.rs": "pub struct Runner;\nmod hidden { pub(crate) fn f() {} }\n",
    "pkg/__init__.py": "from ._core import Runner, load, VERSION\ndef pure(): ...\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def rust(reference: Reference) -> set[str]:
    return {module.path for module in reference.rust} | {item.path for module in reference.rust for item in module.items}


def test_both_views(project: Path) -> None:
    reference = read_reference(project)
    assert [crate.name for crate in reference.crates] == ["engine", "engine_py"]
    assert rust(reference) == {
        "engine",
        "engine::Runner",
        "engine_py",
        "engine_py::_core",
        "engine_py::tasks",
        "engine_py::tasks::PyRunner",
        "engine_py::tasks::load",
    }
    assert [member.path for member in reference.python.modules[0].members] == ["pkg.Runner", "pkg.load", "pkg.VERSION", "pkg.pure"]
    assert not reference.problems


def test_the_tables_of_counterparts(project: Path) -> None:
    reference = read_reference(project)
    assert reference.python_of["engine_py::tasks::PyRunner"] == ("pkg.Runner",)
    assert reference.python_of["engine_py::tasks::PyRunner::run"] == ("pkg.Runner.run",)
    assert reference.rust_of["pkg.load"] == ("engine_py::tasks::load",)
    assert reference.rust_of["pkg.Runner.size"] == ("engine_py::tasks::PyRunner::set_size", "engine_py::tasks::PyRunner::size")
    assert "pkg.pure" not in reference.rust_of
    shown = {member.path for module in reference.python.modules for member in module.members}
    assert {path for path in reference.rust_of if path.count(".") == 1} <= shown


def test_values_come_from_the_manifest(project: Path) -> None:
    reference = read_reference(project)
    version = next(member.object for member in reference.python.modules[0].members if member.path == "pkg.VERSION")
    assert "0.5.1" in str(version.value)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("choices", "shown", "absent"),
    [
        (Choices(), "engine_py::tasks::load", "engine_py::tasks::private"),
        (Choices(default_reach=Reach.PUBLIC), "engine_py", "engine_py::tasks::load"),
        (Choices(reach={"engine_py": Reach.PRIVATE}), "engine_py::tasks::private", "engine::hidden"),
        (Choices(features=("extra",)), "engine_py::tasks::extra", "engine::hidden"),
        (Choices(crates=("engine",)), "engine::Runner", "engine_py"),
        (Choices(crates=("engine-py",)), "engine_py", "engine"),
    ],
    ids=["default", "public", "private", "feature", "crate", "package"],
)
def test_choices(project: Path, choices: Choices, shown: str, absent: str) -> None:
    paths = rust(read_reference(project, choices))
    assert shown in paths
    assert absent not in paths


def test_what_python_sees_is_documented_in_crates_that_are_only_read(tmp_path: Path) -> None:
    files = {
        **FILES,
        "Cargo.toml": MANIFEST.partition("[workspace]")[0],
        "src/lib.rs": "#[pymodule]\nfn _core(m: &Bound<'_, PyModule>) -> PyResult<()> { m.add_class::<engine::Runner>() }\n",
        "engine/src/lib.rs": "use pyo3::prelude::*;\n#[pyclass]\npub struct Runner;\n",
    }
    reference = read_reference(write(tmp_path, files))
    assert reference.python_of["engine::Runner"] == ("pkg.Runner",)
    assert "engine::Runner" in rust(reference)


def test_problems_of_all_stages_in_order(tmp_path: Path) -> None:
    files = {
        **FILES,
        "src/lib.rs": LIB.replace("mod tasks;", "mod tasks;\nmod gone;"),
        "pkg/__init__.py": "from ._core import Runner, missing\n",
        "pkg/bad.py": "def (\n",
        "pkg/_core.pyi": "class Runner: \n    def run(self, nome: str) -> bool: ...\n",
        "engine/Cargo.toml": "[package]\n",
    }
    reference = read_reference(write(tmp_path, files), Choices(features=("nope",), crates=("nobody",)))
    assert list(reference.problems) == sorted(set(reference.problems))
    assert {problem.subtype for problem in reference.problems} == {Subtype.PROJECT, Subtype.RUST, Subtype.PYTHON, Subtype.STUB}
    texts = "\n".join(map(str, reference.problems))
    assert "no crate of the project has a feature `nope`" in texts
    assert "the project has no crate `nobody`; there is `engine_py`" in texts
    assert "engine/Cargo.toml:1: [package] has no `name`" in texts
    assert "src/lib.rs:4: " in texts


def test_equal_source_gives_an_equal_reference(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_reference(project)
    monkeypatch.chdir(project)
    second = read_reference(Path())
    for name in ("project", "crates", "rust", "python_of", "rust_of", "problems"):
        assert getattr(first, name) == getattr(second, name), name
    assert [module.path for module in first.python.modules] == [module.path for module in second.python.modules]


def test_what_is_kept_is_what_is_read(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = read_reference(project)
    choices = Choices(cache=tmp_path / "cache")
    assert read_reference(project, choices).rust == fresh.rust
    monkeypatch.delattr("sphinx_plissken.reference.document")  # pages come from the cache, or not at all
    kept = read_reference(project, choices)
    assert (kept.rust, kept.crates, kept.problems) == (fresh.rust, fresh.crates, fresh.problems)


def test_other_choices_are_not_answered_from_what_is_kept(project: Path, tmp_path: Path) -> None:
    for choices in (Choices(), Choices(default_reach=Reach.PRIVATE), Choices(default_reach=Reach.PUBLIC)):
        kept = dataclasses.replace(choices, cache=tmp_path / "cache")
        assert read_reference(project, kept).rust == read_reference(project, choices).rust


def test_only_python(tmp_path: Path) -> None:
    reference = read_reference(write(tmp_path, {"pkg/__init__.py": "x = 1\n"}))
    assert (reference.crates, reference.rust, reference.bindings) == ((), (), ())
    assert [module.path for module in reference.python.modules] == ["pkg"]


def test_only_rust(tmp_path: Path) -> None:
    reference = read_reference(write(tmp_path, {"Cargo.toml": '[package]\nname = "c"\n', "src/lib.rs": "pub fn f() {}\n"}))
    assert rust(reference) == {"c", "c::f"}
    assert (reference.python.modules, reference.python_of, reference.rust_of) == ((), {}, {})


def test_a_program_is_documented_for_its_maintainers(tmp_path: Path) -> None:
    reference = read_reference(
        write(tmp_path, {"Cargo.toml": '[package]\nname = "p"\n', "src/main.rs": "mod m { pub fn f() {} }\nfn main() {}\n"})
    )
    assert "p::m::f" in rust(reference)


def test_nothing_at_all(tmp_path: Path) -> None:
    reference = read_reference(tmp_path)
    assert [problem.subtype for problem in reference.problems] == [Subtype.PROJECT]


def test_choices_are_values() -> None:
    assert dataclasses.replace(Choices(), features=("a",)) != Choices()


@pytest.mark.parametrize(("cfg", "shown"), [((), {"newer"}), (("chosen",), {"newer", "chosen"})])
def test_options_of_a_build_script_and_of_the_user(tmp_path: Path, cfg: tuple[str, ...], shown: set[str]) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "demo"\nversion = "1.0.0"\n')
    (tmp_path / "build.rs").write_text('fn main() { if version >= 3 { println!("cargo:rustc-cfg=new_enough"); } }')
    items = {"newer": "new_enough", "chosen": "chosen", "neither": "other"}
    (tmp_path / "src/lib.rs").write_text("".join(f"#[cfg({option})]\npub fn {name}() {{}}\n" for name, option in items.items()))
    reference = read_reference(tmp_path, Choices(cfg=cfg))
    assert {item.path.removeprefix("demo::") for item in reference.rust[0].items} == shown


def test_the_profile_of_cargo_doc(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "c"\nversion = "1.0.0"\n')
    (tmp_path / "src/lib.rs").write_text("#[cfg(debug_assertions)] pub fn checked() {} #[cfg(not(debug_assertions))] pub fn fast() {}")
    assert [item.path for module in read_reference(tmp_path).rust for item in module.items] == ["c::checked"]
