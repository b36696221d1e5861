"""Reactions to snakes."""

from collections.abc import Callable

from pysnake import Snake

HandlerFunc = Callable[[Snake], None]
"""What reacts to a snake."""


class EventHandler:
    """Calls handlers in turn."""

    def __init__(self) -> None:
        self.handlers: list[HandlerFunc] = []

    def on_slither(self, handler: HandlerFunc) -> HandlerFunc:
        """Register a handler.

        Args:
            handler: Called with each snake that slithers.
        """
        self.handlers.append(handler)
        return handler
