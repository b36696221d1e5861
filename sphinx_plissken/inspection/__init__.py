"""What ``inspect`` prints: both views as flat rows."""
