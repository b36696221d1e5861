"""What functions look like from Python: parameters, defaults, docstrings."""
