"""Time."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum


class TimeUnit(Enum):
    """Units of time."""

    SECOND = 1
    MINUTE = 60


@contextmanager
def timed(unit: TimeUnit | None = None) -> Iterator[None]:
    """Measure how long a block takes."""
    yield
