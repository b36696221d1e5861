"""Stand-ins for tests of code that uses tasks."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["MockRunResult", "MockRunner", "MockTask", "assert_task_ran", "assert_task_registered"]


@dataclass
class MockTask:
    """Looks like a :class:`hybrid_binary.Task`."""

    name: str
    description: str | None = None


@dataclass
class MockRunResult:
    """Looks like a :class:`hybrid_binary.RunResult`."""

    tasks_run: list[str] = field(default_factory=list)
    success: bool = True


class MockRunner:
    """Looks like a :class:`hybrid_binary.Runner` and remembers what was asked of it."""

    def __init__(self) -> None:
        self.tasks: dict[str, MockTask] = {}
        self.ran: list[str] = []

    def register(self, task: MockTask) -> None:
        """Remember a task."""
        self.tasks[task.name] = task

    def run(self, task_name: str) -> MockRunResult:
        """Remember that a task was run.

        :param task_name: The task.
        :returns: A result that names just this task.
        :raises KeyError: if it is not registered.
        """
        self.ran.append(self.tasks[task_name].name)
        return MockRunResult(tasks_run=[task_name])


def assert_task_registered(runner: MockRunner, name: str) -> None:
    """Fail unless a task is registered."""
    assert name in runner.tasks, f"{name} is not registered"


def assert_task_ran(runner: MockRunner, name: str) -> None:
    """Fail unless a task was run."""
    assert name in runner.ran, f"{name} was not run"
