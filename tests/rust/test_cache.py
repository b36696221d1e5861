from pathlib import Path

import pytest

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.assembly import files
from sphinx_plissken.rust.assembly.cache import Cache
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.assembly.value_store import UnreadableError, from_bytes, to_bytes
from sphinx_plissken.rust.documented import DocumentedModule
from sphinx_plissken.rust.model import Crate, SourceFile
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.shown.pages import document
from sphinx_plissken.rust.syntax.items import FileItems, read_file_items

TEXT = """
//! Crate.
macro_rules! made { ($x:ident) => { pub struct $x<T>(T) where T: Clone + 'static; } }
made!(A);
pub enum B { C { x: [u8; 4] }, D(Box<dyn Fn(u8) -> u8>) }
mod inner;
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/lib.rs").write_text(TEXT)
    (tmp_path / "src/inner.rs").write_text("pub fn f() {}\n")
    return tmp_path


def read(project: Path, cache: Path | None, features: frozenset[str] = frozenset()) -> Crate:
    source = CrateSource(name="kit", root_file=project / "src/lib.rs", directory=project, features=features)
    (crate,) = read_crates([source], root=project, cache=cache)
    return crate


def count_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read as Rust from now on."""
    read: list[str] = []

    def reading(text: str, *, file: str, complaint: str = "", line: int = 0) -> FileItems:
        read.append(file)
        return read_file_items(text, file=file, complaint=complaint, line=line)

    monkeypatch.setattr(files, "read_file_items", reading)
    return read


def test_what_comes_back_is_equal(project: Path) -> None:
    crate = read(project, None)
    assert from_bytes(to_bytes(crate)) == crate


def test_nothing_is_read_twice(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = read(project, None)
    assert read(project, tmp_path / "cache") == fresh
    readings = count_readings(monkeypatch)
    assert read(project, tmp_path / "cache") == fresh
    assert readings == []


def test_only_an_edited_file_is_read_again(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(project, tmp_path / "cache")
    (project / "src/inner.rs").write_text("pub fn g() {}\n")
    readings = count_readings(monkeypatch)
    assert read(project, tmp_path / "cache") == read(project, None)
    assert readings[0] == "src/inner.rs"
    assert readings[1:] == ["src/lib.rs", "src/inner.rs"]  # those of the reading without a cache


def test_a_file_that_appears_is_seen(project: Path, tmp_path: Path) -> None:
    (project / "src/inner.rs").unlink()
    assert len(read(project, tmp_path / "cache").problems) == 1
    (project / "src/inner").mkdir()
    (project / "src/inner/mod.rs").write_text("pub fn late() {}\n")
    crate = read(project, tmp_path / "cache")
    assert crate.problems == ()
    assert "src/inner/mod.rs" in crate.files


def test_a_file_that_goes_is_missed(project: Path, tmp_path: Path) -> None:
    read(project, tmp_path / "cache")
    (project / "src/inner.rs").unlink()
    assert len(read(project, tmp_path / "cache").problems) == 1


def pages_of(crate: Crate) -> tuple[DocumentedModule, ...]:
    return document([crate], Names([crate]))


def test_pages_come_back_equal_with_the_items_of_the_crates(project: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    crate = read(project, tmp_path / "cache")
    cache.store_pages("", [crate], pages_of(crate))
    later = read(project, tmp_path / "cache")
    pages = cache.load_pages("", [later])
    assert pages == pages_of(later)
    assert pages is not None
    assert pages[0].module is later.root


def test_pages_of_an_edited_crate_are_not_taken(project: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    crate = read(project, tmp_path / "cache")
    cache.store_pages("", [crate], pages_of(crate))
    (project / "src/inner.rs").write_text("pub fn g() {}\n")
    assert cache.load_pages("", [read(project, tmp_path / "cache")]) is None
    assert cache.load_pages("other", [crate]) is None


def test_pages_of_a_crate_from_nowhere_are_not_kept(project: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    crate = read(project, None)
    cache.store_pages("", [crate], pages_of(crate))
    assert cache.load_pages("", [crate]) is None


def test_known_values_are_referred_to() -> None:
    known = [SourceFile(path="a.rs", text="x" * 1000)]
    data = to_bytes((known[0], 1), known)
    assert len(data) < 100
    assert from_bytes(data, known) == (known[0], 1)
    with pytest.raises(UnreadableError):
        from_bytes(data)


def test_other_features_are_another_crate(project: Path, tmp_path: Path) -> None:
    (project / "src/inner.rs").write_text('#[cfg(feature = "x")] pub fn f() {}\n')
    assert read(project, tmp_path / "cache") != read(project, tmp_path / "cache", frozenset({"x"}))


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x80\x05cos\nsystem\n(S'true'\ntR."])
def test_damaged_entries_are_no_entries(project: Path, tmp_path: Path, damage: bytes) -> None:
    fresh = read(project, tmp_path / "cache")
    for entry in (tmp_path / "cache").iterdir():
        entry.write_bytes(damage)
    assert read(project, tmp_path / "cache") == fresh


def test_a_cache_that_cannot_be_written_is_no_cache(project: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a directory")
    assert read(project, tmp_path / "cache") == read(project, None)


def test_problems_are_kept_too(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    content = FileItems(problems=(Problem(file="a.rs", line=1, subtype=Subtype.RUST, message="x"),))
    cache.store_file("a.rs", b"text", content)
    assert cache.load_file("a.rs", b"text") == content
    assert cache.load_file("a.rs", b"other text") is None
    assert cache.load_file("b.rs", b"text") is None
    assert len(list(tmp_path.iterdir())) == 1


def test_bytes_may_name_nothing_but_values() -> None:
    with pytest.raises(UnreadableError):
        from_bytes(b"cos\nsystem\n(S'true'\ntR.")
