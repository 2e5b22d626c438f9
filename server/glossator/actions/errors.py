"""Why an action ended without a result, in one sentence for the user."""

from __future__ import annotations


class NothingToSay(Exception):
    """The model answered, but nothing in its answer can be used."""
