"""A scheduler without any Rust."""

from .scheduler import Scheduler
from .task import Task, TaskState
from .utils import TimeUnit

#: How long to wait between two looks, in seconds.
POLL_INTERVAL = 0.5

__all__ = [
    # what most people need
    "POLL_INTERVAL",
    "Scheduler",
    "Task",
    "TaskState",
    # units
    "TimeUnit",
]
