"""What all views ask for: the project as read, what names refer to, what has changed."""
