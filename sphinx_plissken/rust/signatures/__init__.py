"""Signatures as rustdoc prints them, in tokens."""
