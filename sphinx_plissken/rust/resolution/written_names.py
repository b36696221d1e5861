"""Names that a crate's files declare somewhere, whatever conditions stand before them.

Goes in: a crate. Comes out: names, found in its text without reading it: what ``cfg`` took away is in no model. Good for telling that
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
    r"|\#\[cfg[^\n]*\]\s*(?:(?:\#\[|//)[^\n]*\s+)*(?:pub(?:\([^)]*\))?\s+)?(?P<member>\w+)"
)

_known: WeakKeyDictionary[Names, dict[str, frozenset[str]]] = WeakKeyDictionary()
"""What was found, by crate name, as long as somebody holds the names."""


def is_written_somewhere(name: str, crate: str, names: Names) -> bool:
    """Whether some file of a crate declares or imports a name, or has it below a ``#[cfg(..)]``."""
    known = _known.setdefault(names, {})
    if crate not in known:
        found = names.crate(crate)
        known[crate] = frozenset(_written(found)) if found else frozenset()
    return name in known[crate]


def _written(crate: Crate) -> Iterator[str]:
    for file in crate.files.values():
        for match in _DECLARATION.finditer(file.text):
            if match["use"]:
                yield from re.findall(r"\w+", match["use"])
            else:
                yield match["item"] or match["member"]
