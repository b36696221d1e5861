"""``rename_all``, checked against what the crate ``heck`` 0.5 gives."""

from __future__ import annotations

import pytest

from sphinx_plissken.bindings.renaming import rename, split_words


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("first_name", ["first", "name"]),
        ("FirstName", ["First", "Name"]),
        ("TCPStream4", ["TCP", "Stream4"]),
        ("utf8Text", ["utf8", "Text"]),
        ("__hidden__field", ["hidden", "field"]),
        ("A1B", ["A1B"]),
        ("1Ab", ["1Ab"]),
        ("X", ["X"]),
        ("", []),
    ],
)
def test_words(identifier: str, words: list[str]) -> None:
    assert split_words(identifier) == words


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("camelCase", "tcpStreamId"),
        ("kebab-case", "tcp-stream-id"),
        ("lowercase", "tcpstream_id"),
        ("PascalCase", "TcpStreamId"),
        ("SCREAMING-KEBAB-CASE", "TCP-STREAM-ID"),
        ("SCREAMING_SNAKE_CASE", "TCP_STREAM_ID"),
        ("snake_case", "tcp_stream_id"),
        ("UPPERCASE", "TCPSTREAM_ID"),
        ("no such rule", "TCPStream_id"),
        (None, "TCPStream_id"),
    ],
)
def test_rules(rule: str | None, name: str) -> None:
    assert rename("TCPStream_id", rule) == name
