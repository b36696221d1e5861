"""TOML 1.1 as TOML 1.0, which is what Python's own reader knows.

Goes in: text. Comes out: text that says the same on as many lines. TOML 1.1 lets inline tables go over several lines, with comments and a
comma after the last entry (https://toml.io/en/v1.1.0, "Inline Table"); Cargo reads it.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""+|' + r"'''.*?'''+|" + r'"(?:\\.|[^"\\\n])*"|' + r"'[^'\n]*'|" + r"\#[^\n]*|,|[\[\]{}]|\n|[^\"'#,\[\]{}\n]+|.",
    re.DOTALL,
)
_INSIDE = {"}": "{", "]": "["}


def as_toml_1_0(text: str) -> str:
    """Put inline tables on one line each; the lines that this takes follow them, empty."""
    tokens: list[str] = []
    around: list[str] = []
    waiting = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if around[-1:] == ["{"] and (token == "\n" or token[0] == "#"):
            waiting += token == "\n"
            continue
        if token in ("{", "["):
            around.append(token)
        elif token in _INSIDE and around[-1:] == [_INSIDE[token]]:
            around.pop()
            if token == "}":
                _drop_last_comma(tokens)
        if token == "\n" and not around:
            token, waiting = "\n" * (waiting + 1), 0
        tokens.append(token)
    return "".join(tokens)


def _drop_last_comma(tokens: list[str]) -> None:
    last = next((index for index in reversed(range(len(tokens))) if tokens[index].strip()), -1)
    if last >= 0 and tokens[last] == ",":
        del tokens[last]
