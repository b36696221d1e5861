"""Compare what we say of an extension module with what the built module does, and with what its stub says."""
