"""Tests of glossator.syntax."""
