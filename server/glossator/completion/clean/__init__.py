"""Filters that make a model answer insertable; each is pure and named by its verb."""
