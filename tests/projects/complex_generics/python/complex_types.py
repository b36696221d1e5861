"""Types that are hard to print."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Concatenate, Generic, Literal, NotRequired, ParamSpec, TypedDict, TypeGuard, TypeVar, overload

if TYPE_CHECKING:
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")


class Options(TypedDict, total=False):
    """What may be chosen."""

    name: str
    """What it is called."""
    path: NotRequired[Path]


class Box(Generic[T]):
    """Holds one value."""

    def __init__(self, value: T) -> None:
        self.value = value


@overload
def unpack(box: Box[T]) -> T: ...
@overload
def unpack(box: None) -> None: ...
@overload
def unpack(box: Box[T], *, mode: Literal["strict"]) -> T: ...
def unpack(box: Box[T] | None, *, mode: str = "lax") -> T | None:
    """Take the value out."""
    return box.value if box else None


def is_text(value: object) -> TypeGuard[str]:
    """Whether a value is text."""
    return isinstance(value, str)


def with_context(function: Callable[Concatenate[int, P], Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Give a function its context."""
    raise NotImplementedError
