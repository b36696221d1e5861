"""The ``rs`` domain: objects, directives, roles, references, indices."""
