"""Small things."""

from .timing import TimeUnit, timed

__all__ = ["TimeUnit", "timed"]
