"""Pages of other crates, by what names mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_plissken.project import CratePackage, Dependency
from sphinx_plissken.published.dependencies import Dependencies
from sphinx_plissken.published.publications import Publications, release_version, releases_of
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.model import Namespace
from sphinx_plissken.rust.resolution.meanings import Foreign, Primitive
from sphinx_plissken.rust.resolution.names import Names

RELEASES = {"dep": "dep/1.2.3", "tracing_core": "tracing-core/0.1.33"}
DEP = """
#![doc(html_root_url = "https://example.org/dep/1.2")]
mod inner {
    pub struct Point { pub x: u8 }
    impl Point { pub fn norm(&self) {} pub const ZERO: Point = Point { x: 0 }; }
    pub enum Shape { Circle { radius: u8 } }
    pub trait Area { type Unit; fn area(&self); fn twice(&self) {} }
    pub fn private_by_place() {}
    pub mod open { pub static HERE: u8 = 0; }
}
pub use inner::{Area, Shape, Point, open};
#[macro_export] macro_rules! shout { () => {}; }
pub type Alias = Point;
#[doc(hidden)] pub fn hidden() {}
"""


def read(tmp_path: Path, text: str = DEP) -> Names:
    (tmp_path / "lib.rs").write_text(text, encoding="utf-8")
    return Names(read_crates([CrateSource(name="dep", root_file=tmp_path / "lib.rs", directory=tmp_path)], root=tmp_path))


def url_of(publications: Publications, path: str, namespace: Namespace) -> str | None:
    definition = publications.names.definition(path, namespace)
    assert definition is not None, path
    found = publications.find(definition, [namespace])
    return found.url if found else None


T, V, M = Namespace.TYPE, Namespace.VALUE, Namespace.MACRO


@pytest.mark.parametrize(
    ("path", "namespace", "location"),
    [
        ("dep", T, "dep/index.html"),
        ("dep::inner::Point", T, "dep/struct.Point.html"),
        ("dep::inner::Point::x", V, "dep/struct.Point.html#structfield.x"),
        ("dep::inner::Point::norm", V, "dep/struct.Point.html#method.norm"),
        ("dep::inner::Point::ZERO", V, "dep/struct.Point.html#associatedconstant.ZERO"),
        ("dep::inner::Shape::Circle", T, "dep/enum.Shape.html#variant.Circle"),
        ("dep::inner::Area", T, "dep/trait.Area.html"),
        ("dep::inner::Area::Unit", T, "dep/trait.Area.html#associatedtype.Unit"),
        ("dep::inner::Area::area", V, "dep/trait.Area.html#tymethod.area"),
        ("dep::inner::Area::twice", V, "dep/trait.Area.html#method.twice"),
        ("dep::inner::open", T, "dep/open/index.html"),
        ("dep::inner::open::HERE", V, "dep/open/static.HERE.html"),
        ("dep::shout", M, "dep/macro.shout.html"),
        ("dep::Alias", T, "dep/type.Alias.html"),
    ],
)
def test_items_of_a_crate_at_hand_are_where_rustdoc_shows_them(tmp_path: Path, path: str, namespace: Namespace, location: str) -> None:
    publications = Publications(names=read(tmp_path), releases=RELEASES)
    assert url_of(publications, path, namespace) == f"https://example.org/dep/1.2/{location}"


@pytest.mark.parametrize("path", ["dep::hidden", "dep::inner::private_by_place"])
def test_what_rustdoc_does_not_show_has_no_page(tmp_path: Path, path: str) -> None:
    assert url_of(Publications(names=read(tmp_path), releases=RELEASES), path, V) is None


def test_without_html_root_url_the_release_on_docs_rs_counts(tmp_path: Path) -> None:
    publications = Publications(names=read(tmp_path, "pub struct A;"), releases=RELEASES)
    assert url_of(publications, "dep::A", T) == "https://docs.rs/dep/1.2.3/dep/struct.A.html"


def test_a_crate_of_the_project_is_on_docs_rs_only_if_it_says_so(tmp_path: Path) -> None:
    own = frozenset({"dep"})
    assert url_of(Publications(names=read(tmp_path, "pub struct A;"), releases=RELEASES, own=own), "dep::A", T) is None
    assert url_of(Publications(names=read(tmp_path), releases=RELEASES, own=own), "dep::inner::Point", T) is not None


FACADE = "pub use dep::Shape; pub use dep::*; pub fn own() {} pub mod prelude { pub use dep::Point as Spot; }"


@pytest.fixture
def facade(tmp_path: Path) -> Publications:
    """What is known of a project that uses ``facade``, whose source is at hand like that of ``dep``, which it re-exports."""
    sources = {}
    for name, text, uses in (("facade", FACADE, {"dep": "dep"}), ("dep", DEP, {"std": "std"})):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "lib.rs").write_text(text, encoding="utf-8")
        environment = {"CARGO_PKG_NAME": f"the-{name}"}
        sources[name] = CrateSource(
            name=name,
            root_file=folder / "lib.rs",
            directory=folder,
            version="2.0.1",
            edition="2021",
            dependencies=uses,
            environment=environment,
        )
    dependencies = Dependencies(find=sources.get, read=lambda source: read_crates([source], root=tmp_path)[0])
    return Publications(names=Names(()), releases={"facade": "the-facade/2"}, dependencies=dependencies)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("facade::own", "https://docs.rs/the-facade/2.0.1/facade/fn.own.html"),
        ("facade::prelude", "https://docs.rs/the-facade/2.0.1/facade/prelude/index.html"),
        ("facade::Shape", "https://example.org/dep/1.2/dep/enum.Shape.html"),
        ("facade::Shape::Circle", "https://example.org/dep/1.2/dep/enum.Shape.html#variant.Circle"),
        ("facade::prelude::Spot::norm", "https://example.org/dep/1.2/dep/struct.Point.html#method.norm"),
        ("facade::Area", "https://example.org/dep/1.2/dep/trait.Area.html"),
        ("facade::nothing", None),
    ],
)
def test_a_dependency_at_hand_tells_what_its_paths_lead_to(facade: Publications, path: str, url: str | None) -> None:
    assert found(facade, path) == url


def test_a_guess_is_a_link_where_the_dependency_has_the_name(facade: Publications) -> None:
    assert found(facade, "facade::Area", is_guess=True) is not None
    assert found(facade, "facade::note", is_guess=True) is None


def found(publications: Publications, path: str, *namespaces: Namespace, is_guess: bool = False) -> str | None:
    publication = publications.find(Foreign(path=path, is_guess=is_guess), namespaces or (T, V, M))
    return publication.url if publication else None


KNOWN = Publications(names=Names(()), releases=RELEASES)


def test_without_its_source_only_the_first_page_of_a_crate_is_known() -> None:
    assert found(KNOWN, "tracing_core") == "https://docs.rs/tracing-core/0.1.33/tracing_core/index.html"


def test_of_an_item_whose_kind_is_not_known_the_crates_search_is_asked() -> None:
    """``struct.Level.html`` and ``enum.Level.html`` are two addresses, one of which leads nowhere."""
    address = "https://docs.rs/tracing-core/0.1.33/tracing_core/index.html?search=metadata::Level&go_to_first=true"
    assert found(KNOWN, "tracing_core::metadata::Level") == address


def test_what_is_only_guessed_is_no_link() -> None:
    assert found(KNOWN, "tracing_core::Level", is_guess=True) is None


def test_of_crates_that_are_no_dependencies_nothing_is_known() -> None:
    assert found(KNOWN, "other::Thing") is None
    assert found(KNOWN, "other") is None


def test_primitive_types_and_the_standard_library() -> None:
    publication = KNOWN.find(Primitive(name="u8"), [T])
    assert publication is not None
    assert publication.url == "https://doc.rust-lang.org/stable/std/primitive.u8.html"
    assert found(KNOWN, "core::fmt::Debug", T) == "https://doc.rust-lang.org/stable/std/fmt/trait.Debug.html"
    assert found(KNOWN, "u8::MAX", V) == "https://doc.rust-lang.org/stable/std/primitive.u8.html#associatedconstant.MAX"
    assert found(KNOWN, "std::fmt::NoSuchThing") is None


def test_roots_may_be_added_changed_and_switched_off() -> None:
    roots = {"std": "https://doc.rust-lang.org/1.85.0", "tracing_core": None, "other": "https://example.org/docs/"}
    chosen = Publications(names=Names(()), releases=RELEASES, roots=roots)
    assert found(chosen, "alloc::vec::Vec", T) == "https://doc.rust-lang.org/1.85.0/std/vec/struct.Vec.html"
    assert found(chosen, "tracing_core::Level") is None
    assert found(chosen, "other") == "https://example.org/docs/other/index.html"


def test_no_roots_at_all_mean_no_links() -> None:
    chosen = Publications(names=Names(()), releases=RELEASES, roots=None)
    assert found(chosen, "std::vec::Vec", T) is None
    assert found(chosen, "tracing_core") is None


@pytest.mark.parametrize("path", ["Vec", "Vec::push", "std::vec::Vec::push", "u8", "Some"])
def test_what_somebody_names_is_found_without_a_place(path: str) -> None:
    assert KNOWN.find_named(path) is not None


@pytest.mark.parametrize(
    ("requirement", "locked", "version"),
    [
        ("1.2", "1.2.9", "1.2.9"),
        ("1.2", "", "1.2"),
        ("=1.2.3", "", "1.2.3"),
        ("^0.4", "", "0.4"),
        (">=1, <3", "", "latest"),
        ("*", "", "latest"),
        ("", "", "latest"),
    ],
)
def test_the_version_is_the_locked_one_or_what_is_required(requirement: str, locked: str, version: str) -> None:
    dependency = Dependency(name="dep", key="dep", package="dep", requirement=requirement, locked_version=locked)
    assert release_version(dependency) == version


def test_packages_are_named_as_the_registry_has_them() -> None:
    dependencies = (
        Dependency(name="core", key="core", package="tracing-core", requirement="0.1.33"),
        Dependency(name="here", key="here", package="here", path=Path("/x")),
    )
    package = CratePackage(
        package="a",
        name="a",
        version="1",
        edition="2021",
        directory=Path("/a"),
        manifest=None,
        root_file=Path("/a/lib.rs"),
        dependencies=dependencies,
    )
    assert releases_of([package]) == {"tracing_core": "tracing-core/0.1.33"}
