"""The one bound of all waits in tests."""

LIVENESS = 300.0
"""Seconds; only a hang takes longer, however busy the machine is."""
