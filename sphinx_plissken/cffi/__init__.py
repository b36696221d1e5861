"""Modules that cffi generates, as far as their build scripts say what is in them."""
