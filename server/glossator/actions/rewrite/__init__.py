"""Edits of code: edit, fix, annotate, write tests, and custom actions."""
