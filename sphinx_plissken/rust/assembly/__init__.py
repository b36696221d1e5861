"""Put crates together from files: modules, configuration, documentation."""
