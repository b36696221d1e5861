"""Read items and expressions from text, by tree-sitter's grammar."""
