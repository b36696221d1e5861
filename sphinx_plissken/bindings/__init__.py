"""See: from Rust models to the Python API that each extension module exposes."""
