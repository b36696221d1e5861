"""Conveniences around :mod:`hybrid_binary`, in pure Python."""

from __future__ import annotations

from collections.abc import Callable

from hybrid_binary import Runner, RunResult, Task

__all__ = ["TaskBuilder", "run_task"]


class TaskBuilder:
    """Build a :class:`~hybrid_binary.Task` step by step.

    Args:
        name: The name of the task.

    Example:
        >>> TaskBuilder("build").describe("Compile everything").after("configure").build()
        Task("build")
    """

    def __init__(self, name: str) -> None:
        self._task = Task(name)

    @property
    def name(self) -> str:
        """The name of the task."""
        return self._task.name

    def describe(self, text: str) -> TaskBuilder:
        """Set the description."""
        self._task.description = text
        return self

    def after(self, *task_names: str) -> TaskBuilder:
        """Make the task wait for others.

        Args:
            *task_names: Their names.
        """
        for name in task_names:
            self._task.depends_on(name)
        return self

    def async_(self) -> TaskBuilder:
        """Mark the handler as a coroutine function."""
        self._task.set_async(True)
        return self

    def build(self) -> Task:
        """Return the task."""
        return self._task


def run_task(task: Task, handler: Callable[[], object], *, runner: Runner | None = None, dry_run: bool = False) -> RunResult:
    """Register a task and run it at once.

    Args:
        task: The task.
        handler: What it does.
        runner: The runner to use; a new one where none is given.
        dry_run: Find the order but call no handler.

    Returns:
        What was run.
    """
    runner = runner or Runner()
    runner.register(task, handler)
    return runner.run(task.name, dry_run=dry_run)
