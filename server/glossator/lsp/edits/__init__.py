"""Edits that grow in the buffer while the user types."""
