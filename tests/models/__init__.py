"""Tests of the model services."""
