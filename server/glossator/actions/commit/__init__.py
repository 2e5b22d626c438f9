"""Commit messages: what is staged, as far as a model may see it, and the message about it."""
