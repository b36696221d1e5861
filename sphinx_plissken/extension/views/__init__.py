"""Both views: objects of the models to descriptions, with docs, members, links and source."""
