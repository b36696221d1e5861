"""Tasks and their states."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from enum import Enum, auto

logger = logging.getLogger(__name__)


class TaskState(Enum):
    """Where a task stands."""

    WAITING = auto()
    """Not yet begun."""
    RUNNING = auto()
    """At work."""
    DONE = auto()


@dataclass
class Task:
    """Something to do.

    Attributes:
        name: What it is called.
        tags: Words to find it by.
    """

    name: str
    state: TaskState = TaskState.WAITING
    tags: list[str] = field(default_factory=list)
