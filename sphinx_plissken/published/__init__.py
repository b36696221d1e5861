"""Where others have published the documentation of what a project uses: from the full path of an item to the page that describes it."""
