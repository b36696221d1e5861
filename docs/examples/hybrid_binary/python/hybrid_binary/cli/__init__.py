"""Output for terminals."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from hybrid_binary import Task

__all__ = ["ColoredOutput", "OutputFormat", "ProgressBar", "format_task_list"]


class OutputFormat(Enum):
    """How results are written."""

    TEXT = "text"
    """For people."""
    JSON = "json"
    """For programs."""


class ColoredOutput:
    """Writes text in colours.

    Attributes:
        enabled: Whether colours are used at all.
    """

    RED = "\033[31m"
    GREEN = "\033[32m"
    RESET = "\033[0m"

    def __init__(self, enabled: bool = True) -> None:
        self.enabled = enabled

    def paint(self, text: str, color: str) -> str:
        """Put a text between a colour and its end.

        Args:
            text: What is written.
            color: One of the constants of this class.

        Returns:
            The text with escape codes, or the text alone when colours are off.
        """
        return f"{color}{text}{self.RESET}" if self.enabled else text


class ProgressBar:
    """A bar that grows."""

    def __init__(self, total: int, *, width: int = 40) -> None:
        self.total = total
        self.width = width
        self.done = 0

    @property
    def fraction(self) -> float:
        """How much is done, from 0.0 to 1.0."""
        return self.done / self.total if self.total else 1.0

    def advance(self, steps: int = 1) -> None:
        """Let the bar grow by some steps."""
        self.done = min(self.total, self.done + steps)

    def __str__(self) -> str:
        return "#" * round(self.fraction * self.width)


def format_task_list(tasks: Iterable[Task], output: OutputFormat = OutputFormat.TEXT) -> str:
    """Write tasks, one a line.

    Args:
        tasks: The tasks.
        output: How they are written.

    Returns:
        The text.
    """
    names = [task.name for task in tasks]
    return "\n".join(names) if output is OutputFormat.TEXT else repr(names)
