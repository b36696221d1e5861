"""What classes and their members look like from Python."""
