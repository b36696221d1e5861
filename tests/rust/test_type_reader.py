import pytest

from sphinx_plissken.rust.text.type_cursor import TypeCursor
from sphinx_plissken.rust.text.type_reader import read_bounds, read_generic_arguments, read_generics, read_path, read_type, read_use_tree
from sphinx_plissken.rust.types import (
    ArrayType,
    AssociatedTypeArgument,
    ConstArgument,
    ConstParameter,
    DynType,
    FunctionPointerParameter,
    FunctionPointerType,
    GenericArgument,
    Generics,
    ImplType,
    InferredType,
    Lifetime,
    LifetimeParameter,
    MacroType,
    NeverType,
    Path,
    PathSegment,
    PathType,
    PointerType,
    ReferenceType,
    SliceType,
    TraitBound,
    TupleType,
    Type,
    TypeParameter,
    UnknownType,
    UseBound,
    WherePredicate,
)


def path(*names: str, arguments: tuple[GenericArgument, ...] | None = None, is_global: bool = False) -> Path:
    segments = (*(PathSegment(name=name) for name in names[:-1]), PathSegment(name=names[-1], arguments=arguments))
    return Path(segments=segments, is_global=is_global)


def named(*names: str, arguments: tuple[GenericArgument, ...] | None = None) -> PathType:
    return PathType(path=path(*names, arguments=arguments))


def bound(*names: str, **more: object) -> TraitBound:
    return TraitBound(path=path(*names), **more)  # type: ignore[arg-type]


def fn_bound(inputs: tuple[Type, ...], output: Type | None = None, **more: object) -> TraitBound:
    return TraitBound(path=Path(segments=(PathSegment(name="Fn", inputs=inputs, output=output),)), **more)  # type: ignore[arg-type]


U8, STR, T = named("u8"), named("str"), named("T")
A = Lifetime(name="'a")

TYPES: dict[str, Type] = {
    "u8": U8,
    "std::io::Error": named("std", "io", "Error"),
    "::a::B": PathType(path=path("a", "B", is_global=True)),
    "$crate::B": named("$crate", "B"),
    "r#type": named("type"),
    "Self::Item": named("Self", "Item"),
    "Vec<Vec<u8>>": named("Vec", arguments=(named("Vec", arguments=(U8,)),)),
    "Vec::<u8>": named("Vec", arguments=(U8,)),
    "Vec<>": named("Vec", arguments=()),
    "A<'a, u8, 4, -1, { N + 1 }, true, 'x'>": named(
        "A", arguments=(A, U8, *(ConstArgument(text=text) for text in ("4", "-1", "{ N + 1 }", "true", "'x'")))
    ),
    "I<Item = u8, Out: Clone + 'a, G<'a> = T, N = 3>": named(
        "I",
        arguments=(
            AssociatedTypeArgument(name="Item", type=U8),
            AssociatedTypeArgument(name="Out", bounds=(bound("Clone"), A)),
            AssociatedTypeArgument(name="G", generics=(A,), type=T),
            AssociatedTypeArgument(name="N", type=UnknownType(text="3")),
        ),
    ),
    "&str": ReferenceType(inner=STR),
    "&'a mut str": ReferenceType(inner=STR, lifetime=A, is_mutable=True),
    "&&u8": ReferenceType(inner=ReferenceType(inner=U8)),
    "*const u8": PointerType(inner=U8),
    "*mut u8": PointerType(inner=U8, is_mutable=True),
    "()": TupleType(),
    "(u8)": U8,
    "(u8,)": TupleType(elements=(U8,)),
    "(u8, (T, str))": TupleType(elements=(U8, TupleType(elements=(T, STR)))),
    "[u8]": SliceType(inner=U8),
    "[u8; N * (2 + 1)]": ArrayType(inner=U8, length="N * (2 + 1)"),
    "[[u8; 2]; 3]": ArrayType(inner=ArrayType(inner=U8, length="2"), length="3"),
    "!": NeverType(),
    "_": InferredType(),
    "<T as Iterator>::Item": PathType(path=path("Item"), self_type=T, trait=path("Iterator")),
    "<T>::Item": PathType(path=path("Item"), self_type=T),
    "Vec<<T as a::B>::C>": named("Vec", arguments=(PathType(path=path("C"), self_type=T, trait=path("a", "B")),)),
    "<<T as A>::B as C>::D": PathType(path=path("D"), self_type=PathType(path=path("B"), self_type=T, trait=path("A")), trait=path("C")),
    "impl Fn(u8, &str) -> u8 + 'a": ImplType(bounds=(fn_bound((U8, ReferenceType(inner=STR)), U8), A)),
    "impl Sized + use<'a, T>": ImplType(bounds=(bound("Sized"), UseBound(text="use<'a, T>"))),
    "dyn for<'a> Fn(&'a u8) + Send": DynType(bounds=(fn_bound((ReferenceType(inner=U8, lifetime=A),), lifetimes=(A,)), bound("Send"))),
    "dyn (for<'a> Fn()) + ?Sized": DynType(bounds=(fn_bound((), lifetimes=(A,), is_parenthesized=True), bound("Sized", modifier="?"))),
    "&(dyn A + 'a)": ReferenceType(inner=DynType(bounds=(bound("A"), A))),
    "Box<dyn A>": named("Box", arguments=(DynType(bounds=(bound("A"),)),)),
    "Box<A + Send>": named("Box", arguments=(DynType(bounds=(bound("A"), bound("Send")), is_bare=True),)),
    "(A) + Send": DynType(bounds=(bound("A", is_parenthesized=True), bound("Send")), is_bare=True),
    "for<'a> A": DynType(bounds=(bound("A", lifetimes=(A,)),), is_bare=True),
    "dyn::A": named("dyn", "A"),
    "fn()": FunctionPointerType(),
    "for<'a> unsafe extern \"C\" fn(x: &'a u8, _: u8, ...) -> !": FunctionPointerType(
        parameters=(
            FunctionPointerParameter(type=ReferenceType(inner=U8, lifetime=A), name="x"),
            FunctionPointerParameter(type=U8, name="_"),
        ),
        returns=NeverType(),
        lifetimes=(A,),
        is_unsafe=True,
        abi="C",
        is_variadic=True,
    ),
    "extern fn(u8)": FunctionPointerType(parameters=(FunctionPointerParameter(type=U8),), abi=""),
    "m::t![a, { b }]": MacroType(path=path("m", "t"), tokens="[a, { b }]"),
    "Option</* why */ u8>": named("Option", arguments=(U8,)),
}


@pytest.mark.parametrize("text", TYPES)
def test_types(text: str) -> None:
    found = read_type(text)
    assert found == TYPES[text]


@pytest.mark.parametrize("text", ["", "Vec<", "u8 u8", "fn", "&", "@", "[u8;", "impl", "<T as A>", "(" * 5000, "&" * 100001])
def test_what_is_no_type_stays_text(text: str) -> None:
    assert read_type(text) == UnknownType(text=text)


def test_the_rest_of_a_type_survives_what_cannot_be_read() -> None:
    assert read_type("Map<@x, u8>") == named("Map", arguments=(UnknownType(text="@x"), U8))
    assert read_type("(@x, u8)") == TupleType(elements=(UnknownType(text="@x"), U8))


def test_no_number_of_unreadable_pieces_spoils_the_rest() -> None:
    found = read_type("(" + "&Vec<(@)>, " * 200 + "(u8, u8))")
    assert isinstance(found, TupleType)
    assert found.elements[-1] == TupleType(elements=(U8, U8))


PUT_TOGETHER = [
    *(
        "()",
        "(A)",
        "(A,)",
        "(A, B<C>)",
        "(A)(B)",
        "(A), (B)",
        "(A + B)",
        "(@, A)",
        "[A]",
        "[A; 4]",
        "[[A; N]; N + 1]",
        "[A][B]",
        "[A; 1.0]",
    ),
    *(
        "&[&'a mut [A; 2]]",
        "(&(A, B), [(C, D)])",
        "[A;]",
        "[]",
        "(,)",
        "[A, B]",
        "(A, B,,)",
        "A<1.0>",
        "A<0x1f, 1_000>",
        "( A , )",
        "[ A ; 4 ]",
    ),
    *("T", " a :: b ", "::a::B<T>", "&'a mut A<B, 'b, 4>", "&&T", "&& 'a T", "A::<T>::B", "A<>", "A<B,>", "A<,>", "A<B,,C>", "A<(B], C>"),
    *(
        "A<Item = B, C: D + 'a>",
        "A<[T; 2], (B, C), &[u8], { N }, -1, dyn E + F>",
        "Fn(A) -> B",
        "A<Fn(B) -> C>",
        "dyn A",
        "dyn",
        "_",
        "A<_>",
    ),
    *("r#type::A", "fn::A", "A<B -> C>", "A + B", "&A + B", "A<&mut>", "&mut", "&'a", "mut A", "&mutA", "größe::A", "A<@, B>", "A<B", "A>"),
    *("\n&\nA<\nB,\n// c\nC>", "A<" * 9 + "B" + ">" * 9, "$crate::A", "m!()", "<A as B>::C", "A < B > :: C < D >", "'a", "A<for>"),
]


@pytest.mark.parametrize("text", PUT_TOGETHER)
def test_a_type_is_the_same_put_together_as_read_token_by_token(text: str) -> None:
    reader = TypeCursor(text)
    whole = reader.attempt(reader.type)
    assert read_type(text) == (whole if whole is not None and reader.is_done else UnknownType(text=text.strip()))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "T: A",
            "T",
            "T: A<B, C> + 'a + ?Sized, U: for<'a> Fn(&'a V) -> W",
            "'a: 'b, const N: usize = 4, T = U",
            "T: A = B",
            "fn: A, T",
            "",
        ),
        *(
            "T::A: B<C = D> + E<F>,\n  &'a T: C,",
            "T: A +",
            "T:, U: + A",
            "T: @, U",
            "(A, B): C, [D]: E, <F as G>::H: I",
            "@, T: A",
            "T: A, , U",
        ),
    ],
)
def test_generics_are_the_same_put_together_as_read_token_by_token(text: str) -> None:
    parameters, predicates = TypeCursor(text), TypeCursor(text)
    found = read_generics(f"<{text}>", f"where {text}")
    assert found.parameters == tuple(parameters.pieces(parameters.generic_parameter))
    assert found.where == tuple(predicates.pieces(predicates.where_predicate))


def test_paths() -> None:
    assert read_path("std::io::Result<()>") == path("std", "io", "Result", arguments=(TupleType(),))
    assert read_path("a b") == path("a b")


def test_bounds() -> None:
    assert read_bounds(": ~const Clone + ?Sized + 'a + const A + async B +") == (
        bound("Clone", modifier="~const"),
        bound("Sized", modifier="?"),
        A,
        bound("A", modifier="const"),
        bound("B", modifier="async"),
    )
    assert read_bounds("") == ()


def test_generic_parameters() -> None:
    text = "<'a: 'b + 'c, #[x] T: Clone + ?Sized = Vec<u8>, const N: usize = 4, U: A<Vec<u8>>>"
    expected = Generics(
        parameters=(
            LifetimeParameter(name="'a", bounds=(Lifetime(name="'b"), Lifetime(name="'c"))),
            TypeParameter(name="T", bounds=(bound("Clone"), bound("Sized", modifier="?")), default=named("Vec", arguments=(U8,))),
            ConstParameter(name="N", type=named("usize"), default="4"),
            TypeParameter(name="U", bounds=(TraitBound(path=path("A", arguments=(named("Vec", arguments=(U8,)),))),)),
        )
    )
    assert read_generics(text) == expected
    assert read_generics(text[1:-1]) == expected


def test_where_clause() -> None:
    expected = (
        WherePredicate(subject=Lifetime(name="'a"), bounds=(Lifetime(name="'b"),)),
        WherePredicate(subject=T, bounds=(fn_bound((U8,)),), lifetimes=(A,)),
        WherePredicate(subject=PathType(path=path("I"), self_type=T, trait=path("A")), bounds=()),
    )
    text = "'a: 'b, for<'a> T: Fn(u8), <T as A>::I:,"
    assert read_generics("", text).where == expected
    assert read_generics("", "where " + text).where == expected


def test_one_broken_parameter_leaves_the_others() -> None:
    assert read_generics("<T, @ @, U>", "where @: A, U: A") == Generics(
        parameters=(TypeParameter(name="T"), TypeParameter(name="U")),
        where=(WherePredicate(subject=named("U"), bounds=(bound("A"),)),),
    )


def test_generic_arguments() -> None:
    assert read_generic_arguments("::<T, 4>") == (T, ConstArgument(text="4"))


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("a::b", ["a::b as b"]),
        ("use a::b as c;", ["a::b as c"]),
        ("a::r#type as _", ["a::type as _"]),
        ("::a::*", ["::a::*"]),
        ("*", ["*"]),
        ("a::{self, b as c, d::{e, f::*}, self as g}", ["a as a", "a::b as c", "a::d::e as e", "a::d::f::*", "a as g"]),
        ("{a, ::b::c, crate::d, super::super::e}", ["a as a", "::b::c as c", "crate::d as d", "super::super::e as e"]),
        ("::{a, b}", ["::a as a", "::b as b"]),
        ("self::a::{}", []),
        ("a::{b, @, c", ["a::b as b", "a::c as c"]),
        ("$crate::a", ["$crate::a as a"]),
        ("{" * 500, []),
        ("a::self::b", ["a::b as b"]),
        ("a::{fn, b}", ["a::b as b"]),
        ("a::{b /* c */, d}", ["a::b as b", "a::d as d"]),
        ("a::{" + "@, " * 200 + "b::{c}}", ["a::b::c as c"]),
    ],
)
def test_use_trees(text: str, leaves: list[str]) -> None:
    found = [
        (f"{leaf.path}::*" if leaf.path.segments else "*") if leaf.is_glob else f"{leaf.path} as {leaf.name}"
        for leaf in read_use_tree(text)
    ]
    assert found == leaves
