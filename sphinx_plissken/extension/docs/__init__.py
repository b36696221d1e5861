"""Doc comments and docstrings to nodes."""
