"""What people write and what is written for them: directives, generated pages, style."""
