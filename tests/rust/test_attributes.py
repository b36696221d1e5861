import pytest

from sphinx_plissken.rust.model import Attribute
from sphinx_plissken.rust.text.attributes import Meta, attribute_items, attribute_value, read_attribute, read_meta, split_at_commas


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("", ()),
        ("get", (Meta(path="get"),)),
        ('name = "x", get,', (Meta(path="name", value='"x"'), Meta(path="get"))),
        ('(name = "x")', (Meta(path="name", value='"x"'),)),
        ("extends = a::B, r#type = u8", (Meta(path="extends", value="a::B"), Meta(path="type", value="u8"))),
        ('doc(cfg(feature = "x"))', (Meta(path="doc", tokens='cfg(feature = "x")'),)),
        ("signature = (a, /, *b, c = 1 + 2)", (Meta(path="signature", value="(a, /, *b, c = 1 + 2)"),)),
        ("(a, b), (c)", (Meta(value="(a, b)"), Meta(value="(c)"))),
        ('"x", 4', (Meta(value='"x"'), Meta(value="4"))),
        ("pyo3::x(y)", (Meta(path="pyo3::x", tokens="y"),)),
        ("a b", (Meta(value="a b"),)),
    ],
)
def test_meta_items(text: str, items: tuple[Meta, ...]) -> None:
    assert read_meta(text) == items


def test_literals_and_nested_items() -> None:
    (doc, name, other) = read_meta('doc(hidden, alias = "y"), name = r"x", other = f(1)')
    assert doc.items == (Meta(path="hidden"), Meta(path="alias", value='"y"'))
    assert (doc.literal, name.literal, other.literal) == (None, "x", None)


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("inline", Attribute(path="inline")),
        ('path = "a.rs"', Attribute(path="path", tokens='= "a.rs"')),
        ('pyo3 :: pyclass(name = "X")', Attribute(path="pyo3::pyclass", tokens='(name = "X")')),
        ("unsafe(no_mangle)", Attribute(path="no_mangle", is_unsafe=True)),
        ('unsafe(export_name = "f")', Attribute(path="export_name", tokens='= "f"', is_unsafe=True)),
        ("$crate::a[b]", Attribute(path="$crate::a", tokens="[b]")),
        ("", Attribute(path="")),
    ],
)
def test_attributes(text: str, attribute: Attribute) -> None:
    assert read_attribute(text) == attribute


def test_what_an_attribute_says() -> None:
    path, list_ = read_attribute('path = "a.rs"', line=3), read_attribute("repr(C, align(8))", is_inner=True)
    assert (attribute_value(path), attribute_items(path), path.line) == ("a.rs", (), 3)
    assert (attribute_value(list_), attribute_items(list_)) == (None, (Meta(path="C"), Meta(path="align", tokens="8")))


def test_commas() -> None:
    assert split_at_commas("a, b(c, d) [e, f], , 'g',") == ("a", "b(c, d) [e, f]", "'g'")
