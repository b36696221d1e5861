"""Conditional compilation: what is on."""
