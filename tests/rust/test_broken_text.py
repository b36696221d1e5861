import pytest

from sphinx_plissken.problem import Problem, Subtype
from sphinx_plissken.rust.model import Impl, Item, Module
from sphinx_plissken.rust.syntax.items import read_file_items


def names(items: tuple[Item, ...]) -> list[str]:
    """The names of items and of those inside; an impl is called so."""
    found: list[str] = []
    for item in items:
        found.append("impl" if isinstance(item, Impl) else item.name)
        if isinstance(item, Impl | Module):
            found += names(item.items or ())
    return found


UNCLOSED_BLOCK = """\
pub fn before() {}

pub fn broken(x: u8) {
    if x {
        y();
}

/// Documented.
pub fn after() {}

impl S {
    pub fn method() {}
}
"""


def test_an_unclosed_brace_is_one_problem_and_the_rest_is_read() -> None:
    content = read_file_items(UNCLOSED_BLOCK, file="a.rs")
    assert names(content.items) == ["before", "broken", "after", "impl", "method"]
    assert [doc.text for doc in content.items[2].docs] == [" Documented."]
    assert content.items[2].span.line == 9
    (problem,) = content.problems
    assert str(problem).startswith("a.rs:3: `{` is never closed")


@pytest.mark.parametrize(
    ("text", "expected", "line"),
    [
        ("pub struct A {\n    x: u8,\n\npub fn g() {}\n", ["A", "g"], 1),
        ("impl A {\n    fn f() {\n\n    fn g() {}\n}\nmod m { fn h() {} }\n", ["impl", "f", "m", "h"], 1),
        ("fn last() {\n    if x {\n}\n", ["last"], 1),
        ("fn a() {\nfn b() {\nfn c() {}\n", ["a", "b", "c"], 1),
    ],
)
def test_unclosed_delimiters(text: str, expected: list[str], line: int) -> None:
    content = read_file_items(text, file="a.rs")
    assert names(content.items) == expected
    (problem,) = content.problems
    assert (problem.line, problem.subtype) == (line, Subtype.RUST)
    assert "is never closed" in problem.message


@pytest.mark.parametrize(
    ("text", "expected", "line", "words"),
    [
        ("fn f() {}}\nfn g() {}\n", ["f", "g"], 1, "}"),
        ("fn f() {}\nfoo bar baz\nfn g() {}\n", ["f", "g"], 2, "foo"),
        ("struct A { x u8 }\nfn g() {}\n", ["A", "g"], 1, "x u8"),
    ],
)
def test_text_that_is_no_item_is_one_problem(text: str, expected: list[str], line: int, words: str) -> None:
    content = read_file_items(text, file="a.rs")
    assert names(content.items) == expected
    (problem,) = content.problems
    assert problem.line == line
    assert "cannot be read as an item" in problem.message
    assert words in problem.message


@pytest.mark.parametrize("body", ["let ~ = 3 3;", "g(1;", "x.0.y = @"])
def test_what_is_wrong_inside_of_a_body_is_nobodys_business(body: str) -> None:
    content = read_file_items(f"fn f() {{ {body} }}\nfn g() {{}}\n", file="a.rs")
    assert names(content.items) == ["f", "g"]
    assert content.problems == ()


def test_braces_in_strings_and_comments_close_nothing() -> None:
    text = 'fn f() { "{"; \'{\'; r#""{"#; /* { /* { */ */ // {\n let ~ = 1 1; }\nfn g() {}\n'
    content = read_file_items(text, file="a.rs")
    assert names(content.items) == ["f", "g"]
    assert content.problems == ()


def test_a_complaint_about_bytes_is_the_only_problem() -> None:
    content = read_file_items("fn f() {}\n}", file="a.rs", complaint="not UTF-8 text", line=1)
    assert names(content.items) == ["f"]
    assert content.problems == (Problem(file="a.rs", line=1, subtype=Subtype.RUST, message="not UTF-8 text"),)


def test_deep_nesting_is_a_problem_and_no_crash() -> None:
    content = read_file_items("mod m {" * 3000 + "}" * 3000 + "\nfn g() {}\n", file="a.rs")
    assert content.items[-1].name == "g"
    assert "nested too deeply" in content.problems[0].message
