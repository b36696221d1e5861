"""Models as bytes, and back.

Goes in: values of ``model``, ``types`` and their like. Comes out: bytes, from which equal values come back. This is ``pickle`` with two
changes. What is read may name nothing but the classes listed here, so that a damaged or planted file can run no code. And frozen
dataclasses are rebuilt through their slots, in a quarter of the time that the methods take which ``dataclasses`` gives them for pickling.
"""

from __future__ import annotations

import copyreg
import enum
import io
import pickle
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
from typing import Any

from sphinx_plissken import problem
from sphinx_plissken.rust import documented, model, types
from sphinx_plissken.rust.construction import builder
from sphinx_plissken.rust.syntax import items, written_attributes

_MODULES = (problem, documented, model, types, items, written_attributes)
_CLASSES = {
    f"{found.__module__}.{found.__qualname__}": found
    for module in _MODULES
    for found in vars(module).values()
    if isinstance(found, type) and found.__module__ in {inner.__name__ for inner in _MODULES}
}


class UnreadableError(Exception):
    """Bytes that are no values."""


def to_bytes(value: object, known: Sequence[object] = ()) -> bytes:
    """Write a value.

    :param known: what whoever reads the bytes has at hand; of such values only the place is written.
    """
    stream = io.BytesIO()
    pickler = _ReferringPickler(stream, known) if known else pickle.Pickler(stream, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(value)
    return stream.getvalue()


def from_bytes(data: bytes, known: Sequence[object] = ()) -> object:
    """Read a value.

    :raises UnreadableError: for whatever is wrong with the bytes.
    """
    try:
        return _Unpickler(io.BytesIO(data), known).load()
    except Exception as error:  # pickle raises what it likes for broken input
        raise UnreadableError(str(error)) from error


class _ReferringPickler(pickle.Pickler):
    def __init__(self, stream: io.BytesIO, known: Sequence[object]) -> None:
        super().__init__(stream, protocol=5)
        self._places = {id(value): place for place, value in enumerate(known)}

    def persistent_id(self, value: object) -> int | None:
        """The place of a value that is known."""
        return self._places.get(id(value))


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, known: Sequence[object]) -> None:
        super().__init__(stream)
        self._known = known

    def persistent_load(self, place: int) -> object:
        """The value at a place."""
        return self._known[place]

    def find_class(self, module: str, name: str) -> Any:
        """Name a class or a builder; nothing else may be named."""
        if module == __name__ and name in _BUILDERS:
            return _BUILDERS[name]
        return _CLASSES[f"{module}.{name}"]


def _builder(found: type[Any], name: str) -> Callable[..., Any]:
    """A function that makes a value of a class from those of its fields, without checks and defaults."""
    build = builder(found, name)
    build.__module__ = __name__
    return build


def _reducer(found: type[Any], build: Callable[..., Any]) -> Callable[[Any], tuple[Callable[..., Any], tuple[object, ...]]]:
    """What tells pickle how a value of a class is built again."""
    names = [field.name for field in fields(found)]
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda value: ()
    if len(names) == 1:
        return lambda value: (build, (values(value),))
    return lambda value: (build, values(value))


_DATACLASSES = {
    f"build_{path.replace('.', '_')}": found
    for path, found in _CLASSES.items()
    if is_dataclass(found) and not issubclass(found, enum.Enum) and "__slots__" in vars(found)
}
_BUILDERS = {name: _builder(found, name) for name, found in _DATACLASSES.items()}
_REDUCERS = copyreg.dispatch_table | {found: _reducer(found, _BUILDERS[name]) for name, found in _DATACLASSES.items()}
globals().update(_BUILDERS)  # pickle wants to find what it names
