"""Tests of glossator.actions."""
