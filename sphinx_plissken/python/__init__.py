"""Pure-Python modules and extension modules under the names that users import."""
