"""When tasks run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from .task import Task


class Schedule(ABC):
    """When something happens."""

    @abstractmethod
    def due(self, now: float) -> bool:
        """Whether it is time."""


class Scheduler:
    """Runs tasks when they are due.

    Args:
        interval: Seconds between two looks,
            however long that is.
    """

    def __init__(self, interval: float = 0.5) -> None:
        self._tasks: list[Task] = []
        self.interval = interval

    @property
    def tasks(self) -> list[Task]:
        """All tasks."""
        return list(self._tasks)

    def every(self, seconds: float) -> Callable[[Callable[[], None]], Task]:
        """Make a decorator that schedules a function."""

        def decorate(function: Callable[[], None]) -> Task:
            task = Task(function.__name__)
            self._tasks.append(task)
            return task

        return decorate

    def _tick(self) -> None:
        """Look once."""
