"""The text of a source file, from its bytes.

Goes in: bytes. Comes out: the text as rustc reads it (no byte order mark, ``\\n`` for ``\\r\\n``) and what is wrong with the bytes.
Knows nothing of syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd]")
_MOST_STRANGE = 0.05
"""The share of control and replacement characters above which bytes are no text at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedText:
    """The text of some bytes; ``complaint`` and ``line`` say what is wrong with them, if anything is."""

    text: str
    complaint: str = ""
    line: int = 0


def decode(data: bytes) -> DecodedText:
    """Decode the bytes of a source file (Rust reference, "Input format"); what is no UTF-8 becomes U+FFFD, what is no text is left out."""
    data = data.removeprefix(_BYTE_ORDER_MARK).replace(b"\r\n", b"\n")
    try:
        text, complaint, line = data.decode(), "", 0
    except UnicodeDecodeError as error:
        text, line = data.decode(errors="replace"), data.count(b"\n", 0, error.start) + 1
        complaint = f"not UTF-8 text: byte 0x{data[error.start]:02x} cannot be read and is shown as U+FFFD; save the file as UTF-8"
    if complaint or "\0" in text:
        strange = len(_NO_TEXT.findall(text))
        if strange > _MOST_STRANGE * len(text):
            return DecodedText(text="", complaint="not a Rust source file: its bytes are no text, so nothing of it is documented")
    return DecodedText(text=text, complaint=complaint, line=line)
