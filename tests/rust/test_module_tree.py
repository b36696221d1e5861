"""Crates of several files: which file a module is, what is configured away, and what is said when something is missing."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sphinx_plissken.problem import Subtype
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.model import Crate, DocKind, Enum, Function, Item, Module, Struct

Files = Mapping[str, str | bytes]
Read = Callable[..., Crate]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(files: Files, features: frozenset[str] = frozenset(), environment: Mapping[str, str] | None = None) -> Crate:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        source = CrateSource(
            name="kit", root_file=tmp_path / "src/lib.rs", directory=tmp_path, features=features, environment=environment or {}
        )
        (crate,) = read_crates([source], root=tmp_path)
        return crate

    return read


def paths(module: Module) -> dict[str, str]:
    """The modules of a crate and the files they stand in."""
    found = {module.path: module.file}
    for item in module.items or ():
        if isinstance(item, Module):
            found |= paths(item)
    return found


def names(items: tuple[Item, ...] | None) -> list[str]:
    return [item.name for item in items or ()]


def messages(crate: Crate) -> list[str]:
    return [str(problem) for problem in crate.problems]


def test_files_of_modules(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": "mod a;\nmod b;",
            "src/a.rs": "mod inner;",
            "src/a/inner.rs": "mod deeper;",
            "src/a/inner/deeper.rs": "",
            "src/b/mod.rs": "mod inner;",
            "src/b/inner.rs": "",
        }
    )
    assert crate.problems == ()
    assert paths(crate.root) == {
        "kit": "src/lib.rs",
        "kit::a": "src/a.rs",
        "kit::a::inner": "src/a/inner.rs",
        "kit::a::inner::deeper": "src/a/inner/deeper.rs",
        "kit::b": "src/b/mod.rs",
        "kit::b::inner": "src/b/inner.rs",
    }
    assert sorted(crate.files) == sorted(paths(crate.root).values())
    assert crate.files["src/lib.rs"].text == "mod a;\nmod b;"


def test_modules_of_inline_modules(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": "mod a { mod b; }\nmod c;",
            "src/a/b.rs": "",
            "src/c.rs": "mod d { mod e; }",
            "src/c/d/e.rs": "",
        }
    )
    assert crate.problems == ()
    assert paths(crate.root)["kit::a::b"] == "src/a/b.rs"
    assert paths(crate.root)["kit::c::d::e"] == "src/c/d/e.rs"


def test_path_attributes(read: Read) -> None:
    """The cases of the Rust reference, "The path attribute"."""
    crate = read(
        {
            "src/lib.rs": """
#[path = "foo.rs"] mod c;
mod a;
#[path = "thread_files"] mod thread { #[path = "tls.rs"] mod local_data; mod other; }
""",
            "src/foo.rs": "mod beside;",
            "src/beside.rs": "",
            "src/a/mod.rs": '#[path = "x.rs"] mod y;\nmod inline { #[path = "other.rs"] mod inner; }',
            "src/a/x.rs": "",
            "src/a/inline/other.rs": "",
            "src/thread_files/tls.rs": "",
            "src/thread_files/other.rs": "",
        }
    )
    assert crate.problems == ()
    files = paths(crate.root)
    assert (files["kit::c"], files["kit::c::beside"]) == ("src/foo.rs", "src/beside.rs")
    assert (files["kit::a::y"], files["kit::a::inline::inner"]) == ("src/a/x.rs", "src/a/inline/other.rs")
    assert (files["kit::thread::local_data"], files["kit::thread::other"]) == ("src/thread_files/tls.rs", "src/thread_files/other.rs")


def test_path_attributes_in_a_file_that_is_no_mod_rs(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": "mod a;",
            "src/a.rs": '#[path = "foo.rs"] mod c;\nmod inline { #[path = "other.rs"] mod inner; }',
            "src/foo.rs": "",
            "src/a/inline/other.rs": "",
        }
    )
    assert crate.problems == ()
    assert paths(crate.root)["kit::a::c"] == "src/foo.rs"
    assert paths(crate.root)["kit::a::inline::inner"] == "src/a/inline/other.rs"


def test_path_by_configuration(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": '#[cfg_attr(unix, path = "unix.rs")]\n#[cfg_attr(windows, path = "windows.rs")]\nmod os;',
            "src/unix.rs": "fn u() {}",
        }
    )
    assert crate.problems == ()
    assert paths(crate.root)["kit::os"] == "src/unix.rs"


def test_inner_attributes_and_docs_of_a_file_belong_to_its_module(read: Read) -> None:
    crate = read({"src/lib.rs": "//! Crate.\n/// Outer.\n#[x]\nmod a;", "src/a.rs": "//! Inner.\n#![y]\n"})
    assert [doc.text for doc in crate.root.docs] == [" Crate."]
    (module,) = crate.root.items or ()
    assert [doc.text for doc in module.docs] == [" Outer.", " Inner."]
    assert [attribute.path for attribute in module.attributes] == ["x", "y"]


def test_what_is_off_is_gone_and_never_a_problem(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": """
#[cfg(windows)] mod missing;
#[cfg(test)] mod tests { mod missing; }
mod turned_off;
#[cfg(feature = "a")] fn a() {}
#[cfg(feature = "b")] fn b() {}
#[cfg_attr(feature = "a", inline, cfg(feature = "b"))] fn c() {}
#[cfg_attr(feature = "a", inline)] fn d(#[cfg(windows)] x: u8, #[cfg(unix)] y: u8) {}
struct S { #[cfg(windows)] w: u8, #[cfg(unix)] u: u8 }
struct T(#[cfg(windows)] u8, u16);
enum E { #[cfg(windows)] W, U { #[cfg(windows)] w: u8, u: u8 } }
impl S { #[cfg(windows)] fn w() {} fn u() {} }
""",
            "src/turned_off.rs": "#![cfg(windows)]\nmod missing;",
        },
        frozenset({"a"}),
    )
    assert crate.problems == ()
    items = crate.root.items or ()
    assert names(items) == ["a", "d", "S", "T", "E", ""]
    a, d, structure, tuple_, enum, impl = items
    assert a.cfg == ('feature = "a"',)
    assert isinstance(d, Function)
    assert [attribute.path for attribute in d.attributes] == ["inline"]
    assert [parameter.name for parameter in d.parameters] == ["y"]
    assert isinstance(structure, Struct)
    assert names(structure.fields) == ["u"]
    assert isinstance(tuple_, Struct)
    assert [(field.name, str(getattr(field.type, "path", ""))) for field in tuple_.fields] == [("0", "u16")]
    assert isinstance(enum, Enum)
    assert names(enum.variants) == ["U"]
    assert names(enum.variants[0].fields) == ["u"]
    assert names(getattr(impl, "items", ())) == ["u"]


def test_items_for_versions_of_the_compiler_are_those_for_the_newest_one(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": """
#[rustversion::since(1.60)] pub fn twin(new: u8) {}
#[rustversion::before(1.60)] pub fn twin(old: u8) {}
#[rustversion::nightly] mod missing;
pub struct S;
impl S {
    #[rustversion::attr(since(1.83), const)] pub fn f() {}
    #[rustversion::attr(nightly, const)] pub fn g() {}
}
"""
        }
    )
    assert crate.problems == ()
    twin, _, impl = crate.root.items or ()
    assert isinstance(twin, Function)
    assert ([parameter.name for parameter in twin.parameters], twin.attributes) == (["new"], ())
    assert [(item.name, item.is_const, item.attributes) for item in getattr(impl, "items", ())] == [("f", True, ()), ("g", False, ())]


def test_documentation_by_expressions(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": """
#![doc = include_str!("../README.md")]
/// First.
#[cfg_attr(unix, doc = "Second.")]
#[cfg_attr(windows, doc = "Never.")]
/// Third.
#[doc = concat!("Fourth ", 4, " ", env!("CARGO_PKG_NAME"), " ", stringify!(a::B), ".")]
fn f() {}
""",
            "README.md": "# Kit\r\n",
        },
        environment={"CARGO_PKG_NAME": "kit-rs"},
    )
    assert crate.problems == ()
    assert [doc.text for doc in crate.root.docs] == ["# Kit\n"]
    (function,) = crate.root.items or ()
    assert [doc.text for doc in function.docs] == [" First.", "Second.", " Third.", "Fourth 4 kit-rs a::B."]
    assert function.docs[-1].kind is DocKind.EXPRESSION
    assert [attribute.path for attribute in function.attributes] == []


def test_documentation_that_is_not_known_is_empty_and_a_problem(read: Read) -> None:
    crate = read({"src/lib.rs": '#[doc = include_str!("no.md")]\n#[doc = env!("NOBODY")]\n#[doc = foreign!()]\n/// x\nfn f() {}'})
    assert [doc.text for doc in (crate.root.items or ())[0].docs] == ["", "", "", " x"]
    first, second, third = crate.problems
    assert (first.line, second.line, third.line) == (1, 2, 3)
    assert {problem.subtype for problem in crate.problems} == {Subtype.DOC}
    assert "no.md" in first.message
    assert "NOBODY" in second.message
    assert "foreign!()" in third.message


def test_included_files(read: Read) -> None:
    crate = read(
        {
            "src/lib.rs": 'mod a { include!("../shared/parts.rs"); }',
            "shared/parts.rs": "pub fn f() {}\nmod more;",
            "shared/more.rs": "",
        }
    )
    assert crate.problems == ()
    assert paths(crate.root) == {"kit": "src/lib.rs", "kit::a": "src/lib.rs", "kit::a::more": "shared/more.rs"}
    (module,) = crate.root.items or ()
    assert isinstance(module, Module)
    assert [(item.name, item.span.file) for item in module.items or ()] == [("f", "shared/parts.rs"), ("more", "shared/parts.rs")]


def test_files_that_a_build_script_makes(read: Read) -> None:
    crate = read({"src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/made.rs"));\nfn f() {}'})
    (message,) = messages(crate)
    assert message.startswith("src/lib.rs:1: the items of `include!` are not documented")
    assert "OUT_DIR" in message


def test_a_missing_file(read: Read) -> None:
    crate = read({"src/lib.rs": "fn f() {}\nmod gone;\nfn g() {}"})
    assert messages(crate) == [
        "src/lib.rs:2: no file for `mod gone`: there is no src/gone.rs and src/gone/mod.rs; its items are not documented"
    ]
    assert names(crate.root.items) == ["f", "gone", "g"]


def test_a_cycle_by_path_attributes(read: Read) -> None:
    crate = read(
        {"src/lib.rs": "mod a;", "src/a.rs": 'fn f() {}\n#[path = "b.rs"] mod b;', "src/b.rs": '#[path = "a.rs"] mod a;\nfn g() {}'}
    )
    assert messages(crate) == ["src/b.rs:1: `mod a` is a cycle: src/lib.rs -> src/a.rs -> src/b.rs -> src/a.rs; it is left out"]
    assert names(crate.root.items) == ["a"]


def test_one_file_as_two_modules_is_no_cycle(read: Read) -> None:
    crate = read({"src/lib.rs": '#[path = "x.rs"] mod a;\n#[path = "x.rs"] mod b;', "src/x.rs": "fn f() {}"})
    assert crate.problems == ()
    assert paths(crate.root) == {"kit": "src/lib.rs", "kit::a": "src/x.rs", "kit::b": "src/x.rs"}


def test_a_crate_without_its_root_file(read: Read) -> None:
    crate = read({"Cargo.toml": ""})
    assert messages(crate) == [
        "src/lib.rs: crate `kit` has no root file src/lib.rs; write it, or name the right one in Cargo.toml: [lib] path"
    ]
    assert crate.root.items == ()


def test_a_file_of_random_bytes(read: Read) -> None:
    crate = read({"src/lib.rs": "mod noise;\nfn f() {}", "src/noise.rs": bytes(range(256)) * 8})
    (message,) = messages(crate)
    assert message.startswith("src/noise.rs: not a Rust source file")
    assert names(crate.root.items) == ["noise", "f"]


def test_a_file_that_is_not_utf_8(read: Read) -> None:
    crate = read({"src/lib.rs": "// Caf\xe9 au lait, et du pain\nfn f() {}\n}".encode("latin-1")})
    (message,) = messages(crate)
    assert message.startswith("src/lib.rs:1: not UTF-8 text: byte 0xe9")
    assert names(crate.root.items) == ["f"]


def test_nothing_is_read_outside_of_the_project(read: Read, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.rs").write_text("pub fn secret() {}")
    (tmp_path / "src").mkdir()
    (tmp_path / "src/linked.rs").symlink_to(outside / "secret.rs")
    crate = read(
        {
            "src/lib.rs": f"""
#[path = "{outside}/secret.rs"] mod named;
mod linked;
#[doc = include_str!("{outside}/secret.rs")]
fn f() {{}}
include!("{outside}/secret.rs");
"""
        }
    )
    assert len(crate.problems) == 4
    assert all("outside of the project" in problem.message for problem in crate.problems)
    assert sorted(crate.files) == ["src/lib.rs"]
    assert "secret" not in "".join(names(crate.root.items))
