"""How many lifetimes a path leaves out: ``Formatter`` is shown as ``Formatter<'_>`` (Rust reference, "Lifetime elision").

Goes in: a path and the names around it. Comes out: a number. Of types of other crates only the standard library's are known.
"""

from __future__ import annotations

import re

from sphinx_plissken.rust.model import Enum, Namespace, Struct, Trait, TypeAlias, Union
from sphinx_plissken.rust.resolution.meanings import Definition, Foreign
from sphinx_plissken.rust.resolution.names import Names
from sphinx_plissken.rust.types import Generics, LifetimeParameter

_ITERATORS = "Drain Iter IterMut Keys Values ValuesMut Range RangeMut"
_ENTRIES = "Entry OccupiedEntry VacantEntry"
_STANDARD = {
    "borrow": "Cow",
    "cell": "Ref RefMut",
    "collections::btree_map": f"{_ITERATORS} {_ENTRIES}",
    "collections::btree_set": "Difference Intersection Iter Range SymmetricDifference Union",
    "collections::hash_map": f"{_ITERATORS} {_ENTRIES} OccupiedError",
    "collections::hash_set": "Difference Drain Intersection Iter SymmetricDifference Union",
    "collections::linked_list": "Iter IterMut",
    "collections::vec_deque": "Drain Iter IterMut",
    "collections::binary_heap": "Drain Iter PeekMut",
    "fmt": "Arguments Formatter",
    "io": "IoSlice IoSliceMut StderrLock StdinLock StdoutLock",
    "net": "Incoming",
    "option": "Iter IterMut",
    "panic": "Location PanicHookInfo PanicInfo",
    "path": "Ancestors Component Components Display Iter Prefix PrefixComponent",
    "result": "Iter IterMut",
    "slice": (
        "ChunkBy Chunks ChunksExact ChunksExactMut ChunksMut EscapeAscii Iter IterMut RChunks RChunksExact RChunksExactMut RChunksMut"
        " RSplit RSplitMut RSplitN Split SplitInclusive SplitMut SplitN Windows"
    ),
    "str": (
        "Bytes CharIndices Chars EncodeUtf16 EscapeDebug EscapeDefault EscapeUnicode Lines MatchIndices Matches RMatchIndices RMatches"
        " RSplit RSplitN RSplitTerminator Split SplitAsciiWhitespace SplitInclusive SplitN SplitTerminator SplitWhitespace Utf8Chunks"
    ),
    "string": "Drain",
    "sync": "MutexGuard RwLockReadGuard RwLockWriteGuard",
    "task": "Context",
    "vec": "Drain ExtractIf PeekMut Splice",
}
_ONE = frozenset(f"std::{module}::{name}" for module, names in _STANDARD.items() for name in names.split())
_TWO = frozenset(f"std::fmt::Debug{name}" for name in ("List", "Map", "Set", "Struct", "Tuple"))


def elided_lifetimes(path: tuple[str, ...], names: Names | None, module: str) -> int:
    """How many lifetimes to add to a path that is written without any."""
    if names is None or path[0] == "Self":
        return 0
    meaning = names.resolve("::".join(path), module, Namespace.TYPE)
    if isinstance(meaning, Foreign):
        full = re.sub("^(core|alloc)::", "std::", meaning.path)
        return 1 if full in _ONE else 2 if full in _TWO else 0
    if isinstance(meaning, Definition) and isinstance(meaning.item, Struct | Enum | Union | Trait | TypeAlias):
        return lifetimes_of(meaning.item.generics)
    return 0


def lifetimes_of(generics: Generics) -> int:
    """The number of lifetime parameters."""
    return sum(isinstance(parameter, LifetimeParameter) for parameter in generics.parameters)
