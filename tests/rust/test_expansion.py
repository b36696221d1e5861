"""Macro calls that stand for items."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_plissken.problem import Subtype
from sphinx_plissken.rust.assembly.crate import CrateSource, read_crates
from sphinx_plissken.rust.model import Crate, Enum, Function, Impl, Item, MacroCall, MacroRules, Module, Span, Trait

Read = Callable[..., tuple[Crate, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read crates of the texts of their root files; a crate sees those before it."""

    def read(**texts: str) -> tuple[Crate, ...]:
        sources: list[CrateSource] = []
        for name, text in texts.items():
            root_file = tmp_path / name / "lib.rs"
            root_file.parent.mkdir()
            root_file.write_text(text)
            dependencies = {source.name: source.name for source in sources}
            sources.append(CrateSource(name=name, root_file=root_file, directory=root_file.parent, dependencies=dependencies))
        return read_crates(sources, root=tmp_path)

    return read


def shown(items: tuple[Item, ...] | None) -> list[str]:
    """Names, with what is inside of modules, impls and traits in brackets; macros are left out."""
    found: list[str] = []
    for item in items or ():
        if isinstance(item, MacroRules):
            continue
        name = f"{item.path}!" if isinstance(item, MacroCall) else item.name or "impl"
        inner = shown(item.items) if isinstance(item, Module | Impl | Trait) else []
        found.append(f"{name}{inner}" if inner else name)
    return found


def only(crates: tuple[Crate, ...]) -> Crate:
    (crate,) = crates
    assert crate.problems == ()
    return crate


def test_items_made_by_rules_stand_at_the_call(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! unit { ($(#[$meta:meta])* $name:ident) => { $(#[$meta])* pub struct $name; impl $name { pub fn new() {} } } }
unit! {
    /// Documented.
    Meter
}
"""
        )
    )
    assert shown(crate.root.items) == ["Meter", "impl['new']"]
    meter = (crate.root.items or ())[1]
    assert meter.made_by == "unit"
    assert meter.span == Span(file="kit/lib.rs", line=3, column=1, end_line=6, end_column=2)
    assert [doc.text for doc in meter.docs] == [" Documented."]


def test_calls_in_impls_traits_and_foreign_blocks(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! method { ($name:ident) => { fn $name(&self); } }
struct A;
impl A { fn first() {} method!(second); method! { third } }
trait B { method!(f); type T; }
extern "C" { method!(g); }
"""
        )
    )
    assert shown(crate.root.items)[:3] == ["A", "impl['first', 'second', 'third']", "B['f', 'T']"]


def test_macros_that_call_macros(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! each { ($($name:ident)*) => { $( one! { $name } )* } }
macro_rules! one { ($name:ident) => { pub const $name: u8 = 0; } }
each! { A B }
"""
        )
    )
    assert shown(crate.root.items) == ["A", "B"]
    assert {item.made_by for item in (crate.root.items or ())[2:]} == {"each"}


def test_textual_scope(read: Read) -> None:
    """Definitions are seen after they are made, by modules inside, and outside of a module only with #[macro_use]."""
    (crate,) = read(
        kit="""
m!(before);
macro_rules! m { ($x:ident) => { fn $x() {} } }
mod inner { m!(inside); macro_rules! m { ($x:ident) => { struct $x; } } m!(Shadowed); macro_rules! kept { () => { fn no() {} } } }
m!(after);
kept!();
#[macro_use] mod open { macro_rules! shared { () => { fn yes() {} } } }
shared!();
"""
    )
    assert shown(crate.root.items) == ["m!", "inner['inside', 'Shadowed']", "after", "kept!", "open", "yes"]


def test_macros_by_path(read: Read) -> None:
    crate = only(
        read(
            kit="""
crate::exported!(a);
mod macros {
    #[macro_export] macro_rules! exported { ($x:ident) => { fn $x() {} $crate::inner!(); } }
    #[macro_export] macro_rules! inner { () => { fn inner() {} } }
    macro_rules! local { ($x:ident) => { struct $x; } }
    pub(crate) use local;
    pub(crate) use local as renamed;
}
mod user {
    use crate::macros::local;
    local!(B);
    super::macros::renamed!(C);
    use super::macros::*;
    renamed!(D);
}
"""
        )
    )
    assert shown(crate.root.items)[:2] == ["a", "inner"]
    assert shown(crate.root.items)[-1] == "user['local', 'B', 'C', 'impl', 'D']"


def test_macros_of_other_crates(read: Read) -> None:
    first, second = read(
        base="""
#[macro_export] macro_rules! make { ($x:ident) => { $crate::helper!($x); } }
#[macro_export(local_inner_macros)] macro_rules! old { ($x:ident) => { helper!($x); } }
#[macro_export] macro_rules! helper { ($x:ident) => { pub fn $x() {} } }
""",
        user="""
base::make!(a);
use base::make as other;
other!(b);
mod m { #[macro_use] extern crate base as aliased; }
mod n { use base as aliased; aliased::old!(c); }
""",
    )
    assert (first.problems, second.problems) == ((), ())
    assert shown(second.root.items) == ["a", "other", "b", "m['aliased']", "n['aliased', 'c']"]


def test_macro_use_of_a_crate_is_everywhere(read: Read) -> None:
    _, crate = read(
        base="#[macro_export] macro_rules! make { ($x:ident) => { fn $x() {} } }",
        user="#[macro_use] extern crate base;\nmod m { make!(a); }",
    )
    assert shown(crate.root.items) == ["base", "m['a']"]


def test_a_macro_that_a_macro_defines(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! define { ($name:ident) => { macro_rules! $name { ($x:ident) => { fn $x() {} } } } }
define!(made);
made!(f);
"""
        )
    )
    assert shown(crate.root.items) == ["f"]


def test_macros_2(read: Read) -> None:
    crate = only(read(kit="mod a { pub macro m($x:ident) { fn $x() {} } }\na::m!(f);"))
    assert shown(crate.root.items) == ["a", "f"]


def test_modules_in_macro_calls(read: Read, tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit/net.rs").write_text("pub fn connect() {}")
    (tmp_path / "kit/lib.rs").write_text(
        "macro_rules! cfg_net { ($($item:item)*) => { $( #[cfg(unix)] $item )* } }\n"
        "cfg_net! { pub mod net; }\ncfg_net! { mod inline { mod gone; } }"
    )
    source = CrateSource(name="kit", root_file=tmp_path / "kit/lib.rs", directory=tmp_path / "kit")
    (crate,) = read_crates([source], root=tmp_path)
    assert shown(crate.root.items) == ["net['connect']", "inline['gone']"]
    net = (crate.root.items or ())[1]
    assert isinstance(net, Module)
    assert (net.path, net.file, net.cfg) == ("kit::net", "kit/net.rs", ("unix",))
    (problem,) = crate.problems
    assert "no file for `mod gone`: there is no kit/inline/gone.rs" in problem.message


def test_arguments_of_unknown_macros_that_are_items_stand_where_they_are_written(read: Read) -> None:
    crate = only(
        read(
            kit="""
elsewhere::wrap! {
    /// Documented.
    pub struct A { x: u8 }
    other! { fn inner() {} }
}
impl A {
    elsewhere! { pub fn f() {} }
}
"""
        )
    )
    assert shown(crate.root.items) == ["A", "inner", "impl['f']"]
    structure, inner, impl = crate.root.items or ()
    assert structure.span == Span(file="kit/lib.rs", line=4, column=5, end_line=4, end_column=27)
    assert structure.made_by == "wrap"
    assert inner.span == Span(file="kit/lib.rs", line=5, column=14, end_line=5, end_column=27)
    assert isinstance(impl, Impl)
    assert impl.items[0].span.column == 18


@pytest.mark.parametrize(
    "argument", ["(a, b)", "{ a => b }", '("text")', "{ 1 + 2 }", "()", "{ fn f() }", "{ struct A { x: u8 } extra }", "{ let x = 1; }"]
)
def test_arguments_that_are_no_items_stay_a_call(read: Read, argument: str) -> None:
    crate = only(read(kit=f"elsewhere! {argument}{';' if argument[0] == '(' else ''}\nfn f() {{}}"))
    assert shown(crate.root.items) == ["elsewhere!", "f"]


def test_a_known_macro_is_not_guessed_at(read: Read) -> None:
    """The macro is defined after the call, and imported; its rules count, not what its argument looks like."""
    crate = only(
        read(
            kit="""
mod a { use crate::b::m; m! { struct A; } }
mod b { macro_rules! m { ($($x:tt)*) => { fn made() {} } } pub(crate) use m; }
"""
        )
    )
    assert shown(crate.root.items)[0] == "a['m', 'made']"


def test_cfg_if_reads_the_branch_that_holds_where_it_stands(read: Read) -> None:
    crate = only(
        read(
            kit="""
cfg_if::cfg_if! {
    if #[cfg(windows)] {
        pub fn windows() {}
    } else if #[cfg(unix)] { pub fn same_line() {}
        pub fn unix() {}
    } else {
        pub fn other() {}
    }
}
"""
        )
    )
    assert shown(crate.root.items) == ["same_line", "unix"]
    same_line, unix = crate.root.items or ()
    assert (same_line.span.line, same_line.span.column) == (5, 30)
    assert (unix.span.line, unix.span.column) == (6, 9)


def test_items_that_are_passed_on_stand_where_they_are_written(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! cfg_rt { ($($item:item)*) => { $( #[cfg(unix)] #[inline] $item )* } }
cfg_rt! {
    /// Documented.
    pub fn run(x: u8) {
        x + 1
    }

    pub enum Mode { Fast, Slow { by: u8 } }
    impl Mode { fn is_fast(&self) {} }
}
macro_rules! renamed { (fn $name:ident) => { fn $name() {} fn other() {} } }
renamed!(fn made);
"""
        )
    )
    run, mode, impl = (crate.root.items or ())[1:4]
    assert isinstance(run, Function)
    assert run.span == Span(file="kit/lib.rs", line=5, column=5, end_line=7, end_column=6)
    assert (run.made_by, run.cfg) == ("cfg_rt", ("unix",))
    assert [(doc.text, doc.line) for doc in run.docs] == [(" Documented.", 4)]
    assert (run.body, run.body_line) == ("{\n        x + 1\n    }", 5)
    assert isinstance(mode, Enum)
    assert [variant.span.column for variant in mode.variants] == [21, 27]
    assert mode.variants[1].fields[0].span.column == 34
    assert isinstance(impl, Impl)
    assert impl.items[0].span.column == 17
    assert [item.span.line for item in (crate.root.items or ())[-2:]] == [13, 13]


def test_a_macro_that_is_passed_on_stands_where_it_is_written(read: Read) -> None:
    text = "macro_rules! twice { ($i:item) => { $i } }\ntwice!(\n    // Comment.\n    macro_rules! inner { () => {} }\n);"
    (_, inner) = only(read(kit=text)).root.items or ()
    assert (inner.name, inner.span.line) == ("inner", 4)


def test_a_copy_of_cfg_if(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! cfg_if {
    ($( if #[cfg($m:meta)] { $($a:item)* } ) else * else { $($b:item)* }) => { $( $( #[cfg($m)] $a )* )* };
}
cfg_if! {
    if #[cfg(unix)] {
        fn unix() {}
    } else {
        fn other() {}
    }
}
"""
        )
    )
    assert shown(crate.root.items) == ["unix"]
    assert (crate.root.items or ())[-1].span.line == 7


def test_conditions_of_a_call_are_those_of_its_items(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! outer { () => { inner!(); #[cfg(target_os = "linux")] fn f() {} } }
macro_rules! inner { () => { fn g() {} } }
#[cfg(unix)] outer!();
#[cfg(windows)] outer!();
"""
        )
    )
    assert [(item.name, item.cfg) for item in (crate.root.items or ())[2:]] == [
        ("g", ("unix",)),
        ("f", ("unix", 'target_os = "linux"')),
    ]


def test_documentation_from_a_macro(read: Read) -> None:
    crate = only(
        read(
            kit="""
macro_rules! about { ($name:literal) => { concat!("About ", $name, ".") } }
struct S { #[doc = about!("x")] x: u8 }
#[doc = about!("f")]
fn f() {}
"""
        )
    )
    _, structure, function = crate.root.items or ()
    assert [doc.text for doc in function.docs] == ["About f."]
    assert [doc.text for field in getattr(structure, "fields", ()) for doc in field.docs] == ["About x."]


def test_a_call_that_no_rule_matches_is_a_problem(read: Read) -> None:
    (crate,) = read(kit="macro_rules! m { (a) => { fn f() {} } }\nm!(b);\nfn g() {}")
    (problem,) = crate.problems
    assert (problem.line, problem.subtype) == (2, Subtype.MACRO)
    assert problem.message == "what `m!` makes is not documented: no rule of the macro matches the call"
    assert shown(crate.root.items) == ["m!", "g"]


@pytest.mark.parametrize(
    "rules",
    [
        "($($x:tt)*) => { m!($($x)* a); }",  # endlessly deep
        "($($x:tt)*) => { m!($($x)* a $($x)*); m!($($x)* b); }",  # and wide
    ],
)
def test_endless_macros_end_in_a_problem(read: Read, rules: str) -> None:
    (crate,) = read(kit=f"macro_rules! m {{ {rules} }}\nm!(x);\nfn g() {{}}")
    assert crate.problems
    assert {problem.subtype for problem in crate.problems} == {Subtype.MACRO}
    assert (crate.root.items or ())[-1].name == "g"


def test_items_of_a_chosen_branch_say_why_they_are_there(read: Read) -> None:
    (crate,) = read(c="cfg_if! { if #[cfg(unix)] { fn a() {} mod m { fn b() {} } } else { fn c() {} } }")
    assert [(item.name, item.cfg) for item in crate.root.items or ()] == [("a", ("unix",)), ("m", ("unix",))]


def test_the_condition_of_a_branch_stays_beside_those_of_its_items(read: Read) -> None:
    text = "cfg_if! { if #[cfg(unix)] { #[cfg_attr(unix, inline)] fn a() {} #[cfg(not(windows))] #[cfg_attr(unix, cfg(doc))] fn b() {} } }"
    a, b = only(read(kit=text)).root.items or ()
    assert a.cfg == ("unix",)
    assert b.cfg == ("unix", "not(windows)", "doc")
