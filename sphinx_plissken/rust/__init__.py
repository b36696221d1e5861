"""Read: from Rust source to a model of plain values, what its names mean, and what rustdoc shows of it."""
