"""Read Rust text without a grammar: tokens, literals, types, attributes."""
