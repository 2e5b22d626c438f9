"""Glossator: a language server that brings an open model into any editor."""
