"""Names that the files of crates declare somewhere, whatever conditions stand before them.

Goes in: crates. Comes out: names, found in their text without reading it: what ``cfg`` took away is in no model. Good for telling that
something does not exist, for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from sphinx_plissken.rust.model import Crate
from sphinx_plissken.rust.resolution.names import Names

_DECLARATION = re.compile(
    r"\b(?:fn|struct|enum|union|trait|mod|macro_rules\s*!|macro|const|static(?:\s+mut)?|type|crate)\s+(?:r#)?(?P<item>\w+)"
    r"|\buse\s+(?P<use>[^;]+);"
    r"|\#\[cfg[^\n]*\]\s*(?:(?:\#\[|//)[^\n]*\s+)*(?:pub(?:\([^)]*\))?\s+)?(?=(?P<member>\w+))"
)

_known: WeakKeyDictionary[Names, frozenset[str]] = WeakKeyDictionary()
"""What was found, as long as somebody holds the names."""


def is_written_somewhere(name: str, names: Names) -> bool:
    """Whether some file of a crate at hand declares or imports a name, or has it below a ``#[cfg(..)]``."""
    if names not in _known:
        _known[names] = frozenset(word for crate in names.crates() for word in _written(crate))
    return name in _known[names]


def _written(crate: Crate) -> Iterator[str]:
    for file in crate.files.values():
        for match in _DECLARATION.finditer(file.text):
            if match["use"]:
                yield from re.findall(r"\w+", match["use"])
            else:
                yield match["item"] or match["member"]
