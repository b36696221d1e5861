"""Signatures of Rust objects as nodes."""
