"""A language a module: what the nodes of its grammar mean."""
