"""What dependencies add to the Rust reference, where their source is at hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_plissken.inspection.python import reference_rows
from sphinx_plissken.project import DependencySources
from sphinx_plissken.reference import Choices, Reference, read_reference
from sphinx_plissken.rust.signatures.signature import signature_of_impl, signature_of_reexport, text_of

MANIFEST = '[package]\nname = "{name}"\nversion = "1.0.0"\nedition = "2021"\n'


def project(root: Path, lib: str, others: dict[str, str], *, dependencies: str = "", manifests: dict[str, str] | None = None) -> Path:
    """A crate ``c``, and its dependencies in a vendor folder."""
    entries = dependencies or "".join(f'{name} = "1"\n' for name in others)
    write(root / "Cargo.toml", MANIFEST.format(name="c") + f"[dependencies]\n{entries}")
    write(root / "src/lib.rs", lib)
    for name, text in others.items():
        write(root / f"vendor/{name}/Cargo.toml", MANIFEST.format(name=name) + (manifests or {}).get(name, ""))
        write(root / f"vendor/{name}/src/lib.rs", text)
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def shown(reference: Reference) -> list[str]:
    """Items and re-exports that are shown: ``c::a::X = other::X``."""
    lines = []
    for module in reference.rust:
        lines += [f"{module.path}: {text_of(signature_of_reexport(line))}" for line in module.reexports]
        lines += [item.path if item.path == item.definition else f"{item.path} = {item.definition}" for item in module.items]
    return lines


def messages(reference: Reference) -> list[str]:
    return [str(problem) for problem in reference.problems]


def members(reference: Reference, path: str) -> list[str]:
    """The members of an item's impls."""
    item = next(item for module in reference.rust for item in module.items if item.path == path)
    return [member.path for impl in item.impls for member in impl.members]


OTHER = "pub struct Thing; impl Thing { pub fn run(&self) {} } pub mod m { pub fn f() {} fn private() {} } pub struct Unused;"


def test_an_item_that_is_reexported(tmp_path: Path) -> None:
    reference = read_reference(project(tmp_path, "pub use other::Thing as Renamed;", {"other": OTHER}))
    assert shown(reference) == ["c::Renamed = other::Thing"]
    assert members(reference, "c::Renamed") == ["c::Renamed::run"]


def test_a_module_and_a_glob_that_are_reexported(tmp_path: Path) -> None:
    reference = read_reference(project(tmp_path, "pub use other::m; pub mod all { pub use other::*; }", {"other": OTHER}))
    assert [module.path for module in reference.rust] == ["c", "c::all", "c::all::m", "c::m"]
    assert shown(reference) == [
        "c::all::Thing = other::Thing",
        "c::all::Unused = other::Unused",
        "c::all::m::f = other::m::f",
        "c::m::f = other::m::f",
    ]


def test_what_no_public_path_leads_to_is_not_read(tmp_path: Path) -> None:
    lib = "pub use other; use other::Thing; mod private { pub use other::Thing; } pub fn f(thing: Thing) {}"
    reference = read_reference(project(tmp_path, lib, {"other": OTHER}))
    assert shown(reference) == ["c: pub use other;", "c::f"]
    assert [crate.name for crate in reference.crates] == ["c"]


def test_through_another_dependency(tmp_path: Path) -> None:
    others = {"outer": "pub use inner::Thing;", "inner": OTHER}
    root = project(
        tmp_path, "pub use outer::Thing;", others, dependencies='outer = "1"\n', manifests={"outer": '[dependencies]\ninner = "1"\n'}
    )
    assert shown(read_reference(root)) == ["c::Thing = inner::Thing"]


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ('other = "1"', ["c::ByDefault = other::ByDefault"]),
        ('other = { version = "1", default-features = false, features = ["extra"] }', ["c::Extra = other::Extra"]),
        ('other = { version = "1", default-features = false }\n[features]\ndefault = ["other/extra"]', ["c::Extra = other::Extra"]),
    ],
)
def test_the_features_of_a_dependency(tmp_path: Path, entry: str, names: list[str]) -> None:
    other = '#[cfg(feature = "extra")] pub struct Extra; #[cfg(feature = "std")] pub struct ByDefault; #[cfg(doc)] pub struct InDocs;'
    features = '[features]\ndefault = ["std"]\nstd = []\nextra = []\n'
    root = project(tmp_path, "pub use other::*;", {"other": other}, dependencies=entry + "\n", manifests={"other": features})
    assert shown(read_reference(root)) == names


def test_the_source_is_not_at_hand(tmp_path: Path) -> None:
    reference = read_reference(project(tmp_path, "pub use other::Thing; pub use other::*;", {}, dependencies='other = "1"\n'))
    assert shown(reference) == ["c: pub use other::Thing;", "c: pub use other::*;"]
    assert messages(reference) == []


MACRO = "#[macro_export] macro_rules! define { ($name:ident) => { pub struct $name; $crate::imply!($name); }; } \
#[macro_export] macro_rules! imply { ($name:ident) => { impl $name { pub fn made() {} } }; }"


@pytest.mark.parametrize(
    "lib",
    [
        "other::define!(Made);",
        "use other::define; define!(Made);",
        "use other::define as d; mod m { crate::d!(Made); } pub use m::Made;",
        "use other::*; define!(Made);",
        "#[macro_use] extern crate other; define!(Made);",
    ],
)
def test_a_macro_that_makes_items(tmp_path: Path, lib: str) -> None:
    reference = read_reference(project(tmp_path, lib, {"other": MACRO}))
    assert members(reference, "c::Made") == ["c::Made::made"]
    assert messages(reference) == []


def test_a_macro_whose_crate_is_not_at_hand(tmp_path: Path) -> None:
    lib = "mod a { other::define!(First); }\nmod b { other::define!(Second); }"
    reference = read_reference(project(tmp_path, lib, {}, dependencies='other = "1"\n'))
    assert messages(reference) == [
        "src/lib.rs:1: what `other::define!` makes is not known: the macro is from the crate `other`, whose source is not at hand; "
        "run `cargo fetch` before the documentation is built, or keep it in the project with `cargo vendor`"
    ]


def test_a_user_who_wants_no_dependencies(tmp_path: Path) -> None:
    root = project(tmp_path, "pub use other::Thing; define!(Made); use other::define;", {"other": OTHER + MACRO})
    reference = read_reference(root, Choices(dependencies=DependencySources.NONE))
    assert shown(reference) == ["c: pub use other::Thing;"]
    assert messages(reference) == []


def test_an_impl_of_another_crates_trait_stays_when_that_crate_is_read(tmp_path: Path) -> None:
    lib = "pub use other::Thing; pub struct S; impl other::Runs for S {}"
    reference = read_reference(project(tmp_path, lib, {"other": OTHER + "pub trait Runs {}"}))
    (item,) = [item for module in reference.rust for item in module.items if item.path == "c::S"]
    assert [text_of(signature_of_impl(impl)) for impl in item.impls] == ["impl Runs for S"]


def test_impls_of_another_crate_are_shown_as_it_was_compiled(tmp_path: Path) -> None:
    other = (
        "pub struct Pair<T>(T); pub type Bytes = Pair<u8>; pub trait Runs<T> {}"
        "impl<T: ?Sized + Clone> Runs<T> for Pair<T> {} impl Runs<()> for Bytes {}"
    )
    reference = read_reference(project(tmp_path, "pub use other::Pair;", {"other": other}))
    (item,) = [item for module in reference.rust for item in module.items]
    headers = [" ".join(text_of(signature_of_impl(impl)).split()) for impl in item.impls]
    assert headers == ["impl Runs<()> for Pair<u8>", "impl<T> Runs<T> for Pair<T> where T: Clone + ?Sized,"]


@pytest.mark.parametrize(
    "text",
    [
        "pub struct Thing; mod missing;",
        "pub struct Thing; fn (((",
        "pub struct Thing; endless!(); macro_rules! endless { () => { endless!(); } }",
    ],
)
def test_broken_source_of_a_dependency(tmp_path: Path, text: str) -> None:
    reference = read_reference(project(tmp_path, "pub use other::Thing;", {"other": text}))
    assert "c::Thing = other::Thing" in shown(reference)
    assert messages(reference) == []


def test_no_path_of_the_machine_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path / "project", "pub use other::Thing;", {}, dependencies='other = "1"\n')
    source = tmp_path / "cargo/registry/src/index-1/other-1.0.0"
    write(source / "Cargo.toml", MANIFEST.format(name="other"))
    write(source / "src/lib.rs", '#[doc = include_str!("thing.md")]\npub struct Thing;')
    write(source / "src/thing.md", "What it is.")
    monkeypatch.setenv("CARGO_HOME", str(tmp_path / "cargo"))
    (thing,) = [item for module in read_reference(root).rust for item in module.items]
    assert thing.item.span.file == "other-1.0.0/src/lib.rs"
    assert thing.item.docs[0].text == "What it is."


def test_kept_crates_are_as_good_as_their_dependencies(tmp_path: Path) -> None:
    root = project(tmp_path / "project", "pub use other::Thing; other::define!(Made);", {"other": OTHER + MACRO})
    choices = Choices(cache=tmp_path / "cache")
    first = read_reference(root, choices)
    assert shown(read_reference(root, choices)) == shown(first) == ["c::Made", "c::Thing = other::Thing"]
    write(root / "vendor/other/src/lib.rs", OTHER + MACRO.replace("made()", "remade()"))
    assert members(read_reference(root, choices), "c::Made") == ["c::Made::remade"]
    assert shown(read_reference(root, replace(choices, dependencies=DependencySources.NONE))) == ["c: pub use other::Thing;"]


def test_the_python_view_is_the_same_with_and_without_dependencies(tmp_path: Path) -> None:
    lib = (
        "use pyo3::prelude::*; pub use chrono::NaiveDate; pyo3::create_exception!(c, Failed, pyo3::exceptions::PyException);\n"
        "#[pyfunction] fn today() -> NaiveDate { todo!() }\n"
        '#[pymodule] fn c(m: &Bound<\'_, PyModule>) -> PyResult<()> { m.add("Failed", m.py().get_type::<Failed>())?;'
        " m.add_function(wrap_pyfunction!(today, m)?) }"
    )
    others = {
        "chrono": "mod inner { pub struct NaiveDate; } pub use inner::NaiveDate;",
        "pyo3": "#[macro_export] macro_rules! create_exception { ($($t:tt)*) => {}; }",
    }
    root = project(tmp_path, lib, others, dependencies='chrono = "1"\npyo3 = "0.29"\n[lib]\ncrate-type = ["cdylib"]\n')
    with_them, without = read_reference(root), read_reference(root, Choices(dependencies=DependencySources.NONE))
    assert "c::NaiveDate = chrono::inner::NaiveDate" in shown(with_them)
    rows, others_rows = ([*reference_rows(each.python, root=root)] for each in (with_them, without))
    assert rows == others_rows
    assert {"c.Failed", "c.today"} <= {row["path"] for row in rows}
