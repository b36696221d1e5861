"""Batches of rows and the pipelines that work on them."""

from ._separate_bindings import *
from .helpers import PipelineBuilder, batch_from_iter
