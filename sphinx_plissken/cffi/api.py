"""What ``cffi/`` gives: what a module that cffi generates holds, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CFunction:
    """A C function: ``int f(int a, char *);``"""

    name: str
    parameters: tuple[str, ...]
    """Names, empty where the declaration has none; ``...`` of a variadic function comes last."""
    declaration: str
    """As written, on one line: ``int f(int a, char *)``."""
    offset: int = 0
    """Where its declaration begins in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CValue:
    """A constant, an enumerator, a macro, or a variable."""

    name: str
    type: str
    """Its Python type: ``int``; ``_cffi_backend.CData`` for what Python sees as C data."""
    value: int | None = None
    """Its value, where the declaration says it."""
    offset: int = 0


CMember = CFunction | CValue


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMember:
    """A member and where it is declared."""

    member: CMember
    file: str
    """Relative to the project's root."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CffiModule:
    """A module in "API mode": ``ffi``, and ``lib`` with what C declares."""

    name: str
    """As it was given to ``ffi.set_source``: ``_openssl``."""
    file: str
    """The build script, relative to the project's root."""
    line: int
    members: tuple[PlacedMember, ...] = ()
    """In the order of the declarations, each name once."""
    is_complete: bool = True
    """False where some of the declarations are made when the script runs."""
