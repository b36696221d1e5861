"""The rows of ``inspect --view rust``."""

import json

from rust_source import read

from sphinx_plissken.inspection.rust import Row, rows


def rows_of(text: str) -> dict[tuple[str, str], Row]:
    source = read(text)
    found = rows(source.document(), source.names)
    assert json.loads(json.dumps(found)) == found
    return {(row["kind"], row["path"]): row for row in found}


def test_row_of_a_function() -> None:
    row = rows_of('/// Says it.\n#[deprecated(since = "1", note = "Use g.")]\npub fn f() {}\n')["function", "c::f"]
    assert row == {
        "kind": "function",
        "path": "c::f",
        "sig": "pub fn f()",
        "docs": "Says it.",
        "span": ["c/lib.rs", 3, 1, 3, 14],
        "deprecated": {"since": "1", "note": "Use g."},
    }


def test_members_have_rows_and_trait_impls_one() -> None:
    text = """
        pub struct S { pub a: u8, b: u8 } impl S { pub const N: u8 = 1; pub fn f() {} fn g() {} }
        pub trait T { type Out; fn m(); } impl T for S { type Out = u8; fn m() {} }
        pub enum E { A(u8), B { x: u8 } }
    """
    assert sorted(rows_of(text)) == [
        ("assoc_const", "c::S::N"),
        ("assoc_type", "c::T::Out"),
        ("enum", "c::E"),
        ("field", "c::S::a"),
        ("impl", "c::S"),
        ("impl", "c::T"),
        ("method", "c::S::f"),
        ("method", "c::T::m"),
        ("module", "c"),
        ("struct", "c::S"),
        ("trait", "c::T"),
        ("variant", "c::E::A"),
        ("variant", "c::E::B"),
        ("variant_field", "c::E::B::x"),
    ]


def test_fields_of_a_tuple_variant_have_rows_where_they_are_documented() -> None:
    assert ("variant_field", "c::E::A::0") in rows_of("pub enum E { A(/// One.\n u8) }")


def test_re_exports() -> None:
    text = "pub mod a { #[deprecated] pub struct S; pub struct R; } pub use a::S; pub use a::R as Q; pub use a::*; pub use std::fmt::Debug;"
    found = [row["sig"] for (kind, _), row in rows_of(text).items() if kind == "reexport"]
    assert sorted(found) == ["pub use a::*;", "pub use a::R as Q;", "pub use a::S;Deprecated"]


def test_what_is_made_by_a_macro_says_so() -> None:
    row = rows_of("macro_rules! make { ($n:ident) => { pub struct $n; } } make!(S);")["struct", "c::S"]
    assert row["macro"] == "make"
