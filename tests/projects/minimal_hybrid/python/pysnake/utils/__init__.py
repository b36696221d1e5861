"""Helpers for snakes."""


class Serializer:
    """Writes snakes as text."""

    def dump(self, value: object) -> str:
        """Write a value."""
        return repr(value)
