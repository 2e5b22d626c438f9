"""tree-sitter: scopes, docstring places, and whether two texts are the same code. Pure."""
