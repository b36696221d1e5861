"""What rustdoc shows of crates, and where."""
