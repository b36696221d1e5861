import pytest

from sphinx_plissken.rust.syntax.source_text import decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"fn f() {}\n", "fn f() {}\n"),
        (b"\xef\xbb\xbfmod a;", "mod a;"),
        (b"a\r\nb\r\n", "a\nb\n"),
        ("// für\n".encode(), "// für\n"),
        (b"", ""),
    ],
)
def test_text_as_rustc_reads_it(data: bytes, text: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.complaint) == (text, "")


def test_latin_1_is_read_with_replacements_and_says_where() -> None:
    decoded = decode(b"// one\n// f\xfcr zwei Leute, nicht drei\nfn f() {}\n")
    assert decoded.text == "// one\n// f\ufffdr zwei Leute, nicht drei\nfn f() {}\n"
    assert decoded.line == 2
    assert decoded.complaint.startswith("not UTF-8 text: byte 0xfc")


def test_bytes_that_are_no_text_give_no_text() -> None:
    decoded = decode(bytes(range(256)) * 4)
    assert decoded.text == ""
    assert "no text" in decoded.complaint
