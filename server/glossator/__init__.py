"""Glossator: a language server that brings an open model into any editor."""

__version__ = "0.1.0"
