"""Rust types as Python annotations."""
