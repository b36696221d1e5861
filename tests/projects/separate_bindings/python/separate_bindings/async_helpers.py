"""The same for programs that wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from . import DataBatch

T = TypeVar("T")


@dataclass
class StreamOptions:
    """How a stream behaves."""

    size: int = 10
    """The most batches that wait."""


class StreamContext(Generic[T]):
    """Holds what a stream needs."""

    async def __aenter__(self) -> StreamContext[T]:
        """Open the stream."""
        return self


async def collect(stream: AsyncIterator[DataBatch], *, limit: int | None = None) -> list[DataBatch]:
    """Gather batches until the stream ends."""
    return [batch async for batch in stream][:limit]
