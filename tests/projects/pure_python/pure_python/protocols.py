"""What things must be able to do."""

from typing import Protocol, TypeVar, runtime_checkable

T_co = TypeVar("T_co", covariant=True)


@runtime_checkable
class Runnable(Protocol):
    """Can be run."""

    def run(self) -> None:
        """Run it."""


class Producer(Protocol[T_co]):
    """Gives values."""

    def produce(self) -> T_co:
        """Give one value."""
