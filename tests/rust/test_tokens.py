import pytest

from sphinx_plissken.rust.text.tokens import Fragment, Group, Kind, flatten, join, literal_value, read_tokens, read_trees, text_of


def texts(text: str) -> list[str]:
    return [token.text for token in read_tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fn r#type(&'a self)", ["fn", "r#type", "(", "&", "'a", "self", ")"]),
        ("<'a,'b>", ["<", "'a", ",", "'b", ">"]),
        (r"'a' '\'' '\u{1F600}' b'x' 'static", ["'a'", r"'\''", r"'\u{1F600}'", "b'x'", "'static"]),
        ("a>>=b..=c..d=>e::f", ["a", ">>=", "b", "..=", "c", "..", "d", "=>", "e", "::", "f"]),
        ("x<-1", ["x", "<", "-", "1"]),
        (
            "0..2 1.max(2) 1. 1.5e-3f32 0xff_u8 1_000usize // end",
            ["0", "..", "2", "1", ".", "max", "(", "2", ")", "1.", "1.5e-3f32", "0xff_u8", "1_000usize"],
        ),
        (r'"a\"b" r#"x"y"# b"z" br"w" c"v" cr#"u"#', [r'"a\"b"', 'r#"x"y"#', 'b"z"', 'br"w"', 'c"v"', 'cr#"u"#']),
        ("a // no\n b /* /* nested */ */ c //// d\n e /**/ f /*** g */ h", ["a", "b", "c", "e", "f", "h"]),
        ("/// doc\n//! inner\n/** block */ /*! inner */ x", ["/// doc", "//! inner", "/** block */", "/*! inner */", "x"]),
        ("größe = 'ß'", ["größe", "=", "'ß'"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("self", Kind.IDENTIFIER),
        ("_", Kind.IDENTIFIER),
        ("r#fn", Kind.IDENTIFIER),
        ("br", Kind.IDENTIFIER),
        ("'_", Kind.LIFETIME),
        ("'_'", Kind.LITERAL),
        ('r"a"', Kind.LITERAL),
        ('c"a"', Kind.LITERAL),
        ("b'a'", Kind.LITERAL),
        ("1f32", Kind.LITERAL),
        ("/=", Kind.PUNCTUATION),
        ("/", Kind.PUNCTUATION),
        ("/// a", Kind.DOC),
        ("/** a */", Kind.DOC),
        ("{", Kind.OPEN),
        ("]", Kind.CLOSE),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    (token,) = read_tokens(text)
    assert (token.text, token.kind) == (text, kind)


@pytest.mark.parametrize("text", ['"never closed', "/* never closed", 'r#"never closed"', "'", "\\ ` é́ \ufeff \x00", "b'", "'\\", '"\\'])
def test_any_text_has_tokens(text: str) -> None:
    joined = join(read_tokens(text))
    assert "".join(joined.split()) in ("".join(text.split()), "")


def test_trees() -> None:
    (name, group) = read_trees("a(b[c]{})")
    assert isinstance(group, Group)
    assert (name.text if not isinstance(name, Group | Fragment) else "", group.delimiter, len(group.trees)) == ("a", "(", 3)


@pytest.mark.parametrize(
    ("text", "mended"),
    [("a) b", "a b"), ("(a", "(a)"), ("(a] b)", "(a b)"), ("({a)b", "({a})b"), ("", "")],
)
def test_unbalanced_delimiters_are_mended(text: str, mended: str) -> None:
    assert text_of(read_trees(text)) == mended


@pytest.mark.parametrize(
    "text",
    [
        "fn f<'a>(x: &'a mut Vec<Vec<u8>>) -> u8 { x.0 + 1 }",
        '#[doc = " x"] pub struct A { a: [u8; 4], }',
        "a /// doc\nb",
        "1. .max(2)",
        'bar.baz(self.0, cr#"a"#)',
    ],
)
def test_text_keeps_its_spaces(text: str) -> None:
    assert text_of(read_trees(text)) == text


def test_tokens_that_would_glue_are_kept_apart() -> None:
    pieces = [token._replace(is_spaced=False) for token in read_tokens("a b > = & & 1 . x r # y / / z ' q")]
    assert [token.text for token in read_tokens(join(pieces))] == [token.text for token in pieces]


def test_fragments_are_marked_only_where_macros_see_them() -> None:
    trees = read_trees("const A: u8 = /*<expr*/1 + 2/*>*/; m!(/*<expr*/1 + 2/*>*/);")
    assert text_of(trees) == "const A: u8 = 1 + 2; m!(/*<expr*/1 + 2/*>*/);"
    assert "/*<" not in join(flatten(trees))
    assert read_trees(text_of(trees))[-2] == trees[-2]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\n\t\\\"\x41\u{1F6_00}\0"', 'a\n\t\\"A\U0001f600\0'),
        ('"one \\\n     two"', "one two"),
        ('"a\r\nb"', "a\nb"),
        ('r#"a\\n"b"#', 'a\\n"b'),
        (r'b"\xff\n"', b"\xff\n"),
        ('br"\\x"', b"\\x"),
        ('c"a"', b"a"),
        (r"'\''", "'"),
        ("'a'", "a"),
        ("b'a'", 97),
        ("1_000u64", 1000),
        ("0xff_u8", 255),
        ("0b1010", 10),
        ("0o17i32", 15),
        ("0x1f32", 0x1F32),
        ("1.5e-3f32", 0.0015),
        ("2f64", 2.0),
        ("1.", 1.0),
        ("-1", -1),
        ("true", True),
        ("x", None),
        ("0b12", None),
        ("1 + 1", None),
        ('"a" "b"', None),
        ("", None),
    ],
)
def test_literal_values(text: str, value: object) -> None:
    assert literal_value(text) == value
    assert type(literal_value(text)) is type(value)
