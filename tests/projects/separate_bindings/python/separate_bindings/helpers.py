"""Conveniences around the bindings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ._separate_bindings import DataBatch, Pipeline

T = TypeVar("T")


class PipelineBuilder:
    """Build a pipeline step by step."""

    def __init__(self, name: str) -> None:
        self.name = name

    def build(self) -> Pipeline:
        """Return the pipeline."""
        return Pipeline(self.name)


def batch_from_iter(items: Iterable[T], size: int = 100) -> Iterator[DataBatch]:
    """Cut items into batches.

    Args:
        items: What to cut.
        size: The most that a batch holds.

    Yields:
        Batches in the order of the items.
    """
    rows = [{"item": item} for item in items]
    for start in range(0, len(rows), size):
        yield DataBatch.from_dicts(rows[start : start + size])
