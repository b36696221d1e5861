"""Checks."""


class ValidationError(ValueError):
    """Something is no snake."""


def validate_length(length: int) -> int:
    """Refuse negative lengths.

    Raises:
        ValidationError: If the length is negative.
    """
    if length < 0:
        raise ValidationError(length)
    return length
