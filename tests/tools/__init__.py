"""Tests of what writes and measures the repository."""
