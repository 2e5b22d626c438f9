"""Explain selection: prose about a span and what it uses."""
