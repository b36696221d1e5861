"""Snakes of all lengths."""

from enum import Enum

MAX_LENGTH = 100
"""No snake is longer."""


class SnakeColor(Enum):
    """The colours of snakes."""

    GREEN = "green"
    BROWN = "brown"


class Snake:
    """A snake."""

    def __init__(self, length: int, color: SnakeColor = SnakeColor.GREEN) -> None:
        self.length = length
        self.color = color


def create_snake(length: int = 10) -> Snake:
    """Make a green snake."""
    return Snake(min(length, MAX_LENGTH))
