"""Run tasks in the order that their dependencies ask for.

The engine is written in Rust; this package is what users import::

    from hybrid_binary import Runner, task

    runner = Runner()


    @task(runner, description="Say hello")
    def greet():
        print("hello")


    runner.run("greet")
"""

from ._native import DEFAULT_PARALLEL, Runner, RunResult, Task, TaskDecorator, config, task, utils

__all__ = [
    "DEFAULT_PARALLEL",
    "RunResult",
    "Runner",
    "Task",
    "TaskDecorator",
    "__version__",
    "config",
    "get_version",
    "list_submodules",
    "task",
    "utils",
]

__version__ = "0.3.0"


def get_version() -> str:
    """Return the version of the package."""
    return __version__


def list_submodules() -> list[str]:
    """Return the names of the modules below this package, sorted."""
    return ["cli", "config", "testing", "utils"]
