"""Packages that a package manager has installed for a project, as far as its files import them."""
